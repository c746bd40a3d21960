/*
 * Numbers by stretches of text, without cutting the text: a build asks for hundreds of millions of
 * words, and a string made for each of them would cost more than everything else.
 */

/** What `get` answers for a stretch that was never added. */
export const ABSENT = -2;

const FIRST_SLOTS = 1 << 12;
const FIRST_UNITS = 1 << 14;
/** A slot is four numbers, side by side in memory: hash, where the form starts, its length (0: free), its value. */
const [HASH, START, LENGTH, VALUE, SLOT] = [0, 1, 2, 3, 4] as const;

/** The hash of nothing, and of one more unit. */
export const NO_HASH = 0x811c9dc5 | 0;
export function hashOn(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** A stretch of a text, not empty, with its hash. */
export interface Stretch {
  text: string;
  from: number;
  to: number;
  hash: number;
}

export class FormTable {
  #size = 0;
  /** Open addressing, at most half full. */
  #slots = new Int32Array(FIRST_SLOTS * SLOT);
  /** All forms, one after the other. */
  #units = new Uint16Array(FIRST_UNITS);
  #used = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of a stretch, or `ABSENT`. */
  get(text: string, from: number, to: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length / SLOT - 1;
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * SLOT;
      const length = slots[at + LENGTH]!;
      if (length === 0) return ABSENT;
      if (slots[at + HASH] === hash && length === to - from && this.#isForm(slots[at + START]!, text, from, to)) return slots[at + VALUE]!;
    }
  }

  /** Adds a stretch that is not there. */
  add({ text, from, to, hash }: Stretch, value: number): void {
    const start = this.#used;
    this.#used += to - from;
    if (this.#used > this.#units.length) this.#units = grown(this.#units, this.#used);
    for (let at = from; at < to; at++) this.#units[start + at - from] = text.charCodeAt(at);
    this.#size += 1;
    if (this.#size * 2 * SLOT > this.#slots.length) this.#widen();
    place(this.#slots, hash, start, to - from, value);
  }

  #isForm(start: number, text: string, from: number, to: number): boolean {
    const units = this.#units;
    for (let at = from; at < to; at++) if (units[start + at - from] !== text.charCodeAt(at)) return false;
    return true;
  }

  #widen(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    for (let at = 0; at < old.length; at += SLOT) {
      if (old[at + LENGTH]! > 0) place(this.#slots, old[at + HASH]!, old[at + START]!, old[at + LENGTH]!, old[at + VALUE]!);
    }
  }
}

function place(slots: Int32Array, hash: number, start: number, length: number, value: number): void {
  const mask = slots.length / SLOT - 1;
  let slot = spread(hash) & mask;
  while (slots[slot * SLOT + LENGTH]! > 0) slot = (slot + 1) & mask;
  slots[slot * SLOT + HASH] = hash;
  slots[slot * SLOT + START] = start;
  slots[slot * SLOT + LENGTH] = length;
  slots[slot * SLOT + VALUE] = value;
}

function spread(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 8;
}

function grown(units: Uint16Array, least: number): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(Math.max(least, units.length * 2));
  larger.set(units);
  return larger;
}
