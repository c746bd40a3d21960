import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ROOT_DIR } from "../../src/platform/paths.ts";
import { openFolder } from "../support/folder.ts";

/* What the program says to someone who types: each time its own process, in a folder that is not the product's. */

const folder = openFolder("commands");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fanal(args: string[], settings: Record<string, string> = {}): { status: number | null; out: string; err: string } {
  const env = { ...process.env, FANAL_DATA_DIR: folder, PORT: "0", LOG_LEVEL: "warn", DATABASE_URL: "", ...settings };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT_DIR, "bin", "fanal.js"), ...args], { cwd: folder, encoding: "utf8", env });
  return { status, out: stdout, err: stderr };
}

test.each(["nonsense", "start now", "import", "import nonsense", "import hsds", "start --fast", "export"])("wrong words get one line and exit 2: %s", (words) => {
  const { status, err } = fanal(words.split(" "));
  expect(err.trim().split("\n")).toHaveLength(1);
  expect(status).toBe(2);
});

test.each(["start", "migrate", "import", "export", "check"])("%s --help says how it is used", (command) => {
  const { status, out } = fanal([command, "--help"]);
  expect(status).toBe(0);
  expect(out).toContain("Usage:");
});

test("--help names the commands", () => {
  expect(fanal(["--help"]).out).toContain("import");
});

test("wrong settings are listed all at once", () => {
  const { status, err } = fanal(["start"], { PORT: "banana", LOG_LEVEL: "loud" });
  expect(status).toBe(2);
  expect(err).toMatch(/PORT/);
  expect(err).toMatch(/LOG_LEVEL/);
});
