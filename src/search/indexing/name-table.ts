import type { PublishedService } from "../../directory/index.ts";
import { LANGS } from "../../platform/i18n/lang.ts";
import { Chains } from "../chains.ts";
import { foldedWords, type Terms } from "../text/words.ts";
import { Growing } from "./columns.ts";
import type { Column } from "./index-file.ts";

/*
 * Which organisations and programmes does a question name? A name counts when it is said whole, or
 * when a word that hardly any other name has is said. Words that needs are asked with are not names.
 * Each distinct name is kept once, with how many documents bear it.
 */

/** A name match this sure puts its services first. */
export const NAMED = 0.6;

/** A word in more names than this does not tell a name (share of all names). */
const COMMON = 0.01;
/** …but a word of this few names always may. */
const FEW_NAMES = 3;
/** Share of the question that a whole name must cover, and a rare word. */
const WHOLE_NAME_COVERS = 0.7;
const RARE_WORD_COVERS = 0.75;
/** Words of a question that are tried together as a name; a question of more is a story. */
const MOST_COMBINED = 10;
/** A name that covers less of the question is named in no way. */
const LEAST_COVERED = Math.min(WHOLE_NAME_COVERS, RARE_WORD_COVERS);
/** What "whole" means: all but this much of a name's weight, for "inc." and the like. */
const NEARLY_ALL = 0.98;

const SAINTS: Readonly<Record<string, string>> = { st: "saint", ste: "sainte" };

/** Letters apart are one word: "S.O.S." is "SOS". */
function joinLetters(folded: readonly string[]): readonly string[] {
  if (!folded.some((word) => word.length === 1)) return folded;
  return folded.join(" ").replace(/(?<=^| )\p{L}(?: \p{L}(?= |$))+/gu, (letters) => letters.replaceAll(" ", "")).split(" ");
}

function nameWords(folded: readonly string[], terms: Terms): string[] {
  return joinLetters(folded).filter((word) => word !== "" && !terms.isStop(word, "fr")).map((word) => SAINTS[word] ?? word);
}

/** The names of a service, and of its organisation, in both languages. */
function namesOf({ organization, texts }: PublishedService): { name: string; isOrganization: boolean }[] {
  return LANGS.flatMap((lang) => [
    { name: organization.texts[lang]?.name ?? "", isOrganization: true },
    { name: texts[lang]?.name ?? "", isOrganization: false },
  ]).filter(({ name }) => name !== "");
}

/** How surely the question names each name that it names, by the name's number; 0.6–1. */
export type NamesSaid = ReadonlyMap<number, number>;

interface Said {
  /** Weight of each known word, by number. */
  weights: Map<number, number>;
  mass: number;
}

/** What a name and a question share. */
interface Shared {
  /** Weight of the words that both have, and of all the name's. */
  part: number;
  all: number;
  count: number;
  /** One of those words tells a name. */
  telling: boolean;
}

const NONE: NamesSaid = new Map();

/** Hashes of names are sums over their words: names of the same words in another order meet under one. */
const SEEDS: Readonly<Record<"organization" | "service", number>> = { organization: 0x811c9dc5 | 0, service: 0x1b873593 };

function hashOfWord(word: number): number {
  const mixed = Math.imul(word ^ (word >>> 15), 0x2c1b3c6d);
  return Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
}

function hashOf(words: readonly number[], isOrganization: boolean): number {
  return words.reduce((hash, word) => (hash + hashOfWord(word)) | 0, isOrganization ? SEEDS.organization : SEEDS.service);
}

export class NameTable {
  readonly words: string[] = [];
  /** How many living names have each word. */
  readonly wordNames = new Growing(Uint32Array);
  /** How many documents bear each name. */
  bearers = new Growing(Uint32Array);
  readonly #wordIds = new Map<string, number>();
  /** First entry of the chain of names with a word; entries point to the next one. 0 ends a chain. */
  readonly #chains = new Growing(Uint32Array);
  readonly #next = new Growing(Uint32Array);
  readonly #chained = new Growing(Uint32Array);
  #starts = new Growing(Uint32Array);
  #nameWords = new Growing(Uint32Array);
  #isOrganization = new Growing(Uint8Array);
  /** Names by hash. */
  readonly #byHash = new Chains();
  readonly #recent = new Map<string, number[]>();
  /** By word, what it weighs in the question that is being looked at; 0 where it is not said. */
  #saidWeights = new Float64Array(0);
  readonly #terms: Terms;
  readonly #isEveryday: (word: string) => boolean;
  #sorted: number[] = [];
  #living = 0;

  /** @param isEveryday whether a folded word is one that people ask for needs with */
  constructor(terms: Terms, isEveryday: (word: string) => boolean) {
    this.#terms = terms;
    this.#isEveryday = isEveryday;
    this.#starts.push(0);
    this.#next.push(0);
    this.#chained.push(0);
  }

  /** Names that living documents bear. */
  get living(): number {
    return this.#living;
  }

  /** The numbers of a service's names, each once; a name never met is given one. */
  namesOf(service: PublishedService): number[] {
    const names = new Set<number>();
    for (const { name, isOrganization } of namesOf(service)) {
      const words = this.#wordsOf(name);
      if (words.length > 0) names.add(this.#add(words, isOrganization));
    }
    return [...names];
  }

  /** Says that one more (or one fewer) document bears these names. */
  bear(names: readonly number[], by: 1 | -1): void {
    for (const name of names) {
      const before = this.bearers.data[name]!;
      this.bearers.data[name] = before + by;
      if (before === 0 || before + by === 0) this.#live(name, by);
    }
  }

  /** The names that these folded words name. */
  said(words: readonly string[]): NamesSaid {
    const said = this.#weigh(words);
    if (said.weights.size === 0) return NONE;
    this.#say(said);
    const found = new Map<number, number>();
    const judge = (name: number) => {
      if (this.#partSaid(name) < said.mass * LEAST_COVERED || this.bearers.data[name] === 0 || found.has(name)) return;
      const sure = this.#sureness(said, name);
      if (sure > 0) found.set(name, sure);
    };
    for (const word of this.#telling(said)) this.#eachName(word, judge);
    this.#eachNameOf([...said.weights.keys()], judge);
    for (const word of said.weights.keys()) this.#saidWeights[word] = 0;
    return found;
  }

  /** Calls `take` with every living name that has a word, newest first; `take` may stop it with `false`. */
  eachNameWith(word: number, take: (name: number) => boolean): void {
    for (let entry = this.#chains.data[word] ?? 0; entry !== 0; entry = this.#next.data[entry]!) {
      const name = this.#chained.data[entry]!;
      if (this.bearers.data[name]! > 0 && !take(name)) return;
    }
  }

  /** Words of living names that begin so, by number, the commonest first. */
  wordsBeginning(start: string, limit: number): number[] {
    this.#sortWords();
    const found: number[] = [];
    for (let at = this.#firstSorted(start); at < this.#sorted.length && this.words[this.#sorted[at]!]!.startsWith(start); at++) found.push(this.#sorted[at]!);
    const use = (word: number) => this.wordNames.data[word]!;
    return found.filter((word) => use(word) > 0).sort((a, b) => use(b) - use(a)).slice(0, limit);
  }

  find(word: string): number {
    return this.#wordIds.get(word) ?? -1;
  }

  isOrganization(name: number): boolean {
    return this.#isOrganization.data[name] === 1;
  }

  /** The words of a name, by number, in order. */
  wordsIn(name: number): Uint32Array {
    return this.#nameWords.data.subarray(this.#starts.data[name]!, this.#starts.data[name + 1]!);
  }

  /** What words of a question, as of a name, are looked up as. */
  wordsToFind(folded: readonly string[]): string[] {
    return nameWords(folded, this.#terms);
  }

  /** What `NameTable.restored` makes it again from. */
  saved(): { words: string[]; columns: Record<string, Column> } {
    return { words: this.words, columns: { bearers: this.bearers.packed(), nameStarts: this.#starts.packed(), nameWords: this.#nameWords.packed(), isOrganization: this.#isOrganization.packed() } };
  }

  static restored(terms: Terms, isEveryday: (word: string) => boolean, words: readonly string[], columns: Record<string, Column>): NameTable {
    const table = new NameTable(terms, isEveryday);
    for (const word of words) table.#wordId(word);
    table.bearers = Growing.over(Uint32Array, columns["bearers"] as Uint32Array<ArrayBuffer>);
    table.#starts = Growing.over(Uint32Array, columns["nameStarts"] as Uint32Array<ArrayBuffer>);
    table.#nameWords = Growing.over(Uint32Array, columns["nameWords"] as Uint32Array<ArrayBuffer>);
    table.#isOrganization = Growing.over(Uint8Array, columns["isOrganization"] as Uint8Array<ArrayBuffer>);
    for (let name = 0; name < table.bearers.length; name++) {
      table.#link(name);
      if (table.bearers.data[name]! > 0) table.#live(name, 1);
    }
    return table;
  }

  #firstSorted(start: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.words[this.#sorted[middle]!]! < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Words met since the last time are merged in: sorting all of them each time would be felt. */
  #sortWords(): void {
    const known = this.#sorted;
    if (known.length === this.words.length) return;
    const order = (a: number, b: number) => (this.words[a]! < this.words[b]! ? -1 : 1);
    const fresh = Array.from({ length: this.words.length - known.length }, (_, index) => known.length + index).sort(order);
    const merged: number[] = [];
    let at = 0;
    for (const word of fresh) {
      while (at < known.length && order(known[at]!, word) < 0) merged.push(known[at++]!);
      merged.push(word);
    }
    while (at < known.length) merged.push(known[at++]!);
    this.#sorted = merged;
  }

  #wordsOf(name: string): number[] {
    const known = this.#recent.get(name);
    if (known) return known;
    const words = [...new Set(nameWords(foldedWords(name), this.#terms))].map((word) => this.#wordId(word));
    // Organisations come back with each of their services.
    if (this.#recent.size > 5000) this.#recent.clear();
    this.#recent.set(name, words);
    return words;
  }

  #wordId(word: string): number {
    const known = this.#wordIds.get(word);
    if (known !== undefined) return known;
    const id = this.words.push(word) - 1;
    this.#wordIds.set(word, id);
    this.wordNames.add(id, 0);
    this.#chains.add(id, 0);
    return id;
  }

  #add(words: readonly number[], isOrganization: boolean): number {
    let known = -1;
    this.#byHash.each(hashOf(words, isOrganization), (name) => {
      if (this.isOrganization(name) === isOrganization && this.#isMadeOf(name, words)) known = name;
    });
    return known >= 0 ? known : this.#put(words, isOrganization);
  }

  #put(words: readonly number[], isOrganization: boolean): number {
    const name = this.bearers.length;
    this.bearers.push(0);
    this.#isOrganization.push(isOrganization ? 1 : 0);
    for (const word of words) this.#nameWords.push(word);
    this.#starts.push(this.#nameWords.length);
    this.#link(name);
    return name;
  }

  /** Makes a name found by each of its words, and by all of them together. */
  #link(name: number): void {
    const words = this.#nameWords.data;
    const [from, to] = [this.#starts.data[name]!, this.#starts.data[name + 1]!];
    let hash = this.isOrganization(name) ? SEEDS.organization : SEEDS.service;
    for (let at = from; at < to; at++) {
      const word = words[at]!;
      hash = (hash + hashOfWord(word)) | 0;
      this.#chained.push(name);
      this.#next.push(this.#chains.data[word]!);
      this.#chains.data[word] = this.#next.length - 1;
    }
    this.#byHash.add(hash, name);
  }

  #isMadeOf(name: number, words: readonly number[]): boolean {
    const start = this.#starts.data[name]!;
    if (this.#sizeOf(name) !== words.length) return false;
    return words.every((word, index) => this.#nameWords.data[start + index] === word);
  }

  #live(name: number, by: 1 | -1): void {
    this.#living += by;
    const words = this.#nameWords.data;
    const to = this.#starts.data[name + 1]!;
    for (let at = this.#starts.data[name]!; at < to; at++) this.wordNames.data[words[at]!]! += by;
  }

  #sizeOf(name: number): number {
    return this.#starts.data[name + 1]! - this.#starts.data[name]!;
  }

  /** Words that tell a name, as many as a name that they tell must have one of. */
  #telling(said: Said): number[] {
    const decisive = this.#decisive(said);
    return decisive.every((word) => this.#isTelling(word)) ? decisive : [...said.weights.keys()].filter((word) => this.#isTelling(word));
  }

  /** Names made of nothing but some of these words, two at least. */
  #eachNameOf(words: readonly number[], take: (name: number) => void): void {
    const hashes = words.slice(0, MOST_COMBINED).map(hashOfWord);
    for (let chosen = 1; chosen < 1 << hashes.length; chosen++) {
      if ((chosen & (chosen - 1)) === 0) continue;
      let sum = 0;
      for (let at = 0; at < hashes.length; at++) if ((chosen & (1 << at)) !== 0) sum = (sum + hashes[at]!) | 0;
      this.#byHash.each((SEEDS.organization + sum) | 0, take);
      this.#byHash.each((SEEDS.service + sum) | 0, take);
    }
  }

  #eachName(word: number, take: (name: number) => void): void {
    for (let entry = this.#chains.data[word]!; entry !== 0; entry = this.#next.data[entry]!) take(this.#chained.data[entry]!);
  }

  #weight(names: number): number {
    return Math.log(1 + this.#living / Math.max(1, names));
  }

  #weigh(words: readonly string[]): Said {
    const weights = new Map<number, number>();
    let mass = 0;
    for (const word of new Set(nameWords(words, this.#terms))) {
      const id = this.find(word);
      const names = id < 0 ? 0 : this.wordNames.data[id]!;
      const weight = this.#weight(names);
      mass += weight;
      if (names > 0) weights.set(id, weight);
    }
    return { weights, mass };
  }

  #isTelling(word: number): boolean {
    return this.wordNames.data[word]! <= Math.max(FEW_NAMES, this.#living * COMMON) && !this.#isEveryday(this.words[word]!);
  }

  /** The rarest words said, as many as a name must share one of to cover enough of the question. */
  #decisive({ weights, mass }: Said): number[] {
    const rarest = [...weights].sort((a, b) => b[1] - a[1]);
    let left = rarest.reduce((sum, [, weight]) => sum + weight, 0);
    const decisive: number[] = [];
    for (const [word, weight] of rarest) {
      if (left < mass * WHOLE_NAME_COVERS) break;
      decisive.push(word);
      left -= weight;
    }
    return decisive;
  }

  #say({ weights }: Said): void {
    if (this.#saidWeights.length < this.words.length) this.#saidWeights = new Float64Array(this.words.length * 2);
    for (const [word, weight] of weights) this.#saidWeights[word] = weight;
  }

  /** What the words of a name weigh in the question. */
  #partSaid(name: number): number {
    const words = this.#nameWords.data;
    const to = this.#starts.data[name + 1]!;
    let part = 0;
    for (let at = this.#starts.data[name]!; at < to; at++) part += this.#saidWeights[words[at]!]!;
    return part;
  }

  #sureness(said: Said, name: number): number {
    const shared = this.#shared(said, name);
    if (this.#isSaidWhole(said, name, shared)) return 1;
    const { part, all, telling } = shared;
    return telling && part >= said.mass * RARE_WORD_COVERS ? NAMED + (1 - NAMED) * (part / all) : 0;
  }

  #isSaidWhole({ mass }: Said, name: number, { part, all, count, telling }: Shared): boolean {
    if (part < all * NEARLY_ALL || !(count > 1 || telling)) return false;
    if (this.isOrganization(name) && part >= mass * NEARLY_ALL) return true;
    return part >= mass * WHOLE_NAME_COVERS && (telling || this.#sizeOf(name) > 2);
  }

  #shared({ weights }: Said, name: number): Shared {
    const shared: Shared = { part: 0, all: 0, count: 0, telling: false };
    for (let at = this.#starts.data[name]!; at < this.#starts.data[name + 1]!; at++) {
      const word = this.#nameWords.data[at]!;
      const weight = weights.get(word);
      shared.all += weight ?? this.#weight(this.wordNames.data[word]!);
      if (weight === undefined) continue;
      shared.part += weight;
      shared.count += 1;
      shared.telling ||= this.#isTelling(word);
    }
    return shared;
  }
}
