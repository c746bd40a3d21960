import { FanalError } from "../platform/errors.ts";
import { LANGS, type Lang, type PerLang } from "../platform/i18n/lang.ts";
import { PLACE_KINDS, type AreaKind, type Place, type PlaceCandidate, type PlaceKind, type Territory } from "../territory/index.ts";
import { searchMessages } from "./search.messages.ts";

/** Where the person lives, as far as the question or the place box tells. */
export interface Home {
  place: Place | null;
  /** To choose from, best first, when the text may mean several places. */
  candidates: PlaceCandidate[];
  /** The question without the place that it names. */
  rest: string;
}

/** Two places are too near to decide between within this much of score. */
const TOO_NEAR = 0.15;
const PLAUSIBLE = 0.5;
/** Rural postal areas span dozens of municipalities. */
const MOST_CANDIDATES = 60;

/** A sentence of search in every language. */
export function sayAll(say: (messages: (typeof searchMessages)[Lang]) => string): PerLang<string> {
  return Object.fromEntries(LANGS.map((lang) => [lang, say(searchMessages[lang])])) as PerLang<string>;
}

function unknownPlace(text: string): FanalError {
  return new FanalError("unknownPlace", 400, sayAll((t) => t.place.unknown(text)));
}

function isPlaceKind(text: string): text is PlaceKind {
  return (PLACE_KINDS as readonly string[]).includes(text);
}

/** Areas whose name may also be a city's, which is then meant. */
export const WIDE: ReadonlySet<PlaceKind> = new Set(["province", "region", "mrc"]);

const CODED = /^([a-z_]+):([\p{L}\p{N}][\p{L}\p{N} .-]*)$/u;

/** The place of a `kind:code`; null when there is none. */
export function placeOfCode(territory: Pick<Territory, "place">, text: string): Place | null {
  const [, kind = "", code = ""] = CODED.exec(text) ?? [];
  return isPlaceKind(kind) ? territory.place(kind, code) : null;
}

/** A city and the region or province of its name: the city is meant, what serves the wider area serves it too. */
function isInside(place: Place, wider: Place): boolean {
  return wider.kind !== "fsa" && wider.kind in place.within && place.within[wider.kind as AreaKind] === wider.code;
}

/** The first candidate when it is clearly better than every other that it does not lie in, else null. */
function clearlyBest([first, ...others]: readonly PlaceCandidate[]): Place | null {
  if (!first || first.score < PLAUSIBLE) return null;
  const rival = others.find((other) => other.score >= PLAUSIBLE && !isInside(first, other));
  return rival && first.score - rival.score < TOO_NEAR ? null : first;
}

function chosen(candidates: PlaceCandidate[], rest: string): Home {
  return { place: clearlyBest(candidates), candidates: candidates.length > 1 || clearlyBest(candidates) === null ? candidates : [], rest };
}

/**
 * Finds the home: the place box first (free text or `kind:code`), else a place named in the question.
 * @throws FanalError `unknownPlace` for a `kind:code` that does not exist
 */
export function findHome(territory: Territory, { q, place, lang }: { q: string; place: string; lang: Lang }): Home {
  const text = place.trim();
  if (text === "") {
    const { candidates, rest } = territory.extract(q, lang);
    return chosen(candidates, candidates.length > 0 ? rest : q);
  }
  if (!CODED.test(text)) return chosen(territory.resolve(text, lang, MOST_CANDIDATES), q);
  const known = placeOfCode(territory, text);
  if (!known) throw unknownPlace(text);
  return { place: known, candidates: [], rest: q };
}
