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

/** What was seen of an FSA. */
interface Evidence {
  /** Postal codes, strays apart. */
  codes: PostalCode[];
  /** Areas of the codes and of the town halls. */
  areas: AreaCodes[];
  /** Areas of the one municipality that the 2011 table gives and the codes confirm; else empty. */
  whole: AreaCodes;
}

function gather(row: Row, observed: PostalCode[], rural: boolean, areasOf: (municipality: string) => AreaCodes): Evidence {
  const codes = rural ? observed : withoutStrays(observed);
  const halls = row["municipal_halls"]!.split(";").filter(Boolean).map(areasOf);
  const whole = row["whole_municipality"]!;
  const agreeing = codes.filter(({ within }) => within.municipality === whole).length;
  const trusted = whole !== "" && agreeing >= codes.length * AGREE;
  return { codes, areas: [...codes.map(({ within }) => within), ...halls], whole: trusted ? areasOf(whole) : {} };
}

/** The areas of a kind that the FSA reaches, or null where too little was seen. */
function reached(kind: ReachKind, { codes, areas, whole }: Evidence): ReadonlySet<string> | null {
  if (whole[kind] !== undefined) return new Set([whole[kind]]);
  const enough = kind === "borough" ? codes.length >= ENOUGH.borough && codes.every(({ within }) => within.borough) : areas.length >= ENOUGH[kind];
  return enough ? new Set(areas.map((codesOf) => codesOf[kind]).filter((code) => code !== undefined)) : null;
}

function survey(row: Row, observed: PostalCode[], areasOf: (municipality: string) => AreaCodes): Fsa {
  const code = row["fsa"]!;
  const rural = row["rural"] === "1";
  const evidence = gather(row, observed, rural, areasOf);
  const reach = Object.fromEntries(REACH_KINDS.map((kind) => [kind, reached(kind, evidence)])) as Fsa["reach"];
  const within: AreaCodes = { province: "24", ...evidence.whole, fsa: code };
  // A rural FSA is wide and thinly observed: one municipality seen is not all of it.
  for (const kind of rural ? [] : REACH_KINDS) if (reach[kind]?.size === 1) within[kind] = [...reach[kind]][0]!;
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
