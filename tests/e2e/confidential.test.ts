import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { exportAirs } from "../../src/directory/airs/airs-export.ts";
import { exportCsv } from "../../src/directory/csv/csv-export.ts";
import { buildOrganization, buildRecord, buildServiceAtLocation } from "../../src/directory/directory.factory.ts";
import { retire, saveRecords } from "../../src/directory/directory.store.ts";
import { liveNeeds } from "../../src/directory/needs.ts";
import { followPublished } from "../../src/directory/published/published-follower.ts";
import { readSnapshot } from "../../src/directory/published/published-snapshot.ts";
import { exportHsds } from "../../src/directory/hsds/hsds-export.ts";
import { fold } from "../../src/platform/i18n/fold.ts";
import { LANGS } from "../../src/platform/i18n/lang.ts";
import { ROUTES } from "../../src/platform/html/addresses.ts";
import { loadTerritory } from "../../src/territory/index.ts";
import { testApp, type TestApp } from "../support/app.ts";
import { testDatabase } from "../support/database.ts";
import { openFolder } from "../support/folder.ts";

/* A shelter's whereabouts never leave the server, by any door; a changed record shows within seconds. */

const SECRETS = ["77, rue du Secret", "77 rue du secret", "J3P 9Z9", "46.0412345", "-73.1198765", "Entrée par la ruelle", "example.org/plan-de-la-maison"];
const shelter = buildRecord({
  needs: ["violence.shelter"],
  areas: [{ kind: "mrc", code: "53", assumed: false }],
  visibility: "published",
  notice: null,
  provenance: { source: "test", sourceId: null, urls: ["https://example.org/plan-de-la-maison"], asOf: null, verifiedOn: "2026-11-01", verifiedBy: "call", nextDue: null },
  at: [
    buildServiceAtLocation({
      hours: { always: false, byAppointment: false, closedOnHolidays: false, rules: [{ days: [1, 2, 3, 4, 5, 6, 7], holidays: false, weeks: null, from: null, to: null, spans: [{ opens: "09:00", closes: "17:00" }] }] },
      location: { confidential: true, address: "77, rue du Secret", city: "Sorel-Tracy", postalCode: "J3P 9Z9", municipalityCode: "53052", lat: 46.0412345, lon: -73.1198765, pointSource: "exact", texts: { fr: { name: null, directions: "Entrée par la ruelle", accessibility: null }, en: null } },
    }),
  ],
});

let app: TestApp;
const save = (record = shelter) => saveRecords(app.database.platform.pool, [record], { actor: "test", source: "test", at: new Date() });
const get = (path: string) => app.app.server.inject(path);

beforeAll(async () => {
  app = await testApp();
  await save();
  await vi.waitUntil(async () => (await get("/api/search?need=violence.shelter&place=Sorel-Tracy&limit=50")).body.includes(shelter.id), { timeout: 15_000 });
});
afterAll(() => app.close());

test("no page, feed or API says where it is, and each still says how to reach it", async () => {
  const paths = LANGS.flatMap((lang) => [
    ROUTES.service[lang].replace(":id", shelter.id),
    ROUTES.organization[lang].replace(":id", shelter.organization.id),
    ROUTES.report[lang].replace(":id", shelter.id),
    ROUTES.calendar[lang].replace(":id", shelter.id),
    `${ROUTES.list[lang]}?ids=${shelter.id}`,
    `${ROUTES.search[lang]}?need=violence.shelter&place=Sorel-Tracy`,
    `${ROUTES.search[lang]}?q=77+rue+du+Secret`,
    `/api/search?lang=${lang}&need=violence.shelter&place=Sorel-Tracy&limit=50`,
    `/api/search?lang=${lang}&q=rue+du+Secret&limit=50`,
    `/hsds/services/${shelter.id}?lang=${lang}`,
    `/hsds/service_at_locations/${shelter.at[0]!.id}?lang=${lang}`,
    `/hsds/organizations/${shelter.organization.id}?full_service=true&lang=${lang}`,
    "/hsds/services?format=ndjson&full=true",
    "/sitemap-fr-1.xml",
  ]);
  for (const path of paths) {
    const { body } = await get(path);
    const said = SECRETS.filter((secret) => body.includes(secret) && !path.includes("q="));
    expect(said, path).toEqual([]);
  }
  expect((await get(paths[0]!)).body).toContain("tel:");
});

test("searching for its address does not find it", async () => {
  const { results } = (await get("/api/search?q=rue+du+Secret&place=Sorel-Tracy&limit=50")).json<{ results: { service: { id: string } }[] }>();
  expect(results.map(({ service }) => service.id)).not.toContain(shelter.id);
});

test("it serves people of its area, without a distance", async () => {
  const { results } = (await get("/api/search?need=violence.shelter&place=Sorel-Tracy&limit=50")).json<{ results: { service: { id: string }; serves: string; distanceKm: number | null }[] }>();
  expect(results.find(({ service }) => service.id === shelter.id)).toMatchObject({ serves: "yes", distanceKm: null });
});

test("neither the export nor the snapshot on disk holds it", async () => {
  const folder = openFolder("export");
  await exportHsds(app.database.platform, loadTerritory(), folder, "fr");
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), "utf8");
    expect(SECRETS.filter((secret) => text.includes(secret)), name).toEqual([]);
  }
  rmSync(folder, { recursive: true });
});

/* The whole organisation keeps the secret, not only the service that is there. */

const HOUSE = { address: "77, boul. Saint-Brumeval", city: "Sorel-Tracy", postalCode: "J3P 9Z8", municipalityCode: "53052", lat: 46.0512345, lon: -73.1298765, pointSource: "exact" as const };
const NUMBER = "+14505550177";
const atNumber = (note: string | null = null) => [{ kind: "voice" as const, number: NUMBER, extension: null, language: null, note: { fr: note, en: null } }];
const everywhere = (name: string, said: string) => ({ name, description: said, eligibility: said, fees: said, documents: said, application: said, notes: said, state: "written" as const });
const organization = buildOrganization({
  texts: { fr: { name: "Maison de l’Aulnaie", description: "Une maison au 77, boulevard St-Brumeval.", state: "written" }, en: { name: "Aulnaie House", description: "A house on St-Brumeval Blvd.", state: "written" } },
  website: "https://example.org/77-boul-saint-brumeval",
  phones: atNumber("Sonnez au 77 Saint-Brumeval"),
});
const house = buildRecord({ organization, needs: ["violence.shelter"], at: [buildServiceAtLocation({ phones: atNumber(), location: { ...HOUSE, confidential: true } })] });
const sibling = buildRecord({
  organization,
  needs: ["food.hamper"],
  texts: { fr: everywhere("Panier, 77 boul. St-Brumeval", "Venez au 77 boul. St-Brumeval"), en: everywhere("Basket, 77 St-Brumeval Blvd", "Come to 77 SAINT-BRUMEVAL Blvd") },
  website: "https://example.org/carte?adresse=77%20boulevard%20Saint-Brumeval",
  provenance: { ...shelter.provenance, sourceId: "77 boul St-Brumeval", urls: ["https://example.org/brumeval"] },
  at: [
    buildServiceAtLocation({ hoursNote: { fr: "Au 77, boul. Saint-Brumeval", en: null }, phones: atNumber("Demandez le 77 boul. St-Brumeval"), location: { texts: { fr: { name: "Près du boul. Saint-Brumeval", directions: "Derrière le 77, boul. Saint-Brumeval", accessibility: null }, en: null } } }),
    buildServiceAtLocation({ phones: atNumber(), location: { ...HOUSE, address: "77 BOULEVARD SAINT-BRUMEVAL, app. 2", postalCode: null, lat: 46.05, lon: -73.12 } }),
  ],
});
/** The same house, told by another source under another organisation, as if it were no secret. */
const toldTwice = buildRecord({ needs: ["food.hamper"], at: [buildServiceAtLocation({ phones: atNumber(), location: { ...HOUSE, address: "77 St-Brumeval" } })] });
const family = [house, sibling, toldTwice];
const LEAKS = /brumeval|j3p 9z8|46 0512|73 1298/;

const inLists = "/hsds/services?format=ndjson&full=true";
const addressesOf = (record: typeof house) =>
  LANGS.flatMap((lang) => [
    ROUTES.service[lang].replace(":id", record.id),
    ROUTES.organization[lang].replace(":id", record.organization.id),
    ROUTES.report[lang].replace(":id", record.id),
    ROUTES.calendar[lang].replace(":id", record.id),
    `${ROUTES.list[lang]}?ids=${record.id}`,
    `/hsds/services/${record.id}?lang=${lang}`,
    `/hsds/organizations/${record.organization.id}?full_service=true&lang=${lang}`,
    ...record.at.map(({ id }) => `/hsds/service_at_locations/${id}?lang=${lang}`),
    `/api/search?lang=${lang}&need=${record.needs[0]}&place=Sorel-Tracy&limit=50`,
    `/api/suggest?lang=${lang}&q=${lang === "fr" ? "maison de l" : "aulnaie"}`,
    `${ROUTES.search[lang]}?need=${record.needs[0]}&place=Sorel-Tracy`,
  ]);

/** Which of these addresses say where the house is. */
async function telling(addresses: readonly string[]): Promise<string[]> {
  const told: string[] = [];
  for (const path of addresses) if (LEAKS.test(fold((await get(path)).body))) told.push(path);
  return told;
}

const found = async (q: string) => (await get(`/api/search?q=${encodeURIComponent(q)}&place=Sorel-Tracy&limit=50`)).json<{ results: { service: { id: string } }[] }>().results.map(({ service }) => service.id);
const publishedNow = async (record: typeof house) => (await get(`/hsds/services/${record.id}`)).json<{ name: string }>();

test("no service of its organisation tells where it is, nor the same house told by another source", async () => {
  await saveRecords(app.database.platform.pool, family, { actor: "test", source: "test", at: new Date() });
  await vi.waitUntil(async () => (await get("/api/search?q=Aulnaie&place=Sorel-Tracy")).body.includes(sibling.id), { timeout: 15_000 });
  expect(await telling([...family.flatMap(addressesOf), inLists])).toEqual([]);
  for (const q of ["boulevard Saint-Brumeval", "77 St-Brumeval", "Brumeval"]) expect(await found(q), q).not.toContain(sibling.id);
  // What tells nothing stays.
  expect(await publishedNow(sibling)).toMatchObject({ name: "Panier", organization: { name: "Maison de l’Aulnaie" } });
  expect((await get(ROUTES.service.fr.replace(":id", sibling.id))).body).toContain("12, rue du Quai");
});

test("no export of it tells either, and the snapshot neither", async () => {
  const database = await testDatabase();
  const { platform } = database;
  await saveRecords(platform.pool, family, { actor: "test", source: "test", at: new Date() });
  const folder = openFolder("exports");
  await exportHsds(platform, loadTerritory(), join(folder, "hsds"), "fr");
  await exportCsv(platform, loadTerritory(), join(folder, "sheet.csv"));
  for (const lang of LANGS) await exportAirs(platform, loadTerritory(), join(folder, `${lang}.xml`), lang);
  const follower = followPublished(platform, liveNeeds());
  await follower.start();
  await follower.stop();
  const kept = await readSnapshot(join(platform.config.dataDir, "published.snapshot"));
  await database.close();
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.\w+$/.test(name));
  const texts = new Map([["snapshot", JSON.stringify(kept)], ...files.map((name): [string, string] => [name, readFileSync(join(folder, name), "utf8")])]);
  rmSync(folder, { recursive: true });
  // The sibling is there; where the house is, is not.
  for (const name of ["snapshot", "sheet.csv", "fr.xml", "hsds/services.ndjson"]) expect(texts.get(name), name).toContain(sibling.id);
  expect([...texts].filter(([, text]) => LEAKS.test(fold(text))).map(([name]) => name)).toEqual([]);
});

test("a place that becomes confidential is silent in the whole organisation at once, and told again when it no longer is", async () => {
  const openHouse = { ...house, at: house.at.map((at) => ({ ...at, location: { ...at.location, confidential: false } })) };
  const page = ROUTES.service.fr.replace(":id", sibling.id);
  const shows = async (text: string) => (await get(page)).body.includes(text);
  await save(openHouse);
  await vi.waitUntil(() => shows("Venez au 77 boul. St-Brumeval"), { timeout: 10_000 });
  expect(await publishedNow(sibling)).toMatchObject({ name: "Panier, 77 boul. St-Brumeval" });
  expect((await get(ROUTES.organization.fr.replace(":id", organization.id))).body).toContain("St-Brumeval");
  expect((await get(ROUTES.service.fr.replace(":id", toldTwice.id))).body).toContain("77 St-Brumeval");
  await vi.waitUntil(async () => (await found("Brumeval")).includes(sibling.id), { timeout: 10_000 });

  await save(house);
  await vi.waitUntil(async () => !(await shows("Brumeval")), { timeout: 10_000 });
  expect(await telling([...family.flatMap(addressesOf), inLists])).toEqual([]);
  expect(await found("Brumeval")).not.toContain(sibling.id);
});

test("a retired record answers 410 with the way back, or leads to what replaces it", async () => {
  const [gone, moved, heir] = [buildRecord(), buildRecord(), buildRecord()];
  for (const record of [gone, moved, heir]) await save({ ...record, visibility: "published", notice: null });
  await retire(app.database.platform.pool, gone.id, null, { actor: "test", at: new Date() });
  await retire(app.database.platform.pool, moved.id, heir.id, { actor: "test", at: new Date() });
  const page = (id: string) => get(ROUTES.service.en.replace(":id", id));
  await vi.waitUntil(async () => (await page(gone.id)).statusCode === 410 && (await page(moved.id)).statusCode === 301, { timeout: 10_000 });
  expect((await page(gone.id)).body).toContain('href="/en"');
  expect((await page(moved.id)).headers.location).toBe(ROUTES.service.en.replace(":id", heir.id));
});
