import { fold } from "../platform/i18n/fold.ts";
import type { Needs } from "./needs.ts";

/** Words of the longest phrase of the lexicon that is looked for. */
const LONGEST = 6;
/** A single everyday word inside a sentence says too little ("manger"); a name is short enough for one. */
const SHORTEST_IN_TEXT = 2;

export interface NeedGuesser {
  /** The needs of a taxonomy term: its code, or its name as a label or an entry of the lexicon. */
  ofTerm(code: string | null, name: string | null): string[];
  /** The need that a name or a description most likely speaks of; none when nothing is clear. */
  ofText(name: string, description: string): string[];
}

function plural(word: string): string {
  return word.length > 3 ? word.replace(/[sx]$/, "") : word;
}

function normal(text: string): string {
  return fold(text).split(" ").map(plural).join(" ");
}

const NOTHING_OUTSIDE: ReadonlyMap<string, string> = new Map();

/** Recognises needs in the words of other taxonomies, by the bilingual lexicon. `outside`: what staff said that codes from elsewhere are. */
export function createNeedGuesser(needs: Needs, outside: ReadonlyMap<string, string> = NOTHING_OUTSIDE): NeedGuesser {
  const phrases = new Map<string, string[]>();
  const learn = (phrase: string, code: string) => {
    const known = phrases.get(phrase) ?? [];
    if (phrase !== "" && !known.includes(code)) phrases.set(phrase, [...known, code]);
  };
  for (const { code, parent, label, citizen_label, lexicon } of needs.all()) {
    if (parent === null) continue;
    for (const lang of ["fr", "en"] as const) for (const phrase of [label[lang], citizen_label[lang], ...lexicon[lang]]) learn(normal(phrase), code);
  }

  const longestIn = (text: string, shortest: number): string[] => {
    const words = normal(text).split(" ");
    for (let length = Math.min(LONGEST, words.length); length >= shortest; length--) {
      for (let start = 0; start + length <= words.length; start++) {
        const found = phrases.get(words.slice(start, start + length).join(" "));
        if (found && found.length <= 2) return found.slice(0, 1);
      }
    }
    return [];
  };

  return {
    ofTerm: (code, name) => {
      const known = code === null ? null : needs.need(outside.get(code) ?? code);
      if (known) return [known.code];
      return name === null ? [] : (phrases.get(normal(name)) ?? []).slice(0, 1);
    },
    ofText: (name, description) => {
      const named = longestIn(name, 1);
      return named.length > 0 ? named : longestIn(description.slice(0, 2000), SHORTEST_IN_TEXT);
    },
  };
}
