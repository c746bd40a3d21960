import type { Lang } from "../platform/i18n/lang.ts";
import type { NameHit, NameIndex } from "./name-index.ts";
import type { NamedPlaces } from "./named-places.ts";
import { nameKey } from "./names.ts";
import { createPlaceLikelihood, keyOf, type Span } from "./place-likelihood.ts";
import type { PlaceResolution } from "./place-resolution.ts";
import { findFsa, findPostalCode, type FoundCode } from "./postal-code.ts";
import { announcedFrom, announcement, isPreposition, wordsOf, type Word } from "./question.ts";
import type { EverydayWords } from "./tables.ts";
import type { PlaceCandidate } from "./territory.contract.ts";

interface Extraction {
  candidates: PlaceCandidate[];
  matched: string | null;
  rest: string;
}

/** Part of a question that names a place. */
interface Find extends Span {
  hits: NameHit[];
  weight: number;
}

/** Words of a name with a typing error, and words that may tell which homonym is meant. */
const MISSPELT_WORDS = 4;
const TELLING_WORDS = 4;
const MOST_CANDIDATES = 8;

/** Announced, long, last and official names are meant most often; of two alike, the later. */
function weigh(span: Span, top: NameHit): number {
  const official = top.place.kind === "neighbourhood" ? 0 : 1;
  const last = span.to === span.words.length ? 1.5 : 0;
  return announcement(span.words, span.from) * 1.5 + (span.to - span.from) + last + official + span.from / 100;
}

function better(best: Find | null, span: Span, hits: NameHit[]): Find {
  const weight = weigh(span, hits[0]!);
  return best && best.weight >= weight ? best : { ...span, hits, weight };
}

function tidy(text: string): string {
  return text.replace(/\s+/g, " ").replace(/^[\s,;.:–-]+|[\s,;:–-]+$/g, "").replace(/\s+([?!.,])/g, "$1").trim();
}

/** Makes the function that finds a place inside a free question (contract: `extract`). */
export function createPlaceExtraction(names: NameIndex, named: NamedPlaces, resolution: PlaceResolution, everyday: EverydayWords): (text: string, lang: Lang) => Extraction {
  const likelihood = createPlaceLikelihood(everyday);

  /** The longest plausible name that starts at a word. */
  const nameAt = (words: readonly Word[], from: number): { span: Span; hits: NameHit[] } | null => {
    for (let to = Math.min(words.length, from + names.longest); to > from; to--) {
      const span = { words, from, to };
      const hits = named.exact(keyOf(span));
      if (hits.length > 0 && likelihood.plausible(span, hits[0]!)) return { span, hits };
    }
    return null;
  };

  const findExact = (words: readonly Word[]): Find | null => {
    let best: Find | null = null;
    for (let from = 0; from < words.length; from++) {
      const found = isPreposition(words[from]!.key) ? null : nameAt(words, from);
      if (found) best = better(best, found.span, found.hits);
    }
    return best;
  };

  /** Words around the name that tell which one: "Verdun, Montréal". */
  const extended = (find: Find): Find => {
    const { words } = find;
    for (let from = Math.max(0, find.from - names.longest); from <= find.from; from++) {
      const before = { words, from, to: find.from };
      if (from < find.from && (isPreposition(words[from]!.key) || likelihood.everyday(before))) continue;
      for (let to = Math.min(words.length, find.to + TELLING_WORDS); to > find.to || (to === find.to && from < find.from); to--) {
        const hits = named.qualified(keyOf({ words, from, to }));
        if (hits.length > 0) return { ...find, from, to, hits };
      }
    }
    return find;
  };

  const misspeltAt = (span: Span): NameHit[] => {
    const key = keyOf(span);
    if (!likelihood.maybeMisspelt(span)) return [];
    return names.misspelt(key, 1).filter(({ place }) => place.kind !== "neighbourhood" && nameKey(place.name)[0] === key[0]);
  };

  const findMisspelt = (words: readonly Word[]): Find | null => {
    let best: Find | null = null;
    for (let from = 0; from < words.length; from++) {
      if (isPreposition(words[from]!.key)) continue;
      for (let to = from + 1; to <= Math.min(words.length, from + MISSPELT_WORDS); to++) {
        const hits = misspeltAt({ words, from, to });
        if (hits.length > 0) best = better(best, { words, from, to }, hits);
      }
    }
    return best;
  };

  const byName = (text: string, lang: Lang): Extraction => {
    const words = wordsOf(text);
    const exact = findExact(words);
    const find = exact ? extended(exact) : findMisspelt(words);
    if (!find) return { candidates: [], matched: null, rest: tidy(text) };
    const end = words[find.to - 1]!.end;
    return {
      candidates: find.hits.slice(0, MOST_CANDIDATES).map((hit) => resolution.candidate(hit, lang)),
      matched: text.slice(words[find.from]!.start, end),
      rest: tidy(`${text.slice(0, words[announcedFrom(words, find.from)]!.start)} ${text.slice(end)}`),
    };
  };

  /** The text around a code, without the words that announce it ("dans le" before "J3P"). */
  const around = (text: string, code: FoundCode): string => {
    const words = wordsOf(text.slice(0, code.start));
    const cut = words[announcedFrom(words, words.length)]?.start ?? code.start;
    return `${text.slice(0, cut)} ${text.slice(code.end)}`;
  };

  return (text, lang) => {
    const code = findPostalCode(text) ?? findFsa(text);
    const candidates = code ? resolution.resolve(code.code, lang) : [];
    if (!code || candidates.length === 0) return byName(text, lang);
    const typed = text.slice(code.start, code.end);
    const { matched, rest } = byName(around(text, code), lang);
    if (matched === null) return { candidates, matched: typed, rest };
    return { candidates: resolution.resolve(`${matched} ${code.code}`, lang), matched: `${matched} ${typed}`, rest };
  };
}
