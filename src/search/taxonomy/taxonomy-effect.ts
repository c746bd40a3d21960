import type { Need, NeedChange, Taxonomy } from "../../directory/index.ts";
import type { RecentQuestion } from "../counting/recent-questions.ts";
import type { TaxonomyEffect } from "../search.contract.ts";
import type { Search } from "../search.ts";

/** Shown at the most. */
const MOST_QUESTIONS = 50;
const MOST_WORDS = 20;

function sharedWords(change: NeedChange, { terms }: Taxonomy, wordsOf: (need: Need) => string[]): TaxonomyEffect["shared"] {
  if (change.kind !== "addTerm" && change.kind !== "editWords") return [];
  const own = terms.find(({ code }) => code === change.code);
  const mine = new Set(own ? wordsOf(own) : []);
  return terms.filter(({ code }) => code !== change.code).flatMap((need) => wordsOf(need).filter((word) => mine.has(word)).map((word) => ({ word, need: need.code }))).slice(0, MOST_WORDS);
}

/** What a change would do: questions of late that would be understood otherwise, and words that other terms use too. */
export function effectOf(change: NeedChange, before: readonly Need[], after: Taxonomy, questions: readonly RecentQuestion[], search: Pick<Search, "tryTerms">, wordsOf: (need: Need) => string[]): Omit<TaxonomyEffect, "records"> {
  const [now, then] = [search.tryTerms(before), search.tryTerms(after.terms)];
  const read = questions.map(({ text, lang, asked }) => ({ text, lang, asked, before: now(text, lang), after: then(text, lang) }));
  const changed = read.filter((question) => question.before.join() !== question.after.join());
  return { looked: questions.length, changed: changed.slice(0, MOST_QUESTIONS), changedCount: changed.length, shared: sharedWords(change, after, wordsOf) };
}
