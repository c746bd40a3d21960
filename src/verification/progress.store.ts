import type { Answer, FollowUpReason } from "./campaigns/campaign.contract.ts";
import type { Db } from "./campaigns/campaigns.store.ts";

/** One record of a campaign, as its progress counts it. Whether someone opened a letter is not known, on purpose. */
export interface ProgressRow {
  recordId: string;
  state: "waiting" | "asked" | "answered" | "telephone" | "stopped";
  step: number;
  /** A letter of its group left. */
  sent: boolean;
  bounced: boolean;
  refusedByServer: boolean;
  answer: Answer | null;
  answeredBy: "email" | "call" | null;
  answeredAt: Date | null;
  calls: number;
  followUp: "open" | "done" | "unreached" | null;
  reason: FollowUpReason | null;
}

export async function readProgress(db: Db, campaignId: string): Promise<ProgressRow[]> {
  const { rows } = await db.query<ProgressRow>(
    `WITH letters AS (
       SELECT split_part(cause, ':', 3)::uuid AS group_id, bool_or(state = 'sent') AS sent, bool_or(state = 'refused') AS refused
       FROM letter WHERE starts_with(cause, 'campaign:' || $1::uuid::text || ':') GROUP BY 1)
     SELECT r.record_id AS "recordId", r.state, r.step, coalesce(l.sent, false) AS sent, r.bounced_at IS NOT NULL AS bounced, coalesce(l.refused AND NOT l.sent, false) AS "refusedByServer",
       r.answer, r.answered_by AS "answeredBy", r.answered_at AS "answeredAt", coalesce(f.attempts, 0) AS calls, f.state AS "followUp", f.reason
     FROM campaign_recipient r LEFT JOIN letters l ON l.group_id = r.group_id LEFT JOIN follow_up f ON f.campaign_id = r.campaign_id AND f.record_id = r.record_id
     WHERE r.campaign_id = $1::uuid ORDER BY r.record_id`,
    [campaignId],
  );
  return rows;
}
