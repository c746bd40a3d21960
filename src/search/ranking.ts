import type { Serves } from "../territory/index.ts";

/*
 * The order of results. First what does not accept the home goes last, as a class. Then points:
 * the need counts most, then whether the home is accepted, then distance, openness, freshness.
 */

/** All that the order of one result depends on. */
export interface Facts {
  /** Best matching need's weight, 0–1. */
  need: number;
  /** Is that need the first that its record names? */
  primary: boolean;
  /** How well its words cover the question, 0–1. */
  text: number;
  /** How surely the question names it, 0–1. */
  name: number;
  serves: Serves;
  /** Kilometres; null when it has none that matters (by telephone, everywhere, unknown). */
  distanceKm: number | null;
  openNow: boolean | null;
  /** Years since the record was last known to be right; null = never. */
  ageYears: number | null;
}

/** What each fact is worth at the most. */
export const POINTS = { name: 150, need: 100, primary: 5, text: 14, serves: 24, distance: 14, open: 3, fresh: 4 } as const;
const SERVES_SHARE: Readonly<Record<Serves, number>> = { yes: 1, assumed: 0.8, unknown: 0.3, no: 0 };
/** A service by telephone or everywhere ranks as if it were this far (km): not next door, not far. */
const NEUTRAL_KM = 8;
/** Distance at which a service has half the points of one next door (km). */
const HALF_KM = 8;
const OPEN_SHARE = { true: 1, null: 0.4, false: 0 } as const;
/** A record loses half its freshness in this time (years). */
const HALF_YEARS = 2;

/** Points of what is asked: the need, its words, its name, and whether the home is accepted. */
export function pointsOfAnswer({ name, need, primary, text, serves }: Pick<Facts, "name" | "need" | "primary" | "text" | "serves">): number {
  return POINTS.name * name + POINTS.need * need + (primary ? POINTS.primary : 0) + POINTS.text * text + servesPoints(serves);
}

export function servesPoints(serves: Serves): number {
  return POINTS.serves * SERVES_SHARE[serves];
}

export function distancePoints(km: number | null): number {
  return POINTS.distance / (1 + Math.log2(1 + (km ?? NEUTRAL_KM) / HALF_KM));
}

export function openPoints(openNow: boolean | null): number {
  return POINTS.open * OPEN_SHARE[`${openNow}`];
}

export function freshPoints(years: number | null): number {
  return years === null ? 0 : POINTS.fresh * 0.5 ** (Math.max(0, years) / HALF_YEARS);
}

/** Points of a result; more is better among those of its class (see `compareResults`). */
export function pointsOf(facts: Facts): number {
  return pointsOfAnswer(facts) + distancePoints(facts.distanceKm) + openPoints(facts.openNow) + freshPoints(facts.ageYears);
}

export interface Ranked {
  serves: Serves;
  score: number;
  id: string;
}

/** What does not accept the home comes last; then by points; ids settle ties so that order never depends on the rest. */
export function compareResults(a: Ranked, b: Ranked): number {
  const away = Number(a.serves === "no") - Number(b.serves === "no");
  return away || b.score - a.score || (a.id < b.id ? -1 : 1);
}
