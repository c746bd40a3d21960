import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DATA_DIR } from "../platform/paths.ts";
import type { Need } from "./directory.contract.ts";
import type { Taxonomy } from "./taxonomy/taxonomy.contract.ts";

/** The need taxonomy: two levels, in the order of the source. */
export interface Needs {
  all(): readonly Need[];
  /** Top-level terms, the five basic needs first. */
  tops(): Need[];
  children(code: string): Need[];
  /** A term by its code, or by the code of a term that was merged into it. */
  need(code: string): Need | null;
  isSensitive(codes: readonly string[]): boolean;
  /** Changes whenever the terms do; what is derived from them is then made again. */
  version(): number;
}

/** A taxonomy that staff may change while it is used. */
export interface LiveNeeds extends Needs {
  replace(taxonomy: Taxonomy): void;
}

export function createNeeds(terms: readonly Need[]): LiveNeeds {
  let taxonomy: Taxonomy = { terms, merged: new Map() };
  let byCode = new Map(terms.map((term) => [term.code, term]));
  let version = 0;
  const need = (code: string) => byCode.get(taxonomy.merged.get(code) ?? code) ?? null;
  return {
    all: () => taxonomy.terms,
    tops: () => taxonomy.terms.filter(({ parent }) => parent === null).sort((a, b) => Number(b.basic) - Number(a.basic)),
    children: (code) => taxonomy.terms.filter(({ parent }) => parent === code),
    need,
    isSensitive: (codes) => codes.some((code) => need(code)?.sensitive === true),
    version: () => version,
    replace: (next) => {
      taxonomy = next;
      byCode = new Map(next.terms.map((term) => [term.code, term]));
      version += 1;
    },
  };
}

let shipped: Needs | null = null;

/** The taxonomy that ships with fanal (data/needs-taxonomy, CC0); read once. */
export function readNeeds(): Needs {
  shipped ??= createNeeds((JSON.parse(readFileSync(join(DATA_DIR, "needs-taxonomy", "needs.json"), "utf8")) as { terms: Need[] }).terms);
  return shipped;
}

/** The same, for a directory whose staff may change it. */
export function liveNeeds(): LiveNeeds {
  return createNeeds(readNeeds().all());
}

/** Something that is made from the taxonomy, made again when it has changed. */
export function ofTaxonomy<T>(needs: Needs, make: (needs: Needs) => T): () => T {
  let made: { version: number; value: T } | null = null;
  return () => {
    if (made?.version !== needs.version()) made = { version: needs.version(), value: make(needs) };
    return made.value;
  };
}
