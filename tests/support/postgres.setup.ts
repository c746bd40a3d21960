import { rm } from "node:fs/promises";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { createApp } from "../../src/app.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { readConfig } from "../../src/platform/config.ts";
import { openDatabase } from "../../src/platform/db/database.ts";
import { migrate } from "../../src/platform/db/migrate.ts";
import { startPostgres } from "../../src/platform/db/postgres.ts";
import { createLog } from "../../src/platform/log.ts";
import { openFolder } from "./folder.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the migrated template database. */
    templateUrl: string;
    /** Name of the template that also holds the sample and the open data. */
    sampleTemplate: string;
  }
}

const SAMPLE = "fanal_sample";

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** Loads the sample and the open data once, through the product's own first load. */
async function loadSample(url: string, dataDir: string): Promise<void> {
  const read = readConfig({ LOG_LEVEL: "warn", FANAL_DATA_DIR: dataDir, DATABASE_URL: url });
  if ("faults" in read) throw new Error(read.faults.join(" "));
  const log = createLog(read.config);
  const connection = openDatabase(url, log);
  const app = await createApp({ config: read.config, log, clock: systemClock, db: connection.db, pool: connection.pool });
  await app.firstLoad(() => undefined);
  await connection.close();
}

/** One real PostgreSQL for the whole run; each test copies a template: empty, or with the sample. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = openFolder("test");
  const server = await startPostgres(folder);
  const pool = new pg.Pool({ connectionString: server.url });
  await migrate(pool);
  await pool.end();
  const admin = server.url.replace("/fanal?", "/postgres?");
  await run(admin, `CREATE DATABASE ${SAMPLE} TEMPLATE fanal`);
  await loadSample(server.url.replace("/fanal?", `/${SAMPLE}?`), folder);
  project.provide("templateUrl", server.url);
  project.provide("sampleTemplate", SAMPLE);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
