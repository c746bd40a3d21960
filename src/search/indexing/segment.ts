import { lowerBound } from "./columns.ts";

/*
 * A segment: up to 65,536 documents that are indexed together and never change but to die. Small
 * numbers keep it in the processor's caches; an index is a list of segments.
 */

export const SEGMENT_ROOM = 65_536;

/** Columns of a segment; `*Starts` hold one more than what they start. A document is its position. */
export interface SegmentColumns {
  /** Four words of each document's UUID. */
  ids: Uint32Array;
  /** Documents by ascending id. */
  byId: Uint16Array;
  /** 1 for documents that are no more. */
  dead: Uint8Array;
  /** Days since 1970 when the record was last known to be right; `NEVER`. */
  since: Int32Array;
  areaSets: Uint32Array;
  languageSets: Uint32Array;
  needStarts: Uint32Array;
  /** Numbers of needs, in the record's order. */
  needs: Uint16Array;
  placeStarts: Uint32Array;
  /** On the unit sphere; NaN where unknown. */
  x: Float32Array;
  y: Float32Array;
  z: Float32Array;
  patterns: Uint32Array;
  /** Five-digit municipality codes as numbers; 0: unknown. */
  municipalities: Uint32Array;
  /** 1 where the point only stands for its municipality. */
  coarse: Uint8Array;
  /** Ascending terms and, for each, documents that use it, ascending. */
  termIds: Uint32Array;
  termStarts: Uint32Array;
  termDocs: Uint16Array;
  termImpacts: Uint8Array;
  /** Ascending needs and the documents that answer each. */
  needIds: Uint32Array;
  needDocStarts: Uint32Array;
  needDocs: Uint16Array;
  /** Ascending names and the documents that bear each. */
  nameIds: Uint32Array;
  nameStarts: Uint32Array;
  nameDocs: Uint16Array;
}

export const NEVER = -2_147_483_648;

export interface Range {
  from: number;
  to: number;
}

export class Segment {
  readonly columns: SegmentColumns;
  readonly count: number;
  living: number;

  constructor(columns: SegmentColumns) {
    this.columns = columns;
    this.count = columns.byId.length;
    this.living = this.count - columns.dead.reduce((sum, dead) => sum + dead, 0);
  }

  /** Where the documents of a term, need or name lie in its column; null when it has none. */
  range(kind: "term" | "need" | "name", id: number): Range | null {
    const { ids, starts } = this.#listed(kind);
    const at = lowerBound(ids, id);
    return ids[at] === id ? { from: starts[at]!, to: starts[at + 1]! } : null;
  }

  /** The living document with this id, or -1. */
  find(id: Uint32Array): number {
    const { byId, dead } = this.columns;
    let low = 0;
    let high = byId.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compareId(byId[middle]!, id) < 0) low = middle + 1;
      else high = middle;
    }
    for (; low < byId.length && this.compareId(byId[low]!, id) === 0; low++) if (dead[byId[low]!] === 0) return byId[low]!;
    return -1;
  }

  /** Negative when the document's id is smaller. */
  compareId(doc: number, id: Uint32Array): number {
    return compareIds(this.idOf(doc), id);
  }

  idOf(doc: number): Uint32Array {
    return this.columns.ids.subarray(doc * 4, doc * 4 + 4);
  }

  bury(doc: number): void {
    if (this.columns.dead[doc] === 1) return;
    this.columns.dead[doc] = 1;
    this.living -= 1;
  }

  #listed(kind: "term" | "need" | "name"): { ids: Uint32Array; starts: Uint32Array } {
    const { termIds, termStarts, needIds, needDocStarts, nameIds, nameStarts } = this.columns;
    if (kind === "term") return { ids: termIds, starts: termStarts };
    return kind === "need" ? { ids: needIds, starts: needDocStarts } : { ids: nameIds, starts: nameStarts };
  }
}

/** Negative when the first UUID comes before the second. */
export function compareIds(a: Uint32Array, b: Uint32Array): number {
  for (let part = 0; part < 4; part++) {
    const difference = a[part]! - b[part]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Four words of a UUID. */
export function packId(id: string): Uint32Array {
  const hex = id.replaceAll("-", "");
  return Uint32Array.from({ length: 4 }, (_, part) => Number.parseInt(hex.slice(part * 8, part * 8 + 8), 16));
}

/** The UUID of four words. */
export function unpackId(words: Uint32Array): string {
  const [a, b, c, d] = words as unknown as [number, number, number, number];
  return `${hex4(a >>> 16)}${hex4(a)}-${hex4(b >>> 16)}-${hex4(b)}-${hex4(c >>> 16)}-${hex4(c)}${hex4(d >>> 16)}${hex4(d)}`;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** The lower sixteen bits in hexadecimal. */
function hex4(word: number): string {
  return HEX[(word >>> 8) & 255]! + HEX[word & 255]!;
}
