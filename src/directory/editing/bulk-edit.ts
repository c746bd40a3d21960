import type pg from "pg";
import { may, recordAudit, type Actor } from "../../accounts/index.ts";
import { newId } from "../../platform/ids.ts";
import type { Territory } from "../../territory/index.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import { areasOf } from "../record-areas.ts";
import { inWriteTransaction, saveRecordsIn } from "../directory.store.ts";
import type { Client } from "../entities.store.ts";
import { recordFaults } from "../imports/record-check.ts";
import { readRecordsIn } from "../records.store.ts";
import { applyBulk } from "./bulk.ts";
import type { BulkChange, BulkResult } from "./editing.contract.ts";
import { editingFault } from "./editing-faults.ts";
import { recordChanges } from "./merge-record.ts";
import { actorName, EDITED } from "./publish.ts";


/** Records saved with one set of statements. */
const AT_ONCE = 200;

interface Bulk {
  ids: readonly string[];
  change: BulkChange;
  actor: Actor;
  territory: Territory;
}

function nameOf({ texts }: ServiceRecord): string {
  return texts.fr?.name ?? texts.en?.name ?? "";
}

interface Planned {
  wanted: ServiceRecord[];
  result: BulkResult;
}

/** What the change would do to these records, before anything is written. */
async function plan(client: Client, { ids, change, actor, territory }: Bulk): Promise<Planned> {
  const stored = await readRecordsIn(client, [...ids]);
  const result: BulkResult = { looked: stored.length, changed: [], refused: [], batch: null };
  const wanted: ServiceRecord[] = [];
  for (const { record } of stored) {
    const after = applyBulk(record, change);
    const changes = recordChanges(record, after);
    if (changes.length === 0) continue;
    const line = { id: record.id, name: nameOf(record) };
    if (!may(actor, "record.bulkEdit", { within: areasOf(territory, record), visibility: record.visibility })) result.refused.push({ ...line, reason: "notAllowed" });
    else if (recordFaults(after).length > 0) result.refused.push({ ...line, reason: "faults" });
    else {
      wanted.push(after);
      result.changed.push({ ...line, changes });
    }
  }
  return { wanted, result };
}

/** What a bulk change would do; nothing is written. */
export function previewBulk(pool: pg.Pool, bulk: Bulk): Promise<BulkResult> {
  return inWriteTransaction(pool, async (client) => (await plan(client, bulk)).result);
}

/** Makes a bulk change, all of it or nothing, if it still changes as many records as the preview said. */
export function runBulk(pool: pg.Pool, bulk: Bulk, expected: number, at: Date): Promise<BulkResult> {
  return inWriteTransaction(pool, async (client) => {
    const { wanted, result } = await plan(client, bulk);
    if (wanted.length !== expected) throw editingFault("otherCount", 409);
    const batch = newId();
    for (let from = 0; from < wanted.length; from += AT_ONCE) await saveRecordsIn(client, wanted.slice(from, from + AT_ONCE), { actor: actorName(bulk.actor.id), source: EDITED, at, batch });
    await recordAudit(client, { actor: bulk.actor.id, action: "records.changedTogether", details: { batch, records: wanted.length, change: bulk.change.kind } }, at);
    return { ...result, batch };
  });
}
