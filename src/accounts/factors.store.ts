import { newId } from "../platform/ids.ts";
import type { Factors } from "./accounts.contract.ts";
import type { Db } from "./accounts.store.ts";
import type { PasswordHash } from "./passwords.ts";
import { recoveryHash } from "./second-factor.ts";

/** With what this account can sign in. */
export async function readFactors(db: Db, accountId: string): Promise<Factors> {
  const { rows } = await db.query<Factors>(
    `SELECT (SELECT count(*)::int FROM passkey WHERE account_id = $1) AS passkeys,
       EXISTS (SELECT 1 FROM staff_password WHERE account_id = $1) AS password,
       EXISTS (SELECT 1 FROM totp WHERE account_id = $1) AS totp,
       EXISTS (SELECT 1 FROM oidc_identity WHERE account_id = $1) AS oidc,
       (SELECT count(*)::int FROM recovery_code WHERE account_id = $1) AS "recoveryCodesLeft"`,
    [accountId],
  );
  return rows[0]!;
}

/** Takes every factor, browser and session from an account: it starts anew. */
export async function clearFactors(db: Db, accountId: string): Promise<void> {
  for (const table of ["passkey", "staff_password", "totp", "recovery_code", "oidc_identity", "known_device", "staff_session"]) {
    await db.query(`DELETE FROM ${table} WHERE account_id = $1`, [accountId]);
  }
}

export async function readPassword(db: Db, accountId: string): Promise<PasswordHash | null> {
  const { rows } = await db.query<PasswordHash>(`SELECT salt, hash, cost, block_size AS "blockSize", parallel FROM staff_password WHERE account_id = $1`, [accountId]);
  return rows[0] ?? null;
}

export async function savePassword(db: Db, accountId: string, { salt, hash, cost, blockSize, parallel }: PasswordHash, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO staff_password (account_id, salt, hash, cost, block_size, parallel, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (account_id) DO UPDATE SET salt = $2, hash = $3, cost = $4, block_size = $5, parallel = $6, changed_at = $7`,
    [accountId, salt, hash, cost, blockSize, parallel, now],
  );
}

/** The sealed secret, and the last step that was used. */
export async function readTotp(db: Db, accountId: string): Promise<{ secret: Buffer; usedStep: number } | null> {
  const { rows } = await db.query<{ secret: Buffer; usedStep: number }>(`SELECT secret, used_step::float8 AS "usedStep" FROM totp WHERE account_id = $1`, [accountId]);
  return rows[0] ?? null;
}

export async function saveTotp(db: Db, accountId: string, secret: Buffer, usedStep: number, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO totp (account_id, secret, confirmed_at, used_step) VALUES ($1, $2, $3, $4)
     ON CONFLICT (account_id) DO UPDATE SET secret = $2, confirmed_at = $3, used_step = $4`,
    [accountId, secret, now, usedStep],
  );
}

/** Uses a step up. False when it, or a later one, was used already, be it at this very moment. */
export async function useTotpStep(db: Db, accountId: string, step: number): Promise<boolean> {
  return (await db.query("UPDATE totp SET used_step = $2 WHERE account_id = $1 AND used_step < $2", [accountId, step])).rowCount === 1;
}

/** The marks of the keys that sealed what is stored. */
export async function sealMarks(db: Db): Promise<Buffer[]> {
  return (await db.query<{ mark: Buffer }>("SELECT DISTINCT substring(secret FROM 1 FOR 4) AS mark FROM totp")).rows.map(({ mark }) => mark);
}

/** New recovery codes replace the old ones. */
export async function saveRecoveryCodes(db: Db, accountId: string, codes: readonly string[]): Promise<void> {
  await db.query("DELETE FROM recovery_code WHERE account_id = $1", [accountId]);
  await db.query("INSERT INTO recovery_code (account_id, code_hash) SELECT $1, unnest($2::bytea[])", [accountId, codes.map(recoveryHash)]);
}

/** Uses a recovery code up. False when it is none of this account's. */
export async function useRecoveryCode(db: Db, accountId: string, code: string): Promise<boolean> {
  return (await db.query("DELETE FROM recovery_code WHERE account_id = $1 AND code_hash = $2", [accountId, recoveryHash(code)])).rowCount === 1;
}

export interface Passkey {
  id: string;
  accountId: string;
  credentialId: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
  name: string;
}

const PASSKEY = `id, account_id AS "accountId", credential_id AS "credentialId", public_key AS "publicKey", counter::float8 AS counter, transports, name`;

export async function listPasskeys(db: Db, accountId: string): Promise<Passkey[]> {
  return (await db.query<Passkey>(`SELECT ${PASSKEY} FROM passkey WHERE account_id = $1 ORDER BY created_at, id`, [accountId])).rows;
}

export async function findPasskey(db: Db, credentialId: string): Promise<Passkey | null> {
  return (await db.query<Passkey>(`SELECT ${PASSKEY} FROM passkey WHERE credential_id = $1`, [credentialId])).rows[0] ?? null;
}

export async function savePasskey(db: Db, passkey: Omit<Passkey, "id">, now: Date): Promise<string> {
  const id = newId();
  const { accountId, credentialId, publicKey, counter, transports, name } = passkey;
  await db.query("INSERT INTO passkey (id, account_id, credential_id, public_key, counter, transports, name, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", [id, accountId, credentialId, publicKey, counter, transports, name, now]);
  return id;
}

export async function notePasskeyUse(db: Db, id: string, counter: number, now: Date): Promise<void> {
  await db.query("UPDATE passkey SET counter = $2, last_used_at = $3 WHERE id = $1", [id, counter, now]);
}

export async function deletePasskey(db: Db, accountId: string, id: string): Promise<boolean> {
  return (await db.query("DELETE FROM passkey WHERE id = $1 AND account_id = $2", [id, accountId])).rowCount === 1;
}

/** Someone at the operator's directory, by its own name for them. */
export async function accountOfIdentity(db: Db, issuer: string, subject: string): Promise<string | null> {
  return (await db.query<{ id: string }>("SELECT account_id AS id FROM oidc_identity WHERE issuer = $1 AND subject = $2", [issuer, subject])).rows[0]?.id ?? null;
}

/** Ties an account to them. False when it is tied to someone else there already. */
export async function saveIdentity(db: Db, accountId: string, issuer: string, subject: string): Promise<boolean> {
  return (await db.query("INSERT INTO oidc_identity (issuer, subject, account_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", [issuer, subject, accountId])).rowCount === 1;
}
