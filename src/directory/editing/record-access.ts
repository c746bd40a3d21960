import { authorize, may, notAllowed, type Action, type Actor } from "../../accounts/index.ts";
import { notFound } from "../../platform/http/http.ts";
import { isUuid } from "../../platform/ids.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Territory } from "../../territory/index.ts";
import type { PublishedDirectory, ServiceRecord } from "../directory.contract.ts";
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
import { historySeenBy, isHiding, maySeeHidden, seenBy, withinOf } from "./seen-by.ts";

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
  return { within: withinOf(record, territory), visibility: record.visibility };
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

/** All that someone may see of a record: as it is, its draft, what is planned, what happened to it. */
export async function viewRecord(actor: Actor, id: string, deps: EditingDeps): Promise<RecordView> {
  const { pool, clock } = deps.platform;
  const stored = await storedOf(deps, id);
  const [draft, scheduled, history, retired] = await Promise.all([readDraft(pool, id), readScheduled(pool, id), readRecordHistory(pool, id), readRetired(pool, id)]);
  if (!stored && !draft) throw notFound();
  const sees = !stored || !isHiding(stored) || maySeeHidden(actor);
  const shown = stored?.record ?? draft!.body;
  const mayNow = (action: Action) => sees && retired === null && may(actor, action, targetOf(shown, deps));
  return {
    record: stored && seenBy(actor, stored),
    changedAt: stored && stored.updatedAt,
    draft: sees ? draft : null,
    scheduled: sees ? scheduled.map(planned) : [],
    history: stored ? historySeenBy(actor, stored, history) : [],
    hours: hoursSaid(shown),
    quality: stored && qualityOf(stored.record, clock.now()),
    may: { edit: mayNow("record.edit"), publish: mayNow("record.publish"), retire: stored !== null && mayNow("record.retire") },
    retired,
  };
}
