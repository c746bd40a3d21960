import type pg from "pg";
import type { ServiceRecord } from "./directory.contract.ts";
import { keepingTexts } from "./kept-texts.ts";
import { withTranslationStates } from "./translation-state.ts";
import { atEntities, entityChanges, serviceEntity, type AtEntity, type Change, type Entities, type EntityName } from "./entities.ts";
import {
  readAtsOf, readEntities, removeAts, retiredAmong, servicesShowing, writeAts, writeChanges, writeLocations, writeOrganizations, writeServices, type Client,
} from "./entities.store.ts";

/** Any number: writers of the directory take turns, so that the outbox's ids commit in order. */
const WRITE_LOCK = 2_110_212;
/** What listeners wait for (LISTEN). */
export const DOORBELL = "fanal_directory";

export type Outcome = "created" | "updated" | "unchanged";

/** A set of ids; an import brings its own so that memory stays small. */
export interface Ids {
  has(id: string): boolean;
  add(id: string): unknown;
}

export interface SaveContext {
  /** Who: a role or a command, never a person's name. */
  actor: string;
  source: string;
  at: Date;
  /** A language that the records do not carry keeps the text it has. */
  keepTexts?: boolean;
  /** Organisations and locations already written in this run: the first record that names one decides. */
  settled?: Ids;
}

interface Plan<E extends EntityName> {
  write: Entities[E][];
  changes: Change[];
  /** Ids that existed and changed. */
  altered: string[];
}

/** Runs `work` in one transaction, alone among the directory's writers. */
export async function inWriteTransaction<T>(pool: pg.Pool, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock($1)", [WRITE_LOCK]);
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((lost: Error) => (broken = lost));
    throw error;
  } finally {
    client.release(broken);
  }
}

function firstOfEach<T extends { id: string }>(entities: T[], settled: Ids): T[] {
  const first = new Map<string, T>();
  for (const entity of entities) if (!settled.has(entity.id) && !first.has(entity.id)) first.set(entity.id, entity);
  return [...first.values()];
}

function plan<E extends EntityName>(entity: E, current: Map<string, Entities[E]>, wanted: Entities[E][]): Plan<E> {
  const result: Plan<E> = { write: [], changes: [], altered: [] };
  for (const after of wanted) {
    const before = current.get(after.id) ?? null;
    const changes = entityChanges(entity, before, after);
    if (changes.length === 0) continue;
    result.write.push(after);
    result.changes.push(...changes);
    if (before !== null) result.altered.push(after.id);
  }
  return result;
}

/** Marks services as changed now, for the published directories to read again. */
async function ring(client: Client, serviceIds: string[], at: Date): Promise<void> {
  if (serviceIds.length === 0) return;
  await client.query("UPDATE service SET updated_at = $2 WHERE id = ANY($1::uuid[])", [serviceIds, at]);
  await client.query("INSERT INTO directory_outbox (record_id, at) SELECT id, $2 FROM unnest($1::uuid[]) AS id", [serviceIds, at]);
  await client.query("SELECT pg_notify($1, '')", [DOORBELL]);
}

async function planAll(client: Client, records: readonly ServiceRecord[], settled: Ids, keepTexts: boolean) {
  const organizations = firstOfEach(records.map(({ organization }) => organization), settled);
  const locations = firstOfEach(records.flatMap(({ at }) => at.map(({ location }) => location)), settled);
  const retired = await retiredAmong(client, records.map(({ id }) => id));
  const services = records.map(serviceEntity).map((service) => (retired.has(service.id) ? { ...service, visibility: "closed" as const } : service));
  const ats = records.flatMap(atEntities);
  const ids = (entities: { id: string }[]) => entities.map(({ id }) => id);

  const nowOrganizations = await readEntities(client, "organization", ids(organizations));
  const nowLocations = await readEntities(client, "location", ids(locations));
  const nowServices = await readEntities(client, "service", ids(services));
  const nowAts = await readAtsOf(client, ids(services));
  const atById = new Map<string, AtEntity>([...(await readEntities(client, "serviceAtLocation", ids(ats))), ...nowAts.map((at): [string, AtEntity] => [at.id, at])]);
  const kept = new Set(ids(ats));

  return {
    organizations: plan("organization", nowOrganizations, withTranslationStates(keepTexts ? keepingTexts(organizations, nowOrganizations) : organizations, nowOrganizations)),
    locations: plan("location", nowLocations, keepTexts ? keepingTexts(locations, nowLocations) : locations),
    services: plan("service", nowServices, withTranslationStates(keepTexts ? keepingTexts(services, nowServices) : services, nowServices)),
    ats: plan("serviceAtLocation", atById, keepTexts ? keepingTexts(ats, atById) : ats),
    removed: nowAts.filter(({ id }) => !kept.has(id)),
    known: new Set(nowServices.keys()),
    seen: [...ids(organizations), ...ids(locations)],
  };
}

function outcomeOf(record: ServiceRecord, known: Set<string>, touched: Set<string>): Outcome {
  if (!known.has(record.id)) return "created";
  const parts = [record.id, record.organization.id, ...record.at.flatMap(({ id, location }) => [id, location.id])];
  return parts.some((id) => touched.has(id)) ? "updated" : "unchanged";
}

/**
 * Saves records, their history and the outbox in one transaction, with a fixed number of statements
 * whatever the number of records (a few hundred at most; ids must differ). Saving the same again
 * writes nothing. Throws PostgreSQL's error if any record breaks a constraint: then none is saved.
 */
export async function saveRecords(pool: pg.Pool, records: readonly ServiceRecord[], context: SaveContext): Promise<Outcome[]> {
  const settled = context.settled ?? new Set<string>();
  const { actor, source, at } = context;
  const by = { actor, source, at: at.toISOString() };
  const { outcomes, seen } = await inWriteTransaction(pool, async (client) => {
    const planned = await planAll(client, records, settled, context.keepTexts === true);
    const { organizations, locations, services, ats, removed } = planned;
    const gone = removed.flatMap((entity) => entityChanges("serviceAtLocation", entity, null));
    if (organizations.write.length > 0) await writeOrganizations(client, organizations.write);
    if (locations.write.length > 0) await writeLocations(client, locations.write);
    if (services.write.length > 0) await writeServices(client, services.write, by);
    await removeAts(client, removed.map(({ id }) => id));
    if (ats.write.length > 0) await writeAts(client, ats.write);
    await writeChanges(client, [organizations, locations, services, ats].flatMap(({ changes }) => changes).concat(gone), by);

    const shown = await servicesShowing(client, organizations.altered, locations.altered);
    const own = [...services.write.map(({ id }) => id), ...ats.write.map(({ serviceId }) => serviceId), ...removed.map(({ serviceId }) => serviceId)];
    await ring(client, [...new Set([...shown, ...own])], at);

    const touched = new Set([...own, ...[organizations, locations, ats].flatMap(({ write }) => (write as { id: string }[]).map(({ id }) => id))]);
    return { outcomes: records.map((record) => outcomeOf(record, planned.known, touched)), seen: planned.seen };
  });
  for (const id of seen) settled.add(id);
  return outcomes;
}

/** The source that each of these records belongs to; records that do not exist are left out. */
export async function readOwners(pool: pg.Pool, ids: string[]): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ id: string; source: string }>("SELECT id, source FROM service WHERE id = ANY($1::uuid[])", [ids]);
  return new Map(rows.map(({ id, source }) => [id, source]));
}

/** Retires a record: it answers 410 from now on, with where to go instead. False when there is no such record. */
export async function retire(pool: pg.Pool, id: string, replacedBy: string | null, by: { actor: string; at: Date }): Promise<boolean> {
  return inWriteTransaction(pool, async (client) => {
    const { rows } = await client.query<{ visibility: string }>("SELECT visibility FROM service WHERE id = $1", [id]);
    if (!rows[0]) return false;
    await client.query("INSERT INTO retired (id, replaced_by, at, actor) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE SET replaced_by = excluded.replaced_by", [id, replacedBy, by.at, by.actor]);
    await client.query("UPDATE service SET visibility = 'closed' WHERE id = $1", [id]);
    const change: Change = { entity: "service", entityId: id, field: "visibility", before: rows[0].visibility, after: "closed" };
    await writeChanges(client, [change], { actor: by.actor, source: "fanal", at: by.at.toISOString() });
    await ring(client, [id], by.at);
    return true;
  });
}
