import { Chains } from "../chains.ts";
import { soundsOf } from "./phonetic.ts";

/*
 * Corrects words that nobody knows, in two stages. Letters: one added, dropped, changed, or two
 * neighbours swapped. Only when that finds nothing: two such errors, then words of the same sound.
 * Words are found by what is left of them without one letter; those of two errors by the set of
 * letters they use. Grows word by word.
 */

const ONE_ERROR = 5;
/** Shorter words have too many neighbours, but for two letters swapped. */
const ONE_SWAP = 4;
const TWO_ERRORS = 8;
/** Words of at most this length are never a correction: too many are near. */
const SHORTEST = 4;
/** Words written by ear are looked up from this length on. */
const BY_EAR = 5;
/** A word of the same sound may show one error for so many letters. */
const LETTERS_AN_ERROR = 3;
/** No word that we know is longer than this. */
const LONGEST = 30;

export interface Speller {
  /** The word meant that is nearest, at stage 1 or 2, or null. Folded in, folded out. */
  correct(word: string, stage: 1 | 2): string | null;
}

export interface GrowingSpeller extends Speller {
  /** Adds a word (folded), once. */
  add(word: string): void;
}

/** Errors between two words: letters added, dropped, changed, or neighbours swapped; `limit` + 1 when more. */
export function errorsBetween(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      next.push(cost);
    }
    if (Math.min(...next) > limit) return limit + 1;
    before = row;
    row = next;
  }
  return row[b.length]!;
}

/** The same letters, in another order. */
function isSwap(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join("") === [...b].sort().join("");
}

/** One bit for each letter that a word uses. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function bitsIn(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** FNV-1a of a word without the letter at `skip` (-1: the whole word). */
function hashWithout(word: string, skip: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) if (at !== skip) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash;
}

function hashesOf(word: string): number[] {
  return Array.from({ length: word.length + 1 }, (_, index) => hashWithout(word, index - 1));
}

/**
 * A speller that words are added to.
 * @param useOf how often a word is used: of equally near words the more used wins, and one that is used no more is none
 */
export function createSpeller(useOf: (word: string) => number): GrowingSpeller {
  const words: string[] = [];
  const letters: number[] = [];
  const byLength: number[][] = [];
  const byDeletion = new Chains();
  const bySound = new Map<string, number[]>();
  /** Words whose sounds are known so far: they are taken when somebody first needs them. */
  let sounded = 0;

  /** The nearest of what `offer` takes, within a number of errors. */
  const nearest = (word: string, limit: number, each: (offer: (candidate: number) => void) => void): string | null => {
    let best: { word: string; cost: number } | null = null;
    each((candidate) => {
      const other = words[candidate]!;
      const errors = errorsBetween(word, other, limit);
      const use = errors > limit ? 0 : useOf(other);
      if (use === 0) return;
      // First letters are seldom wrong; use only decides between words as near.
      const cost = errors + (other[0] === word[0] ? 0 : 0.5) - Math.min(0.4, Math.log10(1 + use) / 10);
      if (!best || cost < best.cost || (cost === best.cost && other < best.word)) best = { word: other, cost };
    });
    return (best as { word: string } | null)?.word ?? null;
  };

  const byOneError = (word: string) =>
    nearest(word, 1, (offer) => {
      for (const hash of hashesOf(word)) byDeletion.each(hash, offer);
    });

  const bySwap = (word: string) =>
    nearest(word, 1, (offer) => {
      for (const hash of hashesOf(word)) byDeletion.each(hash, (candidate) => void (isSwap(word, words[candidate]!) && offer(candidate)));
    });

  const byTwoErrors = (word: string) => {
    const own = lettersOf(word);
    return nearest(word, 2, (offer) => {
      for (let length = word.length - 2; length <= word.length + 2; length++) {
        // Each error changes two letters of the set at the most.
        for (const candidate of byLength[length] ?? []) if (bitsIn(letters[candidate]! ^ own) <= 4) offer(candidate);
      }
    });
  };

  const takeSounds = () => {
    for (; sounded < words.length; sounded++) {
      for (const sound of soundsOf(words[sounded]!)) {
        const same = bySound.get(sound);
        if (same) same.push(sounded);
        else bySound.set(sound, [sounded]);
      }
    }
  };

  const byEar = (word: string) => {
    takeSounds();
    return nearest(word, Math.floor(word.length / LETTERS_AN_ERROR), (offer) => {
      for (const sound of soundsOf(word)) for (const candidate of bySound.get(sound) ?? []) offer(candidate);
    });
  };

  return {
    add: (word) => {
      if (word.length < SHORTEST || word.length > LONGEST || /\d/.test(word)) return;
      const id = words.push(word) - 1;
      letters.push(lettersOf(word));
      (byLength[word.length] ??= []).push(id);
      for (const hash of hashesOf(word)) byDeletion.add(hash, id);
    },
    correct: (word, stage) => {
      if (word.length < ONE_SWAP || word.length > LONGEST || /\d/.test(word)) return null;
      if (word.length < ONE_ERROR) return stage === 1 ? bySwap(word) : null;
      if (stage === 1) return byOneError(word);
      return (word.length < BY_EAR ? null : byEar(word)) ?? (word.length < TWO_ERRORS ? null : byTwoErrors(word));
    },
  };
}

/** A speller over words (folded) and how often each is used. */
export function spellerOver(vocabulary: ReadonlyMap<string, number>): Speller {
  const speller = createSpeller((word) => vocabulary.get(word) ?? 0);
  for (const word of vocabulary.keys()) speller.add(word);
  return speller;
}
