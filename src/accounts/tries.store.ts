import type { Db } from "./accounts.store.ts";
import { tokenHash } from "../platform/tokens.ts";

/** Tries without success that cost no wait. */
const FREE = 5;
/** After that: a minute, then twice as long each time, to at most an hour (seconds). */
const FIRST_WAIT = 60;
const LONGEST_WAIT = 3600;
/** Forgotten after (seconds). */
const FORGOTTEN = 86_400;

/**
 * Counts a try before it is made, so that many at once are counted too. False: wait. What waits is one source's
 * tries of one account: nobody can make anybody else wait.
 */
export async function takeTry(db: Db, key: Buffer, now: Date, free = FREE): Promise<boolean> {
  const tries = `CASE WHEN t.last_at < $2 - make_interval(secs => ${FORGOTTEN}) THEN 1 ELSE t.tries + 1 END`;
  const { rowCount } = await db.query(
    `INSERT INTO sign_in_try AS t (key_hash, tries, wait_until, last_at) VALUES ($1, 1, $2, $2)
     ON CONFLICT (key_hash) DO UPDATE SET tries = ${tries}, last_at = $2,
       wait_until = CASE WHEN ${tries} < $3 THEN $2 ELSE $2 + make_interval(secs => least(${LONGEST_WAIT}, ${FIRST_WAIT} * 2 ^ least(${tries} - $3, 10))) END
     WHERE t.wait_until <= $2`,
    [key, now, free],
  );
  return rowCount === 1;
}

/** It was the right one. */
export async function forgetTries(db: Db, keys: readonly Buffer[]): Promise<void> {
  await db.query("DELETE FROM sign_in_try WHERE key_hash = ANY($1)", [keys]);
}

export async function sweepTries(db: Db, now: Date): Promise<void> {
  await db.query(`DELETE FROM sign_in_try WHERE last_at < $1::timestamptz - make_interval(secs => ${FORGOTTEN})`, [now]);
}

/** Whether this account was signed in to from the browser that holds this. */
export async function isKnownDevice(db: Db, accountId: string, device: string): Promise<boolean> {
  return (await db.query("SELECT 1 FROM known_device WHERE account_id = $1 AND token_hash = $2", [accountId, tokenHash(device)])).rows.length > 0;
}

export async function saveDevice(db: Db, accountId: string, device: string, now: Date): Promise<void> {
  await db.query("INSERT INTO known_device (account_id, token_hash, seen_on) VALUES ($1, $2, $3::date) ON CONFLICT (account_id, token_hash) DO UPDATE SET seen_on = $3::date", [accountId, tokenHash(device), now]);
}
