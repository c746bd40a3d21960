import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { buildRecord, buildServiceAtLocation } from "../../src/directory/directory.factory.ts";
import { retire, saveRecords } from "../../src/directory/directory.store.ts";
import { exportHsds } from "../../src/directory/hsds/hsds-export.ts";
import { LANGS } from "../../src/platform/i18n/lang.ts";
import { ROUTES } from "../../src/platform/html/addresses.ts";
import { loadTerritory } from "../../src/territory/index.ts";
import { testApp, type TestApp } from "../support/app.ts";
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
