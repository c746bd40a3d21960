import JARGON from "../../../data/plain-language/jargon.json" with { type: "json" };
import { fold } from "../../platform/i18n/fold.ts";
import type { Lang } from "../../platform/i18n/lang.ts";

/*
 * How easily a text reads. Ease is Flesch's score (1948) for English and its adaptation by Kandel and Moles (1958)
 * for French: about 100 is read by all, under 50 by few.
 */

/** A sentence of more words is worth cutting. */
const LONG_SENTENCE = 20;
/** Below this many words a score says nothing. */
const ENOUGH_WORDS = 12;

const VOWELS = /[aeiouyàâäéèêëîïôöùûüœæ]+/gi;
/** Endings that are written and not spoken. */
const SILENT: Readonly<Record<Lang, RegExp>> = { fr: /(?<=.[^aeiouy])(e|es|ent)$/i, en: /(?<=.[^aeiouyl])(e|es|ed)$/i };
const EASE: Readonly<Record<Lang, (sentence: number, word: number) => number>> = {
  fr: (sentence, word) => 207 - 1.015 * sentence - 73.6 * word,
  en: (sentence, word) => 206.835 - 1.015 * sentence - 84.6 * word,
};

export const READING_LEVELS = ["easy", "fair", "hard"] as const;
export type ReadingLevel = (typeof READING_LEVELS)[number];

export interface Jargon {
  /** As it stands in the text. */
  word: string;
  instead: string;
}

export interface PlainLanguage {
  words: number;
  /** Words of the longest sentence. */
  longest: number;
  /** Sentences worth cutting. */
  longSentences: string[];
  /** 0–100; null when the text is too short to tell. */
  ease: number | null;
  level: ReadingLevel | null;
  jargon: Jargon[];
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?…])\s+|\n+/u).map((sentence) => sentence.trim()).filter((sentence) => sentence !== "");
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu) ?? [];
}

function syllables(word: string, lang: Lang): number {
  return Math.max(1, word.replace(SILENT[lang], "").match(VOWELS)?.length ?? 1);
}

function easeOf(words: readonly string[], sentences: number, lang: Lang): number {
  const spoken = words.reduce((sum, word) => sum + syllables(word, lang), 0);
  return Math.round(Math.min(100, Math.max(0, EASE[lang](words.length / sentences, spoken / words.length))));
}

function levelOf(ease: number): ReadingLevel {
  if (ease >= 65) return "easy";
  return ease >= 45 ? "fair" : "hard";
}

const ENTRIES = (["fr", "en"] as const).flatMap((lang) => JARGON[lang].map(({ word, instead }) => ({ lang, instead, word, pattern: new RegExp(`(?<= )${fold(word).split(" ").map((part) => `${part}s?`).join(" ")}(?= )`, "u") })));

function jargonIn(text: string, lang: Lang): Jargon[] {
  const folded = ` ${fold(text)} `;
  return ENTRIES.filter((entry) => entry.lang === lang && entry.pattern.test(folded)).map(({ word, instead }) => ({ word, instead }));
}

/** What would make a text easier to read. */
export function plainLanguage(text: string, lang: Lang): PlainLanguage {
  const sentences = sentencesOf(text);
  const words = wordsOf(text);
  const lengths = sentences.map((sentence) => wordsOf(sentence).length);
  const ease = words.length < ENOUGH_WORDS ? null : easeOf(words, sentences.length, lang);
  return {
    words: words.length,
    longest: Math.max(0, ...lengths),
    longSentences: sentences.filter((_, at) => lengths[at]! > LONG_SENTENCE),
    ease,
    level: ease === null ? null : levelOf(ease),
    jargon: jargonIn(text, lang),
  };
}
