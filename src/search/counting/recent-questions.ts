import type { Lang } from "../../platform/i18n/lang.ts";
import { foldedWords } from "../text/words.ts";

/*
 * The questions of late, to show what a change of the taxonomy would do to them. In memory only and never written;
 * words that neither the directory nor the taxonomy uses (names, numbers, addresses) are not even kept.
 */

/** Questions kept; the oldest goes first. */
const MOST = 1000;
/** Stands for words that are not kept. */
const UNKEPT = "…";

export interface RecentQuestion {
  /** Known words, folded, in order; `…` for the others. */
  text: string;
  lang: Lang;
  asked: number;
}

export interface RecentQuestions {
  note(text: string, lang: Lang): void;
  /** The commonest first. */
  all(): RecentQuestion[];
}

/** @param knows whether a folded word may be kept */
export function createRecentQuestions(knows: (word: string) => boolean): RecentQuestions {
  const questions = new Map<string, RecentQuestion>();
  return {
    note: (text, lang) => {
      const kept = foldedWords(text).map((word) => (knows(word) && !/\d/.test(word) ? word : UNKEPT)).filter((word, at, all) => word !== UNKEPT || all[at - 1] !== UNKEPT);
      if (kept.every((word) => word === UNKEPT)) return;
      const said = kept.join(" ");
      const key = `${lang} ${said}`;
      const known = questions.get(key);
      // Asked again, it is of late again.
      questions.delete(key);
      questions.set(key, { text: said, lang, asked: (known?.asked ?? 0) + 1 });
      if (questions.size > MOST) questions.delete(questions.keys().next().value!);
    },
    all: () => [...questions.values()].sort((a, b) => b.asked - a.asked),
  };
}
