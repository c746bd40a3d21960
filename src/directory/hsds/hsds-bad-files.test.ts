import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "../../../tests/support/database.ts";
import { loadTerritory } from "../../territory/index.ts";
import { buildService } from "../directory.factory.ts";
import { readNeeds } from "../needs.ts";
import { countRecords } from "../records.store.ts";
import { importHsds, openHsds } from "./hsds-import.ts";
import { toHsds } from "./hsds-published.ts";
import { hsdsViews } from "./hsds-view.ts";

/* Files that are cut, huge, wrongly encoded, circular or repeat ids: what is good in them comes in, the rest is named. */

const territory = loadTerritory();
const views = hsdsViews({ year: 2026, needs: readNeeds(), territory });

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fanal-bad-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

async function importPath(path: string) {
  const input = await openHsds(path);
  if ("reason" in input) return input.reason;
  const before = await countRecords(database.platform.pool);
  const { created, refused, refusals } = await importHsds(database.platform, territory, input, "fr");
  expect(await countRecords(database.platform.pool)).toBe(before + created);
  return { created, refused, reasons: refusals.map(({ line, field, reason }) => `${line} ${field} ${reason}`) };
}

async function importFile(name: string, content: string | Buffer) {
  const path = join(folder, name);
  await writeFile(path, content);
  return importPath(path);
}

/** A CSV package of these files. */
async function importTables(files: Record<string, string | Buffer>) {
  const path = await mkdtemp(join(folder, "tables-"));
  await mkdir(path, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content);
  return importPath(path);
}

const plain = (id: string, fields: object = {}) => ({ id, name: `Soupe populaire ${id}`, status: "active", organization: { id: "o", name: "Entraide", website: "https://example.org" }, ...fields });
const profiled = (fields: object = {}) => ({ ...toHsds(buildService(), views.fr), ...fields });
const lines = (...objects: unknown[]) => objects.map((object) => (typeof object === "string" ? object : JSON.stringify(object))).join("\n");

describe("JSON", () => {
  it("cut in the middle: what came before is kept", async () => {
    const whole = JSON.stringify([plain("1"), plain("2")]);
    expect(await importFile("cut.json", whole.slice(0, -40))).toMatchObject({ created: 1, reasons: [expect.stringContaining("ends in the middle")] });
    const cutLine = lines(plain("3"), profiled()).slice(0, -40);
    expect(await importFile("cut.ndjson", cutLine)).toMatchObject({ created: 1, refused: 1, reasons: ["2 record not JSON"] });
  });

  it("huge: one object of more than 4 MB is refused, the next comes in", async () => {
    const found = await importFile("huge.ndjson", lines(plain("1", { description: "x".repeat(5_000_000) }), plain("2")));
    expect(found).toMatchObject({ created: 1, reasons: ["1 record longer than 4 MB"] });
  });

  it("nested without end: refused, not followed", async () => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    const inHours = JSON.stringify(profiled()).replace(/\}$/, `,"service_at_locations":[{"id":"x","location":{"id":"y"},"x_hours":{"rules":${deep}}}]}`);
    expect(await importFile("deep.ndjson", lines(`{"id":"1","name":${deep}}`, inHours, plain("2")))).toMatchObject({ created: 1, refused: 2 });
  });

  it("wrongly encoded: the line is named; another encoding than UTF-8 is said before anything starts", async () => {
    const latin = Buffer.from(lines(plain("1", { name: "Café" })), "latin1");
    expect(await importFile("latin.ndjson", Buffer.concat([latin, Buffer.from(`\n${lines(plain("2"))}`)]))).toMatchObject({ created: 1, reasons: [expect.stringMatching(/^1 record not UTF-8/)] });
    expect(await importFile("utf16.json", Buffer.from(`\ufeff${JSON.stringify([plain("1")])}`, "utf16le"))).toContain("not JSON in UTF-8");
  });

  it("circular: an organisation that is its own parent, a term within itself, do not hang", async () => {
    const organization = { id: "o", name: "Entraide", website: "https://example.org", parent_organization_id: "o" };
    const term = { id: "t", name: "Repas", parent_id: "t", taxonomy_detail: { id: "t" } };
    const inside = { ...organization, services: [plain("2", { organization })] };
    expect(await importFile("circle.ndjson", lines(plain("1", { organization, attributes: [{ taxonomy_term: term }] }), inside))).toMatchObject({ created: 2, refused: 0 });
  });

  it("the same ids again: a service twice, a place of two services, a place twice in one", async () => {
    const at = [{ id: "a", location: { id: "l" } }];
    const found = await importFile("twice.ndjson", lines(plain("1", { service_at_locations: at }), plain("1"), plain("2", { service_at_locations: at }), plain("3", { service_at_locations: [...at, ...at] }), plain("4")));
    expect(found).toMatchObject({ created: 2, refused: 3, reasons: [expect.stringContaining("2 id the same service"), expect.stringContaining("3 service_at_locations.id"), expect.stringContaining("4 at the same place")] });
  });

  it("with the profile, and each fact of it spoiled: refused with the field", async () => {
    const [at] = profiled().service_at_locations!;
    const spoiled = [
      profiled({ x_translations: "fr" }), profiled({ x_translations: { fr: { name: 7 } } }), profiled({ x_translations: null }), profiled({ service_areas: [{ uri: "urn:other" }] }),
      profiled({ organization: null }), profiled({ x_notice: "strange" }), profiled({ x_provenance: { source: "NOT VALID" } }), profiled({ assured_date: "2026-13-45" }),
      profiled({ service_at_locations: [{ ...at, x_hours: { rules: 5 } }] }), profiled({ service_at_locations: [{ ...at, phones: [{ number: "call us" }] }] }), profiled({ service_at_locations: [{ ...at, location: null }] }),
      profiled({ id: "../../etc" }), profiled({ attributes: [{ taxonomy_term: { code: "no.such" } }] }), profiled({ x_translations: { fr: { name: "a\u0000b", x_state: "written" } } }),
    ];
    expect(await importFile("spoiled.ndjson", lines(...spoiled, profiled()))).toMatchObject({ created: 1, refused: spoiled.length });
  });

  it("with a date to come: the date of the import stands", async () => {
    await importFile("future.ndjson", lines(profiled({ last_modified: "2999-01-01T00:00:00.000Z" }), profiled({ last_modified: "2024-05-06T07:08:09.123Z" }), profiled({ last_modified: "soon" })));
    const { rows } = await database.platform.pool.query<{ at: Date }>("SELECT updated_at AS at FROM service ORDER BY 1");
    expect(rows[0]!.at.toISOString()).toBe("2024-05-06T07:08:09.123Z");
    expect(rows.slice(1).every(({ at }) => Math.abs(Date.now() - at.getTime()) < 60_000)).toBe(true);
  });
});

describe("CSV", () => {
  const organizations = "id,name,website\no,Entraide,https://example.org\n";
  const services = (...rows: string[]) => `id,organization_id,name,status\n${rows.join("\n")}\n`;

  it("cut inside a quoted cell: the rows before are kept", async () => {
    expect(await importTables({ "organizations.csv": organizations, "services.csv": services("1,o,Soupe populaire,active", '2,o,"Banque alim') })).toMatchObject({ created: 1, refused: 1 });
  });

  it("a cell of two megabytes: named, and the import goes on; a row without end: said that nothing after it is read", async () => {
    const found = await importTables({ "organizations.csv": organizations, "services.csv": services("1,o,Soupe populaire,active", `2,o,"${"x".repeat(2_000_000)}",active`, "3,o,Soupe du midi,active") });
    expect(found).toMatchObject({ created: 2, refused: 1, reasons: ["3 name longer than 1 MB"] });
    const endless = await importTables({ "organizations.csv": organizations, "services.csv": services("4,o,Soupe populaire,active", `5,o,"${"x".repeat(17_000_000)}",active`, "6,o,Soupe du midi,active") });
    expect(endless).toMatchObject({ created: 1, refused: 1, reasons: [expect.stringContaining("nothing after it")] });
  });

  it("wrongly encoded: UTF-16 is read by its mark; without it, and in Latin-1, what cannot be read is named", async () => {
    const rows = services("1,o,Café-soupe populaire,active");
    expect(await importTables({ "organizations.csv": organizations, "services.csv": Buffer.from(`\ufeff${rows}`, "utf16le") })).toMatchObject({ created: 1, refused: 0 });
    expect(await importTables({ "organizations.csv": organizations, "services.csv": Buffer.from(rows, "utf16le") })).toMatchObject({ created: 0, reasons: expect.arrayContaining([expect.stringContaining("id missing")]) });
    expect(await importTables({ "organizations.csv": organizations, "services.csv": Buffer.from(rows, "latin1") })).toMatchObject({ created: 0, reasons: [expect.stringMatching(/^2 name not UTF-8/)] });
    expect(await importTables({ "organizations.csv": organizations.replace("website", "web\u0000site"), "services.csv": services("9,o,Soupe populaire,active") })).toMatchObject({ created: 1 });
  });

  it("circular parents and repeated ids do not hang, and the first of each stands", async () => {
    const found = await importTables({
      "organizations.csv": "id,name,website,parent_organization_id\no,Entraide,https://example.org,p\np,Autre,,o\no,Encore,,\n",
      "services.csv": services("1,o,Soupe populaire,active", "1,o,Encore la soupe,active"),
      "attributes.csv": "id,link_id,taxonomy_term_id,link_entity\na,1,t,service\n",
      "taxonomy_terms.csv": "id,name,parent_id\nt,Repas,u\nu,Dîner,t\n",
    });
    expect(found).toMatchObject({ created: 1, refused: 1, reasons: [expect.stringContaining("the same service")] });
    const { rows } = await database.platform.pool.query<{ name: string }>("SELECT name FROM organization_text");
    expect(rows).toEqual([{ name: "Entraide" }]);
  });
});

it("the specification's own files stay as they are: nothing of ours is in them", async () => {
  const example = JSON.parse(await readFile(new URL("../../../data/hsds-3.1/service_full.json", import.meta.url), "utf8")) as object;
  expect(JSON.stringify(example)).not.toContain('"x_');
});
