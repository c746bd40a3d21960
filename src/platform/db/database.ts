import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "../log.ts";

/** The database without tables; a store names its own with `db.withTables<…>()`. */
export type Database = Kysely<Record<never, never>>;

/** How long a reader waits for a connection before the page says "try again" (ms). */
const CONNECT_TIMEOUT = 3000;
/** A statement that takes longer than this is a fault (ms); imports raise it for themselves. */
const STATEMENT_TIMEOUT = 15_000;
/** Longest goodbye at the end (ms): a frozen server says none. */
const GOODBYE = 3000;

export interface Connection {
  db: Database;
  pool: pg.Pool;
  close(): Promise<void>;
}

/** Opens a pool. Does not connect: the first query does, so a node can start while the database is away. */
export function openDatabase(url: string, log: Logger, max = 10): Connection {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    statement_timeout: STATEMENT_TIMEOUT,
    query_timeout: STATEMENT_TIMEOUT + 2000,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    application_name: "fanal",
  });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", (error) => log.warn({ err: error.message }, "database connection lost"));
  // One that dies while it is lent fails its query; the event alone must not end the process either.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const db: Database = new Kysely({ dialect: new PostgresDialect({ pool }) });
  // Kysely ends the pool only when it was used; the stores that take the pool itself may be the only users.
  const end = async () => {
    await db.destroy();
    if (!pool.ended) await pool.end();
  };
  const close = () => Promise.race([end(), delay(GOODBYE, undefined, { ref: false })]);
  return { db, pool, close };
}
