import type pg from "pg";
import { inWriteTransaction, keepingHidden, ring } from "../directory.store.ts";
import { ENTITIES, entityChanges, type AtEntity, type Change, type Entities, type EntityName, type ServiceEntity } from "../entities.ts";
import { readAtsOf, readEntities, removeAts, servicesShowing, writeAts, writeChanges, writeLocations, writeOrganizations, writeServices, type ChangedBy, type Client } from "../entities.store.ts";
import { mergedAt, mergedLocation, mergedOrganization, mergedService } from "./merging.ts";

export type MergeResult = { entity: EntityName; services: number } | { reason: string };

interface Merge<E extends EntityName> {
  kept: Entities[E];
  gone: Entities[E];
  by: ChangedBy;
}

async function moveServices(client: Client, { kept, gone, by }: Merge<"organization">): Promise<Change[]> {
  const { rows } = await client.query<{ id: string }>("UPDATE service SET organization_id = $1 WHERE organization_id = $2 RETURNING id", [kept.id, gone.id]);
  await writeOrganizations(client, [mergedOrganization(kept, gone)]);
  await client.query("DELETE FROM organization WHERE id = $1", [gone.id]);
  const moved = rows.map(({ id }): Change => ({ entity: "service", entityId: id, field: "organizationId", before: gone.id, after: kept.id }));
  await writeChanges(client, [...entityChanges("organization", kept, mergedOrganization(kept, gone)), ...entityChanges("organization", gone, null), ...moved], by);
  return moved;
}

/** Puts places elsewhere; one that meets the same service at the same location becomes one with it. */
async function movePlaces(client: Client, present: readonly AtEntity[], moving: readonly AtEntity[], moved: (at: AtEntity) => AtEntity): Promise<Change[]> {
  const result = new Map(present.map((at) => [`${at.serviceId} ${at.locationId}`, at]));
  const before = new Map([...present, ...moving].map((at) => [at.id, at]));
  const absorbed: AtEntity[] = [];
  for (const at of moving) {
    const after = moved(at);
    const key = `${after.serviceId} ${after.locationId}`;
    const there = result.get(key);
    result.set(key, there ? mergedAt(there, after) : after);
    if (there) absorbed.push(at);
  }
  const changed = [...result.values()].filter((at) => entityChanges("serviceAtLocation", before.get(at.id)!, at).length > 0);
  await removeAts(client, absorbed.map(({ id }) => id));
  if (changed.length > 0) await writeAts(client, changed);
  return [...changed.flatMap((at) => entityChanges("serviceAtLocation", before.get(at.id)!, at)), ...absorbed.flatMap((at) => entityChanges("serviceAtLocation", at, null))];
}

async function placesAt(client: Client, locationId: string): Promise<AtEntity[]> {
  const { rows } = await client.query<{ body: AtEntity }>("SELECT body FROM service_at_location_entity WHERE location_id = $1 ORDER BY service_id, position", [locationId]);
  return rows.map(({ body }) => body);
}

async function mergeLocations(client: Client, { kept, gone, by }: Merge<"location">): Promise<void> {
  const places = await movePlaces(client, await placesAt(client, kept.id), await placesAt(client, gone.id), (at) => ({ ...at, locationId: kept.id }));
  const whole = mergedLocation(kept, gone);
  await writeLocations(client, [whole]);
  await client.query("DELETE FROM location WHERE id = $1", [gone.id]);
  await writeChanges(client, [...entityChanges("location", kept, whole), ...entityChanges("location", gone, null), ...places], by);
}

async function mergeServices(client: Client, { kept, gone, by }: Merge<"service">): Promise<void> {
  const present = await readAtsOf(client, [kept.id]);
  const places = await movePlaces(client, present, await readAtsOf(client, [gone.id]), (at) => ({ ...at, serviceId: kept.id, position: present.length + at.position }));
  const whole = mergedService(kept, gone);
  const closed: ServiceEntity = { ...gone, visibility: "closed" };
  await writeServices(client, [whole, closed], by);
  await writeChanges(client, [...entityChanges("service", kept, whole), ...entityChanges("service", gone, closed), ...places], by);
  await client.query("INSERT INTO verification (service_id, verified_on, method, actor) SELECT $1, verified_on, method, actor FROM verification WHERE service_id = $2 ON CONFLICT DO NOTHING", [kept.id, gone.id]);
  // What people reported of the one is now about the other.
  await client.query("UPDATE proposal SET record_id = $1 WHERE record_id = $2", [kept.id, gone.id]);
  await client.query("UPDATE retired SET replaced_by = $1 WHERE replaced_by = $2", [kept.id, gone.id]);
  await client.query("INSERT INTO retired (id, replaced_by, at, actor) VALUES ($2, $1, $3, $4) ON CONFLICT (id) DO UPDATE SET replaced_by = excluded.replaced_by", [kept.id, gone.id, by.at, by.actor]);
}

/** From now on the old id leads to the kept one, for readers and for imports. */
async function redirect(client: Client, entity: EntityName, keptId: string, goneId: string, by: ChangedBy): Promise<void> {
  await client.query("UPDATE merged SET into_id = $1 WHERE into_id = $2", [keptId, goneId]);
  await client.query("INSERT INTO merged (id, entity, into_id, at, actor) VALUES ($1, $2, $3, $4, $5)", [goneId, entity, keptId, by.at, by.actor]);
  await client.query("UPDATE duplicate_candidate SET state = 'merged' WHERE one = least($1::uuid, $2::uuid) AND other = greatest($1::uuid, $2::uuid)", [keptId, goneId]);
  await client.query("DELETE FROM duplicate_candidate WHERE state = 'new' AND $1 IN (one, other)", [goneId]);
  await client.query("UPDATE field_proposal SET state = 'superseded' WHERE entity_id = $1 AND state = 'new'", [goneId]);
}

const MERGE: Partial<{ [E in EntityName]: (client: Client, merge: Merge<E>) => Promise<unknown> }> = { organization: moveServices, location: mergeLocations, service: mergeServices };

async function pairOf(client: Client, keptId: string, goneId: string): Promise<{ entity: EntityName; kept: Entities[EntityName]; gone: Entities[EntityName] } | { reason: string }> {
  for (const entity of ENTITIES) {
    if (!(entity in MERGE)) continue;
    const found = await readEntities(client, entity, [keptId, goneId]);
    const [kept, gone] = [found.get(keptId), found.get(goneId)];
    if (kept && gone) return { entity, kept, gone };
    if (kept || gone) return { reason: `${kept ? goneId : keptId} is no ${entity}, and ${kept ? keptId : goneId} is one; only two of the same can be merged` };
  }
  return { reason: `there is no organization, location or service ${keptId}` };
}

async function isRetired(client: Client, id: string): Promise<boolean> {
  const { rows } = await client.query("SELECT 1 FROM retired WHERE id = $1", [id]);
  return rows.length > 0;
}

/**
 * Merges the second into the first, in one transaction: all that it has moves, its history stays readable under its
 * own id, and its id leads to the kept one. Rings for every service that shows either.
 */
export function mergeRecords(pool: pg.Pool, keptId: string, goneId: string, { actor, at }: { actor: string; at: Date }): Promise<MergeResult> {
  return inWriteTransaction(pool, async (client): Promise<MergeResult> => {
    if (keptId === goneId) return { reason: "a record cannot be merged into itself" };
    const pair = await pairOf(client, keptId, goneId);
    if ("reason" in pair) return pair;
    const { entity, kept, gone } = pair;
    if (entity === "service" && ((await isRetired(client, keptId)) || (await isRetired(client, goneId)))) return { reason: "one of the two was retired already" };
    const by: ChangedBy = { actor, at: at.toISOString(), imported: false, sourceOf: () => "fanal" };
    const shown = await showing(client, entity, [keptId, goneId]);
    await keepingHidden(client, at, async () => MERGE[entity]!(client, { kept, gone, by } as Merge<never>));
    await redirect(client, entity, keptId, goneId, by);
    await ring(client, shown, at);
    return { entity, services: shown.length };
  });
}

async function showing(client: Client, entity: EntityName, ids: string[]): Promise<string[]> {
  if (entity === "service") return ids;
  return entity === "organization" ? servicesShowing(client, ids, []) : servicesShowing(client, [], ids);
}

/** One line of the history of a record, or of one that was merged into it. */
export interface HistoryLine extends Change {
  at: string;
  actor: string;
  source: string;
}

/** All that ever happened to a record and to those merged into it, oldest first. Holds confidential values: never for the public. */
export async function readHistory(pool: pg.Pool, id: string): Promise<HistoryLine[]> {
  const { rows } = await pool.query<HistoryLine>(
    `SELECT to_json(at) #>> '{}' AS at, actor, source, entity, entity_id AS "entityId", field, before, after FROM change
     WHERE entity_id = $1 OR entity_id IN (SELECT m.id FROM merged m WHERE m.into_id = $1) ORDER BY change.id`,
    [id],
  );
  return rows;
}
