import type pg from "pg";
import { inWriteTransaction, ringDoorbell, saveRecordsIn } from "../directory.store.ts";
import type { Client } from "../entities.store.ts";
import { applyBulk } from "../editing/bulk.ts";
import { liveNeeds, type Needs } from "../needs.ts";
import { readRecordsIn } from "../records.store.ts";
import { taxonomyWith } from "./need-edits.ts";
import type { NeedChange, NeedEdit } from "./taxonomy.contract.ts";

/** Records saved with one set of statements. */
const AT_ONCE = 200;

/** An installation's changes that are in force, in order. */
export async function readNeedEdits(db: pg.Pool | Client): Promise<NeedEdit[]> {
  const { rows } = await db.query<NeedEdit>(`SELECT number::float8 AS number, change, account, to_json(at) #>> '{}' AS at FROM need_edit WHERE NOT taken_back ORDER BY need_edit.number`);
  return rows;
}

export interface EditBy {
  account: string;
  actor: string;
  batch: string;
  at: Date;
}

async function rename(client: Client, from: string, to: string, { actor, batch, at }: EditBy): Promise<number> {
  const { rows } = await client.query<{ id: string }>("SELECT service_id AS id FROM service_need WHERE code = $1", [from]);
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const records = await readRecordsIn(client, rows.slice(start, start + AT_ONCE).map(({ id }) => id));
    await saveRecordsIn(client, records.map(({ record }) => applyBulk(record, { kind: "replaceNeed", code: from, by: to })), { actor, source: "fanal", at, batch });
  }
  return rows.length;
}

/** Keeps a change and rings for every node. A merged term is renamed in every record, in the same transaction. Returns how many records changed. */
export function addNeedEdit(pool: pg.Pool, change: NeedChange, by: EditBy, then: (client: Client, records: number) => Promise<void>): Promise<number> {
  return inWriteTransaction(pool, async (client) => {
    await client.query("INSERT INTO need_edit (change, account, at) VALUES ($1, $2, $3)", [JSON.stringify(change), by.account, by.at]);
    const records = change.kind === "mergeTerms" ? await rename(client, change.code, change.into, by) : 0;
    await ringDoorbell(client);
    await then(client, records);
    return records;
  });
}

/** How many records name a need. */
export async function countRecordsOf(db: pg.Pool | Client, code: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>("SELECT count(*)::int AS count FROM service_need WHERE code = $1", [code]);
  return rows[0]!.count;
}

/** Takes a change back. False when there is none of that number, or it was a merge: its records tell the other term now. */
export function takeBackNeedEdit(pool: pg.Pool, number: number, then: (client: Client) => Promise<void>): Promise<boolean> {
  return inWriteTransaction(pool, async (client) => {
    const { rowCount } = await client.query("UPDATE need_edit SET taken_back = true WHERE number = $1 AND NOT taken_back AND change ->> 'kind' <> 'mergeTerms'", [number]);
    if (rowCount !== 1) return false;
    await ringDoorbell(client);
    await then(client);
    return true;
  });
}

/** The taxonomy in force, for a command that runs beside the server. */
export async function readTaxonomy(pool: pg.Pool): Promise<Needs> {
  const needs = liveNeeds();
  needs.replace(taxonomyWith(needs.all(), (await readNeedEdits(pool)).map(({ change }) => change)));
  return needs;
}
