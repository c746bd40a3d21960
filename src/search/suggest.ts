import { organizationName, serviceName, type Need, type PublishedDirectory } from "../directory/index.ts";
import { fold } from "../platform/i18n/fold.ts";
import type { Lang } from "../platform/i18n/lang.ts";
import { typographic } from "../platform/i18n/format.ts";
import type { PlaceCandidate, PlaceCompletion, Territory } from "../territory/index.ts";
import { WIDE } from "./home.ts";
import type { SearchIndex } from "./indexing/search-index.ts";
import { perLang } from "./text/words.ts";

/*
 * What a question that is being typed may become: needs in everyday words, organisations, services and
 * places. The last word may be unfinished.
 */

export const SUGGESTED = ["need", "organization", "service", "place"] as const;
export type SuggestedKind = (typeof SUGGESTED)[number];

export interface Suggestion {
  kind: SuggestedKind;
  /** Code of a need, id of an organisation or service, `kind:code` of a place. */
  id: string;
  text: string;
  /** What tells it apart: for a need the words that were found, for a place what it lies in, for a service its organisation. */
  detail: string | null;
}

export interface SuggestDeps {
  index: SearchIndex;
  published: Pick<PublishedDirectory, "service">;
  territory: Pick<Territory, "complete" | "resolve">;
  needs: NeedCompletion;
}

/** Of each kind at the most, and of places when nothing else is asked for. */
const MOST = 4;
const MOST_PLACES = 8;
/** A place this surely meant comes before those whose names go on. */
const SURELY_MEANT = 0.8;
/** Names looked at for one beginning. */
const NAMES_LOOKED_AT = 300;
/** The commonest words that a beginning may become. */
const WORDS_LOOKED_AT = 30;

/** A single letter begins too many names to mean one. */
const SHORTEST_NAME = 2;

interface NeedEntry {
  /** A folded phrase, from one of its words on. */
  key: string;
  need: Need;
  phrase: string;
  /** A label counts before an everyday phrase, a beginning before what follows. */
  worth: number;
}

/** Needs whose labels or everyday phrases begin with what is typed; best first. */
export type NeedCompletion = (typed: string, lang: Lang) => { need: Need; phrase: string }[];

function entriesOf(need: Need, lang: Lang): NeedEntry[] {
  const phrases = [{ phrase: need.citizen_label[lang], worth: 2 }, { phrase: need.label[lang], worth: 2 }, ...need.lexicon[lang].map((phrase) => ({ phrase, worth: 0 }))];
  return phrases.flatMap(({ phrase, worth }) => {
    const words = fold(phrase).split(" ");
    return words.map((_, index) => ({ key: words.slice(index).join(" "), need, phrase, worth: worth + (index === 0 ? 1 : 0) }));
  });
}

/** Completes needs by their words in each language. */
export function createNeedCompletion(needs: readonly Need[]): NeedCompletion {
  const sides = perLang((lang) => needs.flatMap((need) => entriesOf(need, lang)).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)));
  return (typed, lang) => {
    const entries = sides[lang];
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (entries[middle]!.key < typed) low = middle + 1;
      else high = middle;
    }
    const best = new Map<Need, NeedEntry>();
    for (let at = low; at < entries.length && entries[at]!.key.startsWith(typed); at++) {
      const entry = entries[at]!;
      if (entry.worth > (best.get(entry.need)?.worth ?? -1)) best.set(entry.need, entry);
    }
    return [...best.values()].sort((a, b) => b.worth - a.worth || a.phrase.length - b.phrase.length).slice(0, MOST);
  };
}

/** Names that have every finished word and one that begins like the last; those that begin so first, short ones first. */
function completeNames(words: readonly string[], { names }: SearchIndex): number[] {
  const [last, ...finished] = words.toReversed();
  const ids = finished.map((word) => names.find(word));
  if (ids.includes(-1)) return [];
  const endings = names.wordsBeginning(last!, WORDS_LOOKED_AT);
  const rarest = ids.sort((a, b) => names.wordNames.data[a]! - names.wordNames.data[b]!)[0];
  const found: { name: number; first: boolean; length: number }[] = [];
  let looked = 0;
  for (const word of rarest === undefined ? endings : [rarest]) {
    names.eachNameWith(word, (name) => {
      const own = names.wordsIn(name);
      const has = ids.every((id) => own.includes(id)) && endings.some((ending) => own.includes(ending));
      if (has) found.push({ name, first: endings.includes(own[0]!) || ids.includes(own[0]!), length: own.length });
      return ++looked < NAMES_LOOKED_AT;
    });
    if (looked >= NAMES_LOOKED_AT) break;
  }
  return found.sort((a, b) => Number(b.first) - Number(a.first) || a.length - b.length).map(({ name }) => name);
}

function suggestNames(words: readonly string[], lang: Lang, { index, published }: SuggestDeps): Suggestion[] {
  const suggestions = new Map<string, Suggestion>();
  const left = { organization: MOST, service: MOST };
  for (const name of completeNames(words, index)) {
    const kind = index.names.isOrganization(name) ? "organization" : "service";
    const service = left[kind] > 0 ? published.service(index.bearerOf(name) ?? "") : null;
    if (!service) continue;
    const organization = organizationName(service.organization, lang).text;
    const made: Suggestion = kind === "organization" ? { kind, id: service.organization.id, text: organization, detail: null } : { kind, id: service.id, text: serviceName(service, lang).text, detail: organization };
    // A service that goes by its organisation's name would be said twice.
    const key = made.text;
    if (suggestions.has(key)) continue;
    suggestions.set(key, made);
    left[kind] -= 1;
    if (left.organization + left.service === 0) break;
  }
  return [...suggestions.values()];
}

type FoundPlace = PlaceCompletion | PlaceCandidate;

/** Each place once; where a city and wider areas share a name, who lives there means the city. */
function distinctPlaces(places: readonly FoundPlace[]): FoundPlace[] {
  const cities = new Set(places.filter(({ kind }) => kind === "municipality").map(({ name }) => name));
  const told = places.filter(({ kind, name }) => !(WIDE.has(kind) && cities.has(name)));
  return [...new Map(told.map((place) => [`${place.kind}:${place.code}`, place])).values()];
}

/** Names that go on so, after what the text means as it stands; then the quarters and postal codes that names of areas do not hold. */
function placesOf(typed: string, lang: Lang, { territory }: SuggestDeps): FoundPlace[] {
  const meant = territory.resolve(typed, lang, MOST_PLACES);
  const going = territory.complete(typed, lang, MOST_PLACES);
  const others = going.length === 0 ? meant : meant.filter(({ kind }) => kind === "neighbourhood" || kind === "postal_code");
  return distinctPlaces([...meant.filter(({ score }) => score >= SURELY_MEANT), ...going, ...others]).slice(0, MOST_PLACES);
}

function suggestNeeds(folded: string, lang: Lang, { needs }: SuggestDeps): Suggestion[] {
  return needs(folded, lang).map(({ need, phrase }) => {
    const label = typographic(need.citizen_label[lang], lang);
    return { kind: "need", id: need.code, text: label, detail: fold(phrase) === fold(label) ? null : typographic(phrase, lang) };
  });
}

/** Suggestions for what is typed so far: needs, then organisations and services, then places; only of the kinds asked for. */
export function suggest(typed: string, lang: Lang, kinds: readonly SuggestedKind[], deps: SuggestDeps): Suggestion[] {
  const folded = fold(typed);
  if (folded === "") return [];
  const wants = (kind: SuggestedKind) => kinds.includes(kind);
  const words = wants("organization") || wants("service") ? deps.index.names.wordsToFind(folded.split(" ")) : [];
  const named = folded.length < SHORTEST_NAME || words.length === 0 ? [] : suggestNames(words, lang, deps);
  const beside = () => (wants("place") ? deps.territory.complete(typed, lang, MOST) : []);
  const places = kinds.every((kind) => kind === "place") ? placesOf(typed, lang, deps) : beside();
  return [
    ...(wants("need") ? suggestNeeds(folded, lang, deps) : []),
    ...(["organization", "service"] as const).flatMap((kind) => (wants(kind) ? named.filter((one) => one.kind === kind) : [])),
    ...places.map(({ kind, code, name, context }): Suggestion => ({ kind: "place", id: `${kind}:${code}`, text: name, detail: context })),
  ];
}
