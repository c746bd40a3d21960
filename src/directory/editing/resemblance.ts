import type { Location, Organization, PublishedDirectory, ServiceRecord } from "../directory.contract.ts";
import { allNames, profileOf, type Known, type Profile } from "../duplicates/profile.ts";
import { likeness, THRESHOLD, wordWeights } from "../duplicates/score.ts";

/*
 * While someone writes a record: which organisations of the directory does it look like? Compared are those that share
 * a word of the name, a telephone number or a website with it.
 */

export interface Resemblance {
  id: string;
  name: string;
  score: number;
  reasons: string[];
}

const MOST = 5;

interface Compared {
  profiles: Map<string, Profile & { name: string }>;
  byKey: Map<string, string[]>;
  weight: ReturnType<typeof wordWeights>;
}

type Place = ServiceRecord["at"][number];

/** An organisation that is found at one open place only is told by it. */
function onlyPlace(at: readonly Place[]): Location | null {
  const open = at.map(({ location }) => location).filter(({ kind, confidential }) => kind === "physical" && !confidential);
  return new Set(open.map(({ id }) => id)).size === 1 ? open[0]! : null;
}

function whereabouts(location: Location | null): Pick<Known, "address" | "city" | "postalCode" | "point"> {
  if (!location) return { address: null, city: null, postalCode: null, point: null };
  const { address, city, postalCode, pointSource, lat, lon } = location;
  return { address, city, postalCode, point: pointSource === "exact" ? { lat: lat!, lon: lon! } : null };
}

function profileOfOrganization({ id, texts, website, externalIds, phones }: Organization, at: readonly Place[]): Profile & { name: string } {
  const names = { fr: texts.fr ? [texts.fr.name] : [], en: texts.en ? [texts.en.name] : [] };
  const numbers = [...phones, ...at.flatMap((place) => place.phones)].filter(({ kind }) => kind !== "fax").map(({ number }) => number);
  const profile = profileOf({ id, names, ...whereabouts(onlyPlace(at)), phones: [...new Set(numbers)], websites: website ? [website] : [], neq: externalIds["NEQ"] ?? externalIds["neq"] ?? null });
  return { ...profile, name: names.fr[0] ?? names.en[0] ?? "" };
}

function keysOf(profile: Profile): string[] {
  const words = allNames(profile).flatMap(({ words: own }) => [...own].map((word) => `w:${word}`));
  return [...new Set([...words, ...profile.phones.map((phone) => `t:${phone}`), ...profile.hosts.map((host) => `h:${host}`)])];
}

function compared(published: PublishedDirectory): Compared {
  const places = new Map<string, { organization: Organization; at: Place[] }>();
  for (const { organization, at } of published.all()) {
    const known = places.get(organization.id) ?? { organization, at: [] };
    known.at.push(...at);
    places.set(organization.id, known);
  }
  const profiles = new Map(Array.from(places.values(), ({ organization, at }) => [organization.id, profileOfOrganization(organization, at)]));
  const byKey = new Map<string, string[]>();
  for (const profile of profiles.values()) for (const key of keysOf(profile)) byKey.set(key, [...(byKey.get(key) ?? []), profile.id]);
  return { profiles, byKey, weight: wordWeights([...profiles.values()]) };
}

/** A word of so many names brings nobody together. */
const COMMON = 200;

/** Looks for organisations like that of a record, its own left out; the likeliest first. */
export function createResemblance(published: PublishedDirectory): (record: ServiceRecord) => Resemblance[] {
  let known: Compared | null = null;
  published.onChange(() => void (known = null));
  return ({ organization, at }) => {
    known ??= compared(published);
    const { profiles, byKey, weight } = known;
    const mine = profileOfOrganization(organization, at);
    const near = new Set(keysOf(mine).flatMap((key) => (byKey.get(key)?.length ?? 0) <= COMMON ? (byKey.get(key) ?? []) : []));
    near.delete(mine.id);
    const found = [...near].map((id) => ({ id, name: profiles.get(id)!.name, ...likeness(mine, profiles.get(id)!, weight) }));
    return found.filter(({ score }) => score >= THRESHOLD).sort((a, b) => b.score - a.score).slice(0, MOST).map(({ id, name, score, reasons }) => ({ id, name, score, reasons }));
  };
}
