import type { Location, Organization, ServiceRecord } from "../directory.contract.ts";
import { entityChanges, type AtEntity, type Change, type EntityName } from "../entities.ts";
import { settingField } from "../protection.ts";

/*
 * Takes a change back: each field that still is as the change left it becomes again what it was. What was changed
 * since stays, and is told.
 */

export interface Undoing {
  record: ServiceRecord;
  /** Lines that cannot be taken back: changed again since, or a creation (which is retired, not undone). */
  left: Change[];
}

type Bodies = { [E in EntityName]: (record: ServiceRecord, id: string) => object | undefined };

const BODY: Bodies = {
  organization: ({ organization }, id) => (organization.id === id ? organization : undefined),
  location: ({ at }, id) => at.find(({ location }) => location.id === id)?.location,
  service: (record, id) => (record.id === id ? record : undefined),
  serviceAtLocation: ({ at }, id) => at.find((place) => place.id === id),
};

/** A record with one of its parts replaced. */
function withBody(record: ServiceRecord, entity: EntityName, id: string, body: object): ServiceRecord {
  if (entity === "service") return body as ServiceRecord;
  if (entity === "organization") return { ...record, organization: body as Organization };
  if (entity === "location") return { ...record, at: record.at.map((place) => (place.location.id === id ? { ...place, location: body as Location } : place)) };
  return { ...record, at: record.at.map((place) => (place.id === id ? (body as ServiceRecord["at"][number]) : place)) };
}

function valueAt(body: object, field: string): unknown {
  return field.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key] ?? null, body);
}

function isStill(body: object, { field, after }: Change): boolean {
  const holder = (value: unknown) => ({ id: "", value }) as never;
  return entityChanges("service", holder(valueAt(body, field!)), holder(after)).length === 0;
}

/** Fields that a record does not hold itself, or that follow from others. */
const ELSEWHERE = new Set(["organizationId", "serviceId", "locationId", "position"]);

function undoField(record: ServiceRecord, change: Change): ServiceRecord | null {
  const body = BODY[change.entity](record, change.entityId);
  if (!body || ELSEWHERE.has(change.field!) || !isStill(body, change)) return null;
  return withBody(record, change.entity, change.entityId, settingField(body, change.field!, change.before));
}

/** A place that the change added goes, one that it removed comes back. */
function undoPlace(record: ServiceRecord, { entity, entityId, before }: Change, locations: ReadonlyMap<string, Location>): ServiceRecord | null {
  if (entity !== "serviceAtLocation") return null;
  if (before === null) return record.at.length > 1 ? { ...record, at: record.at.filter(({ id }) => id !== entityId) } : null;
  const { serviceId, locationId, position, ...place } = before as AtEntity;
  const location = locations.get(locationId);
  if (!location || serviceId !== record.id || record.at.some(({ id }) => id === entityId)) return null;
  return { ...record, at: record.at.toSpliced(position, 0, { ...place, location }) };
}

/** Takes these changes of a record back, the latest first. `locations`: those of places that were removed. */
export function undoChanges(record: ServiceRecord, changes: readonly Change[], locations: ReadonlyMap<string, Location> = new Map()): Undoing {
  const left: Change[] = [];
  let undone = record;
  for (const change of changes.toReversed()) {
    const next = change.field === null ? undoPlace(undone, change, locations) : undoField(undone, change);
    if (next) undone = next;
    else left.push(change);
  }
  return { record: undone, left: left.toReversed() };
}
