import { mayReadField, type Actor } from "../../accounts/index.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import type { StoredRecord } from "../published/published.ts";
import { withoutSecrets } from "../published/withheld.ts";
import type { HistoryEntry } from "./editing.contract.ts";

/*
 * What someone of staff may see of a record.
 */

export function maySeeHidden(actor: Actor): boolean {
  return mayReadField(actor, "location.confidentialAddress");
}

/** Does the record, or its organisation, have a place that few may know? */
export function isHiding({ record, hidden }: StoredRecord): boolean {
  return hidden.length > 0 || record.at.some(({ location }) => location.confidential);
}

/** A stored record as this person may see it. */
export function seenBy(actor: Actor, stored: StoredRecord): ServiceRecord {
  return maySeeHidden(actor) ? stored.record : withoutSecrets(stored.record, stored.hidden);
}

/** History as this person may see it: where an organisation hides a place, old words may tell it. */
export function historySeenBy(actor: Actor, stored: StoredRecord, history: HistoryEntry[]): HistoryEntry[] {
  if (!mayReadField(actor, "record.history")) return [];
  return isHiding(stored) && !maySeeHidden(actor) ? [] : history;
}
