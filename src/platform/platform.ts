import type pg from "pg";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Database } from "./db/database.ts";
import type { Logger } from "./log.ts";

/** What every feature is given. */
export interface Platform {
  config: Config;
  log: Logger;
  clock: Clock;
  db: Database;
  pool: pg.Pool;
}
