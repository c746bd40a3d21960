import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../../src/platform/db/migrate.ts";
import { startPostgres } from "../../src/platform/db/postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the migrated template database. */
    templateUrl: string;
  }
}

/** One real PostgreSQL for the whole run; each test copies the migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "fanal-test-"));
  const server = await startPostgres(folder);
  const pool = new pg.Pool({ connectionString: server.url });
  await migrate(pool);
  await pool.end();
  project.provide("templateUrl", server.url);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
