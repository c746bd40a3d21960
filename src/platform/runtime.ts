import { systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { openDatabase, type Connection } from "./db/database.ts";
import { startPostgres, postgresUrl, type Postgres } from "./db/postgres.ts";
import { keepPostgres } from "./db/postgres-keeper.ts";
import { folderHolder, lockFolder, type FolderLock } from "./folder-lock.ts";
import { createLog } from "./log.ts";
import type { Platform } from "./platform.ts";

/** A running platform: what features are given, and how to end it. */
export interface Runtime {
  platform: Platform;
  /** Once our own PostgreSQL runs, or is someone else's: null; else why it does not. Rejected when it never ran here. */
  started: Promise<unknown>;
  /** Tells a second start where this one answers. */
  announce(url: string): void;
  /** Closes the database connections, then our own PostgreSQL, then frees the folder. */
  close(): Promise<void>;
}

function assemble(config: Config, connection: Connection, lock: FolderLock | null, server: Postgres | null, started: Promise<unknown> = Promise.resolve(null)): Runtime {
  return {
    platform: { config, log: createLog(config), clock: systemClock, db: connection.db, pool: connection.pool },
    started,
    announce: (url) => lock?.announce(url),
    close: async () => {
      await connection.close();
      await server?.stop();
      lock?.release();
    },
  };
}

type Opened = { url: string; server: Postgres | null; started?: Promise<unknown> };

/** Holds the data folder; lets go of it when PostgreSQL cannot be opened. */
async function holding(config: Config, open: () => Promise<Opened>): Promise<Runtime> {
  const lock = lockFolder(config.dataDir);
  try {
    const { url, server, started } = await open();
    return assemble(config, openDatabase(url, createLog(config)), lock, server, started);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Holds the data folder and keeps PostgreSQL running (or connects to yours), for as long as fanal serves.
 * PostgreSQL may still be starting: `started` says when it runs. Throws `folderBusy` if another fanal holds the folder.
 */
export function openRuntime(config: Config): Promise<Runtime> {
  return holding(config, async () => {
    if (config.databaseUrl) return { url: config.databaseUrl, server: null };
    const server = await keepPostgres(config.dataDir, createLog(config));
    return { url: server.url, server, started: server.started };
  });
}

/** For one command: PostgreSQL runs, or the command fails. */
function openForCommand(config: Config): Promise<Runtime> {
  return holding(config, async () => {
    const server = await startPostgres(config.dataDir);
    return { url: server.url, server };
  });
}

/** For a command beside a fanal that may be running: uses its PostgreSQL when there is one, else starts it for the while. */
export async function joinRuntime(config: Config): Promise<Runtime> {
  if (config.databaseUrl) return assemble(config, openDatabase(config.databaseUrl, createLog(config)), null, null);
  if (!folderHolder(config.dataDir)) return openForCommand(config);
  return assemble(config, openDatabase(postgresUrl(config.dataDir), createLog(config)), null, null);
}
