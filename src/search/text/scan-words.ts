import { fold } from "../../platform/i18n/fold.ts";
import { foldedWords } from "./words.ts";

/*
 * The words of a text, several times faster than folding the whole of it: each word is cut out as it
 * stands, and only a form never seen is folded. Gives exactly `foldedWords`.
 */

const SEPARATOR = 0;
const PART_OF_WORD = 1;
/** Folds to something with a space in it, or takes two units: the whole text goes the slow way. */
const UNUSUAL = 2;

/** Forms remembered at the most: what visitors type must not grow without end. */
const MOST_FORMS = 500_000;

function classOf(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return UNUSUAL;
  const character = String.fromCharCode(unit);
  if (/\p{M}/u.test(character)) return PART_OF_WORD;
  const folded = fold(`a${character}a`);
  if (folded === "a a") return SEPARATOR;
  return folded.includes(" ") ? UNUSUAL : PART_OF_WORD;
}

/** Class of each unit, found when first met. */
const UNKNOWN = 255;
const CLASSES = new Uint8Array(65_536).fill(UNKNOWN);

function unitClass(unit: number): number {
  const known = CLASSES[unit]!;
  return known === UNKNOWN ? (CLASSES[unit] = classOf(unit)) : known;
}

/** A reader of words that gives each form a value of its own: `make` is asked once a form, with the folded word. */
export function createWordReader<T>(make: (folded: string) => T): (text: string, take: (value: T) => void) => void {
  const forms = new Map<string, T | null>();

  const valueOf = (form: string): T | null => {
    const known = forms.get(form);
    if (known !== undefined) return known;
    const folded = fold(form);
    const made = folded === "" ? null : make(folded);
    if (forms.size >= MOST_FORMS) forms.clear();
    forms.set(form, made);
    return made;
  };

  return (text, take) => {
    let start = -1;
    const found: T[] = [];
    for (let at = 0; at <= text.length; at++) {
      const kind = at === text.length ? SEPARATOR : unitClass(text.charCodeAt(at));
      if (kind === UNUSUAL) {
        for (const word of foldedWords(text)) {
          const value = valueOf(word);
          if (value !== null) take(value);
        }
        return;
      }
      if (kind === PART_OF_WORD) {
        if (start < 0) start = at;
      } else if (start >= 0) {
        const value = valueOf(text.slice(start, at));
        if (value !== null) found.push(value);
        start = -1;
      }
    }
    for (const value of found) take(value);
  };
}
