import { compileHours, momentIn, openState, zoneOf, type Need, type Needs, type OpenState, type PublishedDirectory, type PublishedService, type ServiceAtLocation } from "../directory/index.ts";
import { FanalError } from "../platform/errors.ts";
import type { Lang } from "../platform/i18n/lang.ts";
import type { Area, Place, PlaceCandidate, Serves, Territory } from "../territory/index.ts";
import type { Urgent } from "./danger.ts";
import type { Facets } from "./facets.ts";
import { sayAll } from "./home.ts";
import type { IndexAnswer, IndexHit, IndexQuery } from "./indexing/index-query.ts";
import { NAMED } from "./indexing/name-table.ts";
import type { SearchIndex } from "./indexing/search-index.ts";
import { nearnessOf } from "./nearness.ts";
import { planQuery, withRelated } from "./plan.ts";
import { readQuestion, type Reading } from "./reading.ts";
import type { SearchQuery } from "./search.contract.ts";
import type { SuggestedKind, Suggestion } from "./suggest.ts";
import { URGENT_NEEDS, type Understander, type Understanding, type WeightedNeed } from "./understand.ts";
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
  /** What its rank is made of. */
  facts: IndexHit;
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

/** What one search stands on; all in memory. */
export interface SearchDeps {
  index: SearchIndex;
  published: Pick<PublishedDirectory, "service">;
  understander: Understander;
  territory: Territory;
  needs: Needs;
  now: Date;
}

/** Fewer results that accept the home than this is too little. */
const ENOUGH = 3;
/** The question with the needs that are meant: a term that was merged is told as the other. @throws FanalError `unknownNeed` (400) */
function withKnownNeeds(query: SearchQuery, needs: Needs): SearchQuery {
  const unknown = query.needs.find((code) => needs.need(code) === null);
  if (unknown !== undefined) throw new FanalError("unknownNeed", 400, sayAll((t) => t.need.unknown(unknown)));
  return { ...query, needs: query.needs.map((code) => needs.need(code)!.code) };
}

function foundBy({ related, name, needCode }: IndexHit): FoundBy {
  if (related) return "related";
  if (name >= NAMED) return "name";
  return needCode === null ? "words" : "need";
}

function toHit(facts: IndexHit, lang: SearchQuery["lang"], home: Place | null, { published, territory, needs, now }: SearchDeps): SearchHit[] {
  const service = published.service(facts.id);
  if (!service) return [];
  const nearness = nearnessOf(service, home);
  const at = service.at[nearness.at]!;
  const zone = zoneOf(at.location.municipalityCode);
  const open = openState(at.hours && compileHours(at.hours), momentIn(zone, now));
  const { needCode, name, text, related, serves } = facts;
  const need = needCode === null ? null : needs.need(needCode);
  const textOnly = need === null && name === 0 && text > 0;
  const distanceKm = nearness.shownKm === null ? null : Math.round(nearness.shownKm * 10) / 10;
  const why = whyOf({ service, at, need, name, textOnly, related, serves, home, distanceKm, open, zone }, lang, territory);
  return [{ service, at, serves, distanceKm, open, verified: service.provenance.verifiedOn, score: Math.round(facts.score * 100) / 100, why, foundBy: foundBy(facts), facts }];
}

/** Needs typed, then needs chosen by code, each once. */
function allNeeds(understanding: Understanding, chosen: readonly string[]): WeightedNeed[] {
  const others = chosen.filter((code) => !understanding.needs.some((need) => need.code === code));
  return [...understanding.needs, ...others.map((code) => ({ code, weight: 1 }))];
}

function urgentOf(understanding: Understanding, chosen: readonly string[]): Urgent | null {
  return understanding.urgent ?? chosen.map((code) => URGENT_NEEDS[code]).find((urgent) => urgent !== undefined) ?? null;
}

/** What the index answers, with what may help too where too little that accepts the home answers what was asked. */
function ask(query: SearchQuery, reading: Reading, { index, understander, needs, now }: SearchDeps): { asked: IndexQuery; answer: IndexAnswer } {
  const asked = planQuery(query, reading, { needs, terms: understander.terms, now });
  const answer = index.answer(asked);
  const best = reading.understanding.needs[0];
  if (answer.accepting >= ENOUGH || !best || query.needs.length > 0) return { asked, answer };
  const wider = withRelated(asked, best.code, understander.related);
  return { asked: wider, answer: index.answer(wider) };
}

/** All of one search, opened up. */
export interface Explained {
  query: SearchQuery;
  reading: Reading;
  asked: IndexQuery;
  total: number;
  accepting: number;
  hits: SearchHit[];
  milliseconds: number;
}

/** A search, opened up: how it was read, what was asked, and what each rank is made of. @throws as `answerSearch` */
export function explainSearch(asking: SearchQuery, deps: SearchDeps): Explained {
  const query = withKnownNeeds(asking, deps.needs);
  const started = performance.now();
  const reading = readQuestion(query, deps);
  const { asked, answer } = ask(query, reading, deps);
  const hits = answer.hits.slice(query.offset).flatMap((hit) => toHit(hit, query.lang, reading.home.place, deps));
  return { query, reading, asked, total: answer.total, accepting: answer.accepting, hits, milliseconds: performance.now() - started };
}

/** Answers a search. @throws FanalError `unknownPlace`, `unknownNeed` (400) */
export function answerSearch(asked: SearchQuery, deps: SearchDeps): SearchAnswer {
  const query = withKnownNeeds(asked, deps.needs);
  const reading = readQuestion(query, deps);
  const { answer } = ask(query, reading, deps);
  const { understanding, home } = reading;
  return {
    query: {
      text: query.q,
      needs: allNeeds(understanding, query.needs),
      place: home.place,
      placeCandidates: home.candidates,
      urgent: urgentOf(understanding, query.needs),
      corrected: understanding.corrected,
    },
    total: answer.total,
    facets: answer.facets,
    hits: answer.hits.slice(query.offset).flatMap((hit) => toHit(hit, query.lang, home.place, deps)),
  };
}

/** The search feature, as routes and pages use it. */
export interface Search {
  /** What a question that is being typed may become, of these kinds. */
  suggest(typed: string, lang: Lang, kinds: readonly SuggestedKind[]): Suggestion[];
  /** @throws FanalError `unknownPlace`, `unknownNeed` (400) */
  search(query: SearchQuery): SearchAnswer;
  /** How a search was understood, and why each result ranks where it does. @throws as `search` */
  explain(query: SearchQuery): Explained;
  /** Does the directory or the taxonomy use this folded word? */
  knows(word: string): boolean;
  /** How questions would be understood with these terms: the needs of each, the likeliest first. */
  tryTerms(terms: readonly Need[]): (text: string, lang: Lang) => string[];
  /** Services that answer a need, of either level. */
  countNeed(code: string): number;
  /** Services that accept people of an area, surely or presumably. */
  countServing(area: Pick<Area, "kind" | "code">): number;
}
