import type { KnownPlace } from "./atlas.ts";
import { designationKeys } from "./contexts.ts";
import { bestFirst, settleHomonyms } from "./homonyms.ts";
import type { NameHit, NameIndex } from "./name-index.ts";
import { bareKey, nameKey } from "./names.ts";
import type { AreaKind, PlaceKind } from "./territory.contract.ts";

const PROVINCE_TAIL = /(?: (?:qc|quebec|que|pq|canada))+$/;
const PROVINCE_WORD = /^(?:qc|quebec|que|pq|canada)$/;
/** Letters and spaces; what is shorter and starts a name is a name being typed. */
const LONG_ENOUGH_TO_SLIP = 8;
/** What tells homonyms apart is short; more words would take exponential time to explain. */
const MOST_QUALIFYING_WORDS = 8;
/** Words for a street, folded. */
export const STREET = /^(?:rue|avenue|av|ave|boulevard|boul|bd|blvd|chemin|ch|rang|route|rte|montee|place|impasse|ruelle|terrasse|allee|croissant|street|road|rd|drive|lane|crescent|autoroute)$/;
const ADDRESS = /^(?:\d|(?:rue|avenue|av|boul|boulevard|chemin|rang|route|montee) )/;

const KIND_WORDS: [RegExp, readonly PlaceKind[]][] = [
  [/^(?:mrc|municipalite regionale de comte|comte) (.+)$/, ["mrc"]],
  [/^(?:ville|city|town|municipalite|municipality|village|canton|township|paroisse|parish) (.+)$/, ["municipality"]],
  [/^(?:arrondissement|arr|borough) (.+)$/, ["borough", "neighbourhood"]],
  [/^(?:quartier|secteur|neighbourhood|neighborhood) (.+)$/, ["neighbourhood", "borough"]],
  [/^(?:region administrative|region) (.+)$/, ["region", "mrc"]],
];

/** Finds places by their names in what a person types in a place box. */
export interface NamedPlaces {
  /** Every reading of the text as a place, best first; nothing for what is no place. */
  find(text: string): NameHit[];
  /** Places that bear exactly this name (a key of `nameKey`), homonyms weighed. */
  exact(key: string): NameHit[];
  /** The same, where words after the name may tell which one ("saint lambert abitibi"). */
  qualified(key: string): NameHit[];
}

export function createNamedPlaces(names: NameIndex): NamedPlaces {
  /** "mrc des maskoutains" → the MRC only. */
  const withKind = (key: string): NameHit[] => {
    for (const [pattern, kinds] of KIND_WORDS) {
      const name = pattern.exec(key)?.[1];
      if (!name) continue;
      const hits = names.exact(bareKey(name)).concat(names.exact(name));
      const wanted = hits.filter(({ place }, i) => kinds.includes(place.kind) && hits.findIndex((other) => other.place === place) === i);
      return settleHomonyms(wanted.length > 0 ? wanted : names.exact(bareKey(name)));
    }
    return [];
  };

  const exact = (key: string): NameHit[] => {
    const hits = settleHomonyms(names.exact(key));
    return hits.length > 0 ? hits : withKind(key);
  };

  const explainedBy = (place: KnownPlace, key: string): boolean => {
    if (PROVINCE_WORD.test(key) || designationKeys(place).includes(key)) return true;
    return exact(key).some((hit) => hit.place !== place && place.within[hit.place.kind as AreaKind] === hit.place.code);
  };

  /** Does each part of the words say something true of the place ("paroisse", "montérégie", "qc")? */
  const explained = (place: KnownPlace, words: readonly string[]): boolean => {
    for (let n = words.length; n > 0; n--) {
      if (explainedBy(place, words.slice(0, n).join(" ")) && (n === words.length || explained(place, words.slice(n)))) return true;
    }
    return false;
  };

  /** "saint lambert abitibi": a name, then what tells it from its homonyms; or the city first, then its part. */
  const qualified = (words: readonly string[]): NameHit[] => {
    for (let n = words.length - 1; n > 0 && n >= words.length - MOST_QUALIFYING_WORDS; n--) {
      const heads = exact(words.slice(0, n).join(" "));
      if (heads.length === 0) continue;
      const tail = words.slice(n);
      const told = heads.filter(({ place }) => explained(place, tail));
      if (told.length > 0) return settleHomonyms(told.map((hit) => ({ ...hit, sureness: 1 })));
      const parts = exact(tail.join(" ")).filter(({ place }) => heads.some((head) => head.place !== place && place.within[head.place.kind as AreaKind] === head.place.code));
      if (parts.length > 0) return parts;
    }
    return [];
  };

  const whole = (key: string): NameHit[] => {
    const hits = exact(key);
    return hits.length > 0 ? hits : qualified(key.split(" "));
  };

  /** The longest name at the end of an address, unless it is the street's own name. */
  const endOfAddress = (key: string): NameHit[] => {
    const words = key.split(" ");
    for (let n = Math.min(names.longest, words.length - 1); n > 0; n--) {
      const hits = exact(words.slice(-n).join(" "));
      if (hits.length === 0) continue;
      const before = words.slice(0, -n).filter((word) => bareKey(`${word} x`) !== "x");
      return STREET.test(before.at(-1) ?? "") || /^\d+$/.test(before.at(-1) ?? "") ? [] : hits;
    }
    return [];
  };

  const inAddress = (text: string): NameHit[] => {
    const parts = text.split(/[,;\n()]/).map(nameKey).filter(Boolean);
    for (let i = 1; i < parts.length; i++) {
      if (ADDRESS.test(parts[i]!)) continue;
      const hits = whole(parts.slice(i).join(" "));
      if (hits.length > 0) return hits;
    }
    return endOfAddress(parts.join(" ").replace(PROVINCE_TAIL, ""));
  };

  /** A name being typed, or one with errors; "saint julie" may be both Saint-Julien and Sainte-Julie. */
  const startOrSlip = (key: string): NameHit[] => {
    const starts = names.startingWith(key);
    if (starts.length > 0 && key.length < LONG_ENOUGH_TO_SLIP) return starts.sort(bestFirst);
    const slips = settleHomonyms(names.misspelt(key));
    return [...slips, ...starts.filter(({ place }) => !slips.some((slip) => slip.place === place))].sort(bestFirst);
  };

  const find = (text: string): NameHit[] => {
    const key = nameKey(text);
    if (key.length < 2) return [];
    const hits = whole(key);
    if (hits.length > 0) return [...hits, ...names.startingWith(key).filter(({ place }) => !hits.some((hit) => hit.place === place)).sort(bestFirst)];
    if (ADDRESS.test(key)) return inAddress(text).filter(({ place }) => place.kind !== "province");
    const core = key.replace(PROVINCE_TAIL, "");
    return startOrSlip(core);
  };

  return { find, exact, qualified: whole };
}
