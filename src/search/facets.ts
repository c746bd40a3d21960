import type { Serves } from "../territory/index.ts";

/** What filters look at in one result. */
export interface Filterable {
  needs: readonly string[];
  languages: readonly string[];
  openNow: boolean | null;
  serves: Serves;
}

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

/** Counts over all that matches; each group ignores its own filter. */
export interface Facets {
  needs: Counted[];
  languages: Counted[];
  openNow: number;
  serves: Record<Serves, number>;
}

interface Passed {
  needs: boolean;
  open: boolean;
  language: boolean;
}

function passes(item: Filterable, filters: Filters): Passed {
  const { needs, openNow, language } = filters;
  return {
    needs: needs.length === 0 || item.needs.some((need) => needs.some((code) => need === code || need.startsWith(`${code}.`))),
    open: !openNow || item.openNow === true,
    language: language === null || item.languages.includes(language),
  };
}

function counted(counts: ReadonlyMap<string, number>): Counted[] {
  return [...counts].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

function tally(counts: Map<string, number>, codes: readonly string[]): void {
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
}

/** Keeps what passes every filter and counts what each filter would give. */
export function filterAndCount<T extends Filterable>(items: readonly T[], filters: Filters): { kept: T[]; facets: Facets } {
  const needs = new Map<string, number>();
  const languages = new Map<string, number>();
  const serves: Record<Serves, number> = { yes: 0, assumed: 0, unknown: 0, no: 0 };
  const kept: T[] = [];
  let openNow = 0;
  for (const item of items) {
    const passed = passes(item, filters);
    if (passed.open && passed.language) tally(needs, item.needs);
    if (passed.needs && passed.open) tally(languages, item.languages);
    if (passed.needs && passed.language && item.openNow === true) openNow += 1;
    if (passed.needs && passed.open && passed.language) {
      serves[item.serves] += 1;
      kept.push(item);
    }
  }
  return { kept, facets: { needs: counted(needs), languages: counted(languages), openNow, serves } };
}
