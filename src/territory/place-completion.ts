import { fold } from "../platform/i18n/fold.ts";
import type { Lang } from "../platform/i18n/lang.ts";
import { placeKey, type Atlas } from "./atlas.ts";
import type { ContextWriter } from "./contexts.ts";
import type { Area, AreaKind, PlaceCompletion } from "./territory.contract.ts";

const COMPLETED: readonly AreaKind[] = ["region", "mrc", "municipality", "borough", "fsa"];
/** Short forms that most people type. */
const SAINTS: readonly (readonly [RegExp, string])[] = [[/^st /, "saint "], [/^ste /, "sainte "]];

interface Entry {
  /** The folded name from one of its words on. */
  key: string;
  /** Is that its first word? */
  whole: boolean;
  area: Area;
}

function keysOf(area: Area): Entry[] {
  const words = fold(area.name).split(" ");
  return words.map((_, index) => ({ key: words.slice(index).join(" "), whole: index === 0, area }));
}

function firstAtLeast(entries: readonly Entry[], key: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (entries[middle]!.key < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Completes names of areas as they are typed; the most populated first, those that begin so before those that go on so. */
export function createPlaceCompletion(atlas: Atlas, context: ContextWriter): (typed: string, lang: Lang, limit: number) => PlaceCompletion[] {
  const entries = COMPLETED.flatMap((kind) => [...atlas.areas.get(kind)!.values()]).flatMap(keysOf);
  entries.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return (typed, lang, limit) => {
    const key = SAINTS.reduce((text, [short, full]) => text.replace(short, full), fold(typed));
    if (key === "") return [];
    const found: Entry[] = [];
    for (let at = firstAtLeast(entries, key); at < entries.length && entries[at]!.key.startsWith(key); at++) found.push(entries[at]!);
    found.sort((a, b) => Number(b.whole) - Number(a.whole) || (b.area.population ?? 0) - (a.area.population ?? 0));
    const areas = [...new Set(found.map(({ area }) => area))].slice(0, limit);
    return areas.map(({ kind, code, name, within }) => ({ kind, code, name, context: context({ kind, code, name, designation: atlas.placeOf.get(placeKey(kind, code))?.designation ?? null, within }, lang) }));
  };
}
