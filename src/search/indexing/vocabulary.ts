import { LANGS, type Lang, type PerLang } from "../../platform/i18n/lang.ts";
import type { Terms } from "../text/words.ts";
import { perLang } from "../text/words.ts";
import { Growing } from "./columns.ts";
import type { Column } from "./index-file.ts";

/*
 * The words that documents use and the terms they stand for, as numbers, with how many documents use
 * each. Numbers are never given twice, so that segments made at different times agree.
 */

/** What a small word, or a lone letter, stands for. */
export const NO_TERM = -1;

/** Texts of a saved vocabulary: words by number, and terms beside their numbers' column. */
export interface SavedWords {
  words: string[];
  terms: PerLang<string[]>;
}

export class Vocabulary {
  readonly words: string[] = [];
  /** How many documents use each word. */
  wordDocs = new Growing(Uint32Array);
  /** How many documents use each term. Terms of both languages share one numbering. */
  termDocs = new Growing(Uint32Array);
  readonly #ids = new Map<string, number>();
  readonly #terms: Terms;
  #termIds: PerLang<Map<string, number>> = perLang(() => new Map());
  #termOf: PerLang<Growing<Int32Array<ArrayBuffer>>> = perLang(() => new Growing(Int32Array));
  #termCount = 0;

  constructor(terms: Terms) {
    this.#terms = terms;
  }

  get termCount(): number {
    return this.#termCount;
  }

  /** The number of a folded word, given one if it is new. */
  add(word: string): number {
    const known = this.#ids.get(word);
    if (known !== undefined) return known;
    const id = this.words.push(word) - 1;
    this.#ids.set(word, id);
    this.wordDocs.add(id, 0);
    for (const lang of LANGS) this.#termOf[lang].push(this.#termFor(word, lang));
    return id;
  }

  /** The number of a folded word, or -1. */
  find(word: string): number {
    return this.#ids.get(word) ?? -1;
  }

  /** Does any document use this folded word? */
  knows(word: string): boolean {
    const id = this.find(word);
    return id >= 0 && this.wordDocs.data[id]! > 0;
  }

  /** The term that a word stands for in a language, or `NO_TERM`. */
  term(id: number, lang: Lang): number {
    return this.#termOf[lang].data[id]!;
  }

  /** The number of a term as `Terms` writes it, or -1. */
  findTerm(term: string, lang: Lang): number {
    return this.#termIds[lang].get(term) ?? -1;
  }

  /** What `Vocabulary.restored` makes it again from. */
  saved(): { words: SavedWords; columns: Record<string, Column> } {
    const columns: Record<string, Column> = { wordDocs: this.wordDocs.packed(), termDocs: this.termDocs.packed() };
    for (const lang of LANGS) {
      columns[`${lang} termOf`] = this.#termOf[lang].packed();
      columns[`${lang} termIds`] = Uint32Array.from(this.#termIds[lang].values());
    }
    return { words: { words: this.words, terms: perLang((lang) => [...this.#termIds[lang].keys()]) }, columns };
  }

  static restored(terms: Terms, saved: SavedWords, columns: Record<string, Column>): Vocabulary {
    const vocabulary = new Vocabulary(terms);
    for (const word of saved.words) vocabulary.#ids.set(word, vocabulary.words.push(word) - 1);
    vocabulary.wordDocs = Growing.over(Uint32Array, columns["wordDocs"] as Uint32Array<ArrayBuffer>);
    vocabulary.termDocs = Growing.over(Uint32Array, columns["termDocs"] as Uint32Array<ArrayBuffer>);
    vocabulary.#termOf = perLang((lang) => Growing.over(Int32Array, columns[`${lang} termOf`] as Int32Array<ArrayBuffer>));
    vocabulary.#termIds = perLang((lang) => new Map(saved.terms[lang].map((term, index) => [term, columns[`${lang} termIds`]![index]!])));
    vocabulary.#termCount = vocabulary.termDocs.length;
    return vocabulary;
  }

  #termFor(word: string, lang: Lang): number {
    const [term] = this.#terms.content([word], lang);
    if (term === undefined) return NO_TERM;
    const ids = this.#termIds[lang];
    const known = ids.get(term);
    if (known !== undefined) return known;
    const id = this.#termCount++;
    ids.set(term, id);
    this.termDocs.add(id, 0);
    return id;
  }
}
