import { entityChanges, type Change, type Entities, type EntityName } from "./entities.ts";

/*
 * What an import may write (decision 8). A field belongs to whoever wrote it last: an editor's stays,
 * a better or equal source's stays; what the import would have written becomes a proposal.
 */

/** Who wrote a field last: an editor, or the import of a source. `field` null: the whole was created. */
export interface Writer {
  id: number;
  field: string | null;
  imported: boolean;
  source: string;
}

/** What an import would have written over someone else's words. */
export interface FieldProposal {
  entity: EntityName;
  entityId: string;
  field: string;
  current: unknown;
  proposed: unknown;
  source: string;
}

export interface Protection {
  /** By entity id, the last writer of each of its fields; nothing for what was never written. */
  writers: ReadonlyMap<string, readonly Writer[]>;
  priorityOf(source: string): number;
  /** The source that says this of an entity. */
  sourceOf(entityId: string): string;
  /** Is an entity owned by a better source than the one that speaks? Then nothing of it is written. */
  isOutranked(entityId: string): boolean;
}

/** Fields that follow from others or only say where the import stands: kept quietly, never proposed. */
const QUIET = /^(provenance|notice|position|pointSource|government)(\.|$)|\.state$/;
/** Fields that mean something only together: one that is protected protects the others. */
const TOGETHER = [["lat", "lon", "pointSource"], ["visibility", "notice"]];

function isWithin(field: string, ancestor: string): boolean {
  return field === ancestor || field.startsWith(`${ancestor}.`);
}

/** Those whose words a change of `field` would replace: the last on it or on what holds it, and the later ones on its parts. */
function writersOf(field: string, writers: readonly Writer[]): Writer[] {
  const whole = writers.filter((writer) => writer.field === null || isWithin(field, writer.field)).sort((a, b) => b.id - a.id)[0];
  const parts = writers.filter((writer) => writer.field !== null && writer.field !== field && isWithin(writer.field, field) && writer.id > (whole?.id ?? 0));
  return whole ? [whole, ...parts] : parts;
}

/** The fields that go with this one, itself included. */
export function fieldsWith(field: string): readonly string[] {
  return TOGETHER.find((group) => group.includes(field)) ?? [field];
}

/** May an import of this source replace what these wrote? */
export function mayReplace(writers: readonly Writer[], source: string, priorityOf: Protection["priorityOf"]): boolean {
  return writers.every((writer) => writer.imported && (writer.source === source || priorityOf(writer.source) < priorityOf(source)));
}

function withField(body: unknown, path: readonly string[], value: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  const object = body as Record<string, unknown>;
  return { ...object, [first]: withField(object[first] ?? {}, rest, value) };
}

/** An entity with one field, given as a dotted path, set to a value. */
export function settingField<E extends object>(body: E, field: string, value: unknown): E {
  return withField(body, field.split("."), value) as E;
}

export interface Protected<E> {
  /** What may be written. */
  allowed: E;
  proposals: FieldProposal[];
}

/** Splits what an import wants of an entity that exists: what it may write, and what it may only propose. */
export function protect<E extends EntityName>(entity: E, before: Entities[E], after: Entities[E], protection: Protection): Protected<Entities[E]> {
  const source = protection.sourceOf(after.id);
  const writers = protection.writers.get(after.id) ?? [];
  const outranked = protection.isOutranked(after.id);
  const result: Protected<Entities[E]> = { allowed: after, proposals: [] };
  for (const { field, before: current, after: proposed } of entityChanges(entity, before, after)) {
    if (field === null) continue;
    const last = fieldsWith(field).flatMap((one) => writersOf(one, writers));
    if (!outranked && mayReplace(last, source, protection.priorityOf)) continue;
    result.allowed = settingField(result.allowed, field, current);
    if (!QUIET.test(field)) result.proposals.push({ entity, entityId: after.id, field, current, proposed, source });
  }
  return result;
}

/** A place that an import would add or no longer names, as a proposal on its service. */
export function placeProposal(serviceId: string, { entityId, before, after }: Change, source: string): FieldProposal {
  return { entity: "service", entityId: serviceId, field: `at.${entityId}`, current: before, proposed: after, source };
}
