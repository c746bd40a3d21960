/*
 * How much one word says of a document, in one byte: how often and where it stands (four bits), and
 * how long the document is (four bits). BM25 with fields (Robertson and Zaragoza, 2009), coarsened.
 */

/** Occurrences beyond this add little (BM25's k1), in field units: 2 units are one word of a description. */
const SATURATION = 2.4;
/** How much a long document loses (BM25's b). */
const LENGTH_SHARE = 0.3;

const UNITS = [1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 20, 24, 32, 48, 64] as const;
const LENGTHS = [4, 6, 8, 11, 15, 20, 27, 36, 48, 64, 86, 115, 154, 206, 275, 368] as const;

function levelOf(levels: readonly number[], value: number): number {
  let level = 0;
  while (level < levels.length - 1 && levels[level + 1]! <= value) level++;
  return level;
}

const UNIT_LEVELS = Uint8Array.from({ length: 65 }, (_, units) => levelOf(UNITS, units));
const LENGTH_LEVELS = Uint8Array.from({ length: 369 }, (_, length) => levelOf(LENGTHS, length));

/** The byte of a word with these field units in a document of this many words. */
export function impactCode(units: number, length: number): number {
  return (UNIT_LEVELS[Math.min(units, 64)]! << 4) | LENGTH_LEVELS[Math.min(length, 368)]!;
}

const remembered = new Map<number, Float64Array>();

/** What each byte is worth, 0–1, where documents have this many words on average. */
export function impactValues(averageLength: number): Float64Array {
  const known = remembered.get(averageLength);
  if (known) return known;
  if (remembered.size > 8) remembered.clear();
  const values = computeValues(averageLength);
  remembered.set(averageLength, values);
  return values;
}

function computeValues(averageLength: number): Float64Array {
  return Float64Array.from({ length: 256 }, (_, code) => {
    const units = UNITS[code >> 4]!;
    const length = LENGTHS[code & 15]!;
    return units / (units + SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * length) / Math.max(1, averageLength)));
  });
}
