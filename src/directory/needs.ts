import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DATA_DIR } from "../platform/paths.ts";
import type { Need } from "./directory.contract.ts";

/** The need taxonomy: two levels, in the order of the source. */
export interface Needs {
  all(): readonly Need[];
  /** Top-level terms, the five basic needs first. */
  tops(): Need[];
  children(code: string): Need[];
  need(code: string): Need | null;
  isSensitive(codes: readonly string[]): boolean;
}

export function createNeeds(terms: readonly Need[]): Needs {
  const byCode = new Map(terms.map((term) => [term.code, term]));
  return {
    all: () => terms,
    tops: () => terms.filter(({ parent }) => parent === null).sort((a, b) => Number(b.basic) - Number(a.basic)),
    children: (code) => terms.filter(({ parent }) => parent === code),
    need: (code) => byCode.get(code) ?? null,
    isSensitive: (codes) => codes.some((code) => byCode.get(code)?.sensitive === true),
  };
}

let shipped: Needs | null = null;

/** The taxonomy that ships with fanal (data/needs-taxonomy, CC0); read once. */
export function readNeeds(): Needs {
  shipped ??= createNeeds((JSON.parse(readFileSync(join(DATA_DIR, "needs-taxonomy", "needs.json"), "utf8")) as { terms: Need[] }).terms);
  return shipped;
}
