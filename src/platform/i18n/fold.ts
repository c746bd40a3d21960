/**
 * Folds text for comparison: lower case, no accents, œ → oe, æ → ae, typographic
 * apostrophes, hyphens and other punctuation as single spaces.
 */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
