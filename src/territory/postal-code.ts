import type { AreaCodes } from "./territory.contract.ts";

/** A postal code seen in open data. */
export interface PostalCode {
  code: string;
  lat: number;
  lon: number;
  within: AreaCodes;
}

const DIGITS: Record<string, string> = { O: "0", I: "1", L: "1" };

function digit(letter: string): string {
  return DIGITS[letter] ?? letter;
}

/** Letters O and I typed for digits in a Québec postal code are read as digits. */
const CODE = /(?<![A-Z0-9])([GHJ])([0-9OIL])([A-Z])[\s\-.]{0,2}([0-9OIL])([A-Z])([0-9OIL])(?![A-Z0-9])/i;
const FSA = /(?<![A-Z0-9])([GHJ]\d[A-Z])(?![A-Z0-9])/i;

/** Where a code stands in a text. */
export interface FoundCode {
  code: string;
  start: number;
  end: number;
}

/** The first Québec postal code in a text, as `A1A 1A1`. */
export function findPostalCode(text: string): FoundCode | null {
  const match = CODE.exec(text);
  if (!match) return null;
  const [whole, a, b, c, d, e, f] = match.map((part) => part.toUpperCase()) as [string, string, string, string, string, string, string];
  return { code: `${a}${digit(b)}${c} ${digit(d)}${e}${digit(f)}`, start: match.index, end: match.index + whole.length };
}

/** The first forward sortation area (first half of a postal code) in a text, upper case. */
export function findFsa(text: string): FoundCode | null {
  const match = FSA.exec(text);
  return match ? { code: match[1]!.toUpperCase(), start: match.index, end: match.index + 3 } : null;
}
