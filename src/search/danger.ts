/*
 * Words that bring the emergency lines first. Recall first: lines shown for nothing harm nobody,
 * lines not shown may.
 */

export const URGENT_KINDS = ["suicide", "violence", "danger"] as const;
export type Urgent = (typeof URGENT_KINDS)[number];

/**
 * Phrases of folded words (data/search/danger.json); `*` ends a word of any ending.
 * `threat`: someone else wants to kill, which must not read as suicide.
 */
export type DangerWords = Record<Urgent | "threat", readonly string[]>;

/** The first that matches decides: whoever speaks of suicide sees those lines, whatever else they say. */
const ORDER = ["threat", "suicide", "danger", "violence"] as const;

/** Words that may stand between two words of a phrase. */
const GAP = 2;

type Pattern = readonly { text: string; open: boolean }[];

function toPattern(phrase: string): Pattern {
  return phrase.split(" ").map((word) => ({ text: word.replace(/\*$/, ""), open: word.endsWith("*") }));
}

function isSaid(word: string | undefined, { text, open }: Pattern[number]): boolean {
  return word !== undefined && (open ? word.startsWith(text) : word === text);
}

function matchesAt(words: readonly string[], start: number, pattern: Pattern): boolean {
  let position = start;
  for (const [index, part] of pattern.entries()) {
    const last = index === 0 ? position : position + GAP;
    while (position <= last && !isSaid(words[position], part)) position++;
    if (position > last) return false;
    position++;
  }
  return true;
}

/** Finds danger in folded words; ask once with the words as typed and once as corrected. */
export function createDanger(phrases: DangerWords): (words: readonly string[]) => Urgent | null {
  const kinds = ORDER.map((kind) => ({ urgent: kind === "threat" ? ("violence" as const) : kind, patterns: phrases[kind].map(toPattern) }));
  return (words) => kinds.find(({ patterns }) => patterns.some((pattern) => words.some((_, start) => matchesAt(words, start, pattern))))?.urgent ?? null;
}
