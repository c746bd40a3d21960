import type { Lang } from "../../platform/i18n/lang.ts";
import type { Db } from "../campaigns/campaigns.store.ts";
import type { InboxItem } from "../console.contract.ts";

const RECORD = `coalesce(
  (SELECT s.id FROM service s WHERE s.id = p.entity_id),
  (SELECT a.service_id FROM service_at_location a WHERE a.id = p.entity_id OR a.location_id = p.entity_id ORDER BY a.service_id LIMIT 1),
  (SELECT r.record_id FROM campaign_recipient r JOIN service s ON s.id = r.record_id WHERE r.campaign_id = p.campaign_id AND s.organization_id = p.entity_id ORDER BY r.record_id LIMIT 1),
  (SELECT s.id FROM service s WHERE s.organization_id = p.entity_id ORDER BY s.id LIMIT 1))`;

const INBOX = `SELECT p.id, 'field' AS kind, p.source AS "from", ${RECORD} AS "recordId", p.campaign_id AS "campaignId", p.at, p.entity, p.entity_id AS "entityId", p.field,
    p.current AS seen, p.proposed, NULL AS topic, NULL AS message, NULL AS lang
  FROM field_proposal p WHERE p.state = 'new'
  UNION ALL
  SELECT p.id, 'words', CASE WHEN p.campaign_id IS NULL THEN 'public' ELSE 'organization' END, p.record_id, p.campaign_id, p.received_at, NULL, NULL, NULL, NULL, NULL, p.topic, p.message, p.lang
  FROM proposal p WHERE p.state = 'new'`;

/** Everything to review, the oldest first. */
export async function readInbox(db: Db, { recordId, limit }: { recordId: string | null; limit: number }): Promise<InboxItem[]> {
  return (await db.query<InboxItem>(`SELECT * FROM (${INBOX}) AS inbox WHERE $1::uuid IS NULL OR "recordId" = $1 ORDER BY at, id LIMIT $2`, [recordId, limit])).rows;
}

export async function readInboxItem(db: Db, id: string): Promise<InboxItem | null> {
  return (await db.query<InboxItem>(`SELECT * FROM (${INBOX}) AS inbox WHERE id = $1`, [id])).rows[0] ?? null;
}

/** Settles words. False when someone did before. */
export async function settleWords(db: Db, id: string, state: "accepted" | "refused", by: string, now: Date): Promise<boolean> {
  return (await db.query("UPDATE proposal SET state = $2, decided_by = $3, decided_at = $4 WHERE id = $1 AND state = 'new'", [id, state, by, now])).rowCount === 1;
}

/** Takes the address that a report left to be thanked at: from here on it is nowhere but in the letter. */
export async function takeReplyTo(db: Db, id: string): Promise<{ to: string; lang: Lang } | null> {
  const { rows } = await db.query<{ to: string; lang: Lang }>("UPDATE proposal p SET reply_to = NULL FROM (SELECT id, reply_to, lang FROM proposal WHERE id = $1 AND reply_to IS NOT NULL FOR UPDATE) AS was WHERE p.id = was.id RETURNING was.reply_to AS to, was.lang", [id]);
  return rows[0] ?? null;
}

/** Erases addresses that waited too long to be thanked. Returns how many. */
export async function forgetOldReplyTo(db: Db, before: Date): Promise<number> {
  return (await db.query("UPDATE proposal SET reply_to = NULL WHERE reply_to IS NOT NULL AND received_at < $1", [before])).rowCount ?? 0;
}

/** Notes who decided on a field. */
export async function noteDecision(db: Db, id: string, by: string, now: Date): Promise<void> {
  await db.query("UPDATE field_proposal SET decided_by = $2, decided_at = $3 WHERE id = $1", [id, by, now]);
}
