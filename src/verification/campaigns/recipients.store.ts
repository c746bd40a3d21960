import { hash } from "node:crypto";
import type { Lang } from "../../platform/i18n/lang.ts";
import { newId } from "../../platform/ids.ts";
import type { Answer, FollowUpReason } from "./campaign.contract.ts";
import type { Db } from "./campaigns.store.ts";

/** One record that a campaign asks about. */
export interface Recipient {
  campaignId: string;
  recordId: string;
  groupId: string;
  address: string | null;
  lang: Lang;
  sample: boolean;
  step: number;
  firstAskedAt: Date | null;
}

export type RecipientState = "waiting" | "asked" | "answered" | "telephone" | "stopped";

const COLUMNS = `campaign_id AS "campaignId", record_id AS "recordId", group_id AS "groupId", address, lang, sample, step, first_asked_at AS "firstAskedAt"`;

function addressHash(address: string): Buffer {
  return hash("sha256", address.trim().toLowerCase(), "buffer");
}

/** Notes that an address wants no more of these letters. */
export async function refuseMail(db: Db, address: string, now: Date): Promise<void> {
  await db.query("INSERT INTO mail_refusal (address_hash, at) VALUES ($1, $2) ON CONFLICT DO NOTHING", [addressHash(address), now]);
}

/** Those of these addresses that want no letters. */
export async function refusingAmong(db: Db, addresses: readonly string[]): Promise<Set<string>> {
  const byHash = new Map(addresses.map((address) => [addressHash(address).toString("hex"), address]));
  const { rows } = await db.query<{ hex: string }>("SELECT encode(address_hash, 'hex') AS hex FROM mail_refusal WHERE address_hash = ANY($1::bytea[])", [[...byHash.keys()].map((hex) => Buffer.from(hex, "hex"))]);
  return new Set(rows.map(({ hex }) => byHash.get(hex)!));
}

/** Records that some campaign is asking about now. */
export async function recordsBeingAsked(db: Db): Promise<Set<string>> {
  const { rows } = await db.query<{ id: string }>(
    "SELECT r.record_id AS id FROM campaign_recipient r JOIN campaign c ON c.id = r.campaign_id WHERE c.state IN ('running', 'paused') AND r.state IN ('waiting', 'asked') UNION SELECT record_id FROM follow_up WHERE state = 'open'",
  );
  return new Set(rows.map(({ id }) => id));
}

/** How many records a campaign added since a moment. */
export async function countAdded(db: Db, campaignId: string, since: Date): Promise<number> {
  const { rows } = await db.query<{ count: number }>("SELECT count(*)::int AS count FROM campaign_recipient WHERE campaign_id = $1 AND added_at >= $2", [campaignId, since]);
  return rows[0]!.count;
}

/** Adds records to a campaign, or asks again about those that it asked about before. */
export async function addRecipients(db: Db, recipients: readonly (Recipient & { state: RecipientState; nextAt: Date | null })[], now: Date): Promise<void> {
  const rows = recipients.map(({ campaignId, recordId, groupId, address, lang, sample, state, nextAt }) => ({ campaign_id: campaignId, record_id: recordId, group_id: groupId, address, lang, sample, state, next_at: nextAt, added_at: now }));
  await db.query(
    `INSERT INTO campaign_recipient (campaign_id, record_id, group_id, address, lang, sample, state, next_at, added_at)
     SELECT campaign_id, record_id, group_id, address, lang, sample, state, next_at, added_at
     FROM jsonb_to_recordset($1::jsonb) AS r(campaign_id uuid, record_id uuid, group_id uuid, address text, lang text, sample boolean, state text, next_at timestamptz, added_at timestamptz)
     ON CONFLICT (campaign_id, record_id) DO UPDATE SET group_id = excluded.group_id, address = excluded.address, lang = excluded.lang, sample = excluded.sample, state = excluded.state,
       next_at = excluded.next_at, added_at = excluded.added_at, step = 0, first_asked_at = NULL, answer = NULL, answered_at = NULL, answered_by = NULL, bounced_at = NULL`,
    [JSON.stringify(rows)],
  );
}

/** Someone is to call about records. Once a campaign and record. */
export async function addFollowUps(db: Db, campaignId: string, recordIds: readonly string[], reason: FollowUpReason, callAt: Date, now: Date): Promise<void> {
  const ids = recordIds.map(() => newId());
  await db.query(
    `INSERT INTO follow_up (id, campaign_id, record_id, reason, call_at, created_at) SELECT id, $3, record_id, $4, $5, $6 FROM unnest($1::uuid[], $2::uuid[]) AS r(id, record_id)
     ON CONFLICT (campaign_id, record_id) DO UPDATE SET reason = excluded.reason, state = 'open', attempts = 0, call_at = excluded.call_at WHERE follow_up.state <> 'open'`,
    [ids, recordIds, campaignId, reason, callAt, now],
  );
}

/** Any number: ticks take turns. */
const TICK_LOCK = 2_110_214;

/** Takes the turn to ask, until the transaction ends; false: another process is asking now. */
export async function takeTurn(db: Db): Promise<boolean> {
  const { rows } = await db.query<{ mine: boolean }>("SELECT pg_try_advisory_xact_lock($1) AS mine", [TICK_LOCK]);
  return rows[0]!.mine;
}

/** The recipients that are due, whole groups at a time; the longest due first. Locked until the transaction ends. */
export async function dueRecipients(db: Db, now: Date, groups: number): Promise<Recipient[]> {
  const { rows } = await db.query<Recipient>(
    `WITH due AS (
       SELECT r.campaign_id, r.group_id, min(r.next_at) AS since FROM campaign_recipient r JOIN campaign c ON c.id = r.campaign_id
       WHERE c.state = 'running' AND r.state IN ('waiting', 'asked') AND r.next_at <= $1 GROUP BY 1, 2 ORDER BY 3, 2 LIMIT $2)
     SELECT ${COLUMNS} FROM campaign_recipient r
     WHERE (campaign_id, group_id) IN (SELECT campaign_id, group_id FROM due) AND state IN ('waiting', 'asked') AND next_at <= $1
     ORDER BY group_id, record_id FOR UPDATE`,
    [now, groups],
  );
  return rows;
}

/** They were written to: when they are next due. */
export async function noteAsked(db: Db, campaignId: string, recordIds: readonly string[], step: number, nextAt: Date, now: Date): Promise<void> {
  await db.query("UPDATE campaign_recipient SET state = 'asked', step = $3, next_at = $4, first_asked_at = coalesce(first_asked_at, $5) WHERE campaign_id = $1 AND record_id = ANY($2::uuid[])", [campaignId, recordIds, step, nextAt, now]);
}

/** They are no longer written to. */
export async function moveRecipients(db: Db, campaignId: string, recordIds: readonly string[], state: "telephone" | "stopped"): Promise<void> {
  await db.query("UPDATE campaign_recipient SET state = $3, next_at = NULL WHERE campaign_id = $1 AND record_id = ANY($2::uuid[]) AND state <> 'answered'", [campaignId, recordIds, state]);
}

/** A recipient, with what became of it. */
export interface AskedRecipient extends Recipient {
  state: RecipientState;
  answer: Answer | null;
  answeredAt: Date | null;
}

const ASKED = `SELECT ${COLUMNS}, state, answer, answered_at AS "answeredAt" FROM campaign_recipient WHERE campaign_id = $1 AND record_id = $2`;

export async function readRecipient(db: Db, campaignId: string, recordId: string): Promise<AskedRecipient | null> {
  return (await db.query<AskedRecipient>(ASKED, [campaignId, recordId])).rows[0] ?? null;
}

/** The same, held until the transaction ends. */
export async function lockRecipient(db: Db, campaignId: string, recordId: string): Promise<AskedRecipient | null> {
  return (await db.query<AskedRecipient>(`${ASKED} FOR UPDATE`, [campaignId, recordId])).rows[0] ?? null;
}

/** Everyone of a group who has not answered. */
export async function unansweredOf(db: Db, campaignId: string, groupId: string): Promise<Recipient[]> {
  const { rows } = await db.query<Recipient>(`SELECT ${COLUMNS} FROM campaign_recipient WHERE campaign_id = $1 AND group_id = $2 AND state IN ('waiting', 'asked') FOR UPDATE`, [campaignId, groupId]);
  return rows;
}

/**
 * Notes an answer: nobody is written to or called about it any more. False when it was answered before (the first
 * answer stands in the figures; what is said later is still reviewed).
 */
export async function noteAnswer(db: Db, campaignId: string, recordId: string, answer: Answer, by: "email" | "call", now: Date): Promise<boolean> {
  await db.query("UPDATE follow_up SET state = 'done' WHERE campaign_id = $1 AND record_id = $2 AND state = 'open'", [campaignId, recordId]);
  const { rowCount } = await db.query(
    "UPDATE campaign_recipient SET state = 'answered', next_at = NULL, answer = $3, answered_by = $4, answered_at = $5 WHERE campaign_id = $1 AND record_id = $2 AND state <> 'answered'",
    [campaignId, recordId, answer, by, now],
  );
  return rowCount === 1;
}

/** Letters could not be delivered. */
export async function noteBounced(db: Db, campaignId: string, recordIds: readonly string[], now: Date): Promise<void> {
  await db.query("UPDATE campaign_recipient SET bounced_at = $3 WHERE campaign_id = $1 AND record_id = ANY($2::uuid[])", [campaignId, recordIds, now]);
}
