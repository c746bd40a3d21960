import { readNeeds } from "../directory/index.ts";
import { createDanger } from "./danger.ts";
import { readSearchWords } from "./search-words.ts";
import { createLexicon } from "./text/lexicon.ts";
import { spellerOver } from "./text/speller.ts";
import { createTerms } from "./text/words.ts";
import type { Understander } from "./understand.ts";

/** For tests: what understands questions, on the shipped words and without any directory. */
export function buildUnderstander(): Understander {
  const words = readSearchWords();
  const needs = readNeeds().all();
  const terms = createTerms(words);
  const lexicon = createLexicon(needs, words, terms);
  const everyday = lexicon.vocabulary();
  const letters = spellerOver(everyday);
  const known = new Set([...words.knownWords.fr, ...words.knownWords.en]);
  const knows = (word: string) => known.has(word) || everyday.has(word) || lexicon.knowsForm(word);
  const speller = { correct: (word: string) => (knows(word) ? null : (letters.correct(word, 1) ?? letters.correct(word, 2))) };
  const { abbreviations, usual, related } = words;
  return { needs, lexicon, speller, terms, abbreviations, usual, related, danger: createDanger(words.danger) };
}
