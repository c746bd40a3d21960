import type { Lang } from "../platform/i18n/lang.ts";
import type { NameHit, NameIndex } from "./name-index.ts";
import { STREET, type NamedPlaces } from "./named-places.ts";
import { compactKey, nameKey } from "./names.ts";
import type { PlaceResolution } from "./place-resolution.ts";
import { findFsa, findPostalCode } from "./postal-code.ts";
import { announcedFrom, announcement, isArticle, isPreposition, lastMeaningfulWord, wordsOf, type Word } from "./question.ts";
import type { EverydayWords } from "./tables.ts";
import type { PlaceCandidate } from "./territory.contract.ts";

export interface Extraction {
  candidates: PlaceCandidate[];
  matched: string | null;
  rest: string;
}

/** Part of a question that names a place. */
interface Window {
  from: number;
  to: number;
  hits: NameHit[];
  weight: number;
}

/** Before a saint's name these make an organisation: "Maison Saint-Joseph". */
const ORGANISATIONS = new Set("maison centre ecole eglise paroisse fondation accueil manoir residence refuge auberge pavillon foyer societe soeurs oeuvre oeuvres hopital college cegep clinique cuisine comptoir house school church parish foundation shelter hospital society missionnaires club cafe patro chsld".split(" "));
/** "Moisson Montréal", "Revenu Québec": the place is part of a proper name. */
const BRANDS = new Set("moisson revenu revenue hydro retraite emploi loto universite university tele investissement services service centraide info banque".split(" "));
const SAINTLY = /^(?:saint|sainte|saints|saintes|notre dame|sacre coeur)\b/;
/** "au", "du": an article melted into the preposition. */
const CONTRACTIONS = new Set(["au", "aux", "du", "des"]);
/** A single word as large as this is a place even when the lexicon uses it ("montréal"). */
const CITY = 10_000;
const QUARTER = 5_000;
const SECTOR = 1_500;
/** Letters from which one typing error is forgiven inside a question. */
const MISSPELT_LENGTH = 7;
const MISSPELT_WORDS = 4;

/** "au Québec" is the province, which tells nothing of a home; "à Québec" is the city. */
function mayBeProvince({ place }: NameHit): boolean {
  return nameKey(place.name) === "quebec";
}

/** "Yamaska" in "Richelieu-Yamaska" is not the town. */
function isPart(words: readonly Word[], from: number, to: number): boolean {
  return words[from]!.joined || (words[to]?.joined ?? false);
}

export function createPlaceExtraction(names: NameIndex, named: NamedPlaces, resolution: PlaceResolution, everyday: EverydayWords): (text: string, lang: Lang) => Extraction {
  const longestPhrase = Math.max(1, ...[...everyday.phrases].map((phrase) => phrase.split(" ").length));

  const keyOf = (words: readonly Word[], from: number, to: number) => words.slice(from, to).map(({ key }) => key).join(" ");

  const inPhrase = (words: readonly Word[], from: number, to: number): boolean => {
    for (let start = Math.max(0, to - longestPhrase); start <= from; start++) {
      for (let end = to; end <= Math.min(words.length, start + longestPhrase); end++) if (everyday.phrases.has(keyOf(words, start, end))) return true;
    }
    return false;
  };

  const isEveryday = (words: readonly Word[], from: number, to: number, top: NameHit): boolean => {
    if (inPhrase(words, from, to)) return true;
    const said = words.slice(from, to).filter(({ key }) => !isArticle(key));
    return said.length === 1 && everyday.lexicon.has(said[0]!.key) && !(top.place.kind !== "neighbourhood" && top.place.prominence >= CITY);
  };

  /** "tuque" is a hat: a name that lost its article or was joined needs the article's trace ("aux Coteaux"). */
  const isLoose = (words: readonly Word[], from: number, to: number, top: NameHit): boolean => {
    if (top.asWritten) return false;
    if (isArticle(words[from]!.key)) return true;
    return to - from === 1 && compactKey(nameKey(top.place.name)) !== words[from]!.key && !CONTRACTIONS.has(words[from - 1]?.key ?? "");
  };

  /** Is this window likely meant as a place, given what stands around it? */
  const plausible = (words: readonly Word[], from: number, to: number, top: NameHit): boolean => {
    const key = keyOf(words, from, to);
    const said = announcement(words, from);
    const atEnd = to === words.length;
    const before = words[from - 1]?.key ?? "";
    const whole = from === 0 && atEnd;
    if (compactKey(key).length < 3 || /^\d+$/.test(compactKey(key))) return false;
    if (compactKey(key).length === 3 && said === 0 && !atEnd) return false;
    if (STREET.test(lastMeaningfulWord(words, from)) || BRANDS.has(before)) return false;
    if (isLoose(words, from, to, top) || (mayBeProvince(top) && said > 0 && before !== "a")) return false;
    if (isEveryday(words, from, to, top)) return said === 2 && words[from]!.capital && !whole;
    if (whole) return true;
    if (SAINTLY.test(key)) return ORGANISATIONS.has(before) ? false : said > 0 || atEnd || from === 0;
    if (top.place.kind !== "neighbourhood") return true;
    if (top.place.prominence >= QUARTER) return said > 0 || atEnd || from === 0;
    return said === 2 || (said === 1 && top.place.prominence >= SECTOR);
  };

  const weigh = (words: readonly Word[], from: number, to: number, top: NameHit): number =>
    announcement(words, from) * 1.5 + (to - from) + (to === words.length ? 1.5 : 0) + (top.place.kind === "neighbourhood" ? 0 : 1) + from / 100;

  const better = (best: Window | null, next: Window): Window => (best && best.weight >= next.weight ? best : next);

  const windowOf = (words: readonly Word[]): Window | null => {
    let best: Window | null = null;
    for (let from = 0; from < words.length; from++) {
      if (isPreposition(words[from]!.key)) continue;
      for (let to = Math.min(words.length, from + names.longest); to > from; to--) {
        if (isPreposition(words[to - 1]!.key)) continue;
        const hits = isPart(words, from, to) ? [] : named.exact(keyOf(words, from, to));
        if (hits.length === 0 || !plausible(words, from, to, hits[0]!)) continue;
        best = better(best, { from, to, hits, weight: weigh(words, from, to, hits[0]!) });
        break;
      }
    }
    return best;
  };

  /** Words around the name that tell which one: "Verdun, Montréal". */
  const extended = (words: readonly Word[], window: Window): Window => {
    for (let from = Math.max(0, window.from - names.longest); from <= window.from; from++) {
      const before = words.slice(from, window.from);
      if (before.length > 0 && (isPreposition(words[from]!.key) || before.every(({ key }) => everyday.lexicon.has(key)) || inPhrase(words, from, window.from))) continue;
      for (let to = Math.min(words.length, window.to + 4); to >= window.to; to--) {
        if (from === window.from && to === window.to) continue;
        const hits = named.qualified(keyOf(words, from, to));
        if (hits.length > 0) return { ...window, from, to, hits };
      }
    }
    return window;
  };

  const misspelt = (words: readonly Word[]): Window | null => {
    let best: Window | null = null;
    for (let from = 0; from < words.length; from++) {
      if (isPreposition(words[from]!.key)) continue;
      for (let to = from + 1; to <= Math.min(words.length, from + MISSPELT_WORDS); to++) {
        const key = keyOf(words, from, to);
        const said = announcement(words, from);
        if (compactKey(key).length < MISSPELT_LENGTH || isPreposition(words[to - 1]!.key) || !(said > 0 || to === words.length || from === 0)) continue;
        if (isPart(words, from, to)) continue;
        if (words.slice(from, to).every((word) => everyday.lexicon.has(word.key)) || inPhrase(words, from, to)) continue;
        if (STREET.test(lastMeaningfulWord(words, from)) || (SAINTLY.test(key) && ORGANISATIONS.has(words[from - 1]?.key ?? ""))) continue;
        const hits = names.misspelt(key, 1).filter(({ place }) => place.kind !== "neighbourhood" && nameKey(place.name)[0] === key[0]);
        if (hits.length > 0) best = better(best, { from, to, hits, weight: weigh(words, from, to, hits[0]!) });
      }
    }
    return best;
  };

  const tidy = (text: string): string => text.replace(/\s+/g, " ").replace(/^[\s,;.:–-]+|[\s,;:–-]+$/g, "").replace(/\s+([?!.,])/g, "$1").trim();

  const byName = (text: string, lang: Lang): Extraction => {
    const words = wordsOf(text);
    const found = windowOf(words);
    const window = found ? extended(words, found) : misspelt(words);
    if (!window) return { candidates: [], matched: null, rest: tidy(text) };
    const [first, last] = [words[window.from]!, words[window.to - 1]!];
    const cut = words[announcedFrom(words, window.from)]!.start;
    return {
      candidates: window.hits.slice(0, 8).map((hit) => resolution.candidate(hit, lang)),
      matched: text.slice(first.start, last.end),
      rest: tidy(`${text.slice(0, cut)} ${text.slice(last.end)}`),
    };
  };

  return (text, lang) => {
    const code = findPostalCode(text) ?? findFsa(text);
    const candidates = code ? resolution.resolve(code.code, lang) : [];
    if (!code || candidates.length === 0) return byName(text, lang);
    const typed = text.slice(code.start, code.end);
    const words = wordsOf(text.slice(0, code.start));
    const before = words.length > 0 ? text.slice(0, words[announcedFrom(words, words.length)]?.start ?? code.start) : "";
    const other = byName(`${before} ${text.slice(code.end)}`, lang);
    if (other.matched === null) return { candidates, matched: typed, rest: other.rest };
    return { candidates: resolution.resolve(`${other.matched} ${code.code}`, lang), matched: `${other.matched} ${typed}`, rest: other.rest };
  };
}
