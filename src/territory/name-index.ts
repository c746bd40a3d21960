import type { Atlas, KnownPlace } from "./atlas.ts";
import { bareKey, bitCount, compactKey, letterMask, nameKey, typingErrors } from "./names.ts";

/** How a text matched a place, best first. */
export interface NameHit {
  place: KnownPlace;
  /** 0–1: how surely this text is this place's name, homonyms apart. */
  sureness: number;
  /** The whole name, articles and spaces included. */
  asWritten: boolean;
}

interface Name {
  key: string;
  /** Without articles in front. */
  bare: string;
  compact: string;
  mask: number;
  sureness: number;
  place: KnownPlace;
}

/** Finds places by name. All arguments are keys made by `nameKey`. */
export interface NameIndex {
  /** Places that bear exactly this name. */
  exact(key: string): NameHit[];
  /** Places whose name starts so. */
  startingWith(key: string): NameHit[];
  /** Places whose name is at most so many typing errors away (unless said: one, two from eight letters on); the closest only. */
  misspelt(key: string, most?: number): NameHit[];
  /** Words in the longest name. */
  longest: number;
}

const OFFICIAL = 1;
/** Without its article, or with other spaces. */
const LOOSE = 0.03;
const ALIAS = 0.95;
const QUARTER = 0.9;
/** A hamlet of the gazetteer: the start of a larger place's name may be what was meant. */
const HAMLET = 0.75;
const OTHER_NAME = 0.02;
const KNOWN_QUARTER = 5_000;

function surenessOf(place: KnownPlace, official: boolean): number {
  if (place.kind !== "neighbourhood") return OFFICIAL;
  return (place.prominence >= KNOWN_QUARTER ? QUARTER : HAMLET) - (official ? 0 : OTHER_NAME);
}

function namesOf(atlas: Atlas): Name[] {
  const name = (text: string, place: KnownPlace, sureness: number): Name => {
    const key = nameKey(text);
    const compact = compactKey(key);
    return { key, bare: bareKey(key), compact, mask: letterMask(compact), place, sureness };
  };
  const own = atlas.places.flatMap((place) => place.names.map((text, i) => name(text, place, surenessOf(place, i === 0))));
  const english = [...atlas.englishRegions].flatMap(([code, text]) => atlas.places.filter((place) => place.kind === "region" && place.code === code).map((place) => name(text, place, OFFICIAL)));
  return [...own, ...english, ...atlas.aliases.map(({ alias, place }) => name(alias, place, ALIAS))];
}

type Hits = Map<KnownPlace, NameHit>;

function remember(hits: Hits, place: KnownPlace, sureness: number, asWritten = false): void {
  const known = hits.get(place);
  if (!known || known.sureness < sureness) hits.set(place, { place, sureness, asWritten });
}

function listed(hits: Hits): NameHit[] {
  return [...hits.values()];
}

/** A well-known place is meant more often: 0 for a hamlet to 1 for Montréal. */
function renown(place: KnownPlace): number {
  return Math.min(1, Math.log10(place.prominence) / 6.3);
}

const SHORTEST_PREFIX = 3;
const SHORTEST_MISSPELT = 4;
/** From this many letters on, two typing errors are forgiven. */
const LONG_NAME = 8;

/** Indexes every name of the atlas; a few thousand names, so a look at each is fast enough for the rare paths. */
export function indexNames(atlas: Atlas): NameIndex {
  const names = namesOf(atlas);
  const byText = new Map<string, Name[]>();
  const put = (text: string, name: Name) => {
    const slot = byText.get(text);
    if (slot) slot.push(name);
    else byText.set(text, [name]);
  };
  for (const name of names) {
    put(`=${name.key}`, name);
    for (const loose of new Set([name.compact, compactKey(name.bare)])) put(loose, name);
  }

  const exact = (key: string): NameHit[] => {
    const hits: Hits = new Map();
    for (const name of byText.get(`=${key}`) ?? []) remember(hits, name.place, name.sureness, true);
    for (const compact of new Set([compactKey(key), compactKey(bareKey(key))])) for (const name of byText.get(compact) ?? []) remember(hits, name.place, name.sureness - LOOSE);
    return listed(hits);
  };

  const startingWith = (key: string): NameHit[] => {
    const compact = compactKey(bareKey(key));
    if (compact.length < SHORTEST_PREFIX) return [];
    const hits: Hits = new Map();
    for (const name of names) {
      const starts = name.key.startsWith(key) || name.bare.startsWith(key) || name.compact.startsWith(compact);
      if (!starts || name.compact === compact || compactKey(name.bare) === compact) continue;
      const wholeWord = name.key.startsWith(`${key} `) || name.bare.startsWith(`${key} `);
      remember(hits, name.place, 0.45 + (wholeWord ? 0.05 : 0) + 0.15 * renown(name.place) + (0.09 * compact.length) / name.compact.length);
    }
    return listed(hits);
  };

  const misspelt = (key: string, allowed?: number): NameHit[] => {
    const compact = compactKey(key);
    if (compact.length < SHORTEST_MISSPELT) return [];
    const mask = letterMask(compact);
    let most = allowed ?? (compact.length >= LONG_NAME ? 2 : 1);
    let hits: Hits = new Map();
    for (const name of names) {
      if (Math.abs(name.compact.length - compact.length) > most || bitCount(name.mask ^ mask) > 2 * most || name.compact.length < SHORTEST_MISSPELT) continue;
      const errors = typingErrors(compact, name.compact, most);
      if (errors > most) continue;
      if (errors < most) {
        most = errors;
        hits = new Map();
      }
      remember(hits, name.place, name.sureness - 0.12 - 0.08 * errors - 0.1 * (1 - renown(name.place)));
    }
    return listed(hits);
  };

  return { exact, startingWith, misspelt, longest: Math.max(...names.map(({ key }) => key.split(" ").length)) };
}
