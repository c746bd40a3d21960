import type pg from "pg";
import { recordAudit } from "../../accounts/index.ts";
import type { Fault } from "../imports/record-check.ts";
import { recordFaults } from "../imports/record-check.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import { inWriteTransaction, saveRecordsIn } from "../directory.store.ts";
import { retiredAmong, type Client } from "../entities.store.ts";
import { readRecordsIn } from "../records.store.ts";
import { newId } from "../../platform/ids.ts";
import { dropDraft, lockDraft } from "./drafts.store.ts";
import type { Draft, ScheduledChange } from "./editing.contract.ts";
import { editingFault } from "./editing-faults.ts";
import { isAnswered } from "./inclusion.ts";
import { mergeRecord, type Conflict } from "./merge-record.ts";
import { addScheduled, settleScheduled, takeDue } from "./scheduled.store.ts";

/*
 * From a draft to the record: what others changed since the draft began is kept, in one transaction with the
 * record, its history and the doorbell.
 */

/** Written by staff, not by an import. */
export const EDITED = "fanal";

/** How history names someone of staff: never their name. */
export function actorName(account: string): string {
  return `staff ${account}`;
}

/** Done; or what the record would be, with the fields that others changed too; or what is not right yet. */
export type PublishResult = { batch: string; record: ServiceRecord } | { conflicts: Conflict[]; record: ServiceRecord } | { faults: Fault[] };

/** Brings a wanted state up to date with the record as it is now, and saves it. */
export async function writeWanted(client: Client, recordId: string, base: ServiceRecord | null, body: ServiceRecord, account: string, at: Date): Promise<PublishResult> {
  if ((await retiredAmong(client, [recordId])).has(recordId)) throw editingFault("isRetired", 409);
  const current = (await readRecordsIn(client, [recordId]))[0]?.record ?? null;
  const { record, conflicts } = current && base ? mergeRecord(base, body, current) : { record: body, conflicts: [] };
  if (conflicts.length > 0) return { conflicts, record };
  const faults = recordFaults(record);
  if (faults.length > 0) return { faults };
  const batch = newId();
  await saveRecordsIn(client, [record], { actor: actorName(account), source: EDITED, at, batch, statesTold: true });
  return { batch, record };
}

async function lockedAt(client: Client, recordId: string, revision: number): Promise<Draft> {
  const draft = await lockDraft(client, recordId);
  if (!draft || draft.revision !== revision) throw editingFault("draftMoved", 409);
  return draft;
}

/** Publishes a draft seen at a revision; the draft is then gone. */
export function publishDraft(pool: pg.Pool, recordId: string, revision: number, account: string, at: Date): Promise<PublishResult> {
  return inWriteTransaction(pool, async (client) => {
    const draft = await lockedAt(client, recordId, revision);
    if (draft.base === null && !isAnswered(draft.inclusion)) throw editingFault("inclusionNeeded", 409);
    const result = await writeWanted(client, recordId, draft.base, draft.body, account, at);
    if ("batch" in result) {
      await dropDraft(client, recordId, revision);
      await recordAudit(client, { actor: account, action: "record.published", target: `record:${recordId}`, details: { batch: result.batch } }, at);
    }
    return result;
  });
}

/** Keeps a draft for its day; the draft is then gone. Only of records that exist: a new one is published first. */
export function scheduleDraft(pool: pg.Pool, { recordId, revision, dueAt, note, account }: { recordId: string; revision: number; dueAt: Date; note: string | null; account: string }, at: Date): Promise<string> {
  return inWriteTransaction(pool, async (client) => {
    const { base, body } = await lockedAt(client, recordId, revision);
    if (base === null || recordFaults(body).length > 0) throw editingFault("recordFaults", 422);
    const id = await addScheduled(client, { recordId, dueAt, body, base, account, note }, at);
    await dropDraft(client, recordId, revision);
    await recordAudit(client, { actor: account, action: "record.scheduled", target: `record:${recordId}`, details: { dueAt: dueAt.toISOString() } }, at);
    return id;
  });
}

/** Makes one change whose day has come; null when none waits. A change that meets another's words waits for a person. */
export function publishDue(pool: pg.Pool, now: Date): Promise<ScheduledChange | null> {
  return inWriteTransaction(pool, async (client) => {
    const due = await takeDue(client, now);
    if (!due) return null;
    const result = await writeWanted(client, due.recordId, due.base, due.body, due.account, now).catch((error: unknown) => {
      if ((error as { id?: string }).id === "isRetired") return { faults: [] };
      throw error;
    });
    await settleScheduled(client, due.id, "batch" in result ? "done" : "conflict");
    return due;
  });
}
