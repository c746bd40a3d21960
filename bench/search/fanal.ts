import { readNeeds } from "../../src/directory/index.ts";
import { perLang } from "../../src/search/text/words.ts";
import type { IndexAnswer, IndexQuery } from "../../src/search/indexing/index-query.ts";
import { SearchIndex } from "../../src/search/indexing/search-index.ts";
import { readSearchWords } from "../../src/search/search-words.ts";
import { createTerms, foldedWords } from "../../src/search/text/words.ts";
import type { Place } from "../../src/territory/index.ts";
import type { Corpus } from "./corpus.ts";
import type { Question } from "./questions.ts";

/** A Tuesday morning, so that "open now" is the same on every run. */
export const NOW = new Date("2026-11-24T15:30:00Z");
export const TOP = 20;
const WORDS_ALONE = 0.5;

/** fanal's index as the bench uses it: from what was typed to the twenty best, with facets. */
export function createFanal(corpus: Corpus, restored?: SearchIndex) {
  const terms = createTerms(readSearchWords());
  const setup = { needs: readNeeds().all(), terms, isEveryday: () => false, asksServes: corpus.territory.serves };
  const index = restored ?? new SearchIndex(setup);

  const correct = (word: string, lang: Question["lang"]) => {
    if (terms.isStop(word, lang) || index.vocabulary.knows(word)) return word;
    return index.speller.correct(word, 1) ?? index.speller.correct(word, 2) ?? word;
  };

  const homes = new Map<string, Place | null>();
  const homeOf = (code: string) => {
    const known = homes.get(code) ?? (code === "" ? null : corpus.territory.place("municipality", code));
    homes.set(code, known);
    return known;
  };

  const query = ({ lang, q, home, need, language, openNow }: Question): IndexQuery => {
    const words = foldedWords(q).map((word) => correct(word, lang));
    return {
      lang,
      everything: false,
      needs: [],
      terms: perLang((side) => [...new Set(terms.content(words, side))]),
      wordsAlone: WORDS_ALONE,
      names: index.names.said(words),
      home: homeOf(home),
      now: NOW,
      filters: { needs: need === null ? [] : [need], language, openNow },
      top: TOP,
    };
  };

  return { index, setup, terms, query, ask: (question: Question): IndexAnswer => index.answer(query(question)) };
}
