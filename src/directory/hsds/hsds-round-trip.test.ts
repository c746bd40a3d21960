import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, inject, it } from "vitest";
import { testDatabase, type TestDatabase } from "../../../tests/support/database.ts";
import { fixedClock } from "../../platform/clock.ts";
import { loadTerritory } from "../../territory/index.ts";
import { NOTICES, POINT_SOURCES, VERIFICATION_METHODS, type PublishedService, type ServiceRecord } from "../directory.contract.ts";
import { buildRecord, buildService, buildServiceAtLocation } from "../directory.factory.ts";
import { saveRecords } from "../directory.store.ts";
import { readNeeds } from "../needs.ts";
import { toPublished } from "../published/published.ts";
import { exportHsds } from "./hsds-export.ts";
import { importHsds, openHsds } from "./hsds-import.ts";
import { profiledRecord } from "./hsds-profiled.ts";
import { toHsds } from "./hsds-published.ts";
import { hsdsViews } from "./hsds-view.ts";

/* export → import into an empty database → export again: the same bytes, from JSON and from the tabular package. */

const territory = loadTerritory();
/** After anything that the sample's records were saved at. */
const clock = fixedClock("2030-03-02T12:00:00Z");

let folder: string;
const databases: TestDatabase[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fanal-round-"));
});
afterEach(async () => {
  for (const database of databases.splice(0)) await database.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function open(template?: string): Promise<TestDatabase> {
  const database = await testDatabase(clock, template);
  databases.push(database);
  return database;
}

async function exported(database: TestDatabase, name: string): Promise<string> {
  const path = join(folder, name);
  await exportHsds(database.platform, territory, path, "fr");
  return path;
}

async function imported(path: string): Promise<TestDatabase> {
  const database = await open();
  const input = await openHsds(path);
  if ("reason" in input) throw new Error(input.reason);
  const report = await importHsds(database.platform, territory, input, "fr");
  expect(report.refusals).toEqual([]);
  return database;
}

/** Every file of a package, by name. */
async function filesOf(path: string): Promise<Record<string, Buffer>> {
  const names = (await readdir(path)).sort();
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(join(path, name))] as const)));
}

async function expectSameBytes(first: string, second: string): Promise<void> {
  const [one, two] = [await filesOf(first), await filesOf(second)];
  expect(Object.keys(two)).toEqual(Object.keys(one));
  const different = Object.keys(one).filter((name) => !one[name]!.equals(two[name]!));
  expect(different).toEqual([]);
}

/** Everything that plain HSDS cannot say, in one record. */
function oddRecord(): ServiceRecord {
  const notes = { fr: "À savoir :\n« sonner »", en: null };
  return buildRecord({
    texts: {
      fr: { name: "Écoute  & répit, \"le soir\"", description: "Deux  espaces.\r\n\r\n<b>Gras</b>", eligibility: "=1+1", fees: null, documents: "Carte, preuve", application: null, notes: "Fermé l'été", state: "written" },
      en: { name: "Listening", description: null, eligibility: null, fees: "$5", documents: null, application: null, notes: "Closed in summer", state: "outdated" },
    },
    organization: { texts: { fr: null, en: { name: "Harbour House", description: "Only in English", state: "machine" } }, government: true, externalIds: { neq: "1142345678", "211": "00042" }, website: "https://example.org/", email: "info@example.org", phones: [{ kind: "tty", number: "+14505550101", extension: null, language: "en", note: { fr: null, en: "After 5" } }] },
    needs: ["mental.listening", "food.meals", "violence.line"].filter((code) => readNeeds().need(code)),
    languages: ["en", "fr", "iu", "zh-Hant"],
    areas: [{ kind: "fsa", code: "J3P", assumed: false }, { kind: "mrc", code: "53", assumed: true }, { kind: "province", code: "24", assumed: false }],
    visibility: "publicWithNotice",
    notice: "openData",
    provenance: { source: "odd-source", sourceId: " 7 ", urls: ["https://example.org/a?b=1,2"], asOf: "2025-06", verifiedOn: "2026-01-31", verifiedBy: "visit", nextDue: "2027-01-31" },
    at: [
      buildServiceAtLocation({
        phones: [
          { kind: "voice", number: "+14505550100", extension: "007", language: "fr", note: notes },
          { kind: "voice", number: "+14505550100", extension: "7", language: null, note: { fr: null, en: null } },
          { kind: "sms", number: "211", extension: null, language: null, note: { fr: null, en: null } },
        ],
        hours: { always: false, byAppointment: true, closedOnHolidays: null, rules: [{ days: [1, 3], holidays: true, weeks: [1, -1], from: "11-01", to: "03-31", spans: [{ opens: "22:00", closes: "02:00" }, { opens: "12:00", closes: "24:00" }] }, { days: [6], holidays: false, weeks: null, from: null, to: null, spans: [] }] },
        hoursNote: { fr: null, en: "Ring twice" },
        location: { pointSource: "borough", lat: 46.0412345678901, lon: -73.1, city: null, texts: { fr: { name: null, directions: "Derrière l'église", accessibility: null }, en: { name: "Annex", directions: null, accessibility: "Ramp" } } },
      }),
      buildServiceAtLocation({ location: { kind: "virtual", address: null, city: null, postalCode: null, municipalityCode: null, lat: null, lon: null, pointSource: "none" }, hours: { always: true, byAppointment: false, closedOnHolidays: false, rules: [] } }),
      buildServiceAtLocation({ location: { confidential: true, address: "9, rue Cachée" } }),
    ],
  });
}

it("the whole sample and a record with everything, from JSON and from CSV: the same bytes", async () => {
  const original = await open(inject("sampleTemplate"));
  await saveRecords(original.platform.pool, [oddRecord()], { actor: "test", source: "odd-source", at: new Date("2024-02-29T23:59:59.123Z") });
  const first = await exported(original, "first");
  const lines = (await readFile(join(first, "services.ndjson"), "utf8")).trimEnd().split("\n");
  expect(lines.length).toBeGreaterThan(4000);
  expect(lines.filter((line) => line.includes('"last_modified":"2024-02-29T23:59:59.123Z"'))).toHaveLength(1);
  const fromJson = await imported(join(first, "services.ndjson"));
  await expectSameBytes(first, await exported(fromJson, "from-json"));
  const fromTables = await imported(first);
  await expectSameBytes(first, await exported(fromTables, "from-tables"));
}, 180_000);

const text = (max: number) => fc.string({ unit: "grapheme", minLength: 1, maxLength: max }).filter((value) => !value.includes("\u0000"));
const textOrNull = fc.option(text(20));
const perLang = <T>(value: fc.Arbitrary<T>) => fc.record({ fr: fc.option(value), en: fc.option(value) });
const state = fc.constantFrom("written", "translated", "machine", "outdated");
const serviceText = fc.record({ name: text(20), description: textOrNull, eligibility: textOrNull, fees: textOrNull, documents: textOrNull, application: textOrNull, notes: textOrNull, state });
const phone = fc.record({ kind: fc.constantFrom("voice", "tty", "sms", "fax"), number: fc.constantFrom("+14505550100", "811"), extension: fc.option(fc.stringMatching(/^\d{1,12}$/)), language: fc.option(fc.constantFrom("fr", "en")), note: perLang(text(10)) });

it("any published record comes back from HSDS as it was, in either language", () => {
  const views = hsdsViews({ year: 2026, needs: readNeeds(), territory });
  const fields = fc.record({
    texts: perLang(serviceText).filter(({ fr, en }) => fr !== null || en !== null),
    phones: fc.array(phone, { maxLength: 3 }),
    notice: fc.option(fc.constantFrom(...NOTICES)),
    verifiedBy: fc.option(fc.constantFrom(...VERIFICATION_METHODS)),
    pointSource: fc.constantFrom(...POINT_SOURCES),
    lat: fc.double({ min: 45, max: 62, noNaN: true }),
    address: textOrNull,
    hoursNote: perLang(text(10)),
    lang: fc.constantFrom("fr" as const, "en" as const),
  });
  fc.assert(
    fc.property(fields, ({ lang, texts, phones, notice, verifiedBy, pointSource, lat, address, hoursNote }) => {
      const point = pointSource === "none" ? { lat: null, lon: null } : { lat, lon: -lat };
      const at = [buildServiceAtLocation({ phones: phones as never, hoursNote, location: { address, pointSource, ...point } })];
      const service = buildService({ texts: texts as ServiceRecord["texts"], notice, at, provenance: { source: "x", sourceId: null, urls: [], asOf: null, verifiedOn: null, verifiedBy, nextDue: null } });
      const back = profiledRecord(JSON.parse(JSON.stringify(toHsds(service, views[lang]))));
      const again = toPublished({ record: back, hidden: [], updatedAt: service.updatedAt }, () => service.sensitive) as PublishedService;
      expect(again).toEqual(service);
    }),
  );
});
