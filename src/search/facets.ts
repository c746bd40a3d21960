import type { Serves } from "../territory/index.ts";

/** Filters set by the person. */
export interface Filters {
  /** Codes of either level, alternatives; empty: any. */
  needs: readonly string[];
  openNow: boolean;
  language: string | null;
}

export interface Counted {
  code: string;
  count: number;
}

/** Counts over all that matches, exact; each group ignores its own filter. */
export interface Facets {
  needs: Counted[];
  languages: Counted[];
  openNow: number;
  serves: Record<Serves, number>;
}
