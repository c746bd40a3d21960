import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../../../tests/support/command.ts";
import { testDatabase, type TestDatabase } from "../../../tests/support/database.ts";
import { UsageError, type CommandInput } from "../../platform/cli/command.ts";
import { loadTerritory } from "../../territory/index.ts";
import { directoryCommands } from "../directory.commands.ts";
import { buildLocation, buildRecord, buildServiceAtLocation } from "../directory.factory.ts";
import type { ImportItem } from "./import-report.ts";
import { importRecords } from "./import-run.ts";
import { importFacilities, importSample } from "./import-sources.ts";
import { readNeeds } from "../needs.ts";
import { countRecords } from "../records.store.ts";

const territory = loadTerritory();
let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), "fanal-import-"));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const changes = async () => Number((await database.platform.pool.query<{ count: string }>("SELECT count(*) FROM change")).rows[0]!.count);

function item(line: number, content: { record: ReturnType<typeof buildRecord> } | { faults: { field: string; reason: string }[] }): ImportItem {
  return { origin: { file: "f", line }, ...content };
}

describe("fanal import sample and facilities", () => {
  it("load everything, and change nothing the second time", async () => {
    expect(await importSample(database.platform, territory)).toMatchObject({ read: 505, created: 505, refused: 0, unpublished: 54 });
    const facilities = await importFacilities(database.platform, territory);
    expect(facilities.refused).toBe(0);
    expect(facilities.created).toBeGreaterThan(4000);
    const before = await changes();
    expect(await importSample(database.platform, territory)).toMatchObject({ unchanged: 505 });
    expect(await importFacilities(database.platform, territory)).toMatchObject({ created: 0, updated: 0, unchanged: facilities.read });
    expect(await changes()).toBe(before);
  });
});

describe("any import", () => {
  const run = (items: ImportItem[]) => importRecords(database.platform.pool, items, { source: "test", actor: "test", at: new Date(), needs: readNeeds() });

  it("refuses what is wrong with its line and reason, and saves all the rest", async () => {
    const twice = buildRecord();
    const outOfShape = buildRecord({ at: [buildServiceAtLocation({ location: buildLocation({ lat: null }) })] });
    const before = await countRecords(database.platform.pool);
    const report = await run([
      item(1, { record: buildRecord() }),
      item(2, { faults: [{ field: "name", reason: "missing" }] }),
      item(3, { record: outOfShape }),
      item(4, { record: twice }),
      item(5, { record: twice }),
      item(6, { record: buildRecord({ needs: ["food.unknown"] }) }),
      item(7, { record: buildRecord() }),
    ]);
    expect(report).toMatchObject({ read: 7, created: 3, refused: 4 });
    expect(report.refusals.map(({ line, field }) => [line, field]).sort()).toEqual([[2, "name"], [3, "record"], [5, "id"], [6, "needs.0"]]);
    expect(await countRecords(database.platform.pool)).toBe(before + 3);
  });

  it("never takes over the record of another source", async () => {
    const record = buildRecord();
    await run([item(1, { record })]);
    const report = await run([item(1, { record: { ...record, provenance: { ...record.provenance, source: "hsds" } } })]);
    expect(report).toMatchObject({ updated: 0, refused: 1, refusals: [{ field: "id" }] });
  });
});

describe("the command line", () => {
  const run = (words: string[], options: CommandInput["options"] = {}) => runCommand(directoryCommands, database.platform, words, options);

  it.each([[[]], [["everything"]], [["hsds"]], [["hsds", "/no/such/file"]], [["sample", "twice"]]])("says in one line what is wrong with: import %j", async (words) => {
    await expect(run(["import", ...words])).rejects.toThrow(UsageError);
  });

  it("refuses a file that is not UTF-8 JSON", async () => {
    const path = join(folder, "utf16.json");
    await writeFile(path, Buffer.from("\ufeff[{}]", "utf16le"));
    await expect(run(["import", "hsds", path])).rejects.toThrow(/not JSON in UTF-8/);
  });

  it("ends with 1 when something was refused, and writes the whole report", async () => {
    const path = join(folder, "bad.ndjson");
    const report = join(folder, "report.json");
    await writeFile(path, `{"id": "x"}\n{"id": \nBan${"\xe9"}e\n`);
    const { code, printed } = await run(["import", "hsds", path], { report });
    expect(code).toBe(1);
    expect(printed).toMatch(/read 3, created 0, updated 0, unchanged 0, refused 3/);
    expect(printed).toMatch(/refused bad\.ndjson:1 name: missing/);
    const { default: written } = (await import(report, { with: { type: "json" } })) as { default: { refusals: object[] } };
    expect(written.refusals).toHaveLength(3);
  });
});
