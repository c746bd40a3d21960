import { randomBytes } from "node:crypto";
import type pg from "pg";
import type { Check } from "../platform/cli/check.command.ts";
import { inTransaction } from "../platform/db/transaction.ts";
import { chainHash, firstBroken, GENESIS, personalMark, storable, type Chained, type Details } from "./audit.ts";
import type { Db } from "./accounts.store.ts";

/** Any number: writers of the log take turns, until their transaction ends. */
const AUDIT_LOCK = 2_110_240;
const PAGE = 2000;

export interface AuditNote {
  /** The account that did it; null: the program, or someone without an account. */
  actor: string | null;
  /** `staff.invited`, `record.published`: the thing, a dot, what happened to it. */
  action: string;
  /** `account:<id>`, `record:<id>`. */
  target?: string;
  /** Nothing personal: see `personal`. */
  details?: Details;
  /** Values about a person, stored as salted hashes only: erasing the person's salt erases their meaning. */
  personal?: { person: string; values: Record<string, string> };
}

async function saltOf(client: pg.PoolClient, person: string): Promise<Buffer> {
  await client.query("INSERT INTO audit_salt (person, salt) VALUES ($1, $2) ON CONFLICT (person) DO NOTHING", [person, randomBytes(32)]);
  return (await client.query<{ salt: Buffer }>("SELECT salt FROM audit_salt WHERE person = $1", [person])).rows[0]!.salt;
}

async function marksOf(client: pg.PoolClient, personal: AuditNote["personal"]): Promise<Details> {
  if (!personal) return {};
  const salt = await saltOf(client, personal.person);
  return Object.fromEntries(Object.entries(personal.values).map(([name, value]) => [name, personalMark(salt, value)]));
}

async function lastOf(db: Db): Promise<{ seq: number; hash: Buffer }> {
  const { rows } = await db.query<{ seq: string; hash: Buffer }>("SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1");
  return rows[0] ? { seq: Number(rows[0].seq), hash: rows[0].hash } : { seq: 0, hash: GENESIS };
}

/**
 * Adds an entry in the caller's transaction (READ COMMITTED): both happen or neither does. Call it last, as
 * writers of the log then wait for each other until the commit.
 */
export async function recordAudit(client: pg.PoolClient, { actor, action, target, details = {}, personal }: AuditNote, now: Date): Promise<void> {
  const marks = await marksOf(client, personal);
  await client.query("SELECT pg_advisory_xact_lock($1)", [AUDIT_LOCK]);
  const last = await lastOf(client);
  const entry: Chained = { seq: last.seq + 1, at: now, actor, action, target: target ?? null, details: storable({ ...details, ...marks }) };
  await client.query("INSERT INTO audit_entry (seq, at, actor, action, target, details, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)", [entry.seq, entry.at, actor, action, entry.target, JSON.stringify(entry.details), chainHash(last.hash, entry)]);
}

/** Adds an entry by itself: for reads and refusals. */
export function noteAudit(pool: pg.Pool, note: AuditNote, now: Date): Promise<void> {
  return inTransaction(pool, (client) => recordAudit(client, note, now));
}

/** An entry as read; `name`: of whoever did it, while the account has one. */
export type AuditRow = Chained & { hash: Buffer; name: string | null };

const ENTRY = "e.seq::float8 AS seq, e.at, e.actor, e.action, e.target, e.details, e.hash";

/** Every entry after one, in order, in pages. */
export async function* everyEntry(db: Db, after = 0): AsyncGenerator<AuditRow[]> {
  for (let from = after; ; ) {
    const { rows } = await db.query<AuditRow>(`SELECT ${ENTRY}, a.name FROM audit_entry e LEFT JOIN account a ON a.id = e.actor WHERE e.seq > $1 ORDER BY e.seq LIMIT $2`, [from, PAGE]);
    if (rows.length === 0) return;
    yield rows;
    from = rows.at(-1)!.seq;
  }
}

export interface Chain {
  intact: boolean;
  checked: number;
  /** The first entry that does not follow; null when all do. */
  broken: number | null;
}

/** Looks whether nothing was changed, removed or slipped in: the whole log, or its last `most` entries. */
export async function verifyChain(db: Db, most = Infinity): Promise<Chain> {
  const { seq } = await lastOf(db);
  const start = Math.max(0, Number.isFinite(most) ? seq - most : 0);
  const { rows } = await db.query<{ hash: Buffer }>("SELECT hash FROM audit_entry WHERE seq = $1", [start]);
  const chain: Chain = { intact: true, checked: 0, broken: null };
  let before = { seq: start, hash: rows[0]?.hash ?? GENESIS };
  for await (const entries of everyEntry(db, start)) {
    chain.broken ??= firstBroken(entries, before);
    chain.checked += entries.length;
    before = entries.at(-1)!;
  }
  return { ...chain, intact: chain.broken === null };
}

export interface AuditQuery {
  q: string;
  actor: string | null;
  action: string | null;
  /** Days at the operator's, inclusive. */
  from: string | null;
  to: string | null;
  /** From 1. */
  page: number;
}

export const AUDIT_PAGE = 50;

/** What the log calls this text, when it is the address of someone it knows. */
async function markOfEmail(db: Db, text: string): Promise<string | null> {
  const { rows } = await db.query<{ salt: Buffer }>("SELECT salt FROM audit_salt JOIN account ON id = person WHERE email = $1", [text.trim().toLowerCase()]);
  return rows[0] ? personalMark(rows[0].salt, text) : null;
}

const like = (text: string) => `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;

const WHERE = `($1::text IS NULL OR e.action ILIKE $1 OR e.target ILIKE $1 OR e.details::text ILIKE $1 OR a.name ILIKE $1 OR e.details::text LIKE $2)
  AND ($3::uuid IS NULL OR e.actor = $3) AND ($4::text IS NULL OR e.action = $4 OR starts_with(e.action, $4 || '.'))
  AND ($5::date IS NULL OR e.at >= $5::date::timestamp AT TIME ZONE 'America/Toronto')
  AND ($6::date IS NULL OR e.at < ($6::date + 1)::timestamp AT TIME ZONE 'America/Toronto')`;

/** Entries that match, the newest first. */
export async function searchAudit(db: Db, { q, actor, action, from, to, page }: AuditQuery): Promise<{ entries: AuditRow[]; total: number }> {
  const mark = q.includes("@") ? await markOfEmail(db, q) : null;
  const values = [q ? like(q) : null, mark && like(mark), actor, action, from, to];
  const found = `FROM audit_entry e LEFT JOIN account a ON a.id = e.actor WHERE ${WHERE}`;
  const { rows } = await db.query<AuditRow>(`SELECT ${ENTRY}, a.name ${found} ORDER BY e.seq DESC LIMIT $7 OFFSET $8`, [...values, AUDIT_PAGE, (page - 1) * AUDIT_PAGE]);
  const { rows: counted } = await db.query<{ total: number }>(`SELECT count(*)::int AS total ${found}`, values);
  return { entries: rows, total: counted[0]!.total };
}

/** Makes what the log holds of a person meaningless; the chain stays whole. */
export async function forgetInAudit(client: pg.PoolClient, person: string): Promise<void> {
  await client.query("DELETE FROM audit_salt WHERE person = $1", [person]);
}

/** The audit log's line of `fanal check`. */
export const auditCheck: Check = async ({ pool }) => {
  const { intact, checked, broken } = await verifyChain(pool);
  return [{ what: "audit log", ok: intact, found: intact ? `${checked} entries, unbroken` : `entry ${broken} does not follow the one before it`, todo: "compare with a backup: someone changed the database by hand" }];
};
