import { newId } from "../platform/ids.ts";
import type { Grant } from "./accounts.contract.ts";
import { INVITATION_MOST, later } from "./accounts.ts";
import type { Db } from "./accounts.store.ts";
import { newToken, tokenHash } from "../platform/tokens.ts";

export interface Invitation {
  id: string;
  /** Null: the first administrator says theirs. */
  email: string | null;
  lang: "fr" | "en";
  grants: Grant[];
  sentAt: Date;
  expiresAt: Date;
}

export interface NewInvitation {
  email: string | null;
  lang: "fr" | "en";
  grants: readonly Grant[];
  /** An account; null: the operator, at the terminal. */
  invitedBy: string | null;
}

const OPEN = "accepted_at IS NULL AND withdrawn_at IS NULL";
const INVITATION = `id, email, lang, grants, sent_at AS "sentAt", expires_at AS "expiresAt"`;

/** Ends whatever links someone still has. */
export async function withdrawInvitationsOf(db: Db, email: string | null, now: Date): Promise<void> {
  await db.query(`UPDATE invitation SET withdrawn_at = $2 WHERE email IS NOT DISTINCT FROM $1 AND ${OPEN}`, [email, now]);
}

/** Invites someone; earlier invitations of the same person end. Returns what the link holds. */
export async function invite(db: Db, { email, lang, grants, invitedBy }: NewInvitation, now: Date): Promise<{ id: string; token: string; expiresAt: Date }> {
  const [id, token, expiresAt] = [newId(), newToken(), later(now, INVITATION_MOST)];
  await withdrawInvitationsOf(db, email, now);
  await db.query("INSERT INTO invitation (id, token_hash, email, lang, grants, invited_by, sent_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", [id, tokenHash(token), email, lang, JSON.stringify(grants), invitedBy, now, expiresAt]);
  return { id, token, expiresAt };
}

/** The invitation that a link opens, if it is still good. In a transaction it is held until the end. */
export async function openInvitation(db: Db, token: string, now: Date, hold: "" | "FOR UPDATE" = ""): Promise<Invitation | null> {
  return (await db.query<Invitation>(`SELECT ${INVITATION} FROM invitation WHERE token_hash = $1 AND ${OPEN} AND expires_at > $2 ${hold}`, [tokenHash(token), now])).rows[0] ?? null;
}

/** The invitation of someone whom the operator's directory vouches for. */
export async function invitationOf(db: Db, email: string, now: Date): Promise<Invitation | null> {
  return (await db.query<Invitation>(`SELECT ${INVITATION} FROM invitation WHERE email = $1 AND ${OPEN} AND expires_at > $2 FOR UPDATE`, [email, now])).rows[0] ?? null;
}

export async function markAccepted(db: Db, id: string, now: Date): Promise<void> {
  await db.query("UPDATE invitation SET accepted_at = $2 WHERE id = $1", [id, now]);
}

/** False when there is none that is still open. */
export async function withdrawInvitation(db: Db, id: string, now: Date): Promise<boolean> {
  return (await db.query(`UPDATE invitation SET withdrawn_at = $2 WHERE id = $1 AND ${OPEN}`, [id, now])).rowCount === 1;
}

/** Invitations that wait for an answer, also those that have expired, the latest first. */
export async function listInvitations(db: Db): Promise<Invitation[]> {
  return (await db.query<Invitation>(`SELECT ${INVITATION} FROM invitation WHERE email IS NOT NULL AND ${OPEN} ORDER BY sent_at DESC, id`)).rows;
}
