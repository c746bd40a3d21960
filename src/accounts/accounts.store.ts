import type pg from "pg";
import type { Grant } from "./accounts.contract.ts";

export type Db = pg.Pool | pg.PoolClient;

export type AccountState = "invited" | "active" | "suspended";

export interface Account {
  id: string;
  email: string;
  name: string;
  lang: "fr" | "en";
  state: AccountState;
}

/** Grants of an account as JSON, for other queries. */
export const GRANTS_OF = (account: string) =>
  `(SELECT coalesce(jsonb_agg(jsonb_build_object('role', role, 'areas', areas) ORDER BY role), '[]') FROM account_grant WHERE account_id = ${account})`;

/** Adds an account with its grants. Throws 23505 when someone has that address. */
export async function createAccount(client: Db, account: Account, grants: readonly Grant[], now: Date): Promise<void> {
  await client.query("INSERT INTO account (id, email, name, lang, state, created_at) VALUES ($1, $2, $3, $4, $5, $6)", [account.id, account.email, account.name, account.lang, account.state, now]);
  await setGrants(client, account.id, grants);
}

/** Replaces what an account may do; its sessions see it with their next request. */
export async function setGrants(client: Db, id: string, grants: readonly Grant[]): Promise<void> {
  await client.query("DELETE FROM account_grant WHERE account_id = $1", [id]);
  for (const { role, areas } of grants) await client.query("INSERT INTO account_grant (account_id, role, areas) VALUES ($1, $2, $3)", [id, role, areas]);
}

const ACCOUNT = "id, email, name, lang, state";

export async function accountByEmail(db: Db, email: string): Promise<Account | null> {
  return (await db.query<Account>(`SELECT ${ACCOUNT} FROM account WHERE email = $1`, [email])).rows[0] ?? null;
}

export async function accountById(db: Db, id: string): Promise<(Account & { grants: Grant[] }) | null> {
  return (await db.query<Account & { grants: Grant[] }>(`SELECT ${ACCOUNT}, ${GRANTS_OF("account.id")} AS grants FROM account WHERE id = $1`, [id])).rows[0] ?? null;
}

export async function setState(db: Db, id: string, state: AccountState): Promise<void> {
  await db.query("UPDATE account SET state = $2 WHERE id = $1", [id, state]);
}

export async function setPerson(db: Db, id: string, { name, lang }: { name: string; lang: string }): Promise<void> {
  await db.query("UPDATE account SET name = $2, lang = $3 WHERE id = $1", [id, name, lang]);
}

/** Someone who can sign in may administer. */
export async function hasAdministrator(db: Db): Promise<boolean> {
  const { rows } = await db.query("SELECT 1 FROM account JOIN account_grant ON account_id = id WHERE state = 'active' AND role = 'administrator' LIMIT 1");
  return rows.length > 0;
}

/** Takes name, address and roles from an account, and what was sent to that address; its number stays, as history names it. */
export async function erasePerson(db: Db, id: string, email: string): Promise<void> {
  await setGrants(db, id, []);
  await db.query("UPDATE account SET name = '…', email = id || '@erased.invalid', state = 'suspended', last_seen_on = NULL WHERE id = $1", [id]);
  await db.query("DELETE FROM audit_salt WHERE person IN (SELECT id FROM invitation WHERE email = $1)", [email]);
  await db.query("UPDATE invitation SET email = $2 || '@erased.invalid', withdrawn_at = coalesce(withdrawn_at, accepted_at, sent_at) WHERE email = $1", [email, id]);
  await db.query("DELETE FROM letter WHERE recipient = $1 AND kind IN ('invitation', 'accountChange')", [email]);
}

export interface Person {
  id: string;
  name: string;
  email: string;
  state: AccountState;
  grants: Grant[];
  lastSeenOn: string | null;
  passkeys: number;
  password: boolean;
  totp: boolean;
  recoveryCodesLeft: number;
}

/** Everyone, by name. */
export async function listPeople(db: Db): Promise<Person[]> {
  const { rows } = await db.query<Person>(
    `SELECT id, name, email, state, ${GRANTS_OF("account.id")} AS grants, to_char(last_seen_on, 'YYYY-MM-DD') AS "lastSeenOn",
       (SELECT count(*)::int FROM passkey WHERE account_id = account.id) AS passkeys,
       EXISTS (SELECT 1 FROM staff_password WHERE account_id = account.id) AS password,
       EXISTS (SELECT 1 FROM totp WHERE account_id = account.id) AS totp,
       (SELECT count(*)::int FROM recovery_code WHERE account_id = account.id) AS "recoveryCodesLeft"
     FROM account WHERE email NOT LIKE '%@erased.invalid' ORDER BY name, id`,
  );
  return rows;
}
