import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { testConfig } from "../../tests/support/database.ts";
import { deviceOf, isEmail } from "./accounts.ts";
import { isCommonPassword } from "./common-passwords.ts";
import { siteOf } from "./context.ts";
import { newRecoveryCodes, recoveryHash } from "./second-factor.ts";
import { openSecretKey } from "./secret-key.ts";
import { networkOf } from "./sources.ts";

const dataDir = mkdtempSync(join(tmpdir(), "fanal-key-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test("the key is made once, for its owner's eyes only; what it seals opens with it, for the same account, unchanged", () => {
  const config = testConfig({ FANAL_DATA_DIR: dataDir });
  const sealed = openSecretKey(config).seal("JBSWY3DPEHPK3PXP", "account-1");
  expect(statSync(join(dataDir, "secret.key")).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(dataDir, "secret.key"), "utf8")).toMatch(/^[\w-]{43}$/);
  const again = openSecretKey(config);
  expect(again.open(sealed, "account-1")).toBe("JBSWY3DPEHPK3PXP");
  expect(sealed.toString("latin1")).not.toContain("JBSWY");
  expect(again.seal("JBSWY3DPEHPK3PXP", "account-1").equals(sealed)).toBe(false);
  expect(() => again.open(sealed, "account-2")).toThrow(/secret key/);
  expect(() => again.open(Buffer.from(sealed).fill(0, sealed.length - 1), "account-1")).toThrow(/secret key/);
  const other = openSecretKey(testConfig({ FANAL_DATA_DIR: dataDir, FANAL_SECRET_KEY: "A".repeat(43) }));
  expect(() => other.open(sealed, "account-1")).toThrow(/secret key/);
  expect(other.keyed("a", "bc").equals(again.keyed("a", "bc"))).toBe(false);
  expect(again.keyed("a", "bc").equals(again.keyed("ab", "c"))).toBe(false);
});

test("the list of common passwords knows its own, whatever their case, and no passphrase", () => {
  expect(["123qweasdzxc", "1QAZ2wsx3edc", "qwertyuiop123", "administrator"].map(isCommonPassword)).toEqual([true, true, true, true]);
  expect(["brume fanal quatre cerises", "correct cheval pile agrafe", ""].map(isCommonPassword)).toEqual([false, false, false]);
});

test("recovery codes are read however they are typed", () => {
  const [code] = newRecoveryCodes() as [string];
  expect(code).toMatch(/^([2-9A-HJKMNP-TV-Z]{5}-){4}[2-9A-HJKMNP-TV-Z]{5}$/);
  expect(recoveryHash(` ${code.toLowerCase().replaceAll("-", " ")}`)).toEqual(recoveryHash(code));
});

test("a network is what one household or office shares", () => {
  expect(networkOf("203.0.113.9")).toBe(networkOf("::ffff:203.0.113.200"));
  expect(networkOf("203.0.113.9")).not.toBe(networkOf("203.0.114.9"));
  expect(networkOf("2001:db8:1:2300::1")).toBe(networkOf("2001:db8:1:23ff:aaaa:bbbb:cccc:dddd"));
  expect(networkOf("2001:db8:1:2300::1")).not.toBe(networkOf("2001:db8:1:2400::1"));
  expect(networkOf("::1")).toBe(networkOf("0:0:0:0:0:0:0:1"));
});

test("the site is the configuration's, whatever a request says; on one's own machine it has a name that passkeys take", () => {
  expect(siteOf({ publicUrl: "https://211.example.org" }, { host: "evil.example.org" }).origin).toBe("https://211.example.org");
  expect(siteOf({ publicUrl: "http://127.0.0.1:2110" }, { host: "localhost:4000" }).origin).toBe("http://localhost:4000");
  expect(siteOf({ publicUrl: "http://127.0.0.1:2110" }, { host: "evil.example.org" }).origin).toBe("http://localhost:2110");
  expect(siteOf({ publicUrl: "http://127.0.0.1:2110" }).origin).toBe("http://localhost:2110");
});

test("a device is told as its owner knows it, without what tells them apart", () => {
  expect(deviceOf("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0")).toBe("Edge · Windows");
  expect(deviceOf("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1")).toBe("Safari · iPhone");
  expect(deviceOf(undefined)).toBe("?");
});

test("what is an address to write to", () => {
  expect(["a@example.org", "prénom.nom+x@exemple.québec"].every(isEmail)).toBe(true);
  expect(["", "a", "a@b", "a b@example.org", "a@example.org\nBcc: x@example.org", "<a@example.org>", "a@@example.org", `${"a".repeat(250)}@example.org`].some(isEmail)).toBe(false);
});
