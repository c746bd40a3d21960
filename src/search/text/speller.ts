import { soundOf } from "./phonetic.ts";

/*
 * Corrects words that nobody knows to the nearest known one: first by letters (one error from five
 * letters on, two from nine, neighbours swapped count once), then by sound.
 */

const ONE_ERROR = 5;
const TWO_ERRORS = 9;
/** Words of at most this length are never a correction: too many are near. */
const SHORTEST = 4;
/** Words written by ear are looked up from this length on. */
const BY_EAR = 5;
/** Most errors that a word of the same sound may show. */
const FAR_SPELLING = 4;

export interface Speller {
  knows(word: string): boolean;
  /** The word meant, or null when the word is known or nothing is near. Folded in, folded out. */
  correct(word: string): string | null;
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

function allowed(word: string): number {
  if (/\d/.test(word) || word.length < ONE_ERROR) return 0;
  return word.length < TWO_ERRORS ? 1 : 2;
}

/** The word and everything that is left of it without up to `errors` letters. */
function deletions(word: string, errors: number): Set<string> {
  const all = new Set([word]);
  let last = [word];
  for (let round = 0; round < errors; round++) {
    const shorter = last.flatMap((text) => Array.from(text, (_, index) => text.slice(0, index) + text.slice(index + 1)));
    for (const text of shorter) all.add(text);
    last = shorter;
  }
  return all;
}

function push(map: Map<string, string[]>, key: string, word: string): void {
  const list = map.get(key);
  if (list) list.push(word);
  else map.set(key, [word]);
}

/**
 * A speller over known words (folded) and how often each is used: of equally near words the more used wins.
 * @param mostErrors errors corrected at the most, 1 or 2; 1 keeps a large vocabulary small in memory
 */
export function createSpeller(vocabulary: ReadonlyMap<string, number>, mostErrors = 2): Speller {
  const byDeletion = new Map<string, string[]>();
  const bySound = new Map<string, string[]>();
  for (const word of vocabulary.keys()) {
    if (word.length < SHORTEST || /\d/.test(word)) continue;
    push(bySound, soundOf(word), word);
    for (const key of deletions(word, Math.min(mostErrors, word.length >= TWO_ERRORS - 1 ? 2 : 1))) push(byDeletion, key, word);
  }

  const nearest = (word: string, candidates: Iterable<string>, limit: number): string | null => {
    let best: { word: string; cost: number } | null = null;
    for (const candidate of candidates) {
      const errors = errorsBetween(word, candidate, limit);
      if (errors > limit) continue;
      // First letters are seldom wrong; use only decides between words as near.
      const cost = errors + (candidate[0] === word[0] ? 0 : 0.5) - Math.min(0.4, Math.log10(1 + vocabulary.get(candidate)!) / 10);
      if (!best || cost < best.cost) best = { word: candidate, cost };
    }
    return best?.word ?? null;
  };

  const byLetters = (word: string): string | null => {
    const limit = Math.min(mostErrors, allowed(word));
    if (limit === 0) return null;
    const candidates = new Set<string>();
    for (const key of deletions(word, limit)) for (const candidate of byDeletion.get(key) ?? []) candidates.add(candidate);
    return nearest(word, candidates, 1) ?? (limit > 1 ? nearest(word, candidates, limit) : null);
  };

  const byEar = (word: string): string | null => (word.length < BY_EAR || /\d/.test(word) ? null : nearest(word, bySound.get(soundOf(word)) ?? [], FAR_SPELLING));

  return {
    knows: (word) => vocabulary.has(word),
    // A question's words are at most 200 letters; no word that we know is longer than this.
    correct: (word) => (vocabulary.has(word) || word.length > 30 ? null : (byLetters(word) ?? byEar(word))),
  };
}
