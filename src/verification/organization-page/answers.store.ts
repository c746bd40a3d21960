import type pg from "pg";
import type { Lang } from "../../platform/i18n/lang.ts";
import { newId } from "../../platform/ids.ts";
import type { Db } from "../campaigns/campaigns.store.ts";
import type { SectionName } from "./sections.ts";

/** What was saved of a section while someone answers. */
export interface Draft {
  section: SectionName;
  isRight: boolean;
  /** As typed, by the key of the field. */
  fields: Record<string, string>;
  /** Another number each time it is saved. */
  version: number;
  lang: Lang;
}

export interface Answering {
  campaignId: string;
  recordId: string;
}

export async function readDrafts(db: Db, { campaignId, recordId }: Answering): Promise<Draft[]> {
  const { rows } = await db.query<Draft>(`SELECT section, is_right AS "isRight", fields, version, lang FROM verification_draft WHERE campaign_id = $1 AND record_id = $2`, [campaignId, recordId]);
  return rows;
}

/**
 * Saves a section over the version that was seen (0: none). Returns the new version, or null when someone else saved
 * it meanwhile: then nothing is written.
 */
export async function saveDraft(db: Db, { campaignId, recordId }: Answering, draft: Draft, now: Date): Promise<number | null> {
  const { rows } = await db.query<{ version: number }>(
    `INSERT INTO verification_draft AS d (campaign_id, record_id, section, is_right, fields, version, lang, updated_at)
     SELECT $1, $2, $3, $4, $5, 1, $7, $8 WHERE $6 = 0 OR EXISTS (SELECT 1 FROM verification_draft WHERE campaign_id = $1 AND record_id = $2 AND section = $3)
     ON CONFLICT (campaign_id, record_id, section) DO UPDATE SET is_right = excluded.is_right, fields = excluded.fields, version = d.version + 1, lang = excluded.lang, updated_at = excluded.updated_at
       WHERE d.version = $6
     RETURNING version`,
    [campaignId, recordId, draft.section, draft.isRight, JSON.stringify(draft.fields), draft.version, draft.lang, now],
  );
  return rows[0]?.version ?? null;
}

export async function deleteDrafts(db: Db, { campaignId, recordId }: Answering): Promise<void> {
  await db.query("DELETE FROM verification_draft WHERE campaign_id = $1 AND record_id = $2", [campaignId, recordId]);
}

/** Answers that were begun and left: saved before a moment. */
export async function leftDrafts(db: Db, before: Date): Promise<Answering[]> {
  const { rows } = await db.query<Answering>(`SELECT campaign_id AS "campaignId", record_id AS "recordId" FROM verification_draft GROUP BY 1, 2 HAVING max(updated_at) < $1`, [before]);
  return rows;
}

/** A field that the organisation corrected, for review. */
export interface FieldCorrection {
  entity: string;
  entityId: string;
  field: string;
  current: unknown;
  proposed: unknown;
}

/** What the organisation said in words, for review. */
export interface Saying {
  topic: "phone" | "hours" | "closed" | "newService" | "notUs" | "handover" | "other";
  message: string | null;
}

/** Puts what an organisation said into the inboxes. The same field said again replaces what was said, and opens it again. */
export async function proposeAnswer(client: pg.PoolClient, { campaignId, recordId }: Answering, fields: readonly FieldCorrection[], sayings: readonly Saying[], lang: Lang, now: Date): Promise<void> {
  for (const { entity, entityId, field, current, proposed } of fields) {
    await client.query(
      `INSERT INTO field_proposal (entity, entity_id, field, current, proposed, source, at, campaign_id) VALUES ($1, $2, $3, $4, $5, 'organization', $6, $7)
       ON CONFLICT (entity_id, field, source) WHERE state IN ('new', 'refused') DO UPDATE SET current = excluded.current, proposed = excluded.proposed, at = excluded.at, state = 'new', campaign_id = excluded.campaign_id, decided_by = NULL, decided_at = NULL`,
      [entity, entityId, field, JSON.stringify(current), JSON.stringify(proposed), now, campaignId],
    );
  }
  for (const { topic, message } of sayings) {
    await client.query("INSERT INTO proposal (id, record_id, received_at, lang, topic, message, campaign_id) VALUES ($1, $2, $3, $4, $5, $6, $7)", [newId(), recordId, now, lang, topic, message, campaignId]);
  }
}

/** Is anything that an organisation said about a record in a campaign still to be reviewed? */
export async function hasOpenProposals(db: Db, { campaignId, recordId }: Answering, entityIds: readonly string[]): Promise<boolean> {
  const { rows } = await db.query<{ open: boolean }>(
    "SELECT EXISTS (SELECT 1 FROM field_proposal WHERE campaign_id = $1 AND entity_id = ANY($3::uuid[]) AND state = 'new') OR EXISTS (SELECT 1 FROM proposal WHERE campaign_id = $1 AND record_id = $2 AND state = 'new') AS open",
    [campaignId, recordId, entityIds],
  );
  return rows[0]!.open;
}
