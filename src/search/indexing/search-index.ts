import type { Hours, Need, PublishedService } from "../../directory/index.ts";
import { LANGS, type Lang } from "../../platform/i18n/lang.ts";
import { createSpeller, type GrowingSpeller, type Speller } from "../text/speller.ts";
import type { Terms } from "../text/words.ts";
import { TextCounter } from "./document-text.ts";
import type { Column, IndexFile } from "./index-file.ts";
import type { IndexAnswer, IndexQuery } from "./index-query.ts";
import { NameTable } from "./name-table.ts";
import type { IndexParts } from "./index-parts.ts";
import { runQuery } from "./run-query.ts";
import { packId, Segment, SEGMENT_ROOM, unpackId, type SegmentColumns } from "./segment.ts";
import { SegmentBuilder, type SharedTables } from "./segment-builder.ts";
import { AreaSets, LanguageSets, OpeningPatterns, type AsksServes } from "./shared-tables.ts";
import { Vocabulary, type SavedWords } from "./vocabulary.ts";

/** What an index is told once. */
export interface IndexSetup {
  needs: readonly Need[];
  terms: Terms;
  /** Whether a folded word is one that people ask for needs with. */
  isEveryday(word: string): boolean;
  asksServes: AsksServes;
}

/** More small segments than this are made one. */
const MOST_SMALL = 8;
const SMALL = 4096;
/** A segment with a larger share of dead documents is made anew. */
const MOST_DEAD = 0.3;

/**
 * The index over published services, in memory: a list of segments that never change, tables that they
 * share, and counts of what lives. A changed record dies in its segment and lives on in a new one; all
 * counts follow at once, so that answers are those of an index built afresh.
 */
export class SearchIndex {
  readonly names: NameTable;
  readonly vocabulary: Vocabulary;
  /** Learns the words met since it was last asked. */
  readonly speller: Speller;
  readonly #setup: IndexSetup;
  readonly #spelling: GrowingSpeller;
  readonly #counter: TextCounter;
  readonly #shared: SharedTables;
  readonly #needCodes: string[];
  readonly #needNumbers: Map<string, number>;
  readonly #words: Record<Lang, number> = { fr: 0, en: 0 };
  #segments: Segment[] = [];
  #documents = 0;
  /** Counts asked for, until something changes: a page of needs asks for all of them. */
  readonly #needCounts = new Map<string, number>();
  #spelled = 0;

  /** @param restored what a saved index held, if it is made from one */
  constructor(setup: IndexSetup, restored?: Pick<SearchIndex, "vocabulary" | "names">) {
    this.#setup = setup;
    this.vocabulary = restored?.vocabulary ?? new Vocabulary(setup.terms);
    this.names = restored?.names ?? new NameTable(setup.terms, setup.isEveryday);
    this.#counter = new TextCounter(this.vocabulary, setup.needs);
    this.#spelling = createSpeller((word) => this.useOf(word));
    this.speller = { correct: (word, stage) => this.#learnSpelling().correct(word, stage) };
    this.#needCodes = setup.needs.map(({ code }) => code);
    this.#needNumbers = new Map(this.#needCodes.map((code, number) => [code, number]));
    this.#shared = { areaSets: new AreaSets(), languageSets: new LanguageSets(), patterns: new OpeningPatterns(), needNumber: (code) => this.#needNumber(code) };
  }

  /** Living documents. */
  get size(): number {
    return this.#documents;
  }

  get segments(): readonly Segment[] {
    return this.#segments;
  }

  /** How many documents use a folded word. */
  useOf(word: string): number {
    const id = this.vocabulary.find(word);
    return id < 0 ? 0 : this.vocabulary.wordDocs.data[id]!;
  }

  /** Takes in services that it does not hold. */
  add(services: Iterable<PublishedService>): void {
    let builder = new SegmentBuilder(this.#shared);
    for (const service of services) {
      this.#take(service, builder, 1);
      if (builder.count === SEGMENT_ROOM) {
        this.#segments.push(builder.finish());
        builder = new SegmentBuilder(this.#shared);
      }
    }
    if (builder.count > 0) this.#segments.push(builder.finish());
  }

  /** Lets go of services that it holds, as they were when taken in. */
  remove(services: Iterable<PublishedService>): void {
    for (const service of services) {
      const id = packId(service.id);
      for (const segment of this.#segments) {
        const doc = segment.find(id);
        if (doc < 0) continue;
        segment.bury(doc);
        this.#take(service, null, -1);
        break;
      }
    }
    this.#segments = this.#segments.filter(({ living }) => living > 0);
  }

  answer(query: IndexQuery): IndexAnswer {
    return runQuery(this.#parts(), query);
  }

  /** All that it holds, to be written in a file. */
  saved(): IndexFile {
    const vocabulary = this.vocabulary.saved();
    const names = this.names.saved();
    const segments = this.#segments.flatMap(({ columns }, number) => Object.entries(columns).map(([name, column]): [string, Column] => [`${number} ${name}`, column as Column]));
    const { areaSets, languageSets, patterns } = this.#shared;
    const texts: SavedTexts = {
      words: vocabulary.words, nameWords: names.words, needCodes: this.#needCodes, lengths: this.#words, segments: this.#segments.length,
      areas: areaSets.all(), languages: languageSets.all(), patterns: patterns.all().map(({ hours, zone }) => ({ hours, zone })),
    };
    return { columns: { ...vocabulary.columns, ...names.columns, ...Object.fromEntries(segments) }, texts };
  }

  /** An index as it was saved. */
  static restored(setup: IndexSetup, { columns, texts }: IndexFile): SearchIndex {
    const saved = texts as SavedTexts;
    const vocabulary = Vocabulary.restored(setup.terms, saved.words, columns);
    const index = new SearchIndex(setup, { vocabulary, names: NameTable.restored(setup.terms, setup.isEveryday, saved.nameWords, columns) });
    const { areaSets, languageSets, patterns } = index.#shared;
    for (const areas of saved.areas) areaSets.id(areas);
    for (const languages of saved.languages) languageSets.id(languages);
    for (const { hours, zone } of saved.patterns) patterns.add(hours, zone);
    for (const code of saved.needCodes) index.#needNumber(code);
    Object.assign(index.#words, saved.lengths);
    for (let number = 0; number < saved.segments; number++) index.#segments.push(new Segment(columnsOf(columns, number)));
    index.#documents = index.#segments.reduce((sum, { living }) => sum + living, 0);
    return index;
  }

  /** Living documents that answer a need of either level. */
  countNeed(code: string): number {
    const known = this.#needCounts.get(code) ?? this.#countNeed(code);
    this.#needCounts.set(code, known);
    return known;
  }

  #countNeed(code: string): number {
    const numbers = new Set(this.#needCodes.flatMap((need, number) => (need === code || need.startsWith(`${code}.`) ? [number] : [])));
    return this.#count((segment, doc) => {
      const { needs, needStarts } = segment.columns;
      for (let at = needStarts[doc]!; at < needStarts[doc + 1]!; at++) if (numbers.has(needs[at]!)) return true;
      return false;
    });
  }

  /** Living documents whose areas are accepted by `accepts`, asked once for each distinct set. */
  countAreas(accepts: (areas: IndexedAreas) => boolean): number {
    const accepted = this.#shared.areaSets.all().map(accepts);
    return this.#count((segment, doc) => accepted[segment.columns.areaSets[doc]!]!);
  }

  /** The id of a living document that bears a name, the smallest; null when none does. */
  bearerOf(name: number): string | null {
    const ids = this.#segments.flatMap((segment) => {
      const range = segment.range("name", name);
      if (!range) return [];
      return Array.from(segment.columns.nameDocs.subarray(range.from, range.to)).filter((doc) => segment.columns.dead[doc] === 0).map((doc) => unpackId(segment.idOf(doc)));
    });
    return ids.sort()[0] ?? null;
  }

  /** Is there something that `compact` would make smaller? */
  get isLoose(): boolean {
    return this.#worn().length > 1 || this.#worn().some((segment) => segment.living < segment.count);
  }

  /**
   * Makes one segment of those that are small or mostly dead; what is found does not change.
   * Yields between slices of documents: others are answered meanwhile, and may add and remove.
   * @param find the service of an id, as it is now
   */
  async compact(find: (id: string) => PublishedService | null, pause: () => Promise<void>): Promise<void> {
    const worn = this.#worn();
    const builder = new SegmentBuilder(this.#shared);
    const living = worn.flatMap((segment) => Array.from(segment.columns.byId).filter((doc) => segment.columns.dead[doc] === 0).map((doc) => unpackId(segment.idOf(doc))));
    for (const [index, id] of living.slice(0, SEGMENT_ROOM).entries()) {
      const service = find(id);
      if (service) builder.add(service, this.#counter.count(service), this.names.namesOf(service));
      if (index % SLICE === SLICE - 1) await pause();
    }
    this.#swap(worn, builder.finish(), living.length > SEGMENT_ROOM);
  }

  #worn(): Segment[] {
    const small = this.#segments.filter(({ count }) => count < SMALL);
    const dead = this.#segments.filter(({ count, living }) => living < count * (1 - MOST_DEAD));
    return [...new Set([...(small.length > MOST_SMALL ? small : []), ...dead])];
  }

  /** Puts a segment in the place of others; documents that died meanwhile, or were made anew, are dead in it. */
  #swap(worn: readonly Segment[], fresh: Segment, isPart: boolean): void {
    for (let doc = 0; doc < fresh.count; doc++) {
      const id = fresh.idOf(doc);
      const holder = worn.find((segment) => segment.find(id) >= 0);
      if (!holder) fresh.bury(doc);
      else if (isPart) holder.bury(holder.find(id));
    }
    const kept = isPart ? this.#segments : this.#segments.filter((segment) => !worn.includes(segment));
    this.#segments = [...kept, fresh].filter(({ living }) => living > 0);
  }

  #take(service: PublishedService, builder: SegmentBuilder | null, by: 1 | -1): void {
    const text = this.#counter.count(service);
    const names = this.names.namesOf(service);
    for (const word of text.words) this.vocabulary.wordDocs.add(word, by);
    for (const lang of LANGS) {
      const { terms, length } = text.sides[lang];
      for (const term of terms) this.vocabulary.termDocs.add(term, by);
      this.#words[lang] += by * length;
    }
    this.names.bear(names, by);
    this.#needCounts.clear();
    this.#documents += by;
    builder?.add(service, text, names);
  }

  #learnSpelling(): Speller {
    for (; this.#spelled < this.vocabulary.words.length; this.#spelled++) this.#spelling.add(this.vocabulary.words[this.#spelled]!);
    return this.#spelling;
  }

  #count(holds: (segment: Segment, doc: number) => boolean): number {
    let total = 0;
    for (const segment of this.#segments) for (let doc = 0; doc < segment.count; doc++) if (segment.columns.dead[doc] === 0 && holds(segment, doc)) total += 1;
    return total;
  }

  #needNumber(code: string): number {
    const known = this.#needNumbers.get(code);
    if (known !== undefined) return known;
    this.#needNumbers.set(code, this.#needCodes.length);
    return this.#needCodes.push(code) - 1;
  }

  #parts(): IndexParts {
    const { vocabulary, names } = this;
    return { ...this.#shared, segments: this.#segments, vocabulary, names, needCodes: this.#needCodes, documents: this.#documents, words: this.#words, asksServes: this.#setup.asksServes };
  }
}

interface SavedTexts {
  words: SavedWords;
  nameWords: string[];
  needCodes: string[];
  /** Words of all living texts, by language. */
  lengths: Record<Lang, number>;
  segments: number;
  areas: readonly IndexedAreas[];
  languages: readonly (readonly string[])[];
  patterns: { hours: Hours | null; zone: string }[];
}

function columnsOf(columns: Record<string, Column>, segment: number): SegmentColumns {
  const own = Object.entries(columns).filter(([name]) => name.startsWith(`${segment} `));
  return Object.fromEntries(own.map(([name, column]) => [name.slice(name.indexOf(" ") + 1), column])) as unknown as SegmentColumns;
}

/** Documents made anew between two pauses. */
const SLICE = 200;

type IndexedAreas = ReturnType<AreaSets["all"]>[number];
