import { fold } from "../../platform/i18n/fold.ts";

/** An address taken apart: civic number and the words of its street. */
export interface AddressFacts {
  number: string | null;
  street: ReadonlySet<string>;
}

const STREET_WORDS: Record<string, string> = {
  saint: "st", sainte: "st", ste: "st", mgr: "monseigneur", dr: "docteur", st: "st",
  rue: "", street: "", av: "", ave: "", avenue: "", boul: "", boulevard: "", bd: "", blvd: "", ch: "", chemin: "", road: "", rd: "", rte: "route", place: "", pl: "", drive: "", promenade: "", prom: "", terrasse: "", montee: "", mtee: "", rang: "rang",
  de: "", du: "", des: "", la: "", le: "", les: "", l: "", d: "", the: "", of: "",
  e: "est", o: "ouest", w: "ouest", west: "ouest", east: "est", n: "nord", north: "nord", s: "sud", south: "sud",
};

/** `350, boul. Taché Ouest, bureau 3` → 350 + {tache, ouest}. */
export function addressFacts(address: string): AddressFacts {
  const text = fold(address.replace(/\b(bureau|local|suite|app|unité|étage|porte)\b.*$/i, "").replace(/\(.*?\)/g, " ").replace(/['’]/g, " "));
  const words = text.split(" ").filter(Boolean);
  const number = words.findIndex((word) => /^\d+[a-z]?$/.test(word));
  const civic = number === 0 || number === 1 ? words[number]! : null;
  const left = civic === null ? words : words.slice(words.indexOf(civic) + 1);
  // "12-A rue X", "200-1205 boulevard Y": the last number before the street is the door.
  const door = left.length > 1 && /^\d+$/.test(left[0]!) && /^[a-z]{3,}$/.test(left[1]!) ? left[0]! : civic;
  const street = left.slice(door === civic ? 0 : 1).map((word) => STREET_WORDS[word] ?? word.replace(/(\d)(e|re|er|eme|th|st|nd|rd)$/, "$1")).filter((word) => word.length > 1 || /\d/.test(word));
  return { number: door === null ? null : door.replace(/[a-z]$/, ""), street: new Set(street) };
}

/** Distance in km between two points near each other. */
export function kilometres(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  return 111.2 * Math.hypot(a.lat - b.lat, (a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180));
}
