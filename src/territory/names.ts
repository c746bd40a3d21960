import { fold } from "../platform/i18n/fold.ts";

/** Longest text that is looked at (characters); what follows cannot be a place name. */
export const TEXT_LIMIT = 200;

const SHORT_FORMS: Record<string, string> = { st: "saint", ste: "sainte", sts: "saints", stes: "saintes", mt: "mont", nd: "notre dame" };

/** A name as compared: folded, one space between words, "St" as "saint". Empty when nothing readable is left. */
export function nameKey(text: string): string {
  return fold(text.slice(0, TEXT_LIMIT))
    .split(" ")
    .map((word) => SHORT_FORMS[word] ?? word)
    .join(" ");
}

const ARTICLES = /^(?:(?:de|du|des|d|of|au|aux|le|la|les|l|the) )+(?=.)/;

/** A key without the articles in front: "les maskoutains" → "maskoutains". */
export function bareKey(key: string): string {
  return key.replace(ARTICLES, "");
}

/** A key without spaces, so that "la salle" is "lasalle". */
export function compactKey(key: string): string {
  return key.replaceAll(" ", "");
}

/**
 * Number of typing errors between two strings: a letter missing, added, changed, or two
 * neighbours swapped (optimal string alignment). Returns `max + 1` when there are more than `max`.
 */
export function typingErrors(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > max) return max + 1;
    before = last;
    last = row;
  }
  return Math.min(last[b.length]!, max + 1);
}

/** Which letters occur, one bit each: two names n errors apart differ in at most 2n bits. */
export function letterMask(compact: string): number {
  let mask = 0;
  for (let i = 0; i < compact.length; i++) mask |= 1 << (compact.charCodeAt(i) % 32);
  return mask;
}

/** How many bits are set. */
export function bitCount(mask: number): number {
  let rest = mask - ((mask >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
