import { newId } from "../platform/ids.ts";
import type { Grant, Session, SessionNeed, SignedIn } from "./accounts.contract.ts";
import { HALF_SESSION_MOST, later, SEEN_EVERY, SESSION_IDLE, SESSION_MOST, STEP_UP } from "./accounts.ts";
import { GRANTS_OF, type Db } from "./accounts.store.ts";
import { newToken, tokenHash } from "../platform/tokens.ts";

export interface NewSession {
  accountId: string;
  needs: SessionNeed;
  device: string;
}

/** Starts a session, always with a new token; a whole one has just shown its factors. Returns what the cookie holds. */
export async function startSession(db: Db, { accountId, needs, device }: NewSession, now: Date): Promise<{ id: string; token: string }> {
  const [id, token] = [newId(), newToken()];
  await db.query(
    `INSERT INTO staff_session (id, account_id, token_hash, needs, device, started_at, last_seen_at, ends_at, step_up_until) VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8)`,
    [id, accountId, tokenHash(token), needs, device, now, later(now, needs === null ? SESSION_MOST : HALF_SESSION_MOST), needs === null ? later(now, STEP_UP) : null],
  );
  return { id, token };
}

interface Found {
  id: string;
  account_id: string;
  needs: SessionNeed;
  started_at: Date;
  last_seen_at: Date;
  ends_at: Date;
  step_up_until: Date | null;
  email: string;
  name: string;
  lang: "fr" | "en";
  grants: Grant[];
}

function signedInOf(found: Found, now: Date): SignedIn {
  const { account_id: id, email, name, lang, grants } = found;
  const session: Session = { id: found.id, needs: found.needs, startedAt: found.started_at, idleEndsAt: later(now, SESSION_IDLE), endsAt: found.ends_at, stepUpUntil: found.step_up_until };
  return { id, email, name, lang, grants, session };
}

async function noteSeen(db: Db, found: Found, now: Date): Promise<void> {
  if (now.getTime() - found.last_seen_at.getTime() < SEEN_EVERY) return;
  await db.query("UPDATE staff_session SET last_seen_at = $2 WHERE id = $1", [found.id, now]);
  await db.query("UPDATE account SET last_seen_on = $2::date WHERE id = $1 AND last_seen_on IS DISTINCT FROM $2::date", [found.account_id, now]);
}

/** Who holds this token, if its session has not ended and its account is not suspended. */
export async function findSession(db: Db, token: string, now: Date): Promise<SignedIn | null> {
  const { rows } = await db.query<Found>(
    `SELECT s.id, s.account_id, s.needs, s.started_at, s.last_seen_at, s.ends_at, s.step_up_until, a.email, a.name, a.lang, ${GRANTS_OF("a.id")} AS grants
     FROM staff_session s JOIN account a ON a.id = s.account_id
     WHERE s.token_hash = $1 AND s.ends_at > $2 AND s.last_seen_at > $3 AND a.state <> 'suspended'`,
    [tokenHash(token), now, later(now, -SESSION_IDLE)],
  );
  const found = rows[0];
  if (!found) return null;
  await noteSeen(db, found, now);
  return signedInOf(found, now);
}

/** A factor was shown again: dangerous actions go through for a while, under a new token. */
export async function stepUp(db: Db, sessionId: string, now: Date): Promise<{ token: string; until: Date }> {
  const [token, until] = [newToken(), later(now, STEP_UP)];
  await db.query("UPDATE staff_session SET step_up_until = $2, token_hash = $3 WHERE id = $1", [sessionId, until, tokenHash(token)]);
  return { token, until };
}

export interface ListedSession {
  id: string;
  startedAt: Date;
  lastSeenAt: Date;
  device: string;
}

/** Whole sessions of an account that have not ended, the last used first. */
export async function listSessions(db: Db, accountId: string, now: Date): Promise<ListedSession[]> {
  const { rows } = await db.query<ListedSession>(
    `SELECT id, started_at AS "startedAt", last_seen_at AS "lastSeenAt", device FROM staff_session
     WHERE account_id = $1 AND needs IS NULL AND ends_at > $2 AND last_seen_at > $3 ORDER BY last_seen_at DESC, id`,
    [accountId, now, later(now, -SESSION_IDLE)],
  );
  return rows;
}

/** Ends one session of an account. False when it has none by that id. */
export async function endSession(db: Db, accountId: string, sessionId: string): Promise<boolean> {
  return (await db.query("DELETE FROM staff_session WHERE id = $1 AND account_id = $2", [sessionId, accountId])).rowCount === 1;
}

/** Ends every session of an account, but one. */
export async function endOtherSessions(db: Db, accountId: string, kept: string | null): Promise<void> {
  await db.query("DELETE FROM staff_session WHERE account_id = $1 AND id IS DISTINCT FROM $2", [accountId, kept]);
}

/** Removes what has ended. */
export async function sweepSessions(db: Db, now: Date): Promise<void> {
  await db.query("DELETE FROM staff_session WHERE ends_at <= $1 OR last_seen_at <= $2", [now, later(now, -SESSION_IDLE)]);
}
