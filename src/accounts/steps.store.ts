import { later, STEP_MOST } from "./accounts.ts";
import type { Db } from "./accounts.store.ts";
import { newToken, tokenHash } from "../platform/tokens.ts";

/** What a browser is half-way through. */
export interface Steps {
  /** A passkey's challenge; `accountId`: of whoever adds one or confirms. */
  passkey: { challenge: string; accountId: string | null };
  /** A secret for codes, sealed, shown and not yet confirmed. */
  totp: { secret: string; accountId: string };
  /** A trip to the operator's directory. */
  oidc: { state: string; nonce: string; verifier: string };
}

/** Remembers a step; returns what the browser's cookie holds. */
export async function startStep<K extends keyof Steps>(db: Db, kind: K, data: Steps[K], now: Date): Promise<string> {
  const token = newToken();
  await db.query("INSERT INTO sign_in_step (token_hash, kind, data, expires_at) VALUES ($1, $2, $3, $4)", [tokenHash(token), kind, JSON.stringify(data), later(now, STEP_MOST)]);
  return token;
}

/** Takes a step, once; null when it is gone. */
export async function takeStep<K extends keyof Steps>(db: Db, kind: K, token: string, now: Date): Promise<Steps[K] | null> {
  const { rows } = await db.query<{ data: Steps[K] }>("DELETE FROM sign_in_step WHERE token_hash = $1 AND kind = $2 AND expires_at > $3 RETURNING data", [tokenHash(token), kind, now]);
  return rows[0]?.data ?? null;
}

/** Reads a step that may be tried again. */
export async function readStep<K extends keyof Steps>(db: Db, kind: K, token: string, now: Date): Promise<Steps[K] | null> {
  const { rows } = await db.query<{ data: Steps[K] }>("SELECT data FROM sign_in_step WHERE token_hash = $1 AND kind = $2 AND expires_at > $3", [tokenHash(token), kind, now]);
  return rows[0]?.data ?? null;
}

export async function sweepSteps(db: Db, now: Date): Promise<void> {
  await db.query("DELETE FROM sign_in_step WHERE expires_at <= $1", [now]);
}
