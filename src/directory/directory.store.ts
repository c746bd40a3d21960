import type pg from "pg";
import type { ServiceRecord } from "./directory.contract.ts";
import { entityChanges, type Change } from "./entities.ts";
import { removeAts, servicesShowing, writeAts, writeChanges, writeLocations, writeOrganizations, writeServices, type ChangedBy, type Client } from "./entities.store.ts";
import { readHiddenSums, servicesHidingOtherwise } from "./hidden-places.store.ts";
import { withoutMerged } from "./merged.store.ts";
import { keepProposals, readPriorities, saveSource, type SourceCard } from "./protection.store.ts";
import { planSave, type Ids, type SavePlan } from "./save-plan.store.ts";

/** Any number: writers of the directory take turns, so that the outbox's ids commit in order. */
const WRITE_LOCK = 2_110_212;
/** What listeners wait for (LISTEN). */
export const DOORBELL = "fanal_directory";

export type Outcome = "created" | "updated" | "unchanged";

/** What saving did, record by record, and how many new proposals an import made. */
export interface Saved {
  outcomes: Outcome[];
  proposed: number;
  /** Organisations and locations it spoke of. */
  seen: string[];
}

export interface SaveContext {
  /** Who: a role or a command, never a person's name. */
  actor: string;
  source: string;
  at: Date;
  /** A language that the records do not carry keeps the text it has. */
  keepTexts?: boolean;
  /** What is written under one number is undone together. */
  batch?: string;
  /** A person says of each text whether it is still right. */
  statesTold?: boolean;
  /** Organisations and locations already written in this run: the first record that names one decides. */
  settled?: Ids;
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

/** Marks services as changed now, for the published directories to read again. */
export async function ring(client: Client, serviceIds: string[], at: Date): Promise<void> {
  if (serviceIds.length === 0) return;
  await client.query("UPDATE service SET updated_at = $2 WHERE id = ANY($1::uuid[])", [serviceIds, at]);
  await client.query("INSERT INTO directory_outbox (record_id, at) SELECT id, $2 FROM unnest($1::uuid[]) AS id", [serviceIds, at]);
  await ringDoorbell(client);
}

/** Has every node look again once this transaction is committed. */
export async function ringDoorbell(client: Client): Promise<void> {
  await client.query("SELECT pg_notify($1, '')", [DOORBELL]);
}

/** Does a change; where it alters what an organisation must not tell, all its services are published anew with it. */
export async function keepingHidden<T>(client: Client, at: Date, change: () => Promise<T>): Promise<T> {
  const before = await readHiddenSums(client);
  const result = await change();
  await ring(client, await servicesHidingOtherwise(client, before), at);
  return result;
}

function outcomeOf(record: ServiceRecord, known: Set<string>, touched: Set<string>): Outcome {
  if (!known.has(record.id)) return "created";
  const parts = [record.id, record.organization.id, ...record.at.flatMap(({ id, location }) => [id, location.id])];
  return parts.some((id) => touched.has(id)) ? "updated" : "unchanged";
}

async function write(client: Client, plan: SavePlan, by: ChangedBy): Promise<void> {
  const { organizations, locations, services, ats, removed } = plan;
  const gone = removed.flatMap((entity) => entityChanges("serviceAtLocation", entity, null));
  if (organizations.write.length > 0) await writeOrganizations(client, organizations.write);
  if (locations.write.length > 0) await writeLocations(client, locations.write);
  if (services.write.length > 0) await writeServices(client, services.write, by);
  await removeAts(client, removed.map(({ id }) => id));
  if (ats.write.length > 0) await writeAts(client, ats.write);
  await writeChanges(client, [organizations, locations, services, ats].flatMap(({ changes }) => changes).concat(gone), by);
}

/** Writes a plan and rings for every service that shows something of it. Returns the ids that were touched. */
async function apply(client: Client, plan: SavePlan, by: ChangedBy): Promise<Set<string>> {
  const { organizations, locations, services, ats, removed } = plan;
  await write(client, plan, by);
  const shown = await servicesShowing(client, organizations.altered, locations.altered);
  const own = [...services.write.map(({ id }) => id), ...ats.write.map(({ serviceId }) => serviceId), ...removed.map(({ serviceId }) => serviceId)];
  await ring(client, [...new Set([...shown, ...own])], new Date(by.at));
  return new Set([...own, ...organizations.altered, ...locations.altered, ...ats.write.map(({ id }) => id)]);
}

async function save(client: Client, records: readonly ServiceRecord[], context: SaveContext, imported: boolean): Promise<Saved> {
  const settled = context.settled ?? new Set<string>();
  const at = context.at.toISOString();
  const own = imported ? await withoutMerged(client, records) : records;
  const plan = await planSave(client, own, { settled, keepTexts: context.keepTexts === true, imported, statesTold: context.statesTold === true, source: context.source });
  const touched = await keepingHidden(client, context.at, () => apply(client, plan, { at, actor: context.actor, imported, sourceOf: plan.sourceOf, ...(context.batch ? { batch: context.batch } : {}) }));
  const looked = [...own.map(({ id }) => id), ...own.flatMap((record) => record.at.map(({ id }) => id)), ...plan.seen].map((entityId) => ({ entityId, source: plan.sourceOf(entityId) }));
  const known = new Set(own.map(({ id }) => id));
  return {
    proposed: imported ? await keepProposals(client, plan.proposals, looked, at) : 0,
    outcomes: records.map((record) => (known.has(record.id) ? outcomeOf(record, plan.known, touched) : "unchanged")),
    seen: plan.seen,
  };
}

/** Saves what an editor says, in a transaction that is under way. */
export async function saveRecordsIn(client: Client, records: readonly ServiceRecord[], context: SaveContext): Promise<Outcome[]> {
  return (await save(client, records, context, false)).outcomes;
}

/**
 * Saves records, their history and the outbox in one transaction, with a fixed number of statements
 * whatever the number of records (a few hundred at most; ids must differ). Saving the same again
 * writes nothing. Throws PostgreSQL's error if any record breaks a constraint: then none is saved.
 */
export async function saveRecords(pool: pg.Pool, records: readonly ServiceRecord[], context: SaveContext): Promise<Outcome[]> {
  const { outcomes, seen } = await inWriteTransaction(pool, (client) => save(client, records, context, false));
  for (const id of seen) context.settled?.add(id);
  return outcomes;
}

/** How an import saves: for good, or in a rehearsal that is taken back. */
export interface Saving {
  /**
   * Saves what an import says, as `saveRecords` does, but for what an editor or a better source said since:
   * that stays, and becomes a proposal (decision 8). The source of each record is the one in its provenance.
   */
  save(records: readonly ServiceRecord[], context: SaveContext): Promise<Saved>;
  saveSource(card: SourceCard): Promise<void>;
  /** The source that each of these records belongs to (those that exist), and how sources rank. */
  standing(ids: string[]): Promise<{ owners: Map<string, string>; priorityOf: (source: string) => number }>;
}

function savingWith(db: pg.Pool | Client, inTransaction: (work: (client: Client) => Promise<Saved>) => Promise<Saved>): Saving {
  return {
    save: async (records, context) => {
      const saved = await inTransaction((client) => save(client, records, context, true));
      for (const id of saved.seen) context.settled?.add(id);
      return saved;
    },
    saveSource: (card) => saveSource(db, card),
    standing: async (ids) => ({ owners: await readOwners(db, ids), priorityOf: await readPriorities(db) }),
  };
}

/** Saves for good, each batch in a transaction of its own. */
export function liveSaving(pool: pg.Pool): Saving {
  return savingWith(pool, (work) => inWriteTransaction(pool, work));
}

/** Thrown to take a rehearsal back. */
class Rehearsal<T> extends Error {
  readonly result: T;
  constructor(result: T) {
    super("taken back");
    this.result = result;
  }
}

async function inSavepoint(client: Client, work: (client: Client) => Promise<Saved>): Promise<Saved> {
  await client.query("SAVEPOINT batch");
  try {
    return await work(client);
  } catch (error) {
    await client.query("ROLLBACK TO SAVEPOINT batch");
    throw error;
  }
}

/** Does all the work as it would be done, in one transaction that is then rolled back: exact, and nothing is written. */
export async function rehearsed<T>(pool: pg.Pool, work: (saving: Saving) => Promise<T>): Promise<T> {
  try {
    return await inWriteTransaction<T>(pool, async (client) => {
      throw new Rehearsal(await work(savingWith(client, (batch) => inSavepoint(client, batch))));
    });
  } catch (error) {
    if (error instanceof Rehearsal) return error.result as T;
    throw error;
  }
}

/** The source that each of these records belongs to; records that do not exist are left out. */
async function readOwners(db: pg.Pool | Client, ids: string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; source: string }>("SELECT id, source FROM service WHERE id = ANY($1::uuid[])", [ids]);
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
    await writeChanges(client, [change], { actor: by.actor, imported: false, sourceOf: () => "fanal", at: by.at.toISOString() });
    await ring(client, [id], by.at);
    return true;
  });
}
