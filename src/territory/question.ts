import { nameKey } from "./names.ts";

/** A word of a question, with where it stands. */
export interface Word {
  key: string;
  start: number;
  end: number;
  /** Written with a capital. */
  capital: boolean;
  /** Joined by a hyphen to the word before. */
  joined: boolean;
}

/** Words that say a place follows. */
const STRONG = new Set(["a", "au", "aux", "en", "in", "near", "at", "around", "dans", "pres", "proche", "autour", "vers"]);
const WEAK = new Set(["de", "du", "des", "d", "sur", "of", "from", "to", "pour", "for"]);
const ARTICLES = new Set(["la", "le", "les", "l", "the"]);
const LINKS = new Set(["pres", "proche", "autour", "close", "cote", "to", "next"]);

/** How strongly the words before a place announce it: 2 "à, near", 1 "de, of", 0 nothing. */
export function announcement(words: readonly Word[], start: number): 0 | 1 | 2 {
  let i = start - 1;
  while (i >= 0 && ARTICLES.has(words[i]!.key)) i--;
  const before = words[i]?.key ?? "";
  if (STRONG.has(before)) return 2;
  if (before === "to" && LINKS.has(words[i - 1]?.key ?? "")) return 2;
  if (!WEAK.has(before)) return 0;
  return LINKS.has(words[i - 1]?.key ?? "") ? 2 : 1;
}

/** Where the words that announce a place begin ("près de la" before "Tuque"). */
export function announcedFrom(words: readonly Word[], start: number): number {
  let i = start;
  while (i > 0 && isConnector(words[i - 1]!.key)) i--;
  return i;
}

/** A word that only links others; no name starts with it. */
export function isPreposition(key: string): boolean {
  return STRONG.has(key) || WEAK.has(key) || LINKS.has(key);
}

export function isArticle(key: string): boolean {
  return ARTICLES.has(key);
}

function isConnector(key: string): boolean {
  return isPreposition(key) || isArticle(key);
}

/** The word before, articles and prepositions apart; empty at the start. */
export function lastMeaningfulWord(words: readonly Word[], start: number): string {
  return words[announcedFrom(words, start) - 1]?.key ?? "";
}

/** A place is told in the first words, if at all; longer texts must not cost more. */
const MOST_WORDS = 60;

/** The first words of a text. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map((match) => ({
    key: nameKey(match[0]),
    start: match.index,
    end: match.index + match[0].length,
    capital: /^\p{Lu}/u.test(match[0]),
    joined: /[\p{L}\p{N}][-–]$/u.test(text.slice(0, match.index)),
  })).filter(({ key }) => key !== "").slice(0, MOST_WORDS);
}
