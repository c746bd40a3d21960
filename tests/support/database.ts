import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import pg from "pg";
import { inject } from "vitest";
import { systemClock, type Clock } from "../../src/platform/clock.ts";
import { readConfig, type Config } from "../../src/platform/config.ts";
import { openDatabase } from "../../src/platform/db/database.ts";
import { createLog } from "../../src/platform/log.ts";
import type { Platform } from "../../src/platform/platform.ts";
import { openFolder } from "./folder.ts";

export interface TestDatabase {
  platform: Platform;
  url: string;
  close(): Promise<void>;
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("templateUrl").replace(/\/fanal\?/, "/postgres?") });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export function testConfig(environment: Record<string, string> = {}): Config {
  const read = readConfig({ LOG_LEVEL: "silent", PORT: "0", ...environment });
  if ("faults" in read) throw new Error(read.faults.join(" "));
  return read.config;
}

/** A fresh, migrated database of its own (`fanal`: empty; the sample template: with records) and everything a feature is given. */
export async function testDatabase(clock: Clock = systemClock, template = "fanal"): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = inject("templateUrl").replace(/\/fanal\?/, `/${name}?`);
  const dataDir = openFolder("test-data");
  const config = testConfig({ FANAL_DATA_DIR: dataDir, DATABASE_URL: url });
  const log = createLog(config);
  const connection = openDatabase(url, log);
  return {
    platform: { config, log, clock, db: connection.db, pool: connection.pool },
    url,
    close: async () => {
      await connection.close();
      await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
