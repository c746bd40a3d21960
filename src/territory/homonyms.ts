import type { NameHit } from "./name-index.ts";
import type { AreaKind } from "./territory.contract.ts";

/** What one factor ten of people is worth: fifty times more people makes a choice clear (0.15). */
const PER_TENFOLD = 0.09;
const LEAST = 0.4;
/** A wide area loses this to a place of the same name inside it, or to the area around it. */
const SAME_NAME_INSIDE = 0.22;
const WIDE = 0.05;
const PROVINCE = 0.1;

function isWide({ place }: NameHit): boolean {
  return place.kind === "mrc" || place.kind === "region" || place.kind === "province";
}

function lies(inner: NameHit, outer: NameHit): boolean {
  return inner.place !== outer.place && inner.place.within[outer.place.kind as AreaKind] === outer.place.code;
}

function penalty(hit: NameHit, hits: readonly NameHit[]): number {
  if (hit.place.kind === "province") return PROVINCE;
  if (!isWide(hit)) {
    // A quarter is weighed against all; a town only against towns and boroughs, not the counties named after it.
    const rivals = hit.place.kind === "neighbourhood" ? hits : hits.filter((other) => !isWide(other) && other.place.kind !== "neighbourhood");
    const most = Math.max(...rivals.map(({ place }) => place.prominence));
    return Math.min(LEAST, PER_TENFOLD * Math.log10(most / hit.place.prominence));
  }
  const rivals = hits.filter((other) => other.place.kind !== "province" && other.place.kind !== "neighbourhood");
  return rivals.some((other) => (isWide(other) ? lies(hit, other) : lies(other, hit))) ? SAME_NAME_INSIDE : WIDE;
}

/** An old town within the city it became, a city that is its own MRC, an MRC that is its own region: offered once. */
function isTold(hit: NameHit, hits: readonly NameHit[]): boolean {
  if (hit.place.kind === "neighbourhood") return hits.some((other) => (other.place.kind === "municipality" || other.place.kind === "borough") && lies(hit, other));
  return isWide(hit) && hits.some((other) => lies(hit, other) && lies(other, hit) && (!isWide(other) || hit.place.kind === "mrc"));
}

/**
 * Weighs places of the same name against each other: the one more people mean comes first,
 * clearly so when it is much larger; a town comes before the county named after it.
 */
export function settleHomonyms(hits: readonly NameHit[]): NameHit[] {
  const distinct = hits.filter((hit) => !isTold(hit, hits));
  return distinct.map((hit) => ({ ...hit, sureness: hit.sureness - penalty(hit, distinct) })).sort(bestFirst);
}

/** Order of candidates: surest, then best known, then by code so that it never varies. */
export function bestFirst(a: NameHit, b: NameHit): number {
  return b.sureness - a.sureness || b.place.prominence - a.place.prominence || (a.place.code < b.place.code ? -1 : 1);
}
