import type { PostalCode } from "./postal-code.ts";
import type { Row } from "./tables.ts";
import type { AreaCodes } from "./territory.contract.ts";

/** A forward sortation area: the first half of a postal code. */
export interface Fsa {
  code: string;
  /** Second character 0: spans many municipalities. */
  rural: boolean;
  lat: number | null;
  lon: number | null;
  /** The areas that surely hold all of it. */
  within: AreaCodes;
  /** Areas it is known to reach, by kind; null where too little is known to exclude any. */
  reach: Record<ReachKind, ReadonlySet<string> | null>;
}

/** Kinds of area that an FSA is compared with. */
export const REACH_KINDS = ["borough", "municipality", "mrc", "region"] as const;
export type ReachKind = (typeof REACH_KINDS)[number];

/** Observed codes that make a statement about all of an FSA safe. */
const ENOUGH = { borough: 8, municipality: 5, mrc: 3, region: 2 } as const;
/** An observed code this far from the middle of an urban FSA (km), and so many times farther than most, is an error of its source. */
const STRAY_KM = 3;
const STRAY_TIMES = 4;
/** Share of what is observed that must agree with the 2011 table. */
const AGREE = 0.9;

/** Kilometres between two points of Québec, good to 1 % under 100 km. */
function roughKm(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  return Math.hypot(a.lat - b.lat, (a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180)) * 111.2;
}

function middle(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

function withoutStrays(observed: PostalCode[]): PostalCode[] {
  if (observed.length < 3) return observed;
  const centre = { lat: middle(observed.map(({ lat }) => lat)), lon: middle(observed.map(({ lon }) => lon)) };
  const far = Math.max(STRAY_KM, STRAY_TIMES * middle(observed.map((code) => roughKm(code, centre))));
  return observed.filter((code) => roughKm(code, centre) <= far);
}

function survey(row: Row, observed: PostalCode[], areasOf: (municipality: string) => AreaCodes): Fsa {
  const code = row["fsa"]!;
  const rural = row["rural"] === "1";
  const halls = row["municipal_halls"]!.split(";").filter(Boolean).map(areasOf);
  const near = rural ? observed : withoutStrays(observed);
  const evidence = [...near.map(({ within }) => within), ...halls];
  const whole = row["whole_municipality"]!;
  const agreeing = near.filter(({ within }) => within.municipality === whole).length;
  const trusted = whole !== "" && agreeing >= near.length * AGREE;
  const within: AreaCodes = { province: "24", ...(trusted ? areasOf(whole) : {}), fsa: code };
  const reach = {} as Record<ReachKind, ReadonlySet<string> | null>;
  for (const kind of REACH_KINDS) {
    const seen = new Set(evidence.map((areas) => areas[kind]).filter((area) => area !== undefined));
    const known = kind === "borough" ? near.length >= ENOUGH.borough && near.every((one) => one.within.borough) : evidence.length >= ENOUGH[kind];
    reach[kind] = trusted && kind !== "borough" ? new Set([within[kind]!]) : known ? seen : null;
    if (within[kind] === undefined && known && seen.size === 1 && !rural) within[kind] = [...seen][0]!;
  }
  return { code, rural, lat: row["lat"] ? Number(row["lat"]) : null, lon: row["lon"] ? Number(row["lon"]) : null, within, reach };
}

/**
 * What each FSA surely lies in and what it reaches, from the 2011 table of whole municipalities,
 * the observed postal codes and the town halls' addresses.
 */
export function surveyFsas(rows: readonly Row[], codes: readonly PostalCode[], areasOf: (municipality: string) => AreaCodes): Map<string, Fsa> {
  const observed = new Map<string, PostalCode[]>();
  for (const code of codes) {
    const fsa = code.code.slice(0, 3);
    observed.set(fsa, [...(observed.get(fsa) ?? []), code]);
  }
  return new Map(rows.map((row) => [row["fsa"]!, survey(row, observed.get(row["fsa"]!) ?? [], areasOf)]));
}
