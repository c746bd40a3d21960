import type { Location, ServiceRecord } from "./directory.contract.ts";
import type { AtEntity, ServiceEntity } from "./entities.ts";

/*
 * What fanal exports of an organisation with a confidential place was emptied on its way out: the whereabouts, and texts
 * of any of its services that mention them. When such a record comes back, what it leaves empty is not erased.
 */

type PerLang<T> = { fr: T | null; en: T | null };

/** The first object, with the other's values where it has none. */
export function filled<T extends object>(first: T | null, other: T | null): T | null {
  if (first === null || other === null) return first ?? other;
  return Object.fromEntries(Object.entries(first).map(([key, value]) => [key, value ?? (other as Record<string, unknown>)[key] ?? null])) as T;
}

/** Both languages, each filled. */
export function filledTexts<T extends object>(first: PerLang<T>, other: PerLang<T>): PerLang<T> {
  return { fr: filled(first.fr, other.fr), en: filled(first.en, other.en) };
}

function isEmptied({ confidential, address, city, postalCode, municipalityCode, lat }: Location): boolean {
  return confidential && [address, city, postalCode, municipalityCode, lat].every((part) => part === null);
}

/** Every entity of the records that were emptied, or may have been: `hiding` are organisations that hide a place. */
export function emptiedIds(records: readonly ServiceRecord[], hiding: ReadonlyMap<string, unknown>): Set<string> {
  const emptied = records.filter(({ organization, at }) => hiding.has(organization.id) || at.some(({ location }) => isEmptied(location)));
  return new Set(emptied.flatMap(({ id, organization, at }) => [id, organization.id, ...at.flatMap((place) => [place.id, place.location.id])]));
}

interface Emptiable {
  id: string;
}

/** Entities of emptied records with what is stored where they say nothing. */
export function keepingEmptied<T extends Emptiable>(wanted: T[], current: ReadonlyMap<string, T>, emptied: ReadonlySet<string>, keep: (after: T, before: T) => T): T[] {
  if (emptied.size === 0) return wanted;
  return wanted.map((after) => {
    const before = emptied.has(after.id) ? current.get(after.id) : undefined;
    return before ? keep(after, before) : after;
  });
}

export function keptLocation(after: Location, before: Location): Location {
  if (!isEmptied(after)) return after;
  const { address, city, postalCode, municipalityCode, lat, lon, pointSource } = before;
  return { ...after, address, city, postalCode, municipalityCode, lat, lon, pointSource, texts: filledTexts(after.texts, before.texts) };
}

export function keptService(after: ServiceEntity, before: ServiceEntity): ServiceEntity {
  const urls = after.provenance.urls.length > 0 ? after.provenance.urls : before.provenance.urls;
  return { ...after, texts: filledTexts(after.texts, before.texts), provenance: { ...after.provenance, urls } };
}

export function keptAt(after: AtEntity, before: AtEntity): AtEntity {
  return { ...after, hoursNote: filled(after.hoursNote, before.hoursNote)! };
}
