import { systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { openDatabase, type Connection } from "./db/database.ts";
import { startPostgres, postgresUrl, type Postgres } from "./db/postgres.ts";
import { folderHolder, lockFolder, type FolderLock } from "./folder-lock.ts";
import { createLog } from "./log.ts";
import type { Platform } from "./platform.ts";

/** A running platform: what features are given, and how to end it. */
export interface Runtime {
  platform: Platform;
  /** Tells a second start where this one answers. */
  announce(url: string): void;
  /** Closes the database connections, then our own PostgreSQL, then frees the folder. */
  close(): Promise<void>;
}

function assemble(config: Config, connection: Connection, lock: FolderLock | null, server: Postgres | null): Runtime {
  return {
    platform: { config, log: createLog(config), clock: systemClock, db: connection.db, pool: connection.pool },
    announce: (url) => lock?.announce(url),
    close: async () => {
      await connection.close();
      await server?.stop();
      lock?.release();
    },
  };
}

/** Holds the data folder and starts (or connects to) PostgreSQL. Throws `folderBusy` if another fanal holds it. */
export async function openRuntime(config: Config): Promise<Runtime> {
  const lock = lockFolder(config.dataDir);
  try {
    const server = config.databaseUrl ? null : await startPostgres(config.dataDir);
    return assemble(config, openDatabase(config.databaseUrl ?? server!.url, createLog(config)), lock, server);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** For a command beside a fanal that may be running: uses its PostgreSQL when there is one, else starts it for the while. */
export async function joinRuntime(config: Config): Promise<Runtime> {
  if (config.databaseUrl) return assemble(config, openDatabase(config.databaseUrl, createLog(config)), null, null);
  if (!folderHolder(config.dataDir)) return openRuntime(config);
  return assemble(config, openDatabase(postgresUrl(config.dataDir), createLog(config)), null, null);
}
