import type { Need } from "../directory/index.ts";
import { fold } from "../platform/i18n/fold.ts";
import type { Lang } from "../platform/i18n/lang.ts";
import type { Urgent } from "./danger.ts";
import type { Lexicon, NeedScores, Said } from "./text/lexicon.ts";
import { foldedWords, splitWords, type Terms } from "./text/words.ts";

/** A need that the question speaks of; weight 0–1, 1 = the most likely one. */
export interface WeightedNeed {
  code: string;
  weight: number;
}

/** What a question means, apart from its place. */
export interface Understanding {
  needs: WeightedNeed[];
  /** How sure the best need is, 0–1. */
  sureness: number;
  /** Folded words, corrected, small words included. */
  words: string[];
  /** Pairs of what was typed and what was read instead. */
  corrected: { typed: string; read: string }[];
  urgent: Urgent | null;
  /** It asks for something that no service of a 211 gives: a film, a plumber, a plane ticket. */
  outOfScope: boolean;
}

/** Corrects words that nobody knows. */
export interface Corrector {
  /** The word meant, or null when the word is known or nothing is near. Folded in, folded out. */
  correct(word: string): string | null;
}

/** What understanding needs; all pure. */
export interface Understander {
  needs: readonly Need[];
  lexicon: Lexicon;
  speller: Corrector;
  terms: Terms;
  /** Full names of a short form, by its folded form. */
  abbreviations: ReadonlyMap<string, readonly string[]>;
  /** For each family of needs, what most people mean by it. */
  usual: Readonly<Record<string, readonly string[]>>;
  /** For each need, which others may help where too little answers it. */
  related: Readonly<Record<string, readonly string[]>>;
  danger(words: readonly string[]): Urgent | null;
}

/** A need below this is not spoken of. */
const LEAST_SCORE = 0.46;
/** A need below this share of the best one is not meant; where the best one is said word for word, others must be nearly as sure. */
const LEAST_SHARE = 0.62;
const LEAST_SHARE_WHEN_SURE = 0.85;
const SURE = 0.95;
const MOST_NEEDS = 6;
/** A part of a long question is worth this much of a question of its own; a lone word less. */
const PART_WORTH = 0.9;
const LONE_WORD_WORTH = 0.7;
/** A part that only says who someone is ("je suis une mère monoparentale"). */
const WHO_WORTH = 0.4;
/** Where one thing ends and another begins: "… et …", "… but …", commas and stops. */
const PART_ENDS = /[.,;:!?\n()]+|\s+(?:et|mais|pis|puis|car|parce|donc|and|but|because|so|then|also)\s+/iu;
/** Someone who names a family means its usual needs, in their order, then the others. */
const USUAL_CHILD = 0.92;
const USUAL_STEP = 0.04;
const OTHER_CHILD = 0.62;
/** A family lends less where a need of its own is said as surely. */
const LENT_BESIDE_OWN = 0.7;
/** A need this sure brings its emergency lines even where no danger word is said. */
const SURE_OF_DANGER = 0.6;

/** Needs whose mere choice brings the emergency lines. */
export const URGENT_NEEDS: Readonly<Record<string, Urgent>> = {
  "mental.suicide": "suicide",
  "mental.crisis": "danger",
  "violence.children": "danger",
  "emergency.services": "danger",
  "violence.line": "violence",
  "violence.shelter": "violence",
  "violence.sexual": "violence",
};

function isCapital(word: string): boolean {
  return word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase();
}

/** Words typed in capitals on purpose: not those of a question that is all in capitals. */
function capitalsOf(typed: readonly string[]): Set<string> {
  const capitals = typed.filter(isCapital);
  return new Set(capitals.length < typed.length || typed.length <= 2 ? capitals.map(fold) : []);
}

function correctWords(words: readonly string[], { speller, terms }: Understander): { words: string[]; corrected: Understanding["corrected"] } {
  const corrected: Understanding["corrected"] = [];
  const read = words.map((word) => {
    if (terms.isStop(word, "fr") || terms.isStop(word, "en")) return word;
    const better = speller.correct(word);
    if (better === null) return word;
    corrected.push({ typed: word, read: better });
    return better;
  });
  return { words: read, corrected };
}

/** The question with its short forms said in full, one variant per meaning of the first found. */
function spelledOut({ words, capitals }: Said, abbreviations: Understander["abbreviations"]): Said[] {
  const at = words.findIndex((word) => abbreviations.has(word) && (words.length === 1 || capitals.has(word)));
  if (at < 0) return [];
  return abbreviations.get(words[at]!)!.map((full) => ({ words: words.toSpliced(at, 1, ...foldedWords(full)), capitals }));
}

/** Parts of a question that says several things, each scored alone: what one says must not drown another. */
function scoreParts(text: string, lang: Lang, capitals: ReadonlySet<string>, understander: Understander): NeedScores[] {
  const { lexicon, terms } = understander;
  const parts = text.split(PART_ENDS).map((part) => correctWords(foldedWords(part), understander).words).filter((words) => words.length > 0);
  if (parts.length < 2) return [];
  return parts.map((words) => {
    const content = terms.content(words, lang);
    const worth = content.every((term) => terms.isLight(term, lang)) ? WHO_WORTH : content.length > 1 ? PART_WORTH : LONE_WORD_WORTH;
    return lexicon.score({ words, capitals }, lang).map((score) => score * worth);
  });
}

function highest(all: readonly NeedScores[]): NeedScores {
  return all[0]!.map((_, index) => Math.max(...all.map((scores) => scores[index]!)));
}

/** Scores of second-level needs: their own, or what their family lends them. */
function secondLevel(scores: NeedScores, { needs, usual }: Understander): { code: string; score: number }[] {
  const family = new Map(needs.map(({ code }, index) => [code, scores[index]!]));
  const bestOwn = Math.max(...needs.map(({ parent }, index) => (parent === null ? 0 : scores[index]!)));
  return needs.flatMap(({ code, parent }, index) => {
    if (parent === null) return [];
    const order = usual[parent]?.indexOf(code) ?? -1;
    const beside = bestOwn >= family.get(parent)! ? LENT_BESIDE_OWN : 1;
    const lent = family.get(parent)! * beside * (order >= 0 ? USUAL_CHILD - USUAL_STEP * order : OTHER_CHILD);
    return [{ code, score: Math.max(scores[index]!, lent) }];
  });
}

type Chosen = Pick<Understanding, "needs" | "sureness" | "outOfScope">;

function chooseNeeds(scored: { code: string; score: number }[], outside: number): Chosen {
  const best = Math.max(0, ...scored.map(({ score }) => score));
  const outOfScope = outside >= LEAST_SCORE && outside > best;
  if (best < LEAST_SCORE || outOfScope) return { needs: [], sureness: best, outOfScope };
  const share = best >= SURE ? LEAST_SHARE_WHEN_SURE : LEAST_SHARE;
  const needs = scored
    .filter(({ score }) => score >= Math.max(LEAST_SCORE, share * best))
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_NEEDS)
    .map(({ code, score }) => ({ code, weight: Math.round((score / best) * 1000) / 1000 }));
  return { needs, sureness: Math.min(1, best), outOfScope };
}

function urgentOf(typed: readonly string[], read: readonly string[], chosen: Chosen, { danger }: Understander): Urgent | null {
  const said = danger(typed) ?? danger(read);
  if (said !== null || chosen.sureness < SURE_OF_DANGER) return said;
  return URGENT_NEEDS[chosen.needs[0]?.code ?? ""] ?? null;
}

/**
 * Reads a question.
 * @param text what was typed, without the place it names
 * @param whole what was typed, all of it: danger is looked for there
 */
export function understand(text: string, whole: string, lang: Lang, understander: Understander): Understanding {
  const typed = splitWords(text);
  const capitals = capitalsOf(typed);
  const { words, corrected } = correctWords(foldedWords(text), understander);
  const said: Said = { words, capitals };
  const variants = [said, ...spelledOut(said, understander.abbreviations)];
  const together = variants.map((variant) => understander.lexicon.score(variant, lang));
  const scores = highest([...together, ...scoreParts(text, lang, capitals, understander)]);
  const chosen = chooseNeeds(secondLevel(scores, understander), Math.max(...scores.subarray(understander.needs.length)));
  return { ...chosen, words, corrected, urgent: urgentOf(foldedWords(whole), words, chosen, understander) };
}
