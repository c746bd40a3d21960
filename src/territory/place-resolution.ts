import type { Lang } from "../platform/i18n/lang.ts";
import { placeKey, type Atlas, type KnownPlace } from "./atlas.ts";
import type { ContextWriter } from "./contexts.ts";
import type { Fsa } from "./fsa.ts";
import type { NameHit } from "./name-index.ts";
import type { NamedPlaces } from "./named-places.ts";
import { nameKey, TEXT_LIMIT } from "./names.ts";
import { findFsa, findPostalCode, type PostalCode } from "./postal-code.ts";
import type { AreaCodes, Place, PlaceCandidate } from "./territory.contract.ts";

/** Candidates shown unless asked otherwise; a rural FSA shows all its municipalities, so that everyone finds theirs. */
const FEW = 8;
const ALL = 60;

/** Rural: none of them surer than the others. The area itself comes last, for who does not know. */
const ONE_OF_MANY = 0.8;
const WHOLE_RURAL_AREA = 0.6;

/** Turns text and codes into places (domain: place resolution). */
export interface PlaceResolution {
  resolve(text: string, lang: Lang, limit?: number): PlaceCandidate[];
  /** The candidate of a hit, in a language. */
  candidate(hit: NameHit, lang: Lang): PlaceCandidate;
  postalPlace(code: PostalCode, lang: Lang): Place;
}

function rounded(score: number): number {
  return Math.round(Math.min(1, Math.max(0.05, score)) * 100) / 100;
}

function without(text: string, { start, end }: { start: number; end: number }): string {
  return `${text.slice(0, start)} ${text.slice(end)}`.replace(/[\s,;]+$/, "");
}

export function createPlaceResolution(atlas: Atlas, named: NamedPlaces, context: ContextWriter): PlaceResolution {
  const tell = (place: KnownPlace, lang: Lang, extra: AreaCodes = {}): Place => {
    const { kind, code, name, lat, lon } = place;
    const about = extra.fsa ? `${extra.fsa} · ` : "";
    return { kind, code, name, context: about + context(place, lang), lat, lon, within: { ...place.within, ...extra } };
  };

  const candidate = ({ place, sureness }: NameHit, lang: Lang, extra?: AreaCodes): PlaceCandidate => ({ ...tell(place, lang, extra), score: rounded(sureness) });

  const postalPlace = ({ code, lat, lon, within }: PostalCode, lang: Lang): Place => {
    const place = { kind: "postal_code" as const, code, name: code, designation: null, within };
    return { kind: "postal_code", code, name: code, context: context(place, lang), lat, lon, within };
  };

  const wholeFsa = (fsa: Fsa, lang: Lang, score: number): PlaceCandidate => {
    const { code, lat, lon, within } = fsa;
    return { kind: "fsa", code, name: code, context: context({ kind: "fsa", code, name: code, designation: null, within }, lang), lat, lon, within, score };
  };

  const byFsa = (fsa: Fsa, lang: Lang): PlaceCandidate[] => {
    const municipalities = [...(fsa.rural ? (fsa.reach.municipality ?? []) : [])].map((code) => atlas.placeOf.get(placeKey("municipality", code))!);
    if (municipalities.length === 0) return [wholeFsa(fsa, lang, 1)];
    const ordered = municipalities.sort((a, b) => b.prominence - a.prominence || (a.code < b.code ? -1 : 1));
    return [...ordered.map((place) => candidate({ place, sureness: ONE_OF_MANY, asWritten: false }, lang, { fsa: fsa.code })), wholeFsa(fsa, lang, WHOLE_RURAL_AREA)];
  };

  /** A name beside an FSA: the FSA chooses among homonyms, the name among the FSA's municipalities. */
  const byNameInFsa = (name: string, fsa: Fsa, lang: Lang): PlaceCandidate[] => {
    const reach = fsa.reach.municipality;
    const hits = named.find(name).filter(({ place }) => place.within.municipality !== undefined && reach?.has(place.within.municipality));
    return hits.length > 0 ? hits.map((hit) => candidate(hit, lang, { fsa: fsa.code })) : byFsa(fsa, lang);
  };

  const byCode = (text: string, lang: Lang): PlaceCandidate[] | null => {
    const postal = findPostalCode(text);
    const observed = postal && atlas.postalCodes.get(postal.code);
    if (observed?.within.municipality) return [{ ...postalPlace(observed, lang), score: 1 }];
    const found = postal ?? findFsa(text);
    const fsa = found && atlas.fsas.get(found.code.slice(0, 3));
    if (!fsa) return null;
    const rest = without(text, found);
    return nameKey(rest) === "" ? byFsa(fsa, lang) : byNameInFsa(rest, fsa, lang);
  };

  const resolve = (text: string, lang: Lang, limit?: number): PlaceCandidate[] => {
    const input = text.slice(0, TEXT_LIMIT);
    const coded = byCode(input, lang);
    if (coded) return coded.slice(0, limit ?? ALL);
    return named.find(input).slice(0, limit ?? FEW).map((hit) => candidate(hit, lang));
  };

  return { resolve, candidate, postalPlace };
}
