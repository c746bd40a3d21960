import type pg from "pg";
import { newId } from "../ids.ts";
import type { Letter } from "./letter.ts";

/** Writes a letter, in the transaction of what caused it. False when that cause already wrote one. */
export async function writeLetter(db: pg.Pool | pg.PoolClient, letter: Letter, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO letter (id, cause, kind, lang, recipient, subject, body_text, body_html, unsubscribe_url, due_at, written_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (cause) DO NOTHING`,
    [newId(), letter.cause, letter.kind, letter.lang, letter.to, letter.subject, letter.text, letter.html, letter.unsubscribeUrl, letter.dueAt, now],
  );
  return rowCount === 1;
}
