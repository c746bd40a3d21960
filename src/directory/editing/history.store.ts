import type pg from "pg";
import type { Location } from "../directory.contract.ts";
import { readEntities, type Client } from "../entities.store.ts";
import type { HistoryEntry } from "./editing.contract.ts";

const COLUMNS = `c.entity, c.entity_id AS "entityId", c.field, c.before, c.after, to_json(c.at) #>> '{}' AS at, c.actor, c.source, c.imported, c.batch`;

/** Lines of history shown at once. */
const MOST = 500;

/** What happened to a record and to all that it is made of, places that it lost included; the newest first. */
export async function readRecordHistory(pool: pg.Pool, recordId: string): Promise<HistoryEntry[]> {
  const { rows } = await pool.query<HistoryEntry>(
    `WITH lost AS (SELECT entity_id AS id FROM change WHERE entity = 'serviceAtLocation' AND (before ->> 'serviceId' = $2 OR after ->> 'serviceId' = $2)),
     part AS (
       SELECT $1::uuid AS id UNION SELECT organization_id FROM service WHERE id = $1
       UNION SELECT id FROM service_at_location WHERE service_id = $1 UNION SELECT location_id FROM service_at_location WHERE service_id = $1
       UNION SELECT id FROM lost)
     SELECT ${COLUMNS} FROM change c JOIN part ON part.id = c.entity_id ORDER BY c.id DESC LIMIT ${MOST}`,
    [recordId, recordId],
  );
  return rows;
}

/** What was written under one number, in order. */
export async function readBatch(client: Client, batch: string): Promise<HistoryEntry[]> {
  const { rows } = await client.query<HistoryEntry>(`SELECT ${COLUMNS} FROM change c WHERE batch = $1 ORDER BY c.id`, [batch]);
  return rows;
}

/** The records that show something of these changes. */
export async function recordsOfChanges(client: Client, changes: readonly HistoryEntry[]): Promise<string[]> {
  const ids = [...new Set(changes.map(({ entityId }) => entityId))];
  const services = changes.flatMap(({ entity, before, after }) => (entity === "serviceAtLocation" ? [((before ?? after) as { serviceId?: string } | null)?.serviceId] : [])).filter((id) => id !== undefined);
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM service WHERE id = ANY($1::uuid[]) OR organization_id = ANY($1::uuid[]) OR id = ANY($2::uuid[])
     UNION SELECT service_id FROM service_at_location WHERE id = ANY($1::uuid[]) OR location_id = ANY($1::uuid[])`,
    [ids, services],
  );
  return rows.map(({ id }) => id);
}

/** Locations by id, also those that no place uses any more. */
export function readLocations(client: Client, ids: string[]): Promise<Map<string, Location>> {
  return readEntities(client, "location", ids);
}

/** Where a retired record leads; null when it is not retired. */
export async function readRetired(pool: pg.Pool, id: string): Promise<{ replacedBy: string | null } | null> {
  const { rows } = await pool.query<{ replacedBy: string | null }>(`SELECT replaced_by AS "replacedBy" FROM retired WHERE id = $1`, [id]);
  return rows[0] ?? null;
}
