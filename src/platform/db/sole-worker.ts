import type pg from "pg";
import { setTimeout as delay } from "node:timers/promises";

/** How long a process that is not the one waits before it asks again (ms). */
const ASK_AGAIN = 3000;

/** A machine that vanishes must let go within two minutes. */
const KEEPALIVE = "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 6";

async function take(pool: pg.Pool, key: number): Promise<pg.PoolClient | null> {
  const client = await pool.connect();
  try {
    await client.query(KEEPALIVE);
    const { rows } = await client.query<{ mine: boolean }>("SELECT pg_try_advisory_lock($1) AS mine", [key]);
    if (rows[0]?.mine) return client;
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
  client.release();
  return null;
}

/** Works with the lock held, until told or until the connection that holds it is lost. */
async function workAlone(client: pg.PoolClient, key: number, stopping: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const lost = new AbortController();
  const lose = () => lost.abort();
  client.once("end", lose).once("error", lose);
  try {
    await work(AbortSignal.any([stopping, lost.signal]));
  } finally {
    client.off("end", lose).off("error", lose);
    const kept = await client.query("SELECT pg_advisory_unlock($1)", [key]).then(() => undefined, (error: Error) => error);
    client.release(kept);
  }
}

/**
 * Does a work in one process at a time, among all that share the database, until `stopping`. When the process that
 * does it ends, another takes over within seconds. `work` ends when its signal says so.
 */
export async function asSoleWorker(pool: pg.Pool, key: number, stopping: AbortSignal, work: (signal: AbortSignal) => Promise<void>, onFault: (error: unknown) => void): Promise<void> {
  while (!stopping.aborted) {
    try {
      const client = await take(pool, key);
      if (client) await workAlone(client, key, stopping, work);
    } catch (error) {
      onFault(error);
    }
    await delay(ASK_AGAIN, undefined, { signal: stopping }).catch(() => undefined);
  }
}
