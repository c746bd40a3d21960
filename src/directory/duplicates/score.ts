import { LANGS } from "../../platform/i18n/lang.ts";
import type { NameFacts } from "./names.ts";
import { kilometres } from "./places.ts";
import { allNames, type Profile } from "./profile.ts";

/*
 * How sure is it that two records mean the same body or place? Names weigh by how rare their words are;
 * a place confirms or denies; numbers, kinds and missions that differ tell them apart.
 */

export interface Likeness {
  /** 0 to 1. */
  score: number;
  /** Why, for whoever decides. */
  reasons: string[];
  /** How sure it is that they are at the same place, -1 to 1. */
  place: number;
}

/** From here on two records are worth a person's look. */
export const THRESHOLD = 0.7;

/** How much a word tells: the rarer, the more (natural logarithm of the inverse frequency). */
export type WordWeight = (word: string) => number;

/** Weighs words by a whole directory. */
export function wordWeights(profiles: readonly Profile[]): WordWeight {
  const counts = new Map<string, number>();
  for (const { names } of profiles) for (const word of new Set(allNames({ names }).flatMap(({ words }) => [...words]))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (word) => Math.log(1 + Math.max(100, profiles.length) / (1 + (counts.get(word) ?? 0)));
}

/** `dalma`, `alma`: the apostrophe was lost. */
function elided(a: string, b: string): boolean {
  return a.length === b.length + 1 && b.length > 3 && /^[ld][aeiouyh]/.test(a) && a.endsWith(b);
}

/** One letter away (or two swapped): `phychiatrie`, `psychiatrie`. */
function nearly(a: string, b: string): boolean {
  return elided(a, b) || elided(b, a) || (a.length >= 6 && b.length >= 6 && Math.abs(a.length - b.length) <= 1 && oneApart(a, b));
}

/** What is left of two words between what they begin and end with alike. */
function middles(a: string, b: string): [string, string] {
  const shortest = Math.min(a.length, b.length);
  let start = 0;
  while (start < shortest && a[start] === b[start]) start++;
  let end = 0;
  while (end < shortest - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}

function oneApart(a: string, b: string): boolean {
  const [one, other] = middles(a, b);
  return (one.length <= 1 && other.length <= 1) || (one.length === 2 && other === `${one[1]}${one[0]}`);
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>, weight: WordWeight): { shared: number; contained: number; alike: number } {
  const sum = (words: Iterable<string>) => [...words].reduce((total, word) => total + weight(word), 0);
  const common = [...a].filter((word) => b.has(word) || [...b].some((other) => nearly(word, other)));
  const [all, other, shared] = [sum(a), sum(b), sum(common)];
  return { shared, contained: shared / Math.max(0.01, Math.min(all, other)), alike: shared / Math.max(0.01, all + other - shared) };
}

function meets(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].some((item) => b.has(item));
}

function equal(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((item) => b.has(item));
}

/** Kinds that one house may have at once. */
const BROAD = new Set(["multiservice", "clsc", "longterm", "hospital"]);

/** Do the kinds named allow the same body? A centre multiservices may be told by one of its parts. */
function kindsAgree(a: NameFacts, b: NameFacts): boolean {
  if (a.kinds.size === 0 || b.kinds.size === 0 || meets(a.kinds, b.kinds)) return true;
  const broad = (facts: NameFacts, other: NameFacts) => facts.kinds.has("multiservice") && [...other.kinds].some((kind) => BROAD.has(kind));
  return broad(a, b) || broad(b, a);
}

interface NameLikeness {
  score: number;
  /** How rare the shared words are, together. */
  told: number;
  reason: string | null;
}

/** One that says nothing of whom it is for may still be the same; two that say otherwise are not. */
function missionFactor(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0.75;
  return meets(a, b) ? 0.8 : 0.4;
}

function numberedApart(a: NameFacts, b: NameFacts): boolean {
  return a.numbers.size > 0 && b.numbers.size > 0 && !meets(a.numbers, b.numbers);
}

function oneNameLikeness(a: NameFacts, b: NameFacts, weight: WordWeight): NameLikeness {
  if (numberedApart(a, b)) return { score: 0, told: 0, reason: null };
  const { shared, contained, alike } = overlap(a.words, b.words, weight);
  let score = 0.55 * contained + 0.45 * alike;
  if (a.key === b.key) score = 1;
  if (!kindsAgree(a, b)) score *= 0.4;
  else if (a.kinds.size > 0 && b.kinds.size > 0 && !meets(a.kinds, b.kinds)) score *= 0.8;
  else if (a.kinds.size > 0 !== b.kinds.size > 0) score *= 0.85;
  if (!equal(a.missions, b.missions)) score *= missionFactor(a.missions, b.missions);
  if (a.part !== b.part) score *= 0.55;
  return { score, told: shared, reason: a.key === b.key ? "same name" : score >= 0.5 ? "similar name" : null };
}

/** Names in one language, French first: an English name is often the same for many ("Youth protection"). */
function comparedNames(a: Profile, b: Profile): [NameFacts[], NameFacts[]] {
  for (const lang of LANGS) if (a.names[lang].length > 0 && b.names[lang].length > 0) return [a.names[lang], b.names[lang]];
  return [allNames(a), allNames(b)];
}

function nameLikeness(a: Profile, b: Profile, weight: WordWeight): NameLikeness {
  let best: NameLikeness = { score: 0, told: 0, reason: null };
  const [ones, others] = comparedNames(a, b);
  for (const one of ones) for (const other of others) {
    const found = oneNameLikeness(one, other, weight);
    if (found.score > best.score) best = found;
  }
  return best;
}

interface PlaceLikeness {
  /** -1: surely elsewhere; 0: nothing known; 1: the same door. */
  score: number;
  reason: string | null;
}

function sameDoor(a: Profile, b: Profile): boolean {
  if (!a.address?.number || !b.address?.number || a.address.number !== b.address.number) return false;
  const [one, other] = [a.address.street, b.address.street];
  const common = [...one].filter((word) => other.has(word)).length;
  return one.size === 0 || other.size === 0 ? a.postalCode === b.postalCode : common / Math.min(one.size, other.size) >= 0.5;
}

function isRural(postalCode: string): boolean {
  return postalCode[1] === "0";
}

function distanceOf(a: Profile, b: Profile): number | null {
  return a.point && b.point ? kilometres(a.point, b.point) : null;
}

function bothDoors(a: Profile, b: Profile): boolean {
  return Boolean(a.address?.number && b.address?.number);
}

/** A rural postal code covers a village, an urban one a side of a street; two different doors weaken both. */
function samePostalCode(postalCode: string, doors: boolean): number {
  if (isRural(postalCode)) return doors ? 0.1 : 0.6;
  return doors ? 0.6 : 0.8;
}

function farApart(a: Profile, b: Profile, km: number | null): PlaceLikeness {
  if (km !== null && km > 2) return { score: -1, reason: null };
  if (bothDoors(a, b) || (km !== null && km > 0.5)) return { score: -0.4, reason: null };
  const sameTown = a.city !== null && a.city === b.city;
  return { score: sameTown ? 0.4 : 0, reason: sameTown ? "same town" : null };
}

function placeLikeness(a: Profile, b: Profile): PlaceLikeness {
  const km = distanceOf(a, b);
  const samePostal = a.postalCode !== null && a.postalCode === b.postalCode;
  const near = samePostal || (a.city !== null && a.city === b.city) || (km !== null && km < 1);
  if (near && sameDoor(a, b)) return { score: 1, reason: "same address" };
  if (samePostal) return { score: samePostalCode(a.postalCode!, bothDoors(a, b)), reason: "same postal code" };
  if (km !== null && km < 0.15) return { score: bothDoors(a, b) ? 0.45 : 0.7, reason: `${Math.round(km * 1000)} m apart` };
  return farApart(a, b, km);
}

/** A body of such a kind is rarely twice behind one door, whatever it is called this year. */
const ONE_A_DOOR = new Set(["clsc", "hospital", "longterm", "library", "townhall", "rehabilitation"]);

function onlyOneHere(a: Profile, b: Profile): boolean {
  const [[one], [other]] = [allNames(a), allNames(b)];
  if (!one || !other) return false;
  return [...one.kinds].some((kind) => ONE_A_DOOR.has(kind) && other.kinds.has(kind)) && equal(one.missions, other.missions) && one.part === other.part && !numberedApart(one, other);
}

function combined(name: NameLikeness, place: PlaceLikeness, sharesDoor: boolean): number {
  const certain = Math.min(1, name.told / 6);
  if (place.score >= 0.95) return Math.max(sharesDoor ? 0.75 : 0, 0.25 + 0.75 * name.score);
  if (place.score > 0) return name.score * (0.55 + 0.45 * place.score + 0.1 * certain);
  // Nothing is known of where they are: only the very same name, and a rare one, is enough.
  if (place.score === 0) return name.score * (0.45 + 0.35 * certain) * (name.score > 0.95 ? 1 : 0.8);
  return name.score * (place.score === -1 ? 0.2 : 0.55);
}

function shared(a: readonly string[], b: readonly string[]): string | null {
  return a.find((item) => b.includes(item)) ?? null;
}

/** Compares two records. */
export function likeness(a: Profile, b: Profile, weight: WordWeight): Likeness {
  if (a.neq !== null && b.neq !== null) return a.neq === b.neq ? { score: 1, reasons: ["same NEQ"], place: 0 } : { score: 0, reasons: ["different NEQ"], place: 0 };
  const name = nameLikeness(a, b, weight);
  const place = placeLikeness(a, b);
  const phone = shared(a.phones.filter((number) => number.startsWith("+")), b.phones);
  const host = shared(a.hosts, b.hosts);
  let score = combined(name, place, onlyOneHere(a, b));
  if (name.score >= 0.3) score += (1 - score) * ((phone ? 0.5 : 0) + (host ? 0.35 : 0));
  const reasons = [name.reason, place.reason, phone && "same telephone", host && "same website"].filter((reason) => typeof reason === "string");
  return { score: Math.round(Math.min(1, score) * 1000) / 1000, reasons, place: place.score };
}
