import { fold } from "../../platform/i18n/fold.ts";
import type { Lang, PerLang } from "../../platform/i18n/lang.ts";
import { stem } from "./stem.ts";

/** Words of a text as typed, in order: letters and digits only. */
export function splitWords(text: string): string[] {
  return text.normalize("NFC").match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

/** Words of a text, folded, in order. */
export function foldedWords(text: string): string[] {
  const folded = fold(text);
  return folded === "" ? [] : folded.split(" ");
}

/** What turns words into the terms that search compares. */
export interface Terms {
  isStop(word: string, lang: Lang): boolean;
  /** The term of a folded word: its stem, or the first of its synonyms' stems. */
  term(word: string, lang: Lang): string;
  /** Terms that say who someone is rather than what they need. */
  isLight(term: string, lang: Lang): boolean;
  /** Terms of the words that mean something, in order: no small words, no lone letters. */
  content(words: readonly string[], lang: Lang): string[];
}

function canonicalStems(groups: readonly (readonly string[])[], lang: Lang): Map<string, string> {
  const canonical = new Map<string, string>();
  for (const group of groups) {
    const first = stem(fold(group[0] ?? ""), lang);
    for (const word of group) canonical.set(stem(fold(word), lang), first);
  }
  return canonical;
}

/** Words that terms are made with, by language. */
export interface TermWords {
  stopWords: PerLang<readonly string[]>;
  /** Groups of single words that count as one. */
  synonyms: PerLang<readonly (readonly string[])[]>;
  lightWords: PerLang<readonly string[]>;
}

/** Terms of both languages. */
export function createTerms({ stopWords, synonyms, lightWords }: TermWords): Terms {
  const stops = { fr: new Set(stopWords.fr), en: new Set(stopWords.en) };
  const canonical = { fr: canonicalStems(synonyms.fr, "fr"), en: canonicalStems(synonyms.en, "en") };
  const known: PerLang<Map<string, string>> = { fr: new Map(), en: new Map() };

  const term = (word: string, lang: Lang) => {
    const seen = known[lang].get(word);
    if (seen !== undefined) return seen;
    const stemmed = stem(word, lang);
    const made = canonical[lang].get(stemmed) ?? stemmed;
    // A cache of what visitors type must not grow without end.
    if (known[lang].size < 100_000) known[lang].set(word, made);
    return made;
  };

  const light = perLang((lang) => new Set(lightWords[lang].flatMap((word) => foldedWords(word)).map((word) => term(word, lang))));

  return {
    isLight: (word, lang) => light[lang].has(word),
    isStop: (word, lang) => stops[lang].has(word),
    term,
    content: (words, lang) => words.filter((word) => word.length > 1 && !stops[lang].has(word)).map((word) => term(word, lang)),
  };
}

/** A value made for each language. */
export function perLang<T>(make: (lang: Lang) => T): PerLang<T> {
  return { fr: make("fr"), en: make("en") };
}
