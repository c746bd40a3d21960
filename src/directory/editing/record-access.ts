import { authorize, may, notAllowed, type Action, type Actor } from "../../accounts/index.ts";
import { notFound } from "../../platform/http/http.ts";
import { isUuid } from "../../platform/ids.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Territory } from "../../territory/index.ts";
import type { PublishedDirectory, ServiceRecord } from "../directory.contract.ts";
import type { Needs } from "../needs.ts";
import type { StoredRecord } from "../published/published.ts";
import { readRecords } from "../records.store.ts";
import { readDraft } from "./drafts.store.ts";
import type { RecordView } from "./editing.contract.ts";
import { readRecordHistory, readRetired } from "./history.store.ts";
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

/** All that someone may see of a record: as it is, its draft, what is planned, what happened to it. */
export async function viewRecord(actor: Actor, id: string, deps: EditingDeps): Promise<RecordView> {
  const { pool, clock } = deps.platform;
  const stored = await storedOf(deps, id);
  const [draft, scheduled, history, retired] = await Promise.all([readDraft(pool, id), readScheduled(pool, id), readRecordHistory(pool, id), readRetired(pool, id)]);
  if (!stored && !draft) throw notFound();
  const sees = !stored || !isHiding(stored) || maySeeHidden(actor);
  const mayNow = (action: Action) => sees && retired === null && may(actor, action, targetOf(stored?.record ?? draft!.body, deps));
  return {
    record: stored && seenBy(actor, stored),
    changedAt: stored?.updatedAt ?? null,
    draft: sees ? draft : null,
    scheduled: sees ? scheduled : [],
    history: stored ? historySeenBy(actor, stored, history) : [],
    quality: stored && qualityOf(stored.record, clock.now()),
    may: { edit: mayNow("record.edit"), publish: mayNow("record.publish"), retire: stored !== null && mayNow("record.retire") },
    retired,
  };
}
