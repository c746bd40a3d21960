import { otherLang, type Lang, type PerLang } from "../../platform/i18n/lang.ts";
import { impactValues } from "./impact.ts";
import type { IndexParts } from "./index-parts.ts";
import type { Segment } from "./segment.ts";

/** What a match in the other language than the reader's is worth. */
const OTHER_LANGUAGE = 0.85;

/** Clearing this share of a segment one by one costs as much as clearing all of it at once. */
const FEW = 0.1;

interface TermWeight {
  term: number;
  /** Its share of all that the question says, by how rare it is. */
  weight: number;
}

/** The terms of a question in one language, weighed. */
export class QuestionTerms {
  readonly #terms: TermWeight[];
  readonly #values: Float64Array;

  constructor(parts: IndexParts, terms: readonly string[], lang: Lang, worth: number) {
    const ids = terms.map((term) => parts.vocabulary.findTerm(term, lang));
    const rarity = ids.map((id) => Math.log(1 + parts.documents / ((id < 0 ? 0 : parts.vocabulary.termDocs.data[id]!) + 1)));
    const all = rarity.reduce((sum, value) => sum + value, 0);
    this.#terms = ids.map((term, index) => ({ term, weight: (rarity[index]! / all) * worth })).filter(({ term }) => term >= 0);
    this.#values = impactValues(parts.words[lang] / parts.documents);
  }

  /** Writes how well each document of a segment covers the question, 0–1, into `scores`, which are all 0. */
  cover(segment: Segment, scores: Float32Array): void {
    const { termDocs, termImpacts } = segment.columns;
    const values = this.#values;
    for (const { term, weight } of this.#terms) {
      const range = segment.range("term", term);
      if (!range) continue;
      for (let at = range.from; at < range.to; at++) scores[termDocs[at]!]! += weight * values[termImpacts[at]!]!;
    }
  }

  /** Makes the scores that `cover` wrote 0 again: one by one where they are few. */
  uncover(segment: Segment, scores: Float32Array): void {
    const { termDocs } = segment.columns;
    const ranges = this.#terms.map(({ term }) => segment.range("term", term)).filter((range) => range !== null);
    const written = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
    if (written > segment.count * FEW) scores.fill(0, 0, segment.count);
    else for (const { from, to } of ranges) for (let at = from; at < to; at++) scores[termDocs[at]!] = 0;
  }

  /** The heaviest terms, as many as a document must use one of to cover `least` of the question. */
  decisive(least: number): number[] {
    const heaviest = this.#terms.toSorted((a, b) => b.weight - a.weight);
    let left = heaviest.reduce((sum, { weight }) => sum + weight, 0);
    const decisive: number[] = [];
    for (const { term, weight } of heaviest) {
      if (left < least) break;
      decisive.push(term);
      left -= weight;
    }
    return decisive;
  }
}

/** The terms of a question, the reader's language first. */
export function weighTerms(parts: IndexParts, terms: PerLang<readonly string[]>, lang: Lang): { own: QuestionTerms; other: QuestionTerms } {
  const other = otherLang(lang);
  return { own: new QuestionTerms(parts, terms[lang], lang, 1), other: new QuestionTerms(parts, terms[other], other, OTHER_LANGUAGE) };
}
