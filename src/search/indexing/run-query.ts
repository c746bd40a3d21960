import { distancePoints, freshPoints, openPoints, POINTS, servesPoints } from "../ranking.ts";
import { FacetCounter } from "./facet-counter.ts";
import { HomePoint } from "./home-point.ts";
import type { IndexParts } from "./index-parts.ts";
import type { IndexAnswer, IndexHit, IndexQuery, NeedWanted } from "./index-query.ts";
import { weighTerms, type QuestionTerms } from "./question-terms.ts";
import { compareIds, NEVER, SEGMENT_ROOM, unpackId, type Segment, type SegmentColumns } from "./segment.ts";
import { NOT_ASKED, SERVES, type HomeAnswers } from "./shared-tables.ts";
import { TopResults, type Contender } from "./top-results.ts";

/*
 * Runs one question over the segments: finds what answers it, counts the facets of all of that, and
 * keeps the best. Everything by document is in typed arrays; objects are made for contenders only.
 */

const DAY_MS = 24 * 3600 * 1000;
const DAYS_A_YEAR = 365.25;
/** Ages beyond this many days count as this. */
const OLDEST = 20_000;
/** Sums in another order may differ by less than this. */
const ROUNDING = 1e-9;

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

/** Memory that every question uses again. */
const scratch = {
  way: new Uint8Array(SEGMENT_ROOM).fill(NOT_FOUND),
  found: new Uint16Array(SEGMENT_ROOM),
  own: new Float32Array(SEGMENT_ROOM),
  other: new Float32Array(SEGMENT_ROOM),
};

function daysOld(today: number, since: number): number {
  return Math.min(OLDEST, Math.max(0, today - since));
}

/** One question under way. */
class Run {
  readonly #parts: IndexParts;
  readonly #query: IndexQuery;
  readonly #ways: Way[];
  readonly #byWords: number;
  readonly #own: QuestionTerms;
  readonly #other: QuestionTerms;
  readonly #home: HomePoint | null;
  readonly #accepts: HomeAnswers;
  readonly #open: Uint8Array;
  readonly #today: number;
  readonly #top: TopResults;
  readonly #counter: FacetCounter;
  readonly #named = new Map<number, number>();
  #accepting = 0;
  #foundCount = 0;

  constructor(parts: IndexParts, query: IndexQuery) {
    this.#parts = parts;
    this.#query = query;
    this.#ways = query.needs.map((wanted) => ({ ...wanted, numbers: wanted.codes.map((code) => parts.needNumber(code)) }));
    this.#byWords = this.#ways.push({ codes: [], weight: 0, related: false, mainOnly: false, numbers: [] }) - 1;
    ({ own: this.#own, other: this.#other } = weighTerms(parts, query.terms, query.lang));
    this.#home = HomePoint.of(query.home);
    this.#accepts = parts.areaSets.answers(query.home, parts.asksServes);
    this.#open = parts.patterns.openAt(query.now);
    this.#today = Math.floor(query.now.getTime() / DAY_MS);
    this.#top = new TopResults(query.top, (a, b) => compareIds(parts.segments[a.segment]!.idOf(a.doc), parts.segments[b.segment]!.idOf(b.doc)));
    this.#counter = new FacetCounter(query.filters, parts.needCodes, parts.languageSets);
  }

  answer(): IndexAnswer {
    this.#parts.segments.forEach((segment, number) => {
      if (segment.living > 0) this.#look(segment, number);
    });
    const hits = this.#top.sorted().map((contender) => this.#hit(contender));
    return { hits, total: this.#counter.total, accepting: this.#accepting, facets: this.#counter.facets() };
  }

  /** Leaves the memory that questions share as it found it, whatever happens. */
  #look(segment: Segment, number: number): void {
    try {
      this.#own.cover(segment, scratch.own);
      this.#other.cover(segment, scratch.other);
      this.#find(segment);
      this.#judge(segment, number);
    } finally {
      for (let at = 0; at < this.#foundCount; at++) scratch.way[scratch.found[at]!] = NOT_FOUND;
      this.#own.uncover(segment, scratch.own);
      this.#other.uncover(segment, scratch.other);
    }
  }

  #coverage(doc: number): number {
    const own = scratch.own[doc]!;
    const other = scratch.other[doc]!;
    return own > other ? own : other;
  }

  #find(segment: Segment): void {
    this.#foundCount = 0;
    this.#findByNeed(segment, false);
    this.#findNamed(segment);
    const { wordsAlone, everything } = this.#query;
    if (wordsAlone !== null) {
      this.#findByWords(segment, this.#own.decisive(wordsAlone), wordsAlone, scratch.own);
      this.#findByWords(segment, this.#other.decisive(wordsAlone), wordsAlone, scratch.other);
    }
    if (everything) for (let doc = 0; doc < segment.count; doc++) this.#put(doc, this.#byWords);
    this.#findByNeed(segment, true);
  }

  /** Found in several ways, a document counts as found in the best one. */
  #put(doc: number, way: number): void {
    const known = scratch.way[doc]!;
    if (known === NOT_FOUND) {
      scratch.way[doc] = way;
      scratch.found[this.#foundCount++] = doc;
    } else if (!this.#ways[way]!.related && this.#ways[way]!.weight > this.#ways[known]!.weight) scratch.way[doc] = way;
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

  /** Documents of a segment that the question names, and how surely. */
  #findNamed(segment: Segment): void {
    this.#named.clear();
    for (const [name, sure] of this.#query.names) {
      const range = segment.range("name", name);
      if (!range) continue;
      for (let at = range.from; at < range.to; at++) {
        const doc = segment.columns.nameDocs[at]!;
        this.#put(doc, this.#byWords);
        if (sure > (this.#named.get(doc) ?? 0)) this.#named.set(doc, sure);
      }
    }
  }

  #findByWords(segment: Segment, decisive: readonly number[], least: number, coverage: Float32Array): void {
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

  /** Filters, counts, and offers the best. The hot loop: columns are locals. */
  #judge(segment: Segment, number: number): void {
    const { columns } = segment;
    const { dead, areaSets, patterns } = columns;
    const { known, ask } = this.#accepts;
    let accepting = 0;
    for (let at = 0; at < this.#foundCount; at++) {
      const doc = scratch.found[at]!;
      if (dead[doc] === 1) continue;
      const way = scratch.way[doc]!;
      const set = areaSets[doc]!;
      const serves = known[set] === NOT_ASKED ? ask(set) : known[set]!;
      if (serves !== SERVES_NO) accepting += 1;
      else if (this.#ways[way]!.related) continue;
      const place = this.#nearestPlace(columns, doc);
      const open = this.#open[patterns[place]!]!;
      if (this.#counter.count(columns, doc, serves, open)) this.#offer(segment, number, doc, way, serves, place, open);
    }
    this.#accepting += accepting;
  }

  #offer(segment: Segment, number: number, doc: number, way: number, serves: number, place: number, open: number): void {
    const away = serves === SERVES_NO ? 1 : 0;
    const least = away === 1 ? this.#top.leastAway : this.#top.leastAccepting;
    if (least === Number.POSITIVE_INFINITY) return;
    const { columns } = segment;
    const text = this.#coverage(doc);
    const name = this.#named.size === 0 ? 0 : (this.#named.get(doc) ?? 0);
    const answer = this.#answerPoints(columns, doc, way, serves, text, name);
    const since = columns.since[doc]!;
    const fresh = since === NEVER ? 0 : FRESH_POINTS[daysOld(this.#today, since)]!;
    // Distance costs the most to compute: not for what could not be among the best even next door.
    if (answer + POINTS.distance + OPEN_POINTS[open]! + fresh + ROUNDING < least) return;
    const km = this.#distance(columns, doc, place);
    const score = answer + (Number.isNaN(km) ? NEUTRAL_DISTANCE : distancePoints(km)) + OPEN_POINTS[open]! + fresh;
    if (score >= least) this.#top.offer({ away, score, segment: number, doc, way, text, name });
  }

  /** As `pointsOfAnswer`, summed in its order. */
  #answerPoints({ needs, needStarts }: SegmentColumns, doc: number, way: number, serves: number, text: number, name: number): number {
    const { numbers, weight } = this.#ways[way]!;
    const primary = numbers.length > 0 && numbers.includes(needs[needStarts[doc]!]!);
    return POINTS.name * name + POINTS.need * weight + (primary ? POINTS.primary : 0) + POINTS.text * text + SERVES_POINTS[serves]!;
  }

  #nearestPlace(columns: SegmentColumns, doc: number): number {
    const first = columns.placeStarts[doc]!;
    return this.#home === null || columns.placeStarts[doc + 1]! - first === 1 ? first : this.#home.nearestPlace(columns, doc);
  }

  #distance(columns: SegmentColumns, doc: number, place: number): number {
    return this.#home === null ? Number.NaN : this.#home.distance(columns, place, () => this.#parts.areaSets.isEverywhere(columns.areaSets[doc]!));
  }

  #hit({ score, segment, doc, way, text, name }: Contender): IndexHit {
    const { columns } = this.#parts.segments[segment]!;
    const id = this.#parts.segments[segment]!.idOf(doc);
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
      ageYears: since === NEVER ? null : daysOld(this.#today, since) / DAYS_A_YEAR,
      score,
    };
  }
}

/** Answers a question over an index. */
export function runQuery(parts: IndexParts, query: IndexQuery): IndexAnswer {
  return new Run(parts, query).answer();
}
