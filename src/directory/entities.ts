import type { Location, Organization, ServiceAtLocation, ServiceRecord } from "./directory.contract.ts";

/*
 * A record taken apart into the things that the database keeps and whose history is kept:
 * its organisation, its locations, the service itself and where it is offered.
 */

export type ServiceEntity = Omit<ServiceRecord, "organization" | "at"> & { organizationId: string };
export type AtEntity = Omit<ServiceAtLocation, "location"> & { serviceId: string; locationId: string; position: number };

export const ENTITIES = ["organization", "location", "service", "serviceAtLocation"] as const;
export type EntityName = (typeof ENTITIES)[number];

export interface Entities {
  organization: Organization;
  location: Location;
  service: ServiceEntity;
  serviceAtLocation: AtEntity;
}

/** One line of history. `field` null: the whole was created (before null) or removed (after null). */
export interface Change {
  entity: EntityName;
  entityId: string;
  field: string | null;
  before: unknown;
  after: unknown;
}

export function serviceEntity(record: ServiceRecord): ServiceEntity {
  const { organization, at: _, ...service } = record;
  return { ...service, organizationId: organization.id };
}

export function atEntities(record: ServiceRecord): AtEntity[] {
  return record.at.map(({ location, ...at }, position) => ({ ...at, serviceId: record.id, locationId: location.id, position }));
}

/** Puts a record together again. */
export function assembleRecord(service: ServiceEntity, organization: Organization, at: { entity: AtEntity; location: Location }[]): ServiceRecord {
  const { organizationId: _, ...own } = service;
  return {
    ...own,
    organization,
    at: at.toSorted((a, b) => a.entity.position - b.entity.position).map(({ entity, location }) => ({ id: entity.id, location, phones: entity.phones, hours: entity.hours, hoursNote: entity.hoursNote })),
  };
}

/** Values are compared as JSON with sorted keys: the database does not keep the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** Objects with named parts whose history is told part by part. */
const NESTED = new Set(["texts", "provenance", "hoursNote"]);

function isPlain(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function fieldChanges(path: string, before: unknown, after: unknown): { field: string; before: unknown; after: unknown }[] {
  if (canonical(before) === canonical(after)) return [];
  const deeper = NESTED.has(path.split(".")[0]!) && isPlain(before) && isPlain(after);
  if (!deeper) return [{ field: path, before, after }];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => fieldChanges(`${path}.${key}`, before[key] ?? null, after[key] ?? null));
}

/** What changed between two states of an entity; null: it did not exist, or does no more. */
export function entityChanges<E extends EntityName>(entity: E, before: Entities[E] | null, after: Entities[E] | null): Change[] {
  const entityId = (after ?? before)!.id;
  if (before === null || after === null) return [{ entity, entityId, field: null, before, after }];
  const old = before as unknown as Record<string, unknown>;
  const young = after as unknown as Record<string, unknown>;
  return Object.keys(young).flatMap((key) => fieldChanges(key, old[key], young[key])).map((change) => ({ entity, entityId, ...change }));
}
