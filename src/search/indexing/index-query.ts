import type { Lang, PerLang } from "../../platform/i18n/lang.ts";
import type { Place, Serves } from "../../territory/index.ts";
import type { Facets, Filters } from "../facets.ts";
import type { NamesSaid } from "./name-table.ts";

/** A way to be found: the record answers one of these needs. */
export interface NeedWanted {
  /** Codes of the second level; the first of the record's needs among them is the one answered. */
  codes: readonly string[];
  /** What answering it is worth, 0–1. */
  weight: number;
  /** Not what was asked, but it may help: only for what is not found otherwise and accepts the home. */
  related: boolean;
  /** Counts only where it is the first need that the record names. */
  mainOnly: boolean;
}

/** A question as the index takes it. */
export interface IndexQuery {
  lang: Lang;
  /** Every document, whatever it answers. */
  everything: boolean;
  needs: readonly NeedWanted[];
  /** Terms of the question, by language, each once; empty: words do not count. */
  terms: PerLang<readonly string[]>;
  /** Share of the question that words alone must cover to bring a document; null: they bring none. */
  wordsAlone: number | null;
  names: NamesSaid;
  home: Place | null;
  now: Date;
  filters: Filters;
  /** How many of the best are wanted. */
  top: number;
}

/** A document among the best. */
export interface IndexHit {
  id: string;
  /** The need that it answers best and what that is worth; null when words or name alone found it. */
  needCode: string | null;
  need: number;
  primary: boolean;
  text: number;
  name: number;
  related: boolean;
  serves: Serves;
  openNow: boolean | null;
  /** Kilometres that it was ranked by; null: none that matters. */
  distanceKm: number | null;
  ageYears: number | null;
  score: number;
}

export interface IndexAnswer {
  /** Best first. */
  hits: IndexHit[];
  total: number;
  /** Before filters, how many of what was found may accept the home. */
  accepting: number;
  facets: Facets;
}
