import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderHolder, lockFolder } from "./folder-lock.ts";

const folder = () => mkdtempSync(join(tmpdir(), "fanal-lock-"));

test("a lock left by a killed process, or by a stranger with its number, is taken over", () => {
  for (const pid of [2 ** 22 - 1, 1]) {
    const dir = folder();
    writeFileSync(join(dir, "fanal.lock"), JSON.stringify({ pid, url: null }));
    expect(folderHolder(dir)).toBeNull();
    lockFolder(dir).release();
  }
});

test("a lock file cut short by a crash is taken over", () => {
  const dir = folder();
  writeFileSync(join(dir, "fanal.lock"), "{");
  expect(() => lockFolder(dir).release()).not.toThrow();
});
