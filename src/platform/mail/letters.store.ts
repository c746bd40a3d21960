import type pg from "pg";
import { newId } from "../ids.ts";
import type { Letter, LetterInHand, LetterState } from "./letter.ts";
import type { Noted } from "./outcome.ts";

type Client = pg.Pool | pg.PoolClient;

/** Writes a letter, in the transaction of what caused it. False when that cause already wrote one. */
export async function writeLetter(db: Client, letter: Letter, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO letter (id, cause, kind, lang, recipient, subject, body_text, body_html, unsubscribe_url, due_at, written_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (cause) DO NOTHING`,
    [newId(), letter.cause, letter.kind, letter.lang, letter.to, letter.subject, letter.text, letter.html, letter.unsubscribeUrl, letter.dueAt, now],
  );
  return rowCount === 1;
}

const IN_HAND = `id, kind, lang, recipient AS "to", subject, body_text AS text, body_html AS html, unsubscribe_url AS "unsubscribeUrl", attempts`;

/**
 * Takes the next letter into the hands of a process: what someone asked for and waits for (a code, an invitation)
 * before the rest, then what is due first; not of kinds that may not leave now. Null: none is due.
 */
export async function takeDueLetter(db: Client, worker: string, now: Date, notNow: readonly string[]): Promise<LetterInHand | null> {
  const { rows } = await db.query<LetterInHand>(
    `UPDATE letter SET state = 'sending', worker = $1, attempted_at = $2, attempts = attempts + 1, handed_at = NULL
     WHERE id = (SELECT id FROM letter WHERE state = 'waiting' AND due_at <= $2 AND kind <> ALL($3) ORDER BY (unsubscribe_url IS NOT NULL), due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING ${IN_HAND}`,
    [worker, now, notNow],
  );
  return rows[0] ?? null;
}

/** Notes that the end of a letter goes out now. False when it is no longer in this process's hands: then it must not. */
export async function noteHanded(db: Client, id: string, worker: string, now: Date): Promise<boolean> {
  const { rowCount } = await db.query("UPDATE letter SET handed_at = $3 WHERE id = $1 AND worker = $2 AND state = 'sending'", [id, worker, now]);
  return rowCount === 1;
}

/** Notes how an attempt ended. A late yes counts even when the letter was given up as uncertain meanwhile. */
export async function noteOutcome(db: Client, id: string, worker: string, { state, reply, dueAt, counts }: Noted, now: Date): Promise<void> {
  await db.query(
    `UPDATE letter SET state = $3, reply = $4, due_at = coalesce($5, due_at), sent_at = CASE WHEN $3 = 'sent' THEN $7::timestamptz END,
       attempts = attempts - CASE WHEN $6 THEN 0 ELSE 1 END, handed_at = CASE WHEN $3 IN ('sent', 'uncertain') THEN handed_at END
     WHERE id = $1 AND worker = $2 AND state IN ('sending', 'uncertain')`,
    [id, worker, state, reply, dueAt, counts, now],
  );
}

/**
 * Takes over from processes that are no more: what they had not handed over waits again, what they had is uncertain.
 * Returns how many of each.
 */
export async function takeOverLetters(db: Client, worker: string): Promise<{ waiting: number; uncertain: number }> {
  const { rows } = await db.query<{ state: LetterState }>(
    `UPDATE letter SET state = CASE WHEN handed_at IS NULL THEN 'waiting' ELSE 'uncertain' END,
       worker = CASE WHEN handed_at IS NOT NULL THEN worker END, attempts = attempts - CASE WHEN handed_at IS NULL THEN 1 ELSE 0 END
     WHERE state = 'sending' AND worker IS DISTINCT FROM $1 RETURNING state`,
    [worker],
  );
  const count = (state: LetterState) => rows.filter((row) => row.state === state).length;
  return { waiting: count("waiting"), uncertain: count("uncertain") };
}

/** Letters that a process handed over and whose answer nobody knows. */
export async function readUncertain(db: Client): Promise<{ id: string; attemptedAt: Date }[]> {
  const { rows } = await db.query<{ id: string; attemptedAt: Date }>(`SELECT id, attempted_at AS "attemptedAt" FROM letter WHERE state = 'uncertain' ORDER BY attempted_at LIMIT 500`);
  return rows;
}

/** The letter that the server took last, after a moment; null: none since. */
export async function readSentSince(db: Client, since: Date): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>("SELECT id FROM letter WHERE state = 'sent' AND attempted_at > $1 ORDER BY sent_at DESC LIMIT 1", [since]);
  return rows[0]?.id ?? null;
}

/** Settles an uncertain letter: it was sent, or it waits to be sent. False when it is not uncertain (any more). */
export async function settleUncertain(db: Client, id: string, was: "sent" | "notSent", reply: string, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE letter SET state = CASE WHEN $2 THEN 'sent' ELSE 'waiting' END, sent_at = CASE WHEN $2 THEN attempted_at END, worker = NULL,
       handed_at = NULL, reply = $3, due_at = CASE WHEN $2 THEN due_at ELSE $4::timestamptz END
     WHERE id = $1 AND state = 'uncertain'`,
    [id, was === "sent", reply, now],
  );
  return rowCount === 1;
}

/** Letters whose cause starts so: held back, let go again, or cancelled for good. What is already in hand leaves. */
export async function changeWaiting(db: Client, causePrefix: string, change: "hold" | "release" | "cancel"): Promise<number> {
  const [from, to] = { hold: [["waiting"], "held"], release: [["held"], "waiting"], cancel: [["waiting", "held"], "cancelled"] }[change] as [string[], LetterState];
  const { rowCount } = await db.query("UPDATE letter SET state = $3 WHERE starts_with(cause, $1) AND state = ANY($2)", [causePrefix, from, to]);
  return rowCount ?? 0;
}

/** A letter as the outbox lists it. */
export interface OutboxLetter {
  id: string;
  kind: string;
  lang: string;
  to: string;
  subject: string;
  state: LetterState;
  attempts: number;
  writtenAt: Date;
  dueAt: Date;
  sentAt: Date | null;
  reply: string | null;
  bounce: string | null;
}

const OUTBOX = `id, kind, lang, recipient AS "to", subject, state, attempts, written_at AS "writtenAt", due_at AS "dueAt", sent_at AS "sentAt", reply, bounce`;

/** Letters, the newest first; `after`: the last one of the page before. */
export async function readOutbox(db: Client, { state, after, limit }: { state: LetterState | null; after: string | null; limit: number }): Promise<OutboxLetter[]> {
  const { rows } = await db.query<OutboxLetter>(
    `SELECT ${OUTBOX} FROM letter WHERE ($1::text IS NULL OR state = $1) AND ($2::uuid IS NULL OR (written_at, id) < (SELECT written_at, id FROM letter WHERE id = $2)) ORDER BY written_at DESC, id DESC LIMIT $3`,
    [state, after, limit],
  );
  return rows;
}

/** How many letters are in each state. */
export async function countLetters(db: Client): Promise<Partial<Record<LetterState, number>>> {
  const { rows } = await db.query<{ state: LetterState; count: number }>("SELECT state, count(*)::int AS count FROM letter GROUP BY state");
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

export async function readLetter(db: Client, id: string): Promise<(OutboxLetter & { text: string; html: string }) | null> {
  const { rows } = await db.query<OutboxLetter & { text: string; html: string }>(`SELECT ${OUTBOX}, body_text AS text, body_html AS html FROM letter WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

/** What a letter was written for; null: there is no such letter. */
export async function readCause(db: Client, id: string): Promise<string | null> {
  return (await db.query<{ cause: string }>("SELECT cause FROM letter WHERE id = $1", [id])).rows[0]?.cause ?? null;
}

/** Notes what came back of a letter: a return for good outweighs what came before. What comes back had left. */
export async function noteReturn(db: Client, id: string, bounce: "hard" | "soft" | "away", now: Date): Promise<void> {
  await db.query(
    `UPDATE letter SET bounce = $2, bounced_at = $3, state = CASE WHEN state = 'uncertain' THEN 'sent' ELSE state END, sent_at = CASE WHEN state = 'uncertain' THEN attempted_at ELSE sent_at END
     WHERE id = $1 AND (bounce IS NULL OR (bounce <> 'hard' AND $2 = 'hard'))`,
    [id, bounce, now],
  );
}

/** Letters of a kind that a server refused for good, and that nobody was told of. */
export async function readRefused(db: Client, kind: string): Promise<{ id: string; cause: string }[]> {
  return (await db.query<{ id: string; cause: string }>("SELECT id, cause FROM letter WHERE kind = $1 AND state = 'refused' AND bounce IS NULL ORDER BY written_at LIMIT 200", [kind])).rows;
}

/** What opens doors leaves the letters that have left for a day or that never will: only hashes stay. */
export async function forgetTokens(db: Client, before: Date): Promise<void> {
  await db.query(
    `UPDATE letter SET body_text = regexp_replace(body_text, $2, '…', 'g'), body_html = regexp_replace(body_html, $2, '…', 'g'), unsubscribe_url = regexp_replace(unsubscribe_url, $2, '…', 'g')
     WHERE state IN ('sent', 'refused', 'cancelled') AND attempted_at < $1 AND body_text ~ $2`,
    [before, "[A-Za-z0-9_-]{43}"],
  );
}

/** Erases letters of a kind that have left, or never will. Returns how many. */
export async function forgetLetters(db: pg.Pool | pg.PoolClient, kind: string): Promise<number> {
  return (await db.query("DELETE FROM letter WHERE kind = $1 AND state IN ('sent', 'refused', 'cancelled')", [kind])).rowCount ?? 0;
}
