import type { Need, PublishedService } from "../../directory/index.ts";
import { LANGS, type Lang, type PerLang } from "../../platform/i18n/lang.ts";
import { createWordReader } from "../text/scan-words.ts";
import { perLang } from "../text/words.ts";
import { Growing } from "./columns.ts";
import { NO_TERM, type Vocabulary } from "./vocabulary.ts";

/*
 * What a document says, counted: which terms, how much by the field they stand in, and how long it is.
 */

/** How much a word counts by where it stands (units; a description's word is 2). */
export const FIELD_UNITS = { name: 6, organization: 4, description: 2, eligibility: 1, need: 2 } as const;

/** The terms of one side of a document: `terms[i]` is used for `units[i]`. */
export interface CountedSide {
  terms: number[];
  units: number[];
  /** Words that mean something. */
  length: number;
}

export interface CountedText {
  sides: PerLang<CountedSide>;
  /** Every word of both sides, each once. */
  words: number[];
}

/** Counts documents one after the other; what it returns is good until the next. */
export class TextCounter {
  readonly #vocabulary: Vocabulary;
  readonly #read: (text: string, take: (word: number) => void) => void;
  readonly #labels: Map<string, PerLang<number[]>>;
  readonly #units = new Growing(Uint32Array);
  readonly #seen = new Growing(Uint32Array);
  #turn = 0;

  constructor(vocabulary: Vocabulary, needs: readonly Need[]) {
    this.#vocabulary = vocabulary;
    this.#read = createWordReader((word) => vocabulary.add(word));
    this.#labels = new Map(needs.map(({ code, label }) => [code, perLang((lang) => this.#wordsOf(label[lang]))]));
  }

  count(service: PublishedService): CountedText {
    this.#turn += 1;
    const words: number[] = [];
    return { sides: perLang((lang) => this.#countSide(service, lang, words)), words };
  }

  #wordsOf(text: string): number[] {
    const words: number[] = [];
    this.#read(text, (word) => words.push(word));
    return words;
  }

  #countSide({ texts, organization, needs }: PublishedService, lang: Lang, words: number[]): CountedSide {
    const side: CountedSide = { terms: [], units: [], length: 0 };
    let weight = 0;
    const take = (word: number) => {
      if ((this.#seen.data[word] ?? 0) !== this.#turn) {
        this.#seen.add(word, 0);
        this.#seen.data[word] = this.#turn;
        words.push(word);
      }
      const term = this.#vocabulary.term(word, lang);
      if (term === NO_TERM) return;
      side.length += 1;
      this.#units.add(term, 0);
      if (this.#units.data[term] === 0) side.terms.push(term);
      this.#units.data[term]! += weight;
    };
    const text = texts[lang];
    const field = (value: string | null | undefined, units: number) => {
      weight = units;
      if (value) this.#read(value, take);
    };
    field(text?.name, FIELD_UNITS.name);
    field(organization.texts[lang]?.name, FIELD_UNITS.organization);
    field(text?.description, FIELD_UNITS.description);
    field(text?.eligibility, FIELD_UNITS.eligibility);
    weight = FIELD_UNITS.need;
    for (const code of needs) this.#labels.get(code)?.[lang].forEach(take);
    for (const term of side.terms) {
      side.units.push(this.#units.data[term]!);
      this.#units.data[term] = 0;
    }
    return side;
  }
}

/** Both languages, for whoever sums up. */
export function eachSide(counted: CountedText): CountedSide[] {
  return LANGS.map((lang) => counted.sides[lang]);
}
