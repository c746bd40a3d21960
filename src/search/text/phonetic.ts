/*
 * How a word sounds, roughly, in French (and well enough in English): words written by ear
 * ("depanage alimentere", "fransisation") meet the right spelling under one key.
 */

const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/(.)\1+/g, "$1"],
  [/ph/g, "f"],
  [/sch|sh|ch/g, "x"],
  [/gn/g, "n"],
  [/ge(?=[ao])/g, "j"],
  [/g(?=[eiy])/g, "j"],
  [/gu(?=[ei])/g, "g"],
  [/sc(?=[eiy])|c(?=[eiy])/g, "s"],
  [/ti(?=on)/g, "si"],
  [/qu|q|ck|c/g, "k"],
  [/h/g, ""],
  [/w/g, "v"],
  [/eau|au/g, "o"],
  [/oi|oy/g, "wa"],
  [/(ain|ein|aim|in|im|yn|ym)(?![aeiouy])/g, "1"],
  [/(an|am|en|em)(?![aeiouy])/g, "2"],
  [/(on|om)(?![aeiouy])/g, "3"],
  [/ai|ei|ay|ey|oe|eu/g, "e"],
  [/ou/g, "u"],
  [/y/g, "i"],
  [/z/g, "s"],
  [/(er|et|ez|ee|es|e|s|t|x|d|p)+$/g, ""],
  [/(.)\1+/g, "$1"],
];

/** The sound of a folded word. */
export function soundOf(word: string): string {
  return SOUNDS.reduce((sound, [pattern, letters]) => sound.replace(pattern, letters), word);
}

const ENGLISH_SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/(.)\1+/g, "$1"],
  [/^(kn|gn|pn)/, "n"],
  [/^wr/, "r"],
  [/^ps/, "s"],
  [/^wh/, "w"],
  [/tch|sh|ch/g, "x"],
  [/(?<=[aeiou])gh(?=t|$)/g, ""],
  [/ph|gh/g, "f"],
  [/dg(?=[eiy])|g(?=[eiy])/g, "j"],
  [/(t|s|c)i(?=on|al|an|ou)/g, "x"],
  [/sc(?=[eiy])|c(?=[eiy])/g, "s"],
  [/qu|q|ck|c|x(?=c)/g, "k"],
  [/th/g, "0"],
  [/z/g, "s"],
  [/mb$/, "m"],
  [/h/g, ""],
  // Vowels are heard badly: only that there is one counts, and not at the end.
  [/[aeiouyw]+/g, "a"],
  [/(as|s|ad)$/, ""],
  [/a$/, ""],
  [/(.)\1+/g, "$1"],
];

/** The sounds of a folded word, as a French and as an English ear may write them; each tells its language. */
export function soundsOf(word: string): [string, string] {
  return [soundOf(word), `en ${ENGLISH_SOUNDS.reduce((sound, [pattern, letters]) => sound.replace(pattern, letters), word)}`];
}
