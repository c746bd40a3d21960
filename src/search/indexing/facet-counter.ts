import type { Counted, Facets, Filters } from "../facets.ts";
import type { SegmentColumns } from "./segment.ts";
import { OPEN_YES, SERVES, type LanguageSets } from "./shared-tables.ts";

function isAnyWanted(wanted: Uint8Array, needs: Uint16Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (wanted[needs[at]!] === 1) return true;
  return false;
}

function counted(codes: readonly string[], counts: ArrayLike<number>): Counted[] {
  const all: Counted[] = [];
  for (let index = 0; index < codes.length; index++) if (counts[index]! > 0) all.push({ code: codes[index]!, count: counts[index]! });
  return all.sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

const NOTHING = new Uint8Array(0);

/** 1 for each need that is one of these, or under one. */
function wantedNeeds(needCodes: readonly string[], codes: readonly string[]): Uint8Array {
  const wanted = new Uint8Array(needCodes.length);
  for (const code of codes) {
    for (let need = 0; need < needCodes.length; need++) if (needCodes[need]!.startsWith(code) && [undefined, "."].includes(needCodes[need]![code.length])) wanted[need] = 1;
  }
  return wanted;
}

/** Counts what each filter would give, over all that is found; each group ignores its own filter. */
export class FacetCounter {
  readonly #filters: Filters;
  readonly #needCodes: readonly string[];
  readonly #languageSets: LanguageSets;
  /** 1 for each need, and each set of languages, that the filters let through. */
  readonly #needWanted: Uint8Array;
  readonly #languageWanted: Uint8Array;
  readonly #isAnyNeed: boolean;
  readonly #isAnyLanguage: boolean;
  readonly #isFree: boolean;
  readonly #needs: Uint32Array;
  readonly #languages: Uint32Array;
  readonly #serves = new Uint32Array(SERVES.length);
  #open = 0;

  constructor(filters: Filters, needCodes: readonly string[], languageSets: LanguageSets) {
    this.#filters = filters;
    this.#needCodes = needCodes;
    this.#languageSets = languageSets;
    this.#isAnyNeed = filters.needs.length === 0;
    this.#needWanted = this.#isAnyNeed ? NOTHING : wantedNeeds(needCodes, filters.needs);
    this.#isAnyLanguage = filters.language === null;
    this.#languageWanted = filters.language === null ? NOTHING : languageSets.having(filters.language);
    this.#isFree = this.#isAnyNeed && this.#isAnyLanguage && !filters.openNow;
    this.#needs = new Uint32Array(needCodes.length);
    this.#languages = new Uint32Array(languageSets.all().length);
  }

  /** Counts a document; false when a filter leaves it out. */
  count(columns: SegmentColumns, doc: number, serves: number, open: number): boolean {
    return this.#isFree ? this.#countFree(columns, doc, serves, open) : this.#countFiltered(columns, doc, serves, open);
  }

  get total(): number {
    return this.#serves.reduce((sum, count) => sum + count, 0);
  }

  facets(): Facets {
    const languages = new Map<string, number>();
    this.#languageSets.all().forEach((set, number) => {
      for (const language of set) languages.set(language, (languages.get(language) ?? 0) + this.#languages[number]!);
    });
    const serves = Object.fromEntries(SERVES.map((answer, number) => [answer, this.#serves[number]!])) as Facets["serves"];
    return { needs: counted(this.#needCodes, this.#needs), languages: counted([...languages.keys()], [...languages.values()]), openNow: this.#open, serves };
  }

  #countFree({ needs, needStarts, languageSets }: SegmentColumns, doc: number, serves: number, open: number): boolean {
    const to = needStarts[doc + 1]!;
    for (let at = needStarts[doc]!; at < to; at++) this.#needs[needs[at]!]! += 1;
    this.#languages[languageSets[doc]!]! += 1;
    if (open === OPEN_YES) this.#open += 1;
    this.#serves[serves]! += 1;
    return true;
  }

  #countFiltered({ needs, needStarts, languageSets }: SegmentColumns, doc: number, serves: number, open: number): boolean {
    const from = needStarts[doc]!;
    const to = needStarts[doc + 1]!;
    const languages = languageSets[doc]!;
    const isOpen = open === OPEN_YES;
    const inLanguage = this.#isAnyLanguage || this.#languageWanted[languages] === 1;
    const inOpen = isOpen || !this.#filters.openNow;
    const inNeeds = this.#isAnyNeed || isAnyWanted(this.#needWanted, needs, from, to);
    if (inOpen && inLanguage) for (let at = from; at < to; at++) this.#needs[needs[at]!]! += 1;
    if (!inNeeds) return false;
    if (inOpen) this.#languages[languages]! += 1;
    if (inLanguage && isOpen) this.#open += 1;
    if (inOpen && inLanguage) this.#serves[serves]! += 1;
    return inOpen && inLanguage;
  }
}
