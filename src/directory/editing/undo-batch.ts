import type pg from "pg";
import { authorize, recordAudit, type Actor } from "../../accounts/index.ts";
import { newId } from "../../platform/ids.ts";
import type { Territory } from "../../territory/index.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import { areasOf } from "../record-areas.ts";
import { inWriteTransaction, saveRecordsIn } from "../directory.store.ts";
import { retiredAmong, type Client } from "../entities.store.ts";
import type { AtEntity, Change } from "../entities.ts";
import { recordFaults } from "../imports/record-check.ts";
import { readRecordsIn } from "../records.store.ts";
import { readBatch, readLocations, recordsOfChanges } from "./history.store.ts";
import { recordChanges } from "./merge-record.ts";
import { actorName, EDITED } from "./publish.ts";

import { undoChanges } from "./undo.ts";

const AT_ONCE = 200;

export interface UndoResult {
  /** Records that are again as they were. */
  undone: string[];
  /** Lines that could not be taken back, by entity: changed again since, or a creation. */
  left: Change[];
  /** To take the undoing back. Null when nothing was. */
  batch: string | null;
}

function goneLocations(changes: readonly Change[]): string[] {
  return changes.flatMap(({ entity, field, before }) => (entity === "serviceAtLocation" && field === null && before !== null ? [(before as AtEntity).locationId] : []));
}

/** A line is left only if no record could take it back. */
function leftEverywhere(lefts: readonly Change[][]): Change[] {
  const [first = [], ...others] = lefts;
  return first.filter((change) => others.every((left) => left.includes(change)));
}

async function undoIn(client: Client, batch: string, actor: Actor, territory: Territory, at: Date): Promise<UndoResult> {
  const changes = await readBatch(client, batch);
  const stored = await readRecordsIn(client, await recordsOfChanges(client, changes));
  const retired = await retiredAmong(client, stored.map(({ record }) => record.id));
  const locations = await readLocations(client, goneLocations(changes));
  const open = stored.map(({ record }) => record).filter(({ id }) => !retired.has(id));
  for (const record of open) authorize(actor, "record.edit", { within: areasOf(territory, record), visibility: record.visibility });
  const undone = open.map((record) => ({ before: record, ...undoChanges(record, changes, locations) }));
  const wanted: ServiceRecord[] = undone.filter(({ before, record }) => recordChanges(before, record).length > 0 && recordFaults(record).length === 0).map(({ record }) => record);
  const own = wanted.length > 0 ? newId() : null;
  for (let from = 0; from < wanted.length; from += AT_ONCE) await saveRecordsIn(client, wanted.slice(from, from + AT_ONCE), { actor: actorName(actor.id), source: EDITED, at, batch: own! });
  if (own) await recordAudit(client, { actor: actor.id, action: "records.undone", details: { undone: batch, batch: own, records: wanted.length } }, at);
  return { undone: wanted.map(({ id }) => id), left: leftEverywhere(undone.map(({ left }) => left)), batch: own };
}

/** Takes back what was written under a number, in every record that shows it; what was changed since stays. */
export function undoBatch(pool: pg.Pool, batch: string, actor: Actor, territory: Territory, at: Date): Promise<UndoResult> {
  return inWriteTransaction(pool, (client) => undoIn(client, batch, actor, territory, at));
}
