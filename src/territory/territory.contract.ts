import type { MultiPolygon, Polygon } from "geojson";
import type { Lang } from "../platform/i18n/lang.ts";

/** Areas a service can accept people from, widest first (domain: serviceArea). */
export const AREA_KINDS = ["province", "region", "mrc", "municipality", "borough", "fsa"] as const;
export type AreaKind = (typeof AREA_KINDS)[number];

/** Anything a person may call home. */
export const PLACE_KINDS = [...AREA_KINDS, "neighbourhood", "postal_code"] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/**
 * The official code of the area of each kind that wholly contains a place.
 * Municipality: 5-digit code géographique; MRC and region: codes of mrc.csv;
 * borough: `<municipality>-<slug>`; fsa: three characters, upper case.
 */
export type AreaCodes = Partial<Record<AreaKind, string>>;

export interface Area {
  kind: AreaKind;
  code: string;
  name: string;
  /** The areas that contain it, itself included. */
  within: AreaCodes;
  /** Interior point, WGS84; null where the open data has no polygon. */
  lat: number | null;
  lon: number | null;
  population: number | null;
}

/** A resolved home: where it is and which areas surely contain it. */
export interface Place {
  kind: PlaceKind;
  /** Official code; `A1A 1A1` for a postal code, `wof-…` or `geo-…` for a gazetteer place. */
  code: string;
  name: string;
  /** What tells homonyms apart, e.g. "MRC de Portneuf, Capitale-Nationale". */
  context: string;
  lat: number | null;
  lon: number | null;
  within: AreaCodes;
}

export interface PlaceCandidate extends Place {
  /** 0–1, 1 = the exact official name or code. */
  score: number;
}

/** A place that what is typed so far may become. */
export interface PlaceCompletion {
  kind: AreaKind;
  code: string;
  name: string;
  /** What tells homonyms apart. */
  context: string;
}

/** A service area entry. `assumed`: deduced by whoever made the record, not stated by the organisation. */
export interface ServiceArea {
  kind: AreaKind;
  code: string;
  assumed: boolean;
}

/** Does a service accept a home? `unknown`: no area stated, or the home is wider than the area. */
export type Serves = "yes" | "assumed" | "no" | "unknown";

export interface Territory {
  regions(): Area[];
  /** MRCs of a region, or all, in French alphabetical order. */
  mrcs(regionCode?: string): Area[];
  municipalities(mrcCode?: string): Area[];
  boroughs(municipalityCode?: string): Area[];
  area(kind: AreaKind, code: string): Area | null;
  place(kind: PlaceKind, code: string): Place | null;
  /** The place resolution ladder (domain.md). Best first; several when the text is ambiguous. */
  resolve(text: string, lang: Lang, limit?: number): PlaceCandidate[];
  /** Places whose names begin, or go on, with what is typed; the most populated first. */
  complete(typed: string, lang: Lang, limit: number): PlaceCompletion[];
  /**
   * Finds a place named inside a free question ("banque alimentaire Sorel").
   * `rest` is the question without it. Never takes a word that is more likely a need.
   */
  extract(text: string, lang: Lang): { candidates: PlaceCandidate[]; matched: string | null; rest: string };
  /** Areas that contain a point, by polygon. */
  areasAt(lat: number, lon: number): AreaCodes;
  /** Official area from what an import row says; null if nothing matches. */
  resolveArea(ref: { kind: string; code?: string | null; name?: string | null; municipalityCode?: string | null }): { kind: AreaKind; code: string } | null;
  serves(areas: readonly ServiceArea[], home: Place): Serves;
  /** The municipalities or areas whose interior points are nearest, itself excluded. */
  neighbours(place: Place, limit: number): Area[];
  /** GeoJSON geometry of an area's outline; null where there is none. */
  outline(kind: AreaKind, code: string): Polygon | MultiPolygon | null;
  /** Observed coordinates of a six-character postal code, or null. */
  postalPoint(code: string): { lat: number; lon: number; municipality: string | null } | null;
}
