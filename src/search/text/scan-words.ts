import { fold } from "../../platform/i18n/fold.ts";
import { ABSENT, FormTable, hashOn, NO_HASH, type Stretch } from "./form-table.ts";
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

/** What stands after the last word: a space. */
const END = 0x20;

/** Class of each unit, found when first met. */
const UNKNOWN = 255;
const CLASSES = new Uint8Array(65_536).fill(UNKNOWN);

function unitClass(unit: number): number {
  const known = CLASSES[unit]!;
  return known === UNKNOWN ? (CLASSES[unit] = classOf(unit)) : known;
}

/** A form that folds to nothing. */
const NOTHING = -1;

/** A reader of words that gives each form a number: `make` is asked for those not seen lately, with the folded word, and answers the same each time. */
export function createWordReader(make: (folded: string) => number): (text: string, take: (number: number) => void) => void {
  let forms = new FormTable();

  const learn = (stretch: Stretch): number => {
    const folded = fold(stretch.text.slice(stretch.from, stretch.to));
    const made = folded === "" ? NOTHING : make(folded);
    if (forms.size >= MOST_FORMS) forms = new FormTable();
    forms.add(stretch, made);
    return made;
  };

  const readUnusual = (text: string, take: (number: number) => void) => {
    for (const word of foldedWords(text)) take(make(word));
  };

  return (text, take) => {
    let start = -1;
    let hash = NO_HASH;
    const found: number[] = [];
    for (let at = 0; at <= text.length; at++) {
      const unit = at === text.length ? END : text.charCodeAt(at);
      const kind = unitClass(unit);
      if (kind === PART_OF_WORD) {
        if (start < 0) start = at;
        hash = hashOn(hash, unit);
      } else if (kind === UNUSUAL) {
        return readUnusual(text, take);
      } else if (start >= 0) {
        const known = forms.get(text, start, at, hash);
        const number = known === ABSENT ? learn({ text, from: start, to: at, hash }) : known;
        if (number !== NOTHING) found.push(number);
        start = -1;
        hash = NO_HASH;
      }
    }
    for (const number of found) take(number);
  };
}
