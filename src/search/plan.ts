import type { Needs } from "../directory/index.ts";
import { perLang, type Terms } from "./text/words.ts";
import type { IndexQuery, NeedWanted } from "./indexing/index-query.ts";
import type { SearchQuery } from "./search.contract.ts";
import type { Reading } from "./reading.ts";

/*
 * From a question that was read to what is asked of the index: which needs, for how much; whether words
 * alone may bring a service; what may help too.
 */

/** When the best need is at least this sure, words alone do not bring a service. */
const SURE = 0.5;
/** Share of a question that words alone must cover. */
const WORDS_ALONE = 0.5;
/** What a chosen need is worth where the question speaks of something else. */
const CHOSEN_ONLY = 0.5;
/** What a related need is worth: the first most, each next one a little less. */
const RELATED_WORTH = 0.5;
const RELATED_STEP = 0.1;
const RELATED_LEAST = 0.1;

function familyOf(code: string): string {
  return code.split(".")[0]!;
}

function wanted(codes: readonly string[], weight: number): NeedWanted {
  return { codes, weight, related: false, mainOnly: false };
}

/** A need of either level as those of the second. */
function leaves(code: string, needs: Needs): string[] {
  const children = needs.children(code);
  return children.length > 0 ? children.map((child) => child.code) : [code];
}

/** What to ask of the index. */
export function planQuery(query: SearchQuery, { home, understanding, names }: Reading, { needs, terms, now }: { needs: Needs; terms: Terms; now: Date }): IndexQuery {
  const empty = home.rest.trim() === "" && names.size === 0;
  const words = empty ? [] : understanding.words;
  return {
    lang: query.lang,
    everything: empty && query.needs.length === 0,
    needs: [
      ...understanding.needs.map(({ code, weight }) => wanted([code], weight)),
      ...query.needs.map((code) => wanted(leaves(code, needs), empty ? 1 : CHOSEN_ONLY)),
    ],
    terms: perLang((lang) => [...new Set(terms.content(words, lang))]),
    wordsAlone: !empty && !understanding.outOfScope && understanding.sureness < SURE ? WORDS_ALONE : null,
    names,
    home: home.place,
    now,
    filters: query,
    top: query.offset + query.limit,
  };
}

/**
 * The same, with what may help too, nearest need first. Outside the family of what was asked, only a
 * main need counts: a legal clinic that also informs does not feed.
 */
export function withRelated(asked: IndexQuery, code: string, related: Readonly<Record<string, readonly string[]>>): IndexQuery {
  const others = [...(related[code] ?? []), ...(related["*"] ?? [])];
  const needs = others.map((other, rank): NeedWanted => ({
    codes: [other],
    weight: Math.max(RELATED_LEAST, RELATED_WORTH - RELATED_STEP * rank),
    related: true,
    mainOnly: familyOf(other) !== familyOf(code),
  }));
  return { ...asked, needs: [...asked.needs, ...needs] };
}
