import { afterEach, beforeEach, expect, test } from "vitest";
import { accountsServer, codeAt, enrol, PASSWORD } from "../../tests/support/accounts.ts";
import { testDatabase, type TestDatabase } from "../../tests/support/database.ts";
import { consoleVisitor } from "../../tests/support/staff.ts";
import { runCommand } from "../platform/cli/terminal.ts";
import { accountsChecks, accountsCommands } from "./accounts.commands.ts";
import { verifyChain } from "./audit.store.ts";
import type { Me } from "./console.contract.ts";

const NOW = new Date("2026-11-24T15:30:00Z");

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase({ now: () => NOW });
});
afterEach(() => database.close());

async function admin(...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const code = await runCommand(accountsCommands[0]!, args, { config: database.platform.config, open: async () => database.platform, print: say }, say);
  return { code, said: lines.join("\n") };
}

const findings = async () => (await Promise.all(accountsChecks.map((check) => check(database.platform)))).flat();

test("the operator invites from the terminal: a link, and the same in a letter; someone who lost everything comes back by it", async () => {
  const server = await accountsServer(database.platform);
  const before = consoleVisitor(server);
  await enrol(database.platform, before, ["counsellor"]);
  const { code, said } = await admin("invite", "TEST@example.org", "--role", "supervisor", "--lang", "en");
  expect(code).toBe(0);
  const [, token] = /console\/invite#([\w-]+)/.exec(said)!;
  const { rows } = await database.platform.pool.query<{ subject: string; text: string }>("SELECT subject, body_text AS text FROM letter WHERE kind = 'invitation'");
  expect(rows).toHaveLength(1);
  expect(rows[0]!.subject).toBe("The 211 team invites you to fanal");
  expect(rows[0]!.text).toContain(token);
  const visitor = consoleVisitor(server);
  await visitor.call("POST", "/invite/accept", { token, name: "Test Person", lang: "en", password: PASSWORD });
  const { body } = await visitor.call<{ secret: string }>("POST", "/factors/totp/start");
  await visitor.call("POST", "/factors/totp/confirm", { code: codeAt(body.secret, NOW) });
  expect((await visitor.call<Me>("GET", "/me")).body).toMatchObject({ signedIn: true, mustEnrol: false, roles: ["supervisor"], person: { lang: "en" } });
  expect((await before.call<Me>("GET", "/me")).body).toMatchObject({ signedIn: false });
  await server.close();
});

test.each([[[]], [["invite"]], [["invite", "nobody"]], [["invite", "a@example.org", "b"]], [["invite", "a@example.org", "--role", "root"]], [["invite", "a@example.org", "--lang", "de"]], [["erase"]], [["dance", "a@example.org"]]])("wrong words are told, and nothing is done: %j", async (args) => {
  expect((await admin(...args)).code).toBe(2);
  expect((await database.platform.pool.query("SELECT 1 FROM invitation")).rows).toEqual([]);
});

test("someone erased leaves no name and no address anywhere, can no longer sign in, and the log stays whole", async () => {
  const server = await accountsServer(database.platform);
  const visitor = consoleVisitor(server);
  await admin("invite", "test@example.org");
  const { email } = await enrol(database.platform, visitor);
  await visitor.call("PUT", "/me", { name: "Nom Particulier" });
  expect(await admin("erase", email)).toMatchObject({ code: 0 });
  expect(await admin("erase", email)).toMatchObject({ code: 1 });
  expect((await visitor.call<Me>("GET", "/me")).body).toMatchObject({ signedIn: false });
  const { rows: tables } = await database.platform.pool.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'");
  for (const { name } of tables) {
    const { rows } = await database.platform.pool.query<{ all: string | null }>(`SELECT string_agg(t::text, ' ') AS all FROM "${name}" t`);
    expect(rows[0]!.all ?? "", name).not.toMatch(/test@example\.org|Nom Particulier/);
  }
  expect((await verifyChain(database.platform.pool)).intact).toBe(true);
  await server.close();
});

test("fanal check: who manages accounts, whether the key still opens what is stored, whether the log is whole", async () => {
  expect(await findings()).toMatchObject([{ ok: true, found: expect.stringContaining("nobody yet") }, { ok: true }, { ok: true, found: "0 entries, unbroken" }]);
  const server = await accountsServer(database.platform);
  await enrol(database.platform, consoleVisitor(server));
  await server.close();
  expect(await findings()).toMatchObject([{ found: "someone manages accounts" }, { ok: true }, { ok: true }]);
  database.platform.config = { ...database.platform.config, secretKey: "B".repeat(43) };
  expect(await findings()).toMatchObject([{ ok: true }, { ok: false, todo: expect.stringContaining("secret.key") }, { ok: true }]);
});
