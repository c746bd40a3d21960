import { isOpen, momentIn, openState, type LocalMoment, type Need, type Needs, type OpenState, type PublishedService, type ServiceAtLocation } from "../directory/index.ts";
import { FanalError } from "../platform/errors.ts";
import type { Area, Place, PlaceCandidate, Serves, Territory } from "../territory/index.ts";
import type { Urgent } from "./danger.ts";
import { filterAndCount, type Facets, type Filterable } from "./facets.ts";
import { findHome, sayAll, type Home } from "./home.ts";
import { matchDocuments, matchRelated, type Match } from "./match.ts";
import { NAMED } from "./name-index.ts";
import { nearnessOf, type Nearness } from "./nearness.ts";
import { compareResults, pointsOf, type Ranked } from "./ranking.ts";
import type { SearchQuery } from "./search.contract.ts";
import type { SearchIndex } from "./search-index.ts";
import { foldedWords } from "./text/words.ts";
import { understand, URGENT_NEEDS, type Understander, type Understanding, type WeightedNeed } from "./understand.ts";
import { whyOf, type Why } from "./why.ts";

/** One result: a service at the location that suits the home best. */
export interface SearchHit {
  service: PublishedService;
  at: ServiceAtLocation;
  serves: Serves;
  /** Kilometres from the home; null when it has none worth showing. */
  distanceKm: number | null;
  open: OpenState;
  /** Date of the last verification, `YYYY-MM-DD`. */
  verified: string | null;
  score: number;
  why: Why;
  foundBy: FoundBy;
}

/** `related`: does not answer what was asked, but may help where too little does. */
export type FoundBy = "need" | "related" | "name" | "words";

export interface SearchAnswer {
  query: {
    text: string;
    needs: WeightedNeed[];
    place: Place | null;
    placeCandidates: PlaceCandidate[];
    urgent: Urgent | null;
    corrected: { typed: string; read: string }[];
  };
  total: number;
  facets: Facets;
  hits: SearchHit[];
}

/** The search feature, as routes and pages use it. */
export interface Search {
  /** @throws FanalError `unknownPlace`, `unknownNeed` (400) */
  search(query: SearchQuery): SearchAnswer;
  /** Services that answer a need, of either level. */
  countNeed(code: string): number;
  /** Services that accept people of an area, surely or presumably. */
  countServing(area: Pick<Area, "kind" | "code">): number;
}

/** What one search stands on; all in memory. */
export interface SearchDeps {
  index: SearchIndex;
  understander: Understander;
  territory: Territory;
  needs: Needs;
  now: Date;
}

/** One search under way: each zone's clock is read once. */
interface Searching extends SearchDeps {
  clock(zone: string): LocalMoment;
}

interface Candidate extends Filterable, Ranked {
  match: Match;
  nearness: Nearness;
  service: PublishedService;
}

/** Fewer results that accept the home than this is too little. */
const ENOUGH = 3;
/** An organisation this surely named outweighs a need that is less sure than `SURE_NEED`. */
const SURELY_NAMED = 0.95;
const SURE_NEED = 0.6;
const YEAR_MS = 365.25 * 24 * 3600 * 1000;
const NOTHING: Understanding = { needs: [], sureness: 0, words: [], corrected: [], urgent: null };

function checkNeeds(codes: readonly string[], needs: Needs): void {
  const unknown = codes.find((code) => needs.need(code) === null);
  if (unknown !== undefined) throw new FanalError("unknownNeed", 400, sayAll((t) => t.need.unknown(unknown)));
}

/** What each zone's clock shows, made once for a search. */
function clocks(now: Date): (zone: string) => LocalMoment {
  const moments = new Map<string, LocalMoment>();
  return (zone) => {
    const known = moments.get(zone) ?? momentIn(zone, now);
    moments.set(zone, known);
    return known;
  };
}

function ageInYears({ provenance }: PublishedService, now: Date): number | null {
  const date = provenance.verifiedOn ?? provenance.asOf;
  return date === null ? null : (now.getTime() - Date.parse(date)) / YEAR_MS;
}

/** Whether documents accept a home; asked once for all that serve the same areas. */
function servesHome(home: Place | null, { index, territory }: SearchDeps): (doc: number) => Serves {
  const known = new Map<number, Serves>();
  return (doc) => {
    if (home === null) return "unknown";
    const group = index.areaGroup(doc);
    const serves = known.get(group) ?? territory.serves(index.services[doc]!.areas, home);
    known.set(group, serves);
    return serves;
  };
}

/** Every match seen from the home: does it accept it, how far, open, how many points. */
function weigh(matches: readonly Match[], home: Place | null, deps: Searching): Candidate[] {
  const { index, now, clock } = deps;
  const accepts = servesHome(home, deps);
  return matches.map((match) => {
    const service = index.services[match.doc]!;
    const nearness = nearnessOf(service, home);
    const { hours, zone } = index.places(match.doc)[nearness.at]!;
    const openNow = hours && isOpen(hours, clock(zone));
    const serves = accepts(match.doc);
    const primary = match.needCode !== null && service.needs[0] === match.needCode;
    const score = pointsOf({ ...match, primary, serves, openNow, distanceKm: nearness.rankKm, ageYears: ageInYears(service, now) });
    return { match, nearness, service, needs: service.needs, languages: service.languages, openNow, serves, score, id: service.id };
  });
}

function foundBy({ related, name, needCode }: Match): FoundBy {
  if (related) return "related";
  if (name >= NAMED) return "name";
  return needCode === null ? "words" : "need";
}

function toHit({ match, nearness, service, serves, score }: Candidate, query: SearchQuery, home: Place | null, { index, territory, needs, clock }: Searching): SearchHit {
  const at = service.at[nearness.at]!;
  const { hours, zone } = index.places(match.doc)[nearness.at]!;
  const open = openState(hours, clock(zone));
  const need: Need | null = match.needCode === null ? null : needs.need(match.needCode);
  const textOnly = need === null && match.name === 0 && match.text > 0;
  const distanceKm = nearness.shownKm === null ? null : Math.round(nearness.shownKm * 10) / 10;
  const why = whyOf({ service, at, need, name: match.name, textOnly, related: match.related, serves, home, distanceKm, open, zone }, query.lang, territory);
  return { service, at, serves, distanceKm, open, verified: service.provenance.verifiedOn, score: Math.round(score * 100) / 100, why, foundBy: foundBy(match) };
}

/** Needs typed, then needs chosen by code, each once. */
function allNeeds(understanding: Understanding, chosen: readonly string[]): WeightedNeed[] {
  const others = chosen.filter((code) => !understanding.needs.some((need) => need.code === code));
  return [...understanding.needs, ...others.map((code) => ({ code, weight: 1 }))];
}

function urgentOf(understanding: Understanding, chosen: readonly string[]): Urgent | null {
  return understanding.urgent ?? chosen.map((code) => URGENT_NEEDS[code]).find((urgent) => urgent !== undefined) ?? null;
}

function readQuestion({ q, lang }: SearchQuery, home: Home, understander: Understander): Understanding {
  return q.trim() === "" ? NOTHING : understand(home.rest, q, lang, understander);
}

/** Words of the whole question, corrected: names hold places. */
function namingWords(q: string, { corrected }: Understanding): string[] {
  const read = new Map(corrected.map((pair) => [pair.typed, pair.read]));
  return foldedWords(q).map((word) => read.get(word) ?? word);
}

/** Who names an organisation and says little else looks for it, not for a need that its name resembles. */
function settle(understanding: Understanding, names: ReadonlyMap<number, number>): Understanding {
  const isNamed = Math.max(0, ...names.values()) >= SURELY_NAMED;
  return isNamed && understanding.sureness < SURE_NEED ? { ...understanding, needs: [], sureness: 1 } : understanding;
}

function relatedTo(code: string, { related }: Understander): string[] {
  return [...(related[code] ?? []), ...(related["*"] ?? [])];
}

/** What may help too, where too little that accepts the home answers what was asked. */
function widen(candidates: readonly Candidate[], understanding: Understanding, home: Place | null, deps: Searching): Candidate[] {
  const best = understanding.needs[0];
  if (!best || candidates.filter(({ serves }) => serves !== "no").length >= ENOUGH) return [];
  const known = new Set(candidates.map(({ match }) => match.doc));
  return weigh(matchRelated(deps.index, best.code, relatedTo(best.code, deps.understander), known), home, deps).filter(({ serves }) => serves !== "no");
}

/** Answers a search. @throws FanalError `unknownPlace`, `unknownNeed` (400) */
export function answerSearch(query: SearchQuery, given: SearchDeps): SearchAnswer {
  const deps: Searching = { ...given, clock: clocks(given.now) };
  checkNeeds(query.needs, deps.needs);
  const home = findHome(deps.territory, query);
  const read = readQuestion(query, home, deps.understander);
  const names = deps.index.names.match(namingWords(query.q, read));
  const understanding = settle(read, names);
  const asked = { lang: query.lang, empty: home.rest.trim() === "" && names.size === 0, understanding, names, chosen: query.needs };
  const direct = weigh(matchDocuments(deps.index, asked), home.place, deps);
  const candidates = query.needs.length > 0 ? direct : [...direct, ...widen(direct, understanding, home.place, deps)];
  const { kept, facets } = filterAndCount(candidates, query);
  const page = kept.sort(compareResults).slice(query.offset, query.offset + query.limit);
  return {
    query: {
      text: query.q,
      needs: allNeeds(understanding, query.needs),
      place: home.place,
      placeCandidates: home.candidates,
      urgent: urgentOf(understanding, query.needs),
      corrected: understanding.corrected,
    },
    total: kept.length,
    facets,
    hits: page.map((candidate) => toHit(candidate, query, home.place, deps)),
  };
}
