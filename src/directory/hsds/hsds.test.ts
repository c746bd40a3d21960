import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "../../../tests/support/database.ts";
import { DATA_DIR } from "../../platform/paths.ts";
import { loadTerritory } from "../../territory/index.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import { buildRecord, buildServiceAtLocation } from "../directory.factory.ts";
import { saveRecords } from "../directory.store.ts";
import { exportHsds } from "./hsds-export.ts";
import { importHsds, openHsds } from "./hsds-import.ts";
import { hsdsRecord } from "./hsds-service.ts";
import { createNeedGuesser } from "../need-guess.ts";
import { readNeeds } from "../needs.ts";
import { readRecords } from "../records.store.ts";

const territory = loadTerritory();
const guess = createNeedGuesser(readNeeds());
const example = join(DATA_DIR, "hsds-3.1", "service_full.json");

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fanal-hsds-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

async function importFrom(path: string, lang: "fr" | "en" = "fr", into = database) {
  const input = await openHsds(path);
  if ("reason" in input) throw new Error(input.reason);
  return importHsds(into.platform, territory, input, lang);
}

const save = (...records: ServiceRecord[]) => saveRecords(database.platform.pool, records, { actor: "test", source: "test", at: new Date("2026-05-01T12:00:00Z") });

const open = () =>
  buildRecord({
    texts: {
      fr: { name: "Repas, « chauds »", description: "Un dîner\nchaque midi.", eligibility: "Tous", fees: "5 $", documents: "Preuve d'adresse", application: "Se présenter", notes: null, state: "written" },
      en: null,
    },
    needs: ["food.meals"],
    languages: ["fr", "en"],
    areas: [{ kind: "mrc", code: "53", assumed: true }],
    provenance: { source: "test", sourceId: null, urls: [], asOf: null, verifiedOn: "2026-04-01", verifiedBy: "call", nextDue: null },
    at: [
      buildServiceAtLocation({
        hours: { always: false, byAppointment: false, closedOnHolidays: null, rules: [{ days: [1, 2, 3, 4, 5], holidays: false, weeks: null, from: null, to: null, spans: [{ opens: "11:00", closes: "13:00" }] }] },
        hoursNote: { fr: "Le midi", en: null },
        phones: [{ kind: "voice", number: "+14505550100", extension: "007", language: null, note: { fr: "Demander la cuisine", en: null } }],
        location: { pointSource: "exact" },
      }),
    ],
  });

describe("export", () => {
  it("follows the HSDS 3.1 schema, and comes back the same in another database, from JSON and from CSV", async () => {
    const record = open();
    await save(record);
    expect(await exportHsds(database.platform, territory, folder, "fr")).toBe(1);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const schemas = join(DATA_DIR, "hsds-3.1", "schema");
    for (const file of (await readdir(schemas)).filter((name) => name.endsWith(".json"))) ajv.addSchema(JSON.parse(await readFile(join(schemas, file), "utf8")) as object, file);
    const exported = JSON.parse(await readFile(join(folder, "services.ndjson"), "utf8")) as object;
    ajv.validate("service.json", exported);
    expect(ajv.errors).toBeNull();

    const other = await testDatabase();
    expect(await importFrom(join(folder, "services.ndjson"), "fr", other)).toMatchObject({ created: 1, refused: 0 });
    const [back] = await readRecords(other.platform.pool, [record.id]);
    expect(back!.record).toEqual(record);
    expect(await importFrom(folder, "fr", other)).toMatchObject({ read: 1, unchanged: 1 });
    await other.close();
  });

  it("never lets out a confidential place or an unpublished record, in any file", async () => {
    const shelter = buildRecord({ needs: ["violence.shelter"], at: [buildServiceAtLocation({ location: { confidential: true, address: "9, rue Cachée", city: "SECRETVILLE", postalCode: "H9Z 9Z9", lat: 45.987654, lon: -73.987654, texts: { fr: { name: "SECRET", directions: null, accessibility: null }, en: null } } })] });
    const draft = buildRecord({ visibility: "draft", texts: { fr: { ...open().texts.fr!, name: "BROUILLON" }, en: null } });
    await save(shelter, draft);
    expect(await exportHsds(database.platform, territory, folder, "fr")).toBe(1);
    for (const file of await readdir(folder)) {
      const text = await readFile(join(folder, file), "utf8");
      expect(text).not.toMatch(/SECRET|Cachée|H9Z|987654|BROUILLON/);
    }
  });
});

describe("import", () => {
  it("takes the specification's own example, again without change, and a second language beside the first", async () => {
    expect(await importFrom(example, "en")).toMatchObject({ read: 1, created: 1, refused: 0 });
    expect(await importFrom(example, "en")).toMatchObject({ unchanged: 1 });
    expect(await importFrom(example, "fr")).toMatchObject({ updated: 1 });
    expect(await importFrom(example, "en")).toMatchObject({ unchanged: 1 });
  });

  it("reads a CSV package by its descriptor, wherever its files lie, and names the rows that are broken", async () => {
    const path = join(folder, "package");
    await mkdir(join(path, "data"), { recursive: true });
    await writeFile(join(path, "datapackage.json"), JSON.stringify({ resources: [{ name: "organization", path: "data/o.csv" }, { name: "service", path: "data/s.csv" }, { name: "phone", path: "../outside.csv" }] }));
    await writeFile(join(path, "data", "o.csv"), "id,name,description,website\no1,Entraide,,example.org\n");
    await writeFile(join(path, "data", "s.csv"), 'id,organization_id,name,status\ns1,o1,Banque alimentaire,active\n,o1,Sans identifiant,active\ns2,o9,Sans organisme,active\ns3,o1,Soupe populaire,active\n');
    await appendFile(join(path, "data", "s.csv"), Buffer.from("s4,o1,Caf\u00e9 de quartier,active\n", "latin1"));
    const report = await importFrom(path);
    expect(report).toMatchObject({ created: 2, refused: 3 });
    expect(report.refusals.map(({ line, field }) => [line, field]).sort()).toEqual([[3, "id"], [4, "organization"], [6, "name"]]);
  });

  it("reads a page of services and an organisation with its services", async () => {
    const service = JSON.parse(await readFile(example, "utf8")) as { organization: object };
    const { organization, ...rest } = service;
    const path = join(folder, "organization.json");
    await writeFile(path, JSON.stringify({ ...organization, services: [rest] }));
    expect(await importFrom(path, "en")).toMatchObject({ created: 1 });
    await writeFile(path, JSON.stringify({ total_items: 1, contents: [service] }, null, 2));
    expect(await importFrom(path, "en")).toMatchObject({ unchanged: 1 });
  });
});

describe("an HSDS service", () => {
  const base = { id: "abc-1", name: "Soupe populaire du quai", status: "active", organization: { id: "o-1", name: "Entraide du quai", phones: [{ number: "(450) 555-0100 poste 12" }] } };
  const record = (fields: object) => {
    const read = hsdsRecord({ ...base, ...fields }, { lang: "fr", territory, guess });
    if ("faults" in read) throw new Error(JSON.stringify(read.faults));
    return read.record;
  };
  const fault = (fields: object) => {
    const read = hsdsRecord({ ...base, ...fields }, { lang: "fr", territory, guess });
    return "faults" in read ? read.faults[0] : null;
  };

  it("finds its need in words when it carries no term of ours, and is published with a notice", () => {
    expect(record({})).toMatchObject({ needs: ["food.meals"], visibility: "publicWithNotice", notice: "unverified" });
  });
  it("reads a phone with its extension", () => {
    expect(record({}).organization.phones).toMatchObject([{ number: "+14505550100", extension: "12" }]);
  });
  it("is a draft without a known need or a way to reach it", () => {
    expect(record({ name: "Zzz" }).visibility).toBe("draft");
    expect(record({ organization: { id: "o-1", name: "X" } }).visibility).toBe("draft");
  });
  it("hides the places of shelters for women, even when the file shows them", () => {
    const shelter = record({ attributes: [{ taxonomy_term: { code: "violence.shelter" } }], service_at_locations: [{ id: "a", location: { id: "l", location_type: "physical", addresses: [{ address_1: "1, rue X", city: "Alma" }] } }] });
    expect(shelter.at[0]!.location.confidential).toBe(true);
  });
  it("finds the municipality from the town's name, and the area served", () => {
    const placed = record({ service_areas: [{ name: "Sorel-Tracy" }], service_at_locations: [{ id: "a", location: { id: "l", location_type: "physical", addresses: [{ address_1: "1, rue X", city: "Sorel-Tracy", postal_code: "j3p1a1" }] } }] });
    expect(placed.at[0]!.location).toMatchObject({ municipalityCode: "53052", postalCode: "J3P 1A1" });
    expect(placed.areas).toEqual([{ kind: "municipality", code: "53052", assumed: false }]);
  });
  it.each([
    [{ id: undefined }, "id"],
    [{ name: " " }, "name"],
    [{ organization: null }, "organization"],
    [{ status: "maybe" }, "status"],
    [{ url: "not an address" }, "url"],
    [{ description: "x".repeat(6000) }, "texts.fr.description"],
    [{ phones: 7 }, "record"],
  ])("is refused with the field: %j", (fields, field) => {
    expect(fault(fields)).toMatchObject({ field });
  });
  it("loses its HTML", () => {
    expect(record({ description: "<p>Un <b>repas</b></p><script>alert(1)</script>" }).texts.fr!.description).toBe("Un repas\nalert(1)");
  });
});
