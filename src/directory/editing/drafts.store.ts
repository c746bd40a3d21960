import type pg from "pg";
import type { Client } from "../entities.store.ts";
import type { Draft, DraftBody } from "./editing.contract.ts";

const COLUMNS = `record_id AS "recordId", revision, body, base, state, editor, sender, note, inclusion, to_json(updated_at) #>> '{}' AS "updatedAt"`;

/** A record's draft, or null. */
export async function readDraft(db: pg.Pool | Client, recordId: string): Promise<Draft | null> {
  const { rows } = await db.query<Draft>(`SELECT ${COLUMNS} FROM draft WHERE record_id = $1`, [recordId]);
  return rows[0] ?? null;
}

/** The same, kept from changing until the transaction ends. */
export async function lockDraft(client: Client, recordId: string): Promise<Draft | null> {
  const { rows } = await client.query<Draft>(`SELECT ${COLUMNS} FROM draft WHERE record_id = $1 FOR UPDATE`, [recordId]);
  return rows[0] ?? null;
}

/** Every draft, the oldest first. */
export async function readDrafts(pool: pg.Pool): Promise<Draft[]> {
  const { rows } = await pool.query<Draft>(`SELECT ${COLUMNS} FROM draft ORDER BY updated_at`);
  return rows;
}

export interface DraftSave extends DraftBody {
  recordId: string;
  base: Draft["base"];
  editor: string;
  at: Date;
}

/**
 * Saves a draft that was seen at `revision` (0: none was there). Null when someone else saved meanwhile: nothing is written.
 * What was sent for review is in work again once it is changed.
 */
export async function saveDraft(pool: pg.Pool, { recordId, revision, body, base, note = null, inclusion = {}, editor, at }: DraftSave): Promise<Draft | null> {
  const values = [recordId, JSON.stringify(body), note, JSON.stringify(inclusion), editor, at];
  const { rows } =
    revision === 0
      ? await pool.query<Draft>(
          `INSERT INTO draft (record_id, revision, body, base, state, editor, note, inclusion, started_at, updated_at)
           VALUES ($1, 1, $2, $7, 'editing', $5, $3, $4, $6, $6) ON CONFLICT (record_id) DO NOTHING RETURNING ${COLUMNS}`,
          [...values, base === null ? null : JSON.stringify(base)],
        )
      : await pool.query<Draft>(
          `UPDATE draft SET revision = revision + 1, body = $2, note = $3, inclusion = $4, editor = $5, updated_at = $6, state = 'editing', sender = NULL, base = $8
           WHERE record_id = $1 AND revision = $7 RETURNING ${COLUMNS}`,
          [...values, revision, base === null ? null : JSON.stringify(base)],
        );
  return rows[0] ?? null;
}

/** Sends a draft for review. Null when it has changed since `revision`. */
export async function sendDraft(pool: pg.Pool, recordId: string, revision: number, sender: string, at: Date): Promise<Draft | null> {
  const { rows } = await pool.query<Draft>(`UPDATE draft SET state = 'inReview', sender = $3, updated_at = $4 WHERE record_id = $1 AND revision = $2 RETURNING ${COLUMNS}`, [recordId, revision, sender, at]);
  return rows[0] ?? null;
}

/** Throws a draft away. Null when there is none, or it has changed since `revision`. */
export async function dropDraft(db: pg.Pool | Client, recordId: string, revision: number): Promise<Draft | null> {
  const { rows } = await db.query<Draft>(`DELETE FROM draft WHERE record_id = $1 AND revision = $2 RETURNING ${COLUMNS}`, [recordId, revision]);
  return rows[0] ?? null;
}
