import { spawnSync } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { importHsds, openHsds } from "../src/directory/hsds/hsds-import.ts";
import { systemClock } from "../src/platform/clock.ts";
import { readConfig } from "../src/platform/config.ts";
import { openDatabase } from "../src/platform/db/database.ts";
import { migrate } from "../src/platform/db/migrate.ts";
import { startPostgres } from "../src/platform/db/postgres.ts";
import { uuidFor } from "../src/platform/ids.ts";
import { createLog } from "../src/platform/log.ts";
import { loadTerritory } from "../src/territory/index.ts";

/*
 * `npm run bench:import`: imports 20,000 then 40,000 HSDS services, each in a process and a database
 * of its own, then the same again. Prints seconds, records a second and peak memory.
 */

const SIZES = [20_000, 40_000];
const NAMES = ["Food bank", "Soup kitchen", "Homework help", "Crisis line", "Literacy classes", "Tax clinic"];
const CITIES = ["Sorel-Tracy", "Québec", "Montréal", "Rimouski", "Val-d'Or", "Gatineau"];

function service(index: number): object {
  const id = (kind: string) => uuidFor("bench", kind, String(index));
  return {
    id: id("service"),
    name: `${NAMES[index % NAMES.length]} ${index}`,
    status: "active",
    description: `A service for people who live near, number ${index}. ${"It helps with what is needed. ".repeat(8)}`,
    url: `https://example.org/${index}`,
    eligibility_description: "Everyone",
    fees_description: "Free",
    organization: { id: uuidFor("bench", "organization", String(index >> 2)), name: `Organization ${index >> 2}`, description: "Helps.", phones: [{ number: "450-555-0100" }] },
    languages: [{ code: "fr" }, { code: "en" }],
    service_areas: [{ name: CITIES[index % CITIES.length] }],
    service_at_locations: [
      {
        id: id("at"),
        phones: [{ number: "514-555-0123", extension: index % 1000 }],
        schedules: [{ freq: "WEEKLY", byday: "MO,TU,WE,TH,FR", opens_at: "09:00", closes_at: "17:00" }],
        location: { id: id("location"), location_type: "physical", latitude: 45.5 + (index % 100) / 1000, longitude: -73.6, addresses: [{ address_1: `${index}, rue Principale`, city: CITIES[index % CITIES.length], state_province: "QC", postal_code: "J3P 1A1", country: "CA", address_type: "physical" }] },
      },
    ],
    attributes: [{ taxonomy_term: { code: "food.hamper", name: "Food banks" } }],
  };
}

async function writeServices(path: string, count: number): Promise<void> {
  const file = createWriteStream(path);
  for (let index = 0; index < count; index++) if (!file.write(`${JSON.stringify(service(index))}\n`)) await once(file, "drain");
  file.end();
  await once(file, "finish");
}

interface Measure {
  seconds: number;
  created: number;
  unchanged: number;
  refused: number;
  peakMb: number;
}

/** One import, in its own process so that its memory is its own. */
async function importOnce(url: string, path: string): Promise<void> {
  const read = readConfig({ DATABASE_URL: url, LOG_LEVEL: "silent" });
  if ("faults" in read) throw new Error(read.faults.join(" "));
  const log = createLog(read.config);
  const connection = openDatabase(url, log);
  const input = await openHsds(path);
  if ("reason" in input) throw new Error(input.reason);
  const report = await importHsds({ config: read.config, log, clock: systemClock, db: connection.db, pool: connection.pool }, loadTerritory(), input, "en");
  await connection.close();
  const { seconds, created, unchanged, refused } = report;
  console.log(JSON.stringify({ seconds, created, unchanged, refused, peakMb: process.resourceUsage().maxRSS / 1024 } satisfies Measure));
}

function measure(url: string, path: string): Measure {
  const child = spawnSync(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), url, path], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  return JSON.parse(child.stdout) as Measure;
}

function say(what: string, count: number, { seconds, created, unchanged, refused, peakMb }: Measure): void {
  console.log(`${what}: ${seconds.toFixed(1)} s, ${Math.round(count / seconds)} services/s, peak ${peakMb.toFixed(0)} MB (created ${created}, unchanged ${unchanged}, refused ${refused})`);
}

async function main(): Promise<void> {
  const peaks: number[] = [];
  for (const count of SIZES) {
    const folder = await mkdtemp(join(tmpdir(), "fanal-bench-"));
    const server = await startPostgres(folder);
    const connection = openDatabase(server.url, createLog({ logLevel: "silent" }));
    await migrate(connection.pool);
    await connection.close();
    const path = join(folder, "services.ndjson");
    await writeServices(path, count);
    const first = measure(server.url, path);
    say(`${count} new`, count, first);
    say(`${count} again`, count, measure(server.url, path));
    peaks.push(first.peakMb);
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
  console.log(`peak memory, twice as many services: × ${(peaks[1]! / peaks[0]!).toFixed(2)}`);
}

const [, , url, path] = process.argv;
await (url !== undefined && path !== undefined ? importOnce(url, path) : main());
