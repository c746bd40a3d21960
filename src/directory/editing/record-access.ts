import { authorize, may, notAllowed, noteAudit, type Action, type Actor } from "../../accounts/index.ts";
import { notFound } from "../../platform/http/http.ts";
import { isUuid } from "../../platform/ids.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Territory } from "../../territory/index.ts";
import type { PublishedDirectory, ServiceRecord } from "../directory.contract.ts";
import { areasOf } from "../record-areas.ts";
import type { Needs } from "../needs.ts";
import type { StoredRecord } from "../published/published.ts";
import { readRecords } from "../records.store.ts";
import { hoursSaid } from "./advice.ts";
import { readDraft } from "./drafts.store.ts";
import type { PlannedChange, RecordView, ScheduledChange } from "./editing.contract.ts";
import { readRecordHistory, readRetired } from "./history.store.ts";
import { recordChanges } from "./merge-record.ts";
import { qualityOf } from "./quality.ts";
import { readScheduled } from "./scheduled.store.ts";
import { historySeenBy, isHiding, maySeeHidden, seenBy } from "./seen-by.ts";

export interface EditingDeps {
  platform: Platform;
  published: PublishedDirectory;
  needs: Needs;
  territory: Territory;
}

export async function storedOf({ platform }: EditingDeps, id: string): Promise<StoredRecord | null> {
  if (!isUuid(id)) throw notFound();
  return (await readRecords(platform.pool, [id]))[0] ?? null;
}

export function targetOf(record: ServiceRecord, { territory }: EditingDeps) {
  return { within: areasOf(territory, record), visibility: record.visibility };
}

/** What someone may do to a record: where it was, and where a draft would put it. */
export function authorizeAll(actor: Actor, action: "record.edit" | "record.publish" | "record.retire", records: readonly (ServiceRecord | null | undefined)[], deps: EditingDeps): void {
  for (const record of records) if (record) authorize(actor, action, targetOf(record, deps));
}

/** A record that hides a place is written by those who may know it only. */
export function requireSight(actor: Actor, stored: StoredRecord | null): void {
  if (stored && isHiding(stored) && !maySeeHidden(actor)) throw notAllowed();
}

function planned({ id, dueAt, note, state, base, body }: ScheduledChange): PlannedChange {
  return { id, dueAt, note, state, changes: recordChanges(base, body) };
}

/** May this person know all of the record? Where a shelter is may cost a life: who looked is kept. */
async function seesAll(actor: Actor, stored: StoredRecord | null, { platform: { pool, clock } }: EditingDeps): Promise<boolean> {
  if (!stored || !isHiding(stored)) return true;
  if (!maySeeHidden(actor)) return false;
  await noteAudit(pool, { actor: actor.id, action: "record.hiddenPlaceRead", target: `record:${stored.record.id}` }, clock.now());
  return true;
}

function rightsOn(actor: Actor, shown: ServiceRecord, isOpen: boolean, deps: EditingDeps): RecordView["may"] {
  const mayNow = (action: Action) => isOpen && may(actor, action, targetOf(shown, deps));
  return { edit: mayNow("record.edit"), publish: mayNow("record.publish"), retire: mayNow("record.retire") };
}

/** All that someone may see of a record: as it is, its draft, what is planned, what happened to it. */
export async function viewRecord(actor: Actor, id: string, deps: EditingDeps): Promise<RecordView> {
  const { pool, clock } = deps.platform;
  const stored = await storedOf(deps, id);
  const [draft, scheduled, history, retired] = await Promise.all([readDraft(pool, id), readScheduled(pool, id), readRecordHistory(pool, id), readRetired(pool, id)]);
  const shown = stored?.record ?? draft?.body;
  if (!shown) throw notFound();
  const sees = await seesAll(actor, stored, deps);
  return {
    record: stored && seenBy(actor, stored),
    changedAt: stored && stored.updatedAt,
    draft: sees ? draft : null,
    scheduled: sees ? scheduled.map(planned) : [],
    history: stored ? historySeenBy(actor, stored, history) : [],
    quality: stored && qualityOf(stored.record, clock.now()),
    hours: hoursSaid(shown),
    may: rightsOn(actor, shown, sees && retired === null, deps),
    retired,
  };
}
