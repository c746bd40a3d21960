import type { Need } from "../../directory/index.ts";
import { fold } from "../../platform/i18n/fold.ts";
import { LANGS, otherLang, type Lang, type PerLang } from "../../platform/i18n/lang.ts";
import { foldedWords, perLang, type Terms } from "./words.ts";

/*
 * Which needs does a question speak of? Three kinds of evidence, strongest first: an entry of the
 * lexicon said word for word, an entry some of whose decisive words are said, and the words that a
 * need's entries use altogether. Words used by few needs decide (idf).
 */

/** How much a partly said entry loses: the said part of its weight, to this power. */
const PARTIAL = 0.2;
/** Words of an entry in any order say a little less than the entry word for word: "perdu ma mère" is not "ma mère est perdue". */
const ANY_ORDER = 0.95;
/** Share of the entry match; the rest is for the words of the need altogether. */
const ENTRY_SHARE = 0.4;
/** A phrase said word for word is worth at least this share of what it covers. */
const PHRASE_WORTH = 0.9;
/** What a match in the other language than the reader's is worth. */
const OTHER_LANGUAGE = 0.85;
/** Definitions say less than what people type. */
const DEFINITION_WEIGHT = 0.3;
/** A usual bag norm: needs with many words are only half corrected for it. */
const USUAL_BAG = 10;
/** Longest run of words looked up as a phrase. */
const LONGEST_PHRASE = 9;

interface Entry {
  needs: number[];
  terms: string[];
  mass: number;
}

interface Side {
  lang: Lang;
  entries: Entry[];
  byTerm: Map<string, number[]>;
  /** Folded words of an entry → its needs. */
  phrases: Map<string, number[]>;
  /** Short forms that look like words: matched in capitals only. */
  capitals: Map<string, number[]>;
  idf: Map<string, number>;
  /** Term → need → weight in the words of the need altogether. */
  bags: Map<string, Map<number, number>>;
  bagNorm: Float64Array;
}

/** The words of a question as the lexicon takes them: folded, and which stood in capitals on purpose. */
export interface Said {
  words: readonly string[];
  capitals: ReadonlySet<string>;
}

/** 0–1 for each need, in the order of the taxonomy, then for each subject that is out of scope. */
export type NeedScores = Float64Array;

export interface Lexicon {
  /** Scores of every need for a question in a language. */
  score(said: Said, lang: Lang): NeedScores;
  /** Does any entry use another form of this folded word? */
  knowsForm(word: string): boolean;
  /** Surface words, folded, with how many entries use each. */
  vocabulary(): Map<string, number>;
}

/** Extra entries by need code, as data/search/entries.json holds them. */
export type ExtraEntries = Record<string, Partial<PerLang<string[]>>>;

function isShortForm(entry: string): boolean {
  return /^\p{Lu}{2,5}$/u.test(entry);
}

function entriesOf(need: Need, extra: ExtraEntries, lang: Lang): string[] {
  return [...need.lexicon[lang], ...(extra[need.code]?.[lang] ?? []), need.label[lang], need.citizen_label[lang]];
}

function add<K>(map: Map<K, number[]>, key: K, value: number): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}

function idfOf(needsByTerm: Map<string, Set<number>>, count: number): Map<string, number> {
  return new Map([...needsByTerm].map(([term, needs]) => [term, Math.log(1 + count / needs.size)]));
}

function massOf(terms: readonly string[], idf: Map<string, number>): number {
  return terms.reduce((sum, term) => sum + (idf.get(term) ?? 0) ** 2, 0);
}

/** Content terms, or every word's term where all are small words ("ça va pas"). */
function contentOf(words: readonly string[], lang: Lang, terms: Terms): string[] {
  return [...new Set(terms.content(words, lang))];
}

function buildSide(needs: readonly Need[], extra: ExtraEntries, terms: Terms, lang: Lang): Side {
  const phrases = new Map<string, number[]>();
  const capitals = new Map<string, number[]>();
  const contents = new Map<string, { needs: number[]; terms: string[] }>();
  const needsByTerm = new Map<string, Set<number>>();
  const counts = new Map<string, Map<number, number>>();

  const count = (term: string, need: number, weight: number) => {
    const row = counts.get(term) ?? new Map<number, number>();
    row.set(need, (row.get(need) ?? 0) + weight);
    counts.set(term, row);
  };

  needs.forEach((need, index) => {
    for (const entry of entriesOf(need, extra, lang)) {
      const words = foldedWords(entry);
      if (isShortForm(entry)) add(capitals, words.join(" "), index);
      else add(phrases, words.join(" "), index);
      const content = contentOf(words, lang, terms);
      if (content.length === 0 || isShortForm(entry)) continue;
      const key = content.toSorted().join(" ");
      const known = contents.get(key) ?? { needs: [], terms: content };
      if (!known.needs.includes(index)) known.needs.push(index);
      contents.set(key, known);
      for (const term of content) {
        needsByTerm.set(term, (needsByTerm.get(term) ?? new Set()).add(index));
        count(term, index, 1);
      }
    }
    for (const term of contentOf(foldedWords(need.definition[lang]), lang, terms)) count(term, index, DEFINITION_WEIGHT);
  });

  const idf = idfOf(needsByTerm, needs.length);
  const entries = [...contents.values()].map((entry) => ({ ...entry, mass: massOf(entry.terms, idf) }));
  const byTerm = new Map<string, number[]>();
  entries.forEach((entry, index) => entry.terms.forEach((term) => add(byTerm, term, index)));
  const bagNorm = new Float64Array(needs.length);
  const bags = new Map<string, Map<number, number>>();
  for (const [term, row] of counts) {
    const weight = idf.get(term);
    if (weight === undefined) continue;
    bags.set(term, new Map([...row].map(([need, times]) => [need, Math.log(1 + times) * weight])));
    for (const [need, value] of bags.get(term)!) bagNorm[need]! += value ** 2;
  }
  return { lang, entries, byTerm, phrases, capitals, idf, bags, bagNorm: bagNorm.map(Math.sqrt) };
}

/** Weight (idf) of a word that no entry uses: it is something else that the person says. */
const STRANGE_IDF = 3;
/** In a question of a few words it is what the question is about ("carpet cleaning"); in a story it is a detail. */
const STRANGE_IDF_OF_FEW = 8;
const FEW_WORDS = 3;

/** An age or a sum says nothing of a need. */
const NUMBER = /^\d+$/;

function queryMass(content: readonly string[], side: Side): number {
  const strange = content.length <= FEW_WORDS ? STRANGE_IDF_OF_FEW : STRANGE_IDF;
  return content.reduce((sum, term) => sum + (side.idf.get(term) ?? (NUMBER.test(term) ? 0 : strange)) ** 2, 0);
}

function raise(scores: Float64Array, need: number, value: number): void {
  if (value > scores[need]!) scores[need] = value;
}

/** Entries some of whose words are said. */
function scoreEntries(content: readonly string[], side: Side, scores: Float64Array): void {
  const said = new Map<number, number>();
  for (const term of content) {
    const weight = (side.idf.get(term) ?? 0) ** 2;
    for (const entry of side.byTerm.get(term) ?? []) said.set(entry, (said.get(entry) ?? 0) + weight);
  }
  const mass = queryMass(content, side);
  for (const [index, part] of said) {
    const entry = side.entries[index]!;
    const value = ANY_ORDER * (part / Math.sqrt(entry.mass * mass)) * (part / entry.mass) ** PARTIAL;
    for (const need of entry.needs) raise(scores, need, value);
  }
}

function scoreBags(content: readonly string[], side: Side, count: number): Float64Array {
  const scores = new Float64Array(count);
  const norm = Math.sqrt(queryMass(content, side));
  for (const term of content) {
    const weight = side.idf.get(term) ?? 0;
    for (const [need, value] of side.bags.get(term) ?? []) scores[need]! += (weight * value) / (norm * Math.sqrt(side.bagNorm[need]! * USUAL_BAG));
  }
  return scores;
}

/** Runs of words that are an entry word for word; small words count here. */
function scorePhrases({ words, capitals }: Said, side: Side, terms: Terms, count: number): Float64Array {
  const scores = new Float64Array(count);
  const mass = queryMass(contentOf(words, side.lang, terms), side);
  for (let start = 0; start < words.length; start++) {
    for (let end = start + 1; end <= Math.min(words.length, start + LONGEST_PHRASE); end++) {
      const run = words.slice(start, end);
      const phrase = run.join(" ");
      const needs = [...(side.phrases.get(phrase) ?? []), ...(capitals.has(phrase) || words.length === 1 ? (side.capitals.get(phrase) ?? []) : [])];
      if (needs.length === 0) continue;
      const part = massOf(contentOf(run, side.lang, terms), side.idf);
      const share = Math.min(1, Math.max(part / mass || 0, run.length / words.length));
      for (const need of needs) raise(scores, need, Math.sqrt(share));
    }
  }
  return scores;
}

function scoreSide(said: Said, side: Side, terms: Terms, count: number): Float64Array {
  const scores = new Float64Array(count);
  if (said.words.length === 0) return scores;
  const content = contentOf(said.words, side.lang, terms);
  scoreEntries(content, side, scores);
  const phrases = scorePhrases(said, side, terms, count);
  const bags = scoreBags(content, side, count);
  return scores.map((value, need) => {
    const blended = ENTRY_SHARE * Math.max(value, phrases[need]!) + (1 - ENTRY_SHARE) * Math.min(1, bags[need]! * 2);
    return Math.max(blended, PHRASE_WORTH * phrases[need]!);
  });
}

/** A subject out of scope competes with the needs as one more: words that it shares with a need decide nothing. */
function outOfScopeNeed(lexicon: PerLang<string[]>): Need {
  const nameless = { fr: "", en: "" };
  return { code: "", parent: null, basic: false, sensitive: false, label: nameless, citizen_label: nameless, definition: nameless, lexicon };
}

/** The lexicon of both languages, with what search adds to it. */
export function createLexicon(taxonomy: readonly Need[], { entries: extra, outOfScope }: { entries: ExtraEntries; outOfScope: Record<string, PerLang<string[]>> }, terms: Terms): Lexicon {
  const needs = [...taxonomy, ...Object.values(outOfScope).map(outOfScopeNeed)];
  const sides = perLang((lang) => buildSide(needs, extra, terms, lang));
  return {
    score: (said, lang) => {
      const own = scoreSide(said, sides[lang], terms, needs.length);
      const other = scoreSide(said, sides[otherLang(lang)], terms, needs.length);
      return own.map((value, need) => Math.max(value, OTHER_LANGUAGE * other[need]!));
    },
    knowsForm: (word) => LANGS.some((lang) => sides[lang].idf.has(terms.term(word, lang))),
    vocabulary: () => {
      const words = new Map<string, number>();
      for (const lang of LANGS) {
        for (const need of needs) {
          for (const entry of entriesOf(need, extra, lang)) for (const word of fold(entry).split(" ")) words.set(word, (words.get(word) ?? 0) + 1);
        }
      }
      return words;
    },
  };
}
