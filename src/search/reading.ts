import type { Territory } from "../territory/index.ts";
import { findHome, type Home } from "./home.ts";
import type { NamesSaid } from "./indexing/name-table.ts";
import type { SearchIndex } from "./indexing/search-index.ts";
import type { SearchQuery } from "./search.contract.ts";
import { foldedWords } from "./text/words.ts";
import { understand, type Understander, type Understanding } from "./understand.ts";

/** How a question was read: its home, its needs, the names in it. */
export interface Reading {
  home: Home;
  understanding: Understanding;
  names: NamesSaid;
}

/** An organisation this surely named outweighs a need that is less sure than `SURE_NEED`. */
const SURELY_NAMED = 0.95;
const SURE_NEED = 0.6;
const NOTHING: Understanding = { needs: [], sureness: 0, words: [], corrected: [], urgent: null, outOfScope: false };

/** Words of the whole question, corrected: names hold places. */
function namingWords(q: string, { corrected }: Understanding): string[] {
  const read = new Map(corrected.map((pair) => [pair.typed, pair.read]));
  return foldedWords(q).map((word) => read.get(word) ?? word);
}

/** Who names an organisation and says little else looks for it, not for a need that its name resembles. */
function settle(understanding: Understanding, names: NamesSaid): Understanding {
  const isNamed = Math.max(0, ...names.values()) >= SURELY_NAMED;
  return isNamed && understanding.sureness < SURE_NEED ? { ...understanding, needs: [], sureness: 1 } : understanding;
}

/** Reads a question. @throws FanalError `unknownPlace` (400) */
export function readQuestion(query: SearchQuery, { territory, understander, index }: { territory: Territory; understander: Understander; index: SearchIndex }): Reading {
  const home = findHome(territory, query);
  const read = query.q.trim() === "" ? NOTHING : understand(home.rest, query.q, query.lang, understander);
  const names = index.names.said(namingWords(query.q, read));
  return { home, understanding: settle(read, names), names };
}
