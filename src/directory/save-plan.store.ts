import type { ServiceRecord } from "./directory.contract.ts";
import { atEntities, entityChanges, serviceEntity, type AtEntity, type Change, type Entities, type EntityName, type ServiceEntity } from "./entities.ts";
import { readAtsOf, readEntities, retiredAmong, type Client } from "./entities.store.ts";
import { emptiedIds, filledTexts, keepingEmptied, keptAt, keptLocation, keptService } from "./emptied.ts";
import { readHiddenPlaces } from "./hidden-places.store.ts";
import { keepingTexts } from "./kept-texts.ts";
import { mayReplace, placeProposal, protect, type FieldProposal, type Protection } from "./protection.ts";
import { readPriorities, readWriters } from "./protection.store.ts";
import { withTranslationStates } from "./translation-state.ts";

/*
 * What saving records would write: their wanted state, less what an import may not replace, against what is stored.
 */

/** A set of ids; an import brings its own so that memory stays small. */
export interface Ids {
  has(id: string): boolean;
  add(id: string): unknown;
}

type Of<E extends EntityName> = Map<string, Entities[E]>;

interface Current {
  organization: Of<"organization">;
  location: Of<"location">;
  service: Of<"service">;
  serviceAtLocation: Of<"serviceAtLocation">;
  /** The places of the services as they are. */
  ats: AtEntity[];
}

type Wanted = { [E in EntityName]: Entities[E][] } & { removed: AtEntity[] };

interface EntityPlan<E extends EntityName> {
  write: Entities[E][];
  changes: Change[];
  /** Ids that existed and changed. */
  altered: string[];
}

export interface SavePlan {
  organizations: EntityPlan<"organization">;
  locations: EntityPlan<"location">;
  services: EntityPlan<"service">;
  ats: EntityPlan<"serviceAtLocation">;
  removed: AtEntity[];
  /** Services that existed. */
  known: Set<string>;
  /** Organisations and locations that this batch spoke of. */
  seen: string[];
  proposals: FieldProposal[];
  sourceOf(entityId: string): string;
}

const ids = (entities: readonly { id: string }[]) => entities.map(({ id }) => id);

function firstOfEach<T extends { id: string }>(entities: T[], settled: Ids): T[] {
  const first = new Map<string, T>();
  for (const entity of entities) if (!settled.has(entity.id) && !first.has(entity.id)) first.set(entity.id, entity);
  return [...first.values()];
}

function planOf<E extends EntityName>(entity: E, current: Of<E>, wanted: readonly Entities[E][]): EntityPlan<E> {
  const result: EntityPlan<E> = { write: [], changes: [], altered: [] };
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

async function wantedOf(client: Client, records: readonly ServiceRecord[], settled: Ids): Promise<Omit<Wanted, "removed">> {
  const retired = await retiredAmong(client, records.map(({ id }) => id));
  return {
    organization: firstOfEach(records.map(({ organization }) => organization), settled),
    location: firstOfEach(records.flatMap(({ at }) => at.map(({ location }) => location)), settled),
    service: records.map(serviceEntity).map((service) => (retired.has(service.id) ? { ...service, visibility: "closed" as const } : service)),
    serviceAtLocation: records.flatMap(atEntities),
  };
}

async function currentOf(client: Client, wanted: Omit<Wanted, "removed">): Promise<Current> {
  const ats = await readAtsOf(client, ids(wanted.service));
  const named = await readEntities(client, "serviceAtLocation", ids(wanted.serviceAtLocation));
  return {
    organization: await readEntities(client, "organization", ids(wanted.organization)),
    location: await readEntities(client, "location", ids(wanted.location)),
    service: await readEntities(client, "service", ids(wanted.service)),
    serviceAtLocation: new Map([...named, ...ats.map((at): [string, AtEntity] => [at.id, at])]),
    ats,
  };
}

function withKeptTexts(wanted: Wanted, current: Current): Wanted {
  return {
    organization: keepingTexts(wanted.organization, current.organization),
    location: keepingTexts(wanted.location, current.location),
    service: keepingTexts(wanted.service, current.service),
    serviceAtLocation: keepingTexts(wanted.serviceAtLocation, current.serviceAtLocation),
    removed: wanted.removed,
  };
}

function withEmptiedKept(wanted: Wanted, current: Current, emptied: ReadonlySet<string>): Wanted {
  return {
    organization: keepingEmptied(wanted.organization, current.organization, emptied, (after, before) => ({ ...after, texts: filledTexts(after.texts, before.texts) })),
    location: keepingEmptied(wanted.location, current.location, emptied, keptLocation),
    service: keepingEmptied(wanted.service, current.service, emptied, keptService),
    serviceAtLocation: keepingEmptied(wanted.serviceAtLocation, current.serviceAtLocation, emptied, keptAt),
    removed: wanted.removed,
  };
}

/** The first record that names an entity says whose word it is. */
function sourcesOf(records: readonly ServiceRecord[], other: string): (entityId: string) => string {
  const sources = new Map<string, string>();
  for (const { id, organization, at, provenance } of records) for (const named of [id, organization.id, ...at.flatMap((place) => [place.id, place.location.id])]) if (!sources.has(named)) sources.set(named, provenance.source);
  return (entityId) => sources.get(entityId) ?? other;
}

/** Entities that exist and would change, places that would come or go: what last writers are asked of. */
function doubtful(wanted: Wanted, current: Current): string[] {
  const changed = <E extends EntityName>(entity: E, before: Of<E>, after: Entities[E][]) => ids(after.filter((one) => before.has(one.id) && entityChanges(entity, before.get(one.id)!, one).length > 0));
  const added = wanted.serviceAtLocation.filter(({ id, serviceId }) => !current.serviceAtLocation.has(id) && current.service.has(serviceId));
  return [
    ...changed("organization", current.organization, wanted.organization),
    ...changed("location", current.location, wanted.location),
    ...changed("service", current.service, wanted.service),
    ...changed("serviceAtLocation", current.serviceAtLocation, wanted.serviceAtLocation),
    ...ids([...added, ...wanted.removed]),
  ];
}

async function protectionFor(client: Client, asked: string[], wanted: Wanted, current: Current, sourceOf: Protection["sourceOf"]): Promise<Protection> {
  const writers = await readWriters(client, asked);
  const priorityOf = await readPriorities(client);
  const serviceOf = new Map(wanted.serviceAtLocation.map(({ id, serviceId }) => [id, serviceId]));
  const isOutranked = (entityId: string) => {
    const owner = current.service.get(serviceOf.get(entityId) ?? entityId)?.provenance.source;
    return owner !== undefined && owner !== sourceOf(entityId) && priorityOf(owner) >= priorityOf(sourceOf(entityId));
  };
  return { writers, priorityOf, sourceOf, isOutranked };
}

/** Places that an import may add, and those it may drop; the rest as proposals. */
function protectPlaces(wanted: Wanted, current: Current, protection: Protection): { added: AtEntity[]; removed: AtEntity[]; proposals: FieldProposal[] } {
  const proposals: FieldProposal[] = [];
  const may = (at: AtEntity) => {
    const source = protection.sourceOf(at.serviceId);
    return !protection.isOutranked(at.serviceId) && mayReplace(protection.writers.get(at.id) ?? [], source, protection.priorityOf);
  };
  const orPropose = (at: AtEntity, change: Change) => {
    const allowed = may(at);
    if (!allowed) proposals.push(placeProposal(at.serviceId, change, protection.sourceOf(at.serviceId)));
    return allowed;
  };
  const added = wanted.serviceAtLocation.filter((at) => !current.serviceAtLocation.has(at.id) && (!current.service.has(at.serviceId) || orPropose(at, entityChanges("serviceAtLocation", null, at)[0]!)));
  const removed = wanted.removed.filter((at) => orPropose(at, entityChanges("serviceAtLocation", at, null)[0]!));
  return { added, removed, proposals };
}

/** What an import may write of what it wants, and what it can only propose. */
async function protectAll(client: Client, wanted: Wanted, current: Current, sourceOf: Protection["sourceOf"]): Promise<{ wanted: Wanted; proposals: FieldProposal[] }> {
  const asked = doubtful(wanted, current);
  if (asked.length === 0) return { wanted, proposals: [] };
  const protection = await protectionFor(client, asked, wanted, current, sourceOf);
  const { added, removed, proposals } = protectPlaces(wanted, current, protection);
  const allowedOf = <E extends EntityName>(entity: E): Entities[E][] =>
    (wanted[entity] as Entities[E][]).flatMap((after) => {
      const before = current[entity].get(after.id) as Entities[E] | undefined;
      if (before === undefined) return entity === "serviceAtLocation" ? [] : [after];
      const { allowed, proposals: found } = protect(entity, before, after, protection);
      proposals.push(...found);
      return [allowed];
    });
  const allowed: Wanted = {
    organization: allowedOf("organization"),
    // The location of a place that is only proposed is kept too: whoever accepts the place needs it.
    location: allowedOf("location"),
    service: allowedOf("service"),
    serviceAtLocation: [...allowedOf("serviceAtLocation"), ...added],
    removed,
  };
  return { wanted: allowed, proposals };
}

export interface PlanOptions {
  settled: Ids;
  keepTexts: boolean;
  /** An import: what an editor or a better source said stays. */
  imported: boolean;
  /** A person says of each text whether it is still right. */
  statesTold: boolean;
  /** Of what no record names. */
  source: string;
}

/** Reads what is stored of these records and says what saving them writes, removes and proposes. */
export async function planSave(client: Client, records: readonly ServiceRecord[], { settled, keepTexts, imported, statesTold, source }: PlanOptions): Promise<SavePlan> {
  const said = await wantedOf(client, records, settled);
  const current = await currentOf(client, said);
  const named = new Set(ids(said.serviceAtLocation));
  const whole: Wanted = { ...said, removed: current.ats.filter(({ id }) => !named.has(id)) };
  const hiding = imported ? await readHiddenPlaces(client, ids(records.map(({ organization }) => organization))) : new Map<string, unknown>();
  const unerased = imported ? withEmptiedKept(whole, current, emptiedIds(records, hiding)) : whole;
  const kept = keepTexts ? withKeptTexts(unerased, current) : unerased;
  const sourceOf = imported ? sourcesOf(records, source) : () => source;
  const { wanted, proposals } = imported ? await protectAll(client, kept, current, sourceOf) : { wanted: kept, proposals: [] };
  return {
    organizations: planOf("organization", current.organization, withTranslationStates(wanted.organization, current.organization, statesTold)),
    locations: planOf("location", current.location, wanted.location),
    services: planOf("service", current.service, withTranslationStates<ServiceEntity>(wanted.service, current.service, statesTold)),
    ats: planOf("serviceAtLocation", current.serviceAtLocation, wanted.serviceAtLocation),
    removed: wanted.removed,
    known: new Set(current.service.keys()),
    seen: [...ids(said.organization), ...ids(said.location)],
    proposals,
    sourceOf,
  };
}
