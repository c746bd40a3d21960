import type pg from "pg";
import { newId } from "../platform/ids.ts";
import type { CallOutcome } from "./campaigns/campaign.contract.ts";
import type { Db } from "./campaigns/campaigns.store.ts";
import type { FollowUp } from "./console.contract.ts";

/** Calls of campaigns that go on; one whose campaign is paused or stopped is not to be made. */
const ALIVE = "(c.state IS NULL OR c.state IN ('running', 'done'))";
const LIST = `SELECT f.id, f.campaign_id AS "campaignId", c.name AS campaign, f.record_id AS "recordId", f.reason, f.state, f.attempts, f.call_at AS "callAt",
    l.outcome AS "lastOutcome", l.note AS "lastNote", l.at AS "lastAt"
  FROM follow_up f LEFT JOIN campaign c ON c.id = f.campaign_id
  LEFT JOIN LATERAL (SELECT outcome, note, at FROM follow_up_call WHERE follow_up_id = f.id ORDER BY at DESC LIMIT 1) l ON true`;

/** Calls to make now, those that wait longest first; with `later`, also those whose time has not come. */
export async function readFollowUps(db: Db, now: Date, { campaignId, later, limit }: { campaignId: string | null; later: boolean; limit: number }): Promise<FollowUp[]> {
  const { rows } = await db.query<FollowUp>(
    `${LIST} WHERE f.state = 'open' AND ($2::uuid IS NULL OR f.campaign_id = $2) AND ($3 OR f.call_at <= $1) AND ${ALIVE} ORDER BY f.call_at, f.id LIMIT $4`,
    [now, campaignId, later, limit],
  );
  return rows;
}

/** How many calls there are to make now. */
export async function countDueCalls(db: Db, now: Date): Promise<number> {
  const { rows } = await db.query<{ count: number }>(`SELECT count(*)::int AS count FROM follow_up f LEFT JOIN campaign c ON c.id = f.campaign_id WHERE f.state = 'open' AND f.call_at <= $1 AND ${ALIVE}`, [now]);
  return rows[0]!.count;
}

export async function readFollowUp(db: Db, id: string): Promise<FollowUp | null> {
  return (await db.query<FollowUp>(`${LIST} WHERE f.id = $1`, [id])).rows[0] ?? null;
}

/** The calls still to make for a campaign, by record. */
export async function readOpenCalls(db: Db, campaignId: string): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; recordId: string }>(`SELECT id, record_id AS "recordId" FROM follow_up WHERE campaign_id = $1 AND state = 'open'`, [campaignId]);
  return new Map(rows.map(({ id, recordId }) => [recordId, id]));
}

/** Every call about it, the newest first. */
export async function readCalls(db: Db, followUpId: string): Promise<{ at: Date; outcome: CallOutcome; note: string | null }[]> {
  return (await db.query<{ at: Date; outcome: CallOutcome; note: string | null }>("SELECT at, outcome, note FROM follow_up_call WHERE follow_up_id = $1 ORDER BY at DESC", [followUpId])).rows;
}

/** Holds an open call until the transaction ends, so that two people do not report it at once; null: it is not open. */
export async function lockFollowUp(client: pg.PoolClient, id: string): Promise<{ attempts: number; campaignId: string | null; recordId: string } | null> {
  const { rows } = await client.query<{ attempts: number; campaignId: string | null; recordId: string }>(`SELECT attempts, campaign_id AS "campaignId", record_id AS "recordId" FROM follow_up WHERE id = $1 AND state = 'open' FOR UPDATE`, [id]);
  return rows[0] ?? null;
}

/** Notes a call, and what becomes of the follow-up. */
export async function noteCall(client: pg.PoolClient, id: string, call: { at: Date; caller: string; outcome: CallOutcome; note: string | null }, becomes: { state: FollowUp["state"]; attempts: number; callAt: Date }): Promise<void> {
  await client.query("INSERT INTO follow_up_call (id, follow_up_id, at, caller, outcome, note) VALUES ($1, $2, $3, $4, $5, $6)", [newId(), id, call.at, call.caller, call.outcome, call.note]);
  await client.query("UPDATE follow_up SET state = $2, attempts = $3, call_at = $4 WHERE id = $1", [id, becomes.state, becomes.attempts, becomes.callAt]);
}
