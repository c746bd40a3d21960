import type pg from "pg";
import { DOORBELL, inWriteTransaction } from "../directory.store.ts";

/** When each service of a file was last changed, as the file says. */
export interface StatedDates {
  note(id: string, lastModified: string): Promise<void>;
  /**
   * Gives the services that an import created at `at` the date that their file states, so that a mirror
   * tells the same dates as what it was made from. Dates to come are not believed.
   */
  keep(at: Date): Promise<void>;
  close(): void;
}

const BATCH = 1000;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})$/;

/** Waits in a temporary table: memory does not grow with the file. */
export async function statedDates(pool: pg.Pool): Promise<StatedDates> {
  const client = await pool.connect();
  await client.query("CREATE TEMP TABLE hsds_date (id uuid PRIMARY KEY, at timestamptz NOT NULL)");
  let waiting: { id: string; at: string }[] = [];

  const flush = async () => {
    await client.query("INSERT INTO hsds_date SELECT id, at FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, at timestamptz) ON CONFLICT DO NOTHING", [JSON.stringify(waiting)]);
    waiting = [];
  };

  return {
    note: async (id, lastModified) => {
      if (!DATE_TIME.test(lastModified) || Number.isNaN(Date.parse(lastModified))) return;
      waiting.push({ id, at: lastModified });
      if (waiting.length >= BATCH) await flush();
    },
    keep: async (at) => {
      await flush();
      const { rows } = await client.query<{ id: string; at: Date }>("SELECT id, at FROM hsds_date WHERE at < $1 ORDER BY id", [at]);
      for (let start = 0; start < rows.length; start += BATCH) await setDates(pool, rows.slice(start, start + BATCH), at);
    },
    close: () => client.release(true),
  };
}

async function setDates(pool: pg.Pool, dates: { id: string; at: Date }[], createdAt: Date): Promise<void> {
  await inWriteTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      "UPDATE service SET updated_at = r.at FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, at timestamptz) WHERE service.id = r.id AND service.created_at = $2 AND service.updated_at = $2 RETURNING service.id",
      [JSON.stringify(dates), createdAt],
    );
    await client.query("INSERT INTO directory_outbox (record_id, at) SELECT id, $2 FROM unnest($1::uuid[]) AS id", [rows.map(({ id }) => id), createdAt]);
    await client.query("SELECT pg_notify($1, '')", [DOORBELL]);
  });
}
