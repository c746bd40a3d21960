import type pg from "pg";
import type { CampaignLine } from "../console.contract.ts";
import type { Campaign, CampaignPlan, CampaignState } from "./campaign.contract.ts";

export type Db = pg.Pool | pg.PoolClient;

const COLUMNS = `id, name, state, audience, schedule, letters, per_day AS "perDay", to_char(opens_on, 'YYYY-MM-DD') AS "opensOn", created_at AS "createdAt", started_at AS "startedAt", ended_at AS "endedAt"`;

function values({ name, audience, schedule, letters, perDay, opensOn }: CampaignPlan): unknown[] {
  return [name, JSON.stringify(audience), JSON.stringify(schedule), JSON.stringify(letters), perDay, opensOn];
}

export async function createCampaign(db: Db, id: string, plan: CampaignPlan, by: string, now: Date): Promise<void> {
  await db.query("INSERT INTO campaign (id, name, audience, schedule, letters, per_day, opens_on, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", [id, ...values(plan), by, now]);
}

/** Changes the plan of a draft. False when it is no draft any more. */
export async function changePlan(db: Db, id: string, plan: CampaignPlan): Promise<boolean> {
  const { rowCount } = await db.query("UPDATE campaign SET name = $2, audience = $3, schedule = $4, letters = $5, per_day = $6, opens_on = $7 WHERE id = $1 AND state = 'draft'", [id, ...values(plan)]);
  return rowCount === 1;
}

export async function deleteDraft(db: Db, id: string): Promise<boolean> {
  return (await db.query("DELETE FROM campaign WHERE id = $1 AND state = 'draft'", [id])).rowCount === 1;
}

/** The newest first, with how many records each asks about, and how many were answered for. */
export async function readCampaigns(db: Db): Promise<CampaignLine[]> {
  const { rows } = await db.query<CampaignLine>(
    `SELECT ${COLUMNS}, coalesce(r.records, 0) AS records, coalesce(r.answered, 0) AS answered FROM campaign
     LEFT JOIN (SELECT campaign_id, count(*)::int AS records, count(answer)::int AS answered FROM campaign_recipient GROUP BY 1) r ON r.campaign_id = campaign.id ORDER BY created_at DESC`,
  );
  return rows;
}

/** Where records come from, those that some came from only. */
export async function readSources(db: Db): Promise<{ id: string; name: string }[]> {
  return (await db.query<{ id: string; name: string }>("SELECT id, name FROM source s WHERE EXISTS (SELECT 1 FROM service WHERE source = s.id) ORDER BY name")).rows;
}

export async function readCampaign(db: Db, id: string): Promise<Campaign | null> {
  return (await db.query<Campaign>(`SELECT ${COLUMNS} FROM campaign WHERE id = $1`, [id])).rows[0] ?? null;
}

export async function readRunning(db: Db): Promise<Campaign[]> {
  return (await db.query<Campaign>(`SELECT ${COLUMNS} FROM campaign WHERE state = 'running'`)).rows;
}

/** Moves a campaign on. False when it was in none of the states it may move from. */
export async function moveCampaign(db: Db, id: string, from: readonly CampaignState[], to: CampaignState, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE campaign SET state = $3, started_at = CASE WHEN $3 = 'running' THEN coalesce(started_at, $4) ELSE started_at END,
       ended_at = CASE WHEN $3 IN ('stopped', 'done') THEN $4::timestamptz END
     WHERE id = $1 AND state = ANY($2)`,
    [id, from, to, now],
  );
  return rowCount === 1;
}

/** Campaigns with an end that have nobody left to ask or to call are done. */
export async function endWhatIsDone(db: Db, now: Date): Promise<void> {
  await db.query(
    `UPDATE campaign c SET state = 'done', ended_at = $1 WHERE state = 'running' AND per_day IS NULL
       AND NOT EXISTS (SELECT 1 FROM campaign_recipient r WHERE r.campaign_id = c.id AND r.state IN ('waiting', 'asked'))
       AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.campaign_id = c.id AND f.state = 'open')`,
    [now],
  );
}

/** How often people searched for each need in each MRC over the last year: `need mrc` → searches. */
export async function readUsage(db: Db, since: Date): Promise<Map<string, number>> {
  const { rows } = await db.query<{ key: string; searches: number }>("SELECT need || ' ' || mrc AS key, sum(searches)::int AS searches FROM search_count WHERE day >= $1 AND need <> '' GROUP BY need, mrc", [since]);
  return new Map(rows.map(({ key, searches }) => [key, searches]));
}
