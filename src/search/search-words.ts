import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fold } from "../platform/i18n/fold.ts";
import type { PerLang } from "../platform/i18n/lang.ts";
import { DATA_DIR } from "../platform/paths.ts";
import type { DangerWords } from "./danger.ts";
import type { ExtraEntries } from "./text/lexicon.ts";
import type { TermWords } from "./text/words.ts";

/** The words that search knows beyond the taxonomy (data/search, CC0). */
export interface SearchWords extends TermWords {
  entries: ExtraEntries;
  /** What people also type, and no service of a 211 answers, by subject. */
  outOfScope: Record<string, PerLang<string[]>>;
  /** Right as they stand, whatever they resemble. */
  knownWords: PerLang<string[]>;
  usual: Record<string, string[]>;
  related: Record<string, string[]>;
  danger: DangerWords;
  /** Full names by folded short form. */
  abbreviations: Map<string, string[]>;
}

function read<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(DATA_DIR, ...path), "utf8")) as T;
}

function readAbbreviations(): Map<string, string[]> {
  const rows = read<({ short: string } & PerLang<string>)[]>("needs-taxonomy", "abbreviations.json");
  const full = new Map<string, string[]>();
  for (const { short, fr, en } of rows) full.set(fold(short), [...(full.get(fold(short)) ?? []), fr, en]);
  return full;
}

/** Reads them from the installed product. */
export function readSearchWords(): SearchWords {
  return {
    stopWords: read("search", "stop-words.json"),
    synonyms: read("search", "synonyms.json"),
    lightWords: read("search", "light-words.json"),
    entries: read("search", "entries.json"),
    outOfScope: read("search", "out-of-scope.json"),
    knownWords: read("search", "known-words.json"),
    usual: read("search", "usual.json"),
    related: read("search", "related.json"),
    danger: read("search", "danger.json"),
    abbreviations: readAbbreviations(),
  };
}
