import { fold } from "../../platform/i18n/fold.ts";

/*
 * Does a text tell this street line? However it is written: "77, boul. St-Jean, app. 3", "3-77 boulevard Saint-Jean",
 * "77 St-Jean Blvd". Only pure rules: which of them counts is decided where records are published.
 */

interface Token {
  word: string;
  start: number;
  end: number;
}

const words = (text: string) => new Set(text.split(" "));

/** What kind of street it is; before the name in French, after it in English. */
const GENERIC = words(
  "rue r street boulevard boul blvd bld bd avenue av ave chemin ch chem che route rte rang rg montee mtee cote place pl carre terrasse terr croissant crois cres crescent impasse allee cours promenade prom quai ruelle autoroute aut square sq passage sentier traverse voie road rd drive lane ln court circle highway hwy way parkway",
);
/** Words that a writer leaves out, adds or shortens. */
const LOOSE = words("de du des d la le les l of the est ouest nord sud east west north south e o n s w");
/** Between a number and its street. */
const BETWEEN = words("sur on no numero number au et and a to bis");
const SHORT: Record<string, string> = { st: "saint", ste: "sainte", dr: "docteur", mgr: "monseigneur", mt: "mont" };
/** After a name these are kinds of street too: "Secret St", "Secret Dr". */
const AFTER = words("saint docteur");
const UNIT = words("app apt appartement bureau suite local unite unit porte etage floor room casier qc quebec canada");
const FLOOR = /^\d+e$/;
const POSTAL = /^[a-z]\d[a-z](\d[a-z]\d)?$/;
const ORDINAL = /^(\d+)(?:e|er|re|ere|eme|ieme|st|nd|rd|th)$/;
const NUMBER = /^\d+[a-z]?$/;
/** People write this where an address is asked: not a street line. */
const SAYS_NOTHING = /confidenti|divulgu|undisclosed|withheld/;

const isLoose = (word: string) => LOOSE.has(word);
const isNumber = (word: string) => NUMBER.test(word);

/** Without what does not show, such as soft hyphens, and with full-width letters and digits as plain ones. */
export function shown(text: string): string {
  return text.normalize("NFKC").replace(/\p{Cf}/gu, "");
}

function canonical(token: string): string {
  const word = fold(token);
  return SHORT[word] ?? word.replace(ORDINAL, "$1e");
}

export function tokensOf(text: string): Token[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(({ 0: token, index }) => ({ word: canonical(token), start: index, end: index + token.length }));
}

/** A street line, taken apart once. */
export interface StreetLine {
  numbers: ReadonlySet<number>;
  /** The words of its name that count, in order. */
  name: readonly string[];
  /** Neither number nor kind of street: its words alone tell it. */
  bare: boolean;
}

const hasKind = (part: readonly string[]) => part.some((word) => GENERIC.has(word));

/** What stands between commas and such, as words. */
function partsOf(address: string): string[][] {
  const parts = shown(address).split(/[,;()\n]|\s[-–—]\s/).map((part) => tokensOf(part).map(({ word }) => word));
  return parts.filter((part) => part.length > 0);
}

/** The parts that may be the street: "Place du Quai, 77 rue du Secret" has two. */
function streetParts(parts: string[][]): string[][] {
  const worded = parts.filter((part) => !part.every(isNumber));
  const streets = worded.filter((part) => part.length > 1 && (hasKind(part) || isNumber(part[0]!)));
  return streets.length > 0 ? streets : worded.slice(0, 1);
}

/** Words up to the first that begins something else: the apartment, the town, the postal code. */
function upToTown(words: string[], town: readonly string[]): string[] {
  const isElse = (word: string, at: number) => UNIT.has(word) || POSTAL.test(word) || (town.length > 0 && town.every((part, offset) => words[at + offset] === part));
  const end = words.findIndex((word, at) => at > 0 && isElse(word, at));
  return end < 0 ? words : words.slice(0, end);
}

/** The words that count, without the number of an apartment or floor behind them. */
function counted(name: string[]): string[] {
  const said = name.filter((word) => !isLoose(word));
  const last = said.findLastIndex((word) => !isNumber(word) && !FLOOR.test(word));
  if (last >= 0) return said.slice(0, last + 1);
  // "rue du Nord", "3e Avenue", "route 138": what is left is the name.
  return said.length > 0 ? said.slice(0, 1) : name.slice(-1);
}

/** The names that a street may have, as French ("rue du Secret") and English ("Secret Street") write them. */
function namesOf(part: string[], town: readonly string[]): string[][] {
  const from = part.findIndex((word) => !isNumber(word));
  const rest = upToTown(from < 0 ? part : part.slice(from), town);
  const kind = rest.findIndex((word) => GENERIC.has(word));
  const own = kind < 0 ? [rest] : [rest.slice(kind + 1), kind === 0 ? [] : rest.slice(0, kind)];
  const names = own.map(counted).filter((name) => name.length > 0).flatMap((name) => (name.length > 1 && AFTER.has(name.at(-1)!) ? [name, name.slice(0, -1)] : [name]));
  return names.length > 0 ? names : [part.slice(0, from).slice(-1)].filter((name) => name.length > 0);
}

/** Takes a street line apart, once for each way to read it; none when it tells no place. */
export function streetLines(address: string, city: string | null): StreetLine[] {
  if (SAYS_NOTHING.test(fold(address))) return [];
  const parts = partsOf(address);
  const numbers = parts.flat().filter(isNumber);
  const town = tokensOf(city ?? "").map(({ word }) => word);
  return streetParts(parts).flatMap((street) =>
    namesOf(street, town).map((name): StreetLine => {
      const civic = numbers.filter((number) => !name.includes(number)).map((number) => Number.parseInt(number, 10));
      return { numbers: new Set(civic), name, bare: civic.length === 0 && !hasKind(street) };
    }),
  );
}

/** Where a text names the street, and what stands around the name. */
interface Naming {
  from: number;
  to: number;
  numbers: number[];
  kind: boolean;
}

/** Where the name ends that begins here, or -1. Written as one word ("SaintBrumeval") it is the same name. */
function endOfName(tokens: readonly Token[], start: number, name: readonly string[]): number {
  if (tokens[start]!.word === name.join("")) return start + 1;
  let at = start;
  for (const word of name) {
    while (at > start && at < tokens.length && tokens[at]!.word !== word && isLoose(tokens[at]!.word)) at += 1;
    if (tokens[at]?.word !== word) return -1;
    at += 1;
  }
  return at;
}

/** Walks away from a name over what may stand between it and its number. */
function around(tokens: readonly Token[], start: number, step: 1 | -1): { edge: number; numbers: number[]; kind: boolean } {
  const numbers: number[] = [];
  let [edge, kind] = [start, false];
  for (let at = start; ; at += step) {
    const word = tokens[at]?.word;
    if (word === undefined) break;
    const isKind = numbers.length === 0 && (GENERIC.has(word) || (step === 1 && AFTER.has(word)));
    if (isNumber(word)) numbers.push(Number.parseInt(word, 10));
    else if (isKind) kind = true;
    else if (!isLoose(word) && !BETWEEN.has(word)) break;
    if (isNumber(word) || isKind || isLoose(word)) edge = at + step;
  }
  return { edge, numbers, kind };
}

function namings(tokens: readonly Token[], { name }: StreetLine): Naming[] {
  return tokens.flatMap((_, start) => {
    const end = endOfName(tokens, start, name);
    if (end < 0) return [];
    const [before, after] = [around(tokens, start - 1, -1), around(tokens, end, 1)];
    const kind = before.kind || after.kind;
    // "rue du Secret 77" is an address, "le secret, 77 jours" is not.
    return [{ from: tokens[before.edge + 1]!.start, to: tokens[after.edge - 1]!.end, numbers: [...before.numbers, ...(kind ? after.numbers : [])], kind }];
  });
}

/** The place itself: its number and street (or its street, when it has no number). */
function isPlace({ numbers, kind }: Naming, line: StreetLine): boolean {
  return line.numbers.size === 0 ? kind || line.bare : numbers.some((number) => line.numbers.has(number));
}

/** Whether a text tells this very place. */
export function tellsPlace(tokens: readonly Token[], line: StreetLine): boolean {
  return namings(tokens, line).some((naming) => isPlace(naming, line));
}

/** Whether a text names the street, with or without the number: in a village, that is enough to find a house. */
export function tellsStreet(tokens: readonly Token[], line: StreetLine): boolean {
  return namings(tokens, line).some((naming) => naming.kind || isPlace(naming, line));
}

/** A text without this place, and without the number and the kind of street around its name. */
export function withoutPlace(text: string, line: StreetLine): string {
  const found = namings(tokensOf(text), line).find((naming) => isPlace(naming, line));
  return found ? withoutPlace(`${text.slice(0, found.from)} ${text.slice(found.to)}`, line) : text;
}
