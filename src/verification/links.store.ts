import { randomInt } from "node:crypto";
import { newId } from "../platform/ids.ts";
import { newToken, tokenHash } from "../platform/tokens.ts";
import type { Db } from "./campaigns/campaigns.store.ts";

/*
 * Links and visits: who may answer for a record. Only hashes are kept; the tokens are in letters and cookies.
 */

/** How long a link opens (days). */
export const LINK_DAYS = 60;
/** How long a browser that came by a link may go on (ms). */
const VISIT_MS = 12 * 3_600_000;
/** How long a code opens (ms), how long what it opened stays open, and how often it may be tried. */
const CODE_MS = 10 * 60_000;
/** At most one code in so long (ms). */
const CODE_AGAIN_MS = 60_000;
const SHOWN_MS = 30 * 60_000;
const MOST_TRIES = 5;
const DAY_MS = 86_400_000;

/** A whole token, as they are made. */
export function isToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

export interface Link {
  id: string;
  campaignId: string;
  recordId: string;
  expiresAt: Date;
  revokedAt: Date | null;
}

/** Makes a link for one record in one campaign; the token is told once. */
export async function createLink(db: Db, campaignId: string, recordId: string, now: Date): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken();
  const expiresAt = new Date(now.getTime() + LINK_DAYS * DAY_MS);
  await db.query("INSERT INTO verification_link (id, token_hash, campaign_id, record_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)", [newId(), tokenHash(token), campaignId, recordId, now, expiresAt]);
  return { token, expiresAt };
}

const LINK = `l.id, l.campaign_id AS "campaignId", l.record_id AS "recordId", l.expires_at AS "expiresAt", l.revoked_at AS "revokedAt"`;

export async function findLink(db: Db, token: string): Promise<Link | null> {
  if (!isToken(token)) return null;
  const { rows } = await db.query<Link>(`SELECT ${LINK} FROM verification_link l WHERE token_hash = $1`, [tokenHash(token)]);
  return rows[0] ?? null;
}

/** Ends every link of a record in a campaign, or of the whole campaign. */
export async function revokeLinks(db: Db, campaignId: string, recordId: string | null, now: Date): Promise<number> {
  const { rowCount } = await db.query("UPDATE verification_link SET revoked_at = $3 WHERE campaign_id = $1 AND ($2::uuid IS NULL OR record_id = $2) AND revoked_at IS NULL", [campaignId, recordId, now]);
  return rowCount ?? 0;
}

/** When the last link of a record was made. */
export async function newestLinkAt(db: Db, campaignId: string, recordId: string): Promise<Date | null> {
  const { rows } = await db.query<{ at: Date | null }>("SELECT max(created_at) AS at FROM verification_link WHERE campaign_id = $1 AND record_id = $2", [campaignId, recordId]);
  return rows[0]?.at ?? null;
}

/** Exchanges a link for the cookie of one browser. */
export async function startVisit(db: Db, link: Link, now: Date): Promise<{ cookie: string; seconds: number }> {
  const cookie = newToken();
  const expiresAt = new Date(Math.min(now.getTime() + VISIT_MS, link.expiresAt.getTime()));
  await db.query("INSERT INTO verification_visit (token_hash, link_id, started_at, expires_at) VALUES ($1, $2, $3, $4)", [tokenHash(cookie), link.id, now, expiresAt]);
  return { cookie, seconds: Math.floor((expiresAt.getTime() - now.getTime()) / 1000) };
}

export interface Visit extends Link {
  /** What is not public may be seen and corrected. */
  shown: boolean;
  /** A code was sent and can still be given. */
  codeAwaited: boolean;
}

/** The visit of a cookie, as long as its link is good. */
export async function findVisit(db: Db, cookie: string, now: Date): Promise<Visit | null> {
  if (!isToken(cookie)) return null;
  const { rows } = await db.query<Visit>(
    `SELECT ${LINK}, coalesce(v.shown_until > $2, false) AS shown, coalesce(v.code_ends_at > $2 AND v.code_tries < $3, false) AS "codeAwaited"
     FROM verification_visit v JOIN verification_link l ON l.id = v.link_id
     WHERE v.token_hash = $1 AND v.expires_at > $2 AND l.expires_at > $2 AND l.revoked_at IS NULL`,
    [tokenHash(cookie), now, MOST_TRIES],
  );
  return rows[0] ?? null;
}

/** Makes a code for a visit: six digits, ten minutes, five tries. Returns it, to be sent to the address on file; null: one was made a moment ago. */
export async function createCode(db: Db, cookie: string, now: Date): Promise<string | null> {
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const { rowCount } = await db.query("UPDATE verification_visit SET code_hash = $2, code_ends_at = $3, code_tries = 0 WHERE token_hash = $1 AND (code_ends_at IS NULL OR code_ends_at < $4)", [
    tokenHash(cookie),
    tokenHash(`${cookie}:${code}`),
    new Date(now.getTime() + CODE_MS),
    new Date(now.getTime() + CODE_MS - CODE_AGAIN_MS),
  ]);
  return rowCount === 1 ? code : null;
}

/** Tries a code; right: what is not public opens for a while. */
export async function tryCode(db: Db, cookie: string, code: string, now: Date): Promise<boolean> {
  const { rows } = await db.query<{ right: boolean }>(
    `UPDATE verification_visit SET code_tries = code_tries + 1,
       shown_until = CASE WHEN code_hash = $2 THEN $4::timestamptz ELSE shown_until END, code_hash = CASE WHEN code_hash = $2 THEN NULL ELSE code_hash END
     WHERE token_hash = $1 AND code_hash IS NOT NULL AND code_ends_at > $3 AND code_tries < $5 RETURNING code_hash IS NULL AS right`,
    [tokenHash(cookie), tokenHash(`${cookie}:${code.replace(/\D/g, "")}`), now, new Date(now.getTime() + SHOWN_MS), MOST_TRIES],
  );
  return rows[0]?.right === true;
}

/** Visits and links that opened nothing for a long time leave. */
export async function forgetOldLinks(db: Db, now: Date): Promise<void> {
  await db.query("DELETE FROM verification_link WHERE expires_at < $1", [new Date(now.getTime() - 365 * DAY_MS)]);
  await db.query("DELETE FROM verification_visit WHERE expires_at < $1", [now]);
}
