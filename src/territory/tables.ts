import type { Outline } from "./polygons.ts";

/** One line of a CSV file: column → text, empty where nothing is known. */
export type Row = Readonly<Record<string, string>>;

/** The files of data/territory, as written there. */
export interface TerritoryTables {
  regions: readonly Row[];
  mrcs: readonly Row[];
  municipalities: readonly Row[];
  boroughs: readonly Row[];
  fsas: readonly Row[];
  postalCodes: readonly Row[];
  places: readonly Row[];
  aliases: readonly Row[];
}

/** What a question says apart from places, so that a need is never taken for one. */
export interface EverydayWords {
  /** Words of the need lexicon (keys of `nameKey`). */
  lexicon: ReadonlySet<string>;
  /** Names of places that are everyday words, and names of organisations that hold a place's name. */
  phrases: ReadonlySet<string>;
}

/** Kinds of area whose outlines are open data. */
export type OutlinedKind = "region" | "mrc" | "municipality" | "borough";

/** Everything `data/territory` holds; outlines are read when first asked for. */
export interface TerritoryData {
  tables: TerritoryTables;
  everyday: EverydayWords;
  outlines(kind: OutlinedKind): ReadonlyMap<string, Outline>;
}
