import type { Lang } from "../../platform/i18n/lang.ts";

/*
 * Light stemmers for folded words. Accents go first, so endings are cut gently: gender, number and
 * the commonest verb endings only. What they keep apart (bénévole, bénévolat) is for synonyms.
 */

function undouble(word: string): string {
  return word.length > 3 && word.at(-1) === word.at(-2) && /[^aeiou]$/.test(word) ? word.slice(0, -1) : word;
}

function stemFrench(word: string): string {
  let stem = word;
  if (stem.length > 4 && stem.endsWith("aux") && !stem.endsWith("eaux")) stem = `${stem.slice(0, -3)}al`;
  else if (stem.length > 3 && /[sx]$/.test(stem)) stem = stem.slice(0, -1);
  if (stem.length > 4 && /(er|ez|ee)$/.test(stem)) stem = stem.slice(0, -2);
  else if (stem.length > 4 && stem.endsWith("euse")) stem = `${stem.slice(0, -2)}r`;
  else if (stem.length > 3 && stem.endsWith("e")) stem = stem.slice(0, -1);
  return undouble(stem);
}

function stemEnglish(word: string): string {
  let stem = word;
  if (stem.length > 4 && stem.endsWith("ies")) stem = `${stem.slice(0, -3)}y`;
  else if (stem.length > 3 && stem.endsWith("s") && !/(ss|us|is)$/.test(stem)) stem = stem.slice(0, -1);
  if (stem.length > 5 && stem.endsWith("ing")) stem = stem.slice(0, -3);
  else if (stem.length > 4 && stem.endsWith("ed")) stem = stem.slice(0, -2);
  if (stem.length > 3 && stem.endsWith("e")) stem = stem.slice(0, -1);
  return undouble(stem);
}

const STEMMERS: Record<Lang, (word: string) => string> = { fr: stemFrench, en: stemEnglish };

/** Words whose stem another word has, with a meaning far from theirs. */
const KEPT: Readonly<Record<string, string>> = { couche: "couches", couches: "couches" };

/** The stem of one folded word. */
export function stem(word: string, lang: Lang): string {
  return word.length < 4 ? word : (KEPT[word] ?? STEMMERS[lang](word));
}
