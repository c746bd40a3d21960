import { buildService, buildServiceAtLocation } from "../src/directory/directory.factory.ts";
import { createPublishedDirectory, hsdsRoutes, readNeeds, type PublishedService } from "../src/directory/index.ts";
import { systemClock } from "../src/platform/clock.ts";
import { readConfig } from "../src/platform/config.ts";
import { openDatabase } from "../src/platform/db/database.ts";
import { createServer } from "../src/platform/http/server.ts";
import { uuidFor } from "../src/platform/ids.ts";
import { createLog } from "../src/platform/log.ts";
import { loadTerritory } from "../src/territory/index.ts";

/*
 * `tsx bench/hsds-api.bench.ts`: how long the open API takes at 5,000 and 100,000 services, in ms.
 * "new": the texts are made; "again": they are in memory. No database is there.
 */

const needs = readNeeds();
const territory = loadTerritory();
const codes = needs.all().filter(({ parent }) => parent !== null).map(({ code }) => code);
const municipalities = territory.municipalities();

function service(index: number): PublishedService {
  const area = municipalities[index % municipalities.length]!;
  const at = buildServiceAtLocation({ id: uuidFor("bench", "at", String(index)), location: { id: uuidFor("bench", "location", String(index)), lat: area.lat ?? 46, lon: area.lon ?? -72, pointSource: "exact" }, hours: { always: false, byAppointment: false, closedOnHolidays: true, rules: [{ days: [1, 2, 3, 4, 5], holidays: false, weeks: null, from: null, to: null, spans: [{ opens: "09:00", closes: "12:00" }, { opens: "13:00", closes: "16:30" }] }] } });
  const text = { name: `Entraide ${index}`, description: "Une aide pour les gens du quartier. ".repeat(8), eligibility: "Tous", fees: "Gratuit", documents: "Preuve d'adresse", application: "Appeler", notes: null, state: "written" as const };
  return buildService({ id: uuidFor("bench", "service", String(index)), organization: { id: uuidFor("bench", "organization", String(index >> 1)) }, texts: { fr: text, en: { ...text, state: "translated" } }, needs: [codes[index % codes.length]!], areas: [{ kind: "municipality", code: area.code, assumed: false }], at: [at] });
}

async function main(): Promise<void> {
  const read = readConfig({ LOG_LEVEL: "silent" });
  if ("faults" in read) throw new Error(read.faults.join(" "));
  const log = createLog(read.config);
  const { db, pool } = openDatabase("postgres://nobody@localhost:1/none", log);
  for (const count of [5000, 100_000]) {
    const published = createPublishedDirectory();
    published.load({ services: Array.from({ length: count }, (_, index) => service(index)), retired: [], asOf: null });
    const server = await createServer({ config: read.config, log, clock: systemClock, db, pool });
    await hsdsRoutes(server, { config: read.config, clock: systemClock, needs, territory, published });
    await server.ready();
    const time = async (what: string, path: string) => {
      const started = performance.now();
      const { statusCode, body } = await server.inject(`/hsds${path}`);
      console.log(`${String(count).padStart(6)}  ${what.padEnd(34)} ${(performance.now() - started).toFixed(1).padStart(8)} ms  ${statusCode}  ${(body.length / 1024).toFixed(0)} KB`);
    };
    await time("first request (index made)", "/services?per_page=1");
    const term = (await server.inject("/hsds/taxonomy_terms?search=panier")).json<{ contents: { id: string }[] }>().contents[0]!.id;
    for (const state of ["new", "again"]) {
      await time(`100 services, ${state}`, "/services?per_page=100&page=3");
      await time(`100 services in full, ${state}`, "/services?per_page=100&page=3&full=true");
      await time(`100 services of a need, ${state}`, `/services?per_page=100&taxonomy_term_id=${term}`);
      await time(`words, ${state}`, "/services?per_page=100&search=entraide%20quartier");
      await time(`accepts J3P, ${state}`, "/service_at_locations?per_page=100&postcode=J3P");
      await time(`within 20 km of J3P 1A1, ${state}`, "/service_at_locations?per_page=100&postcode=J3P&proximity=20000");
    }
    await time("ids and dates", "/services?minimal=true");
    await time("everything, NDJSON", "/services?format=ndjson&full=true");
    await server.close();
  }
  await pool.end();
}

await main();
