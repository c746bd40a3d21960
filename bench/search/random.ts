/** A seeded generator of numbers (mulberry32): the same seed gives the same corpus on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 ≤ x < 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }

  uuid(): string {
    const hex = Array.from({ length: 4 }, () => this.below(0xffffffff).toString(16).padStart(8, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}

/** Mandelbrot's constant: without it the commonest words stand in every document, as only small words do. */
const MANDELBROT = 2.7;

/** Picks positions by the law of Zipf and Mandelbrot: the n-th as often as 1 / (n + 2.7). */
export class Zipf {
  readonly #sums: Float64Array;

  constructor(size: number) {
    this.#sums = new Float64Array(size);
    let sum = 0;
    for (let rank = 0; rank < size; rank++) this.#sums[rank] = sum += 1 / (rank + 1 + MANDELBROT);
  }

  pick(random: Random): number {
    const wanted = random.next() * this.#sums.at(-1)!;
    let low = 0;
    let high = this.#sums.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#sums[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
