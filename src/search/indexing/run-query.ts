import { otherLang, type Lang } from "../../platform/i18n/lang.ts";
import type { Place } from "../../territory/index.ts";
import type { Counted, Facets } from "../facets.ts";
import { distancePoints, freshPoints, openPoints, POINTS, servesPoints } from "../ranking.ts";
import { impactValues } from "./impact.ts";
import type { IndexAnswer, IndexHit, IndexQuery, NeedWanted } from "./index-query.ts";
import type { NameTable } from "./name-table.ts";
import { NEVER, SEGMENT_ROOM, unpackId, type Segment, type SegmentColumns } from "./segment.ts";
import type { SharedTables } from "./segment-builder.ts";
import { NOT_ASKED, OPEN_YES, SERVES, type AsksServes, type HomeAnswers } from "./shared-tables.ts";
import { chordKm, squaredChord, unitVector } from "./sphere.ts";
import { TopResults, type Contender } from "./top-results.ts";
import type { Vocabulary } from "./vocabulary.ts";

/*
 * Runs one question over the segments: finds what answers it, counts the facets of all of that, and
 * keeps the best. Everything by document is in typed arrays; objects are made for what is shown only.
 */

/** What an index is made of, as a question needs it. */
export interface IndexParts extends SharedTables {
  segments: readonly Segment[];
  vocabulary: Vocabulary;
  names: NameTable;
  needCodes: readonly string[];
  /** Living documents, and the words of all their texts by language. */
  documents: number;
  words: Record<Lang, number>;
  asksServes: AsksServes;
}

const OTHER_LANGUAGE = 0.85;
const SAME_TOWN_KM = 2;
/** Beyond this nobody goes to a place that also helps from afar (km). */
const EVERYWHERE_SHOWN_KM = 50;
const DAY_MS = 24 * 3600 * 1000;
const DAYS_A_YEAR = 365.25;
/** Sums in another order may differ by less than this. */
const ROUNDING = 1e-9;
/** Ages beyond this many days count as this. */
const OLDEST = 20_000;

const SERVES_POINTS = Float64Array.from(SERVES, servesPoints);
const SERVES_NO = SERVES.indexOf("no");
const OPEN_STATES = [false, true, null] as const;
const OPEN_POINTS = Float64Array.from(OPEN_STATES, openPoints);
const NEUTRAL_DISTANCE = distancePoints(null);
const FRESH_POINTS = Float64Array.from({ length: OLDEST + 1 }, (_, days) => freshPoints(days / DAYS_A_YEAR));

/** Ways to be found, numbered: needs first, then words or name alone. */
const NOT_FOUND = 255;

interface Way extends NeedWanted {
  /** Numbers of the needs wanted. */
  numbers: number[];
}

const BY_WORDS: NeedWanted = { codes: [], weight: 0, related: false, mainOnly: false };

interface TermWeight {
  term: number;
  weight: number;
}

interface HomePoint {
  x: number;
  y: number;
  z: number;
  municipality: number;
  /** Known to its municipality only: no distance within it. */
  coarse: boolean;
}

/** A home this wide is not somewhere to measure from. */
function pointOf(home: Place | null): HomePoint | null {
  if (home === null || home.kind === "province" || home.kind === "region") return null;
  const [x, y, z] = unitVector(home.lat, home.lon);
  return { x, y, z, municipality: Number(home.within.municipality ?? 0), coarse: home.kind === "municipality" };
}

/** What each term of a side weighs: its share of all that the question says. */
function termWeights(parts: IndexParts, terms: readonly string[], lang: Lang, worth: number): TermWeight[] {
  const ids = terms.map((term) => parts.vocabulary.findTerm(term, lang));
  const rarity = ids.map((id) => Math.log(1 + parts.documents / ((id < 0 ? 0 : parts.vocabulary.termDocs.data[id]!) + 1)));
  const all = rarity.reduce((sum, value) => sum + value, 0);
  return ids.map((term, index) => ({ term, weight: (rarity[index]! / all) * worth })).filter(({ term }) => term >= 0);
}

/** The heaviest terms, as many as a document must use one of for its words alone to cover `least`. */
function decisiveTerms(terms: readonly TermWeight[], least: number | null): number[] {
  if (least === null) return [];
  const heaviest = terms.toSorted((a, b) => b.weight - a.weight);
  let left = heaviest.reduce((sum, { weight }) => sum + weight, 0);
  const decisive: number[] = [];
  for (const { term, weight } of heaviest) {
    if (left < least) break;
    decisive.push(term);
    left -= weight;
  }
  return decisive;
}

function counted(codes: readonly string[], counts: ArrayLike<number>): Counted[] {
  const all = codes.map((code, index) => ({ code, count: counts[index]! })).filter(({ count }) => count > 0);
  return all.sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

/** Memory that every question uses again. */
class Scratch {
  readonly way = new Uint8Array(SEGMENT_ROOM).fill(NOT_FOUND);
  readonly found = new Uint16Array(SEGMENT_ROOM);
  readonly own = new Float32Array(SEGMENT_ROOM);
  readonly other = new Float32Array(SEGMENT_ROOM);
}

const scratch = new Scratch();

/** One question under way. */
class Run {
  readonly #parts: IndexParts;
  readonly #query: IndexQuery;
  readonly #ways: Way[];
  readonly #byWords: number;
  readonly #ownTerms: TermWeight[];
  readonly #otherTerms: TermWeight[];
  readonly #ownDecisive: number[];
  readonly #otherDecisive: number[];
  readonly #ownValues: Float64Array;
  readonly #otherValues: Float64Array;
  readonly #home: HomePoint | null;
  readonly #accepts: HomeAnswers;
  readonly #isFiltered: boolean;
  readonly #open: Uint8Array;
  readonly #today: number;
  readonly #needWanted: Uint8Array | null;
  readonly #languageWanted: Uint8Array | null;
  readonly #top: TopResults;
  readonly #needCounts: Uint32Array;
  readonly #languageCounts: Uint32Array;
  readonly #servesCounts = new Uint32Array(SERVES.length);
  #openCount = 0;
  #accepting = 0;
  #foundCount = 0;

  constructor(parts: IndexParts, query: IndexQuery) {
    const { lang, terms, filters } = query;
    const other = otherLang(lang);
    this.#parts = parts;
    this.#query = query;
    this.#ways = query.needs.map((wanted) => ({ ...wanted, numbers: wanted.codes.map((code) => parts.needNumber(code)) }));
    this.#byWords = this.#ways.push({ ...BY_WORDS, numbers: [] }) - 1;
    this.#ownTerms = termWeights(parts, terms[lang], lang, 1);
    this.#otherTerms = termWeights(parts, terms[other], other, OTHER_LANGUAGE);
    this.#ownDecisive = decisiveTerms(this.#ownTerms, query.wordsAlone);
    this.#otherDecisive = decisiveTerms(this.#otherTerms, query.wordsAlone);
    this.#ownValues = impactValues(parts.words[lang] / parts.documents);
    this.#otherValues = impactValues(parts.words[other] / parts.documents);
    this.#home = pointOf(query.home);
    this.#accepts = parts.areaSets.answers(query.home, parts.asksServes);
    this.#open = parts.patterns.openAt(query.now);
    this.#today = Math.floor(query.now.getTime() / DAY_MS);
    this.#needWanted = filters.needs.length === 0 ? null : Uint8Array.from(parts.needCodes, (need) => (filters.needs.some((code) => need === code || need.startsWith(`${code}.`)) ? 1 : 0));
    this.#languageWanted = filters.language === null ? null : parts.languageSets.having(filters.language);
    this.#isFiltered = this.#needWanted !== null || this.#languageWanted !== null || filters.openNow;
    this.#top = new TopResults(query.top);
    this.#needCounts = new Uint32Array(parts.needCodes.length);
    this.#languageCounts = new Uint32Array(parts.languageSets.all().length);
  }

  answer(): IndexAnswer {
    this.#parts.segments.forEach((segment, number) => {
      if (segment.living === 0) return;
      this.#cover(segment);
      this.#find(segment);
      this.#judge(segment, number);
      this.#forget();
    });
    return { hits: this.#top.sorted().map((contender) => this.#hit(contender)), total: this.#servesCounts.reduce((sum, count) => sum + count, 0), accepting: this.#accepting, facets: this.#facets() };
  }

  /** How well each document's words cover the question, in each language. */
  #cover(segment: Segment): void {
    if (this.#ownTerms.length > 0) addCoverage(segment, this.#ownTerms, this.#ownValues, scratch.own);
    if (this.#otherTerms.length > 0) addCoverage(segment, this.#otherTerms, this.#otherValues, scratch.other);
  }

  #coverage(doc: number): number {
    const own = this.#ownTerms.length > 0 ? scratch.own[doc]! : 0;
    const other = this.#otherTerms.length > 0 ? scratch.other[doc]! : 0;
    return own > other ? own : other;
  }

  #put(doc: number, way: number): void {
    const known = scratch.way[doc]!;
    if (known === NOT_FOUND) {
      scratch.way[doc] = way;
      scratch.found[this.#foundCount++] = doc;
    } else if (!this.#ways[way]!.related && this.#ways[way]!.weight > this.#ways[known]!.weight) scratch.way[doc] = way;
  }

  #find(segment: Segment): void {
    this.#foundCount = 0;
    this.#findByNeed(segment, false);
    this.#findNamed(segment);
    this.#findByWords(segment, this.#ownDecisive, scratch.own);
    this.#findByWords(segment, this.#otherDecisive, scratch.other);
    if (this.#query.everything) for (let doc = 0; doc < segment.count; doc++) this.#put(doc, this.#byWords);
    this.#findByNeed(segment, true);
  }

  #findByNeed(segment: Segment, related: boolean): void {
    const { needDocs, needStarts, needs } = segment.columns;
    this.#ways.forEach((way, number) => {
      if (way.related !== related) return;
      for (const need of way.numbers) {
        const range = segment.range("need", need);
        if (!range) continue;
        for (let at = range.from; at < range.to; at++) {
          const doc = needDocs[at]!;
          if (!way.mainOnly || needs[needStarts[doc]!] === need) this.#put(doc, number);
        }
      }
    });
  }

  #findNamed(segment: Segment): void {
    for (const name of this.#query.names.keys()) {
      const range = segment.range("name", name);
      if (range) for (let at = range.from; at < range.to; at++) this.#put(segment.columns.nameDocs[at]!, this.#byWords);
    }
  }

  #findByWords(segment: Segment, decisive: readonly number[], coverage: Float32Array): void {
    const least = this.#query.wordsAlone ?? 1;
    const { termDocs } = segment.columns;
    for (const term of decisive) {
      const range = segment.range("term", term);
      if (!range) continue;
      for (let at = range.from; at < range.to; at++) {
        const doc = termDocs[at]!;
        if (coverage[doc]! >= least) this.#put(doc, this.#byWords);
      }
    }
  }

  /** Filters, counts, and offers the best. The hot loop: columns are locals, objects are for contenders only. */
  #judge(segment: Segment, number: number): void {
    const { dead, areaSets, patterns, placeStarts, since } = segment.columns;
    const { known, ask } = this.#accepts;
    const { way: wayOf, found } = scratch;
    const named = this.#namedIn(segment);
    const ways = this.#ways;
    const open = this.#open;
    const top = this.#top;
    const today = this.#today;
    let accepting = 0;
    for (let at = 0; at < this.#foundCount; at++) {
      const doc = found[at]!;
      if (dead[doc] === 1) continue;
      const way = ways[wayOf[doc]!]!;
      const set = areaSets[doc]!;
      const serves = known[set] === NOT_ASKED ? ask(set) : known[set]!;
      if (serves !== SERVES_NO) accepting += 1;
      else if (way.related) continue;
      const first = placeStarts[doc]!;
      const place = placeStarts[doc + 1]! - first === 1 ? first : this.#nearestPlace(segment.columns, doc);
      const openness = open[patterns[place]!]!;
      if (!this.#count(segment.columns, doc, serves, openness)) continue;
      const answer = this.#answerPoints(segment.columns, doc, way, serves, named);
      const fresh = freshness(today, since[doc]!);
      const away = serves === SERVES_NO ? 1 : 0;
      const least = away === 1 ? top.leastAway : top.leastAccepting;
      // Distance costs the most to compute: not for what could not be among the best even next door.
      if (answer + POINTS.distance + OPEN_POINTS[openness]! + fresh + ROUNDING < least) continue;
      const score = answer + this.#distancePoints(segment.columns, doc, place) + OPEN_POINTS[openness]! + fresh;
      if (score >= least) top.offer({ away, score, id: segment.idOf(doc), segment: number, doc, way: wayOf[doc]!, text: this.#coverage(doc), name: named?.get(doc) ?? 0 });
    }
    this.#accepting += accepting;
  }

  /** Counts a document in the facets; false when a filter leaves it out. */
  #count(columns: SegmentColumns, doc: number, serves: number, open: number): boolean {
    const { needs, needStarts } = columns;
    const counts = this.#needCounts;
    const from = needStarts[doc]!;
    const to = needStarts[doc + 1]!;
    const languages = columns.languageSets[doc]!;
    const filters = this.#isFiltered;
    const inLanguage = !filters || this.#languageWanted === null || this.#languageWanted[languages] === 1;
    const inOpen = !filters || !this.#query.filters.openNow || open === OPEN_YES;
    const inNeeds = !filters || this.#needWanted === null || isAnyWanted(this.#needWanted, needs, from, to);
    if (inOpen && inLanguage) for (let at = from; at < to; at++) counts[needs[at]!]! += 1;
    if (inNeeds && inOpen) this.#languageCounts[languages]! += 1;
    if (inNeeds && inLanguage && open === OPEN_YES) this.#openCount += 1;
    if (!(inNeeds && inOpen && inLanguage)) return false;
    this.#servesCounts[serves]! += 1;
    return true;
  }

  #answerPoints({ needs, needStarts }: SegmentColumns, doc: number, way: Way, serves: number, named: ReadonlyMap<number, number> | null): number {
    const primary = way.numbers.length > 0 && way.numbers.includes(needs[needStarts[doc]!]!);
    const name = named === null ? 0 : (named.get(doc) ?? 0);
    return POINTS.name * name + POINTS.need * way.weight + (primary ? POINTS.primary : 0) + POINTS.text * this.#coverage(doc) + SERVES_POINTS[serves]!;
  }

  #distancePoints(columns: SegmentColumns, doc: number, place: number): number {
    const km = this.#distance(columns, doc, place);
    return Number.isNaN(km) ? NEUTRAL_DISTANCE : distancePoints(km);
  }

  /** The place of a document that is nearest to the home; its first one where none can be measured. */
  #nearestPlace({ placeStarts, x, y, z }: SegmentColumns, doc: number): number {
    const first = placeStarts[doc]!;
    const end = placeStarts[doc + 1]!;
    if (end - first === 1 || this.#home === null) return first;
    let best = first;
    let least = Number.POSITIVE_INFINITY;
    for (let place = first; place < end; place++) {
      const squared = squaredChord(x[place]!, y[place]!, z[place]!, this.#home.x, this.#home.y, this.#home.z);
      if (squared < least) {
        best = place;
        least = squared;
      }
    }
    return best;
  }

  /** Kilometres to rank by; NaN: none that matters. */
  #distance(columns: SegmentColumns, doc: number, place: number): number {
    const home = this.#home;
    if (home === null) return Number.NaN;
    const km = chordKm(squaredChord(columns.x[place]!, columns.y[place]!, columns.z[place]!, home.x, home.y, home.z));
    if (Number.isNaN(km)) return km;
    const town = columns.municipalities[place]!;
    // Both in one municipality, and one of them known no finer: its middle is not somewhere to measure from.
    if ((home.coarse || columns.coarse[place] === 1) && town !== 0 && town === home.municipality) return SAME_TOWN_KM;
    return km > EVERYWHERE_SHOWN_KM && this.#parts.areaSets.isEverywhere(columns.areaSets[doc]!) ? Number.NaN : km;
  }

  /** How surely the question names documents of a segment. */
  #namedIn(segment: Segment): Map<number, number> | null {
    const { names } = this.#query;
    if (names.size === 0) return null;
    const named = new Map<number, number>();
    for (const [name, sure] of names) {
      const range = segment.range("name", name);
      if (!range) continue;
      for (let at = range.from; at < range.to; at++) {
        const doc = segment.columns.nameDocs[at]!;
        named.set(doc, Math.max(named.get(doc) ?? 0, sure));
      }
    }
    return named;
  }

  #forget(): void {
    for (let at = 0; at < this.#foundCount; at++) scratch.way[scratch.found[at]!] = NOT_FOUND;
  }

  #facets(): Facets {
    const { needCodes, languageSets } = this.#parts;
    const languages = new Map<string, number>();
    languageSets.all().forEach((set, number) => {
      for (const language of set) languages.set(language, (languages.get(language) ?? 0) + this.#languageCounts[number]!);
    });
    const serves = Object.fromEntries(SERVES.map((answer, number) => [answer, this.#servesCounts[number]!])) as Facets["serves"];
    return { needs: counted(needCodes, this.#needCounts), languages: counted([...languages.keys()], [...languages.values()]), openNow: this.#openCount, serves };
  }

  #hit({ away: _, score, id, segment, doc, way, text, name }: Contender): IndexHit {
    const { columns } = this.#parts.segments[segment]!;
    const { numbers, weight, related } = this.#ways[way]!;
    const own = columns.needs.subarray(columns.needStarts[doc]!, columns.needStarts[doc + 1]!);
    const need = own.find((number) => numbers.includes(number));
    const place = this.#nearestPlace(columns, doc);
    const km = this.#distance(columns, doc, place);
    const since = columns.since[doc]!;
    return {
      id: unpackId(id),
      needCode: need === undefined ? null : this.#parts.needCodes[need]!,
      need: weight,
      primary: need !== undefined && own[0] === need,
      text,
      name,
      related,
      serves: SERVES[this.#accepts.known[columns.areaSets[doc]!]!]!,
      openNow: OPEN_STATES[this.#open[columns.patterns[place]!]!]!,
      distanceKm: Number.isNaN(km) ? null : km,
      ageYears: since === NEVER ? null : Math.min(OLDEST, Math.max(0, this.#today - since)) / DAYS_A_YEAR,
      score,
    };
  }
}

function freshness(today: number, since: number): number {
  return since === NEVER ? 0 : FRESH_POINTS[Math.min(OLDEST, Math.max(0, today - since))]!;
}

/** Adds what the terms of one language say of each document. */
function addCoverage(segment: Segment, terms: readonly TermWeight[], values: Float64Array, scores: Float32Array): void {
  const { termDocs, termImpacts } = segment.columns;
  scores.fill(0, 0, segment.count);
  for (const { term, weight } of terms) {
    const range = segment.range("term", term);
    if (!range) continue;
    for (let at = range.from; at < range.to; at++) scores[termDocs[at]!]! += weight * values[termImpacts[at]!]!;
  }
}

function isAnyWanted(wanted: Uint8Array, needs: Uint16Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (wanted[needs[at]!] === 1) return true;
  return false;
}

/** Answers a question over an index. */
export function runQuery(parts: IndexParts, query: IndexQuery): IndexAnswer {
  return new Run(parts, query).answer();
}
