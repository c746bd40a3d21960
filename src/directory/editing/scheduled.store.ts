import type pg from "pg";
import { newId } from "../../platform/ids.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import type { Client } from "../entities.store.ts";
import type { ScheduledChange } from "./editing.contract.ts";

const COLUMNS = `id, record_id AS "recordId", to_json(due_at) #>> '{}' AS "dueAt", body, base, account, note, state`;

/** Changes of a record that wait for their day, or could not be made on it. */
export async function readScheduled(pool: pg.Pool, recordId: string): Promise<ScheduledChange[]> {
  const { rows } = await pool.query<ScheduledChange>(`SELECT ${COLUMNS} FROM scheduled_change WHERE record_id = $1 AND state IN ('waiting', 'conflict') ORDER BY due_at`, [recordId]);
  return rows;
}

export interface NewScheduled {
  recordId: string;
  dueAt: Date;
  body: ServiceRecord;
  base: ServiceRecord;
  account: string;
  note: string | null;
}

export async function addScheduled(client: Client, { recordId, dueAt, body, base, account, note }: NewScheduled, now: Date): Promise<string> {
  const id = newId();
  await client.query("INSERT INTO scheduled_change (id, record_id, due_at, body, base, account, note, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", [id, recordId, dueAt, JSON.stringify(body), JSON.stringify(base), account, note, now]);
  return id;
}

/** One change whose time has come, kept from others until the transaction ends. */
export async function takeDue(client: Client, now: Date): Promise<ScheduledChange | null> {
  const { rows } = await client.query<ScheduledChange>(`SELECT ${COLUMNS} FROM scheduled_change WHERE state = 'waiting' AND due_at <= $1 ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`, [now]);
  return rows[0] ?? null;
}

export async function settleScheduled(client: Client, id: string, state: "done" | "conflict"): Promise<void> {
  await client.query("UPDATE scheduled_change SET state = $2 WHERE id = $1", [id, state]);
}

/** Calls a change off. Null when it was made already. */
export async function cancelScheduled(pool: pg.Pool, id: string, recordId: string): Promise<ScheduledChange | null> {
  const { rows } = await pool.query<ScheduledChange>(`UPDATE scheduled_change SET state = 'cancelled' WHERE id = $1 AND record_id = $2 AND state IN ('waiting', 'conflict') RETURNING ${COLUMNS}`, [id, recordId]);
  return rows[0] ?? null;
}
