import type { Location, Organization, ServiceRecord } from "../directory.contract.ts";
import { assembleRecord, atEntities, entityChanges, serviceEntity, type AtEntity, type Change, type Entities, type EntityName } from "../entities.ts";
import { settingField } from "../protection.ts";

/*
 * Two people, or a person and an import, changed the same record: what only one of them changed is kept; where
 * both changed the same field, the draft's words stay and the other's are shown beside them.
 */

/** A field that both sides changed, each in their way. `field` null: one removed what the other changed. */
export interface Conflict {
  entity: EntityName;
  entityId: string;
  field: string | null;
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

type Parts<E extends EntityName> = ReadonlyMap<string, Entities[E]>;

/** Said twice, the first counts, as when records are saved. */
function byId<T extends { id: string }>(entities: readonly T[]): Map<string, T> {
  return new Map(entities.toReversed().map((entity) => [entity.id, entity]));
}

function partsOf(record: ServiceRecord): { [E in EntityName]: Parts<E> } {
  return {
    organization: byId([record.organization]),
    location: byId(record.at.map(({ location }) => location)),
    service: byId([serviceEntity(record)]),
    serviceAtLocation: byId(atEntities(record)),
  };
}

/** What changed between two states of a record, field by field, in all that it is made of. */
export function recordChanges(before: ServiceRecord, after: ServiceRecord): Change[] {
  const [old, young] = [partsOf(before), partsOf(after)];
  const of = <E extends EntityName>(entity: E): Change[] => {
    const ids = new Set([...old[entity].keys(), ...young[entity].keys()]);
    return [...ids].flatMap((id) => entityChanges(entity, (old[entity].get(id) as Entities[E] | undefined) ?? null, (young[entity].get(id) as Entities[E] | undefined) ?? null));
  };
  return [...of("organization"), ...of("location"), ...of("service"), ...of("serviceAtLocation")];
}

function overlaps(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

function same(a: unknown, b: unknown): boolean {
  return entityChanges("service", { id: "", value: a } as never, { id: "", value: b } as never).length === 0;
}

interface MergedEntity<T> {
  entity: T | null;
  conflicts: Conflict[];
}

function mergeFields<E extends EntityName>(name: E, base: Entities[E], mine: Entities[E], theirs: Entities[E]): MergedEntity<Entities[E]> {
  const own = entityChanges(name, base, mine);
  const conflicts: Conflict[] = [];
  let entity = mine;
  for (const { entityId, field, before, after } of entityChanges(name, base, theirs)) {
    const rival = own.find((change) => overlaps(change.field!, field!));
    if (!rival) entity = settingField(entity, field!, after);
    else if (rival.field !== field || !same(rival.after, after)) conflicts.push({ entity: name, entityId, field, base: before, mine: rival.after, theirs: after });
  }
  return { entity, conflicts };
}

/** One side has it no more: that stands, unless the other side changed it meanwhile. */
function mergeRemoval<E extends EntityName>(name: E, base: Entities[E], mine: Entities[E] | null, theirs: Entities[E] | null): MergedEntity<Entities[E]> {
  const left = mine ?? theirs;
  const isChanged = left !== null && entityChanges(name, base, left).length > 0;
  if (!isChanged) return { entity: null, conflicts: [] };
  return { entity: mine, conflicts: [{ entity: name, entityId: base.id, field: null, base, mine, theirs }] };
}

function mergeEntity<E extends EntityName>(name: E, base: Entities[E] | undefined, mine: Entities[E] | undefined, theirs: Entities[E] | undefined): MergedEntity<Entities[E]> {
  if (!base) return { entity: mine ?? theirs ?? null, conflicts: [] };
  if (mine && theirs) return mergeFields(name, base, mine, theirs);
  return mergeRemoval(name, base, mine ?? null, theirs ?? null);
}

export interface MergedRecord {
  record: ServiceRecord;
  conflicts: Conflict[];
}

/** Brings a draft up to what the record has become since it began. Three-way, field by field. */
export function mergeRecord(base: ServiceRecord, mine: ServiceRecord, theirs: ServiceRecord): MergedRecord {
  const [was, own, other] = [partsOf(base), partsOf(mine), partsOf(theirs)];
  const conflicts: Conflict[] = [];
  const merged = <E extends EntityName>(name: E): Map<string, Entities[E]> => {
    const get = (parts: Parts<E>, id: string) => parts.get(id);
    const ids = new Set([...own[name].keys(), ...other[name].keys(), ...was[name].keys()]);
    const kept = new Map<string, Entities[E]>();
    for (const id of ids) {
      const result = mergeEntity(name, get(was[name] as Parts<E>, id), get(own[name] as Parts<E>, id), get(other[name] as Parts<E>, id));
      conflicts.push(...result.conflicts);
      if (result.entity) kept.set(id, result.entity);
    }
    return kept;
  };
  const service = merged("service").get(mine.id)!;
  const organization = merged("organization").get(service.organizationId) ?? mine.organization;
  const locations = merged("location");
  const places = [...merged("serviceAtLocation").values()].map((entity) => ({ entity, location: locationOf(entity, locations, own.location, other.location) }));
  return { record: assembleRecord(service, organization as Organization, places), conflicts };
}

function locationOf({ locationId }: AtEntity, ...sides: ReadonlyMap<string, Location>[]): Location {
  return sides.map((side) => side.get(locationId)).find((location) => location !== undefined)!;
}
