import type pg from "pg";
import { assembleRecord, type AtEntity, type ServiceEntity } from "./entities.ts";
import { readAtsOf, readEntities, type Client } from "./entities.store.ts";
import { readHiddenPlaces, type HiddenPlaces } from "./hidden-places.store.ts";
import type { StoredRecord } from "./published/published.ts";
import type { Retired } from "./directory.contract.ts";

/** Records read at a time: keeps memory flat whatever the size of the directory. */
const PAGE = 500;

async function withClient<T>(pool: pg.Pool, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

/** One consistent view of the database for several reads. */
async function withSnapshot<T>(pool: pg.Pool, work: (client: Client) => Promise<T>): Promise<T> {
  return withClient(pool, async (client) => {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    try {
      return await work(client);
    } finally {
      await client.query("ROLLBACK");
    }
  });
}

/** How far a database's outbox goes; ids mean nothing in another database. */
export interface OutboxPosition {
  identity: string;
  outboxId: number;
}

async function positionOf(client: Client): Promise<OutboxPosition> {
  const { rows } = await client.query<{ identity: string; newest: string | null }>("SELECT id AS identity, (SELECT max(id) FROM directory_outbox) AS newest FROM directory_identity");
  return { identity: rows[0]!.identity, outboxId: Number(rows[0]!.newest ?? 0) };
}

export function readPosition(pool: pg.Pool): Promise<OutboxPosition> {
  return withClient(pool, positionOf);
}

async function assemblePage(client: Client, services: { body: ServiceEntity; updated_at: Date }[], hidden: HiddenPlaces): Promise<StoredRecord[]> {
  const ats = await readAtsOf(client, services.map(({ body }) => body.id));
  const locations = await readEntities(client, "location", [...new Set(ats.map(({ locationId }) => locationId))]);
  const organizations = await readEntities(client, "organization", [...new Set(services.map(({ body }) => body.organizationId))]);
  const byService = new Map<string, AtEntity[]>();
  for (const at of ats) byService.set(at.serviceId, [...(byService.get(at.serviceId) ?? []), at]);
  return services.map(({ body, updated_at }) => ({
    record: assembleRecord(body, organizations.get(body.organizationId)!, (byService.get(body.id) ?? []).map((entity) => ({ entity, location: locations.get(entity.locationId)! }))),
    hidden: hidden.get(body.organizationId) ?? [],
    updatedAt: updated_at.toISOString(),
  }));
}

/** Records by id as a transaction under way sees them, in that order; unknown ids are left out. */
export async function readRecordsIn(client: Client, ids: string[]): Promise<StoredRecord[]> {
  const { rows } = await client.query<{ body: ServiceEntity; updated_at: Date }>("SELECT body, updated_at FROM service_entity WHERE id = ANY($1::uuid[]) ORDER BY array_position($1::uuid[], id)", [ids]);
  return assemblePage(client, rows, await readHiddenPlaces(client, [...new Set(rows.map(({ body }) => body.organizationId))]));
}

/** Records by id, in that order; unknown ids are left out. */
export function readRecords(pool: pg.Pool, ids: string[]): Promise<StoredRecord[]> {
  return withSnapshot(pool, (client) => readRecordsIn(client, ids));
}

/** Organisations that were merged into others: their old addresses lead there. */
async function movedOrganizations(client: Client): Promise<Retired[]> {
  const { rows } = await client.query<Retired>(`SELECT id, into_id AS "replacedBy" FROM merged WHERE entity = 'organization'`);
  return rows;
}

/** Every record, in pages, to `take`; returns where the outbox stands in the same view of the database. */
export function readAllRecords(pool: pg.Pool, take: (page: StoredRecord[]) => void | Promise<void>): Promise<{ position: OutboxPosition; retired: Retired[]; moved: Retired[] }> {
  return withSnapshot(pool, async (client) => {
    const position = await positionOf(client);
    const hidden = await readHiddenPlaces(client, null);
    const retired = await client.query<{ id: string; replacedBy: string | null }>(`SELECT id, replaced_by AS "replacedBy" FROM retired`);
    for (let last = "00000000-0000-0000-0000-000000000000"; ; ) {
      const { rows } = await client.query<{ body: ServiceEntity; updated_at: Date }>("SELECT body, updated_at FROM service_entity WHERE id > $1 ORDER BY id LIMIT $2", [last, PAGE]);
      if (rows.length > 0) await take(await assemblePage(client, rows, hidden));
      if (rows.length < PAGE) break;
      last = rows.at(-1)!.body.id;
    }
    return { position, retired: retired.rows, moved: await movedOrganizations(client) };
  });
}

/** Records changed since an outbox id, as they are now, and which of those ids exist no more. */
export function readChangedSince(pool: pg.Pool, since: number): Promise<{ outboxId: number; records: StoredRecord[]; missing: string[]; retired: Retired[]; moved: Retired[] }> {
  return withSnapshot(pool, async (client) => {
    const { rows } = await client.query<{ id: string; newest: string }>("SELECT record_id AS id, max(id) AS newest FROM directory_outbox WHERE id > $1 GROUP BY record_id", [since]);
    const ids = rows.map(({ id }) => id);
    const records: StoredRecord[] = [];
    for (let start = 0; start < ids.length; start += PAGE) records.push(...(await readRecordsIn(client, ids.slice(start, start + PAGE))));
    const found = new Set(records.map(({ record }) => record.id));
    const retired = await client.query<{ id: string; replacedBy: string | null }>(`SELECT id, replaced_by AS "replacedBy" FROM retired WHERE id = ANY($1::uuid[])`, [ids]);
    return { outboxId: rows.reduce((newest, row) => Math.max(newest, Number(row.newest)), since), records, missing: ids.filter((id) => !found.has(id)), retired: retired.rows, moved: await movedOrganizations(client) };
  });
}

/** How many records there are, published or not. */
export async function countRecords(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ count: string }>("SELECT count(*) AS count FROM service");
  return Number(rows[0]!.count);
}
