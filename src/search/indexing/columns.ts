/*
 * Columns of numbers that grow. An index keeps millions of them: typed arrays, never objects.
 */

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array;
type Maker<T extends Column> = new (length: number) => T;

/** A typed array with room to grow. `data` may be longer than `length`, and is another array after growth. */
export class Growing<T extends Column> {
  data: T;
  length = 0;
  readonly #make: Maker<T>;

  constructor(make: Maker<T>, room = 16) {
    this.#make = make;
    this.data = new make(room);
  }

  push(value: number): void {
    if (this.length === this.data.length) this.#grow(this.length + 1);
    this.data[this.length++] = value;
  }

  /** Adds one to a cell, which may lie beyond the end: cells between are 0. */
  add(index: number, amount: number): void {
    if (index >= this.data.length) this.#grow(index + 1);
    if (index >= this.length) this.length = index + 1;
    this.data[index] = this.data[index]! + amount;
  }

  /** A copy of exactly what it holds. */
  packed(): T {
    return this.data.slice(0, this.length) as T;
  }

  #grow(least: number): void {
    const larger = new this.#make(Math.max(least, this.data.length * 2, 16));
    larger.set(this.data);
    this.data = larger;
  }

  /** A column over values, which become its own. */
  static over<T extends Column>(make: Maker<T>, values: T): Growing<T> {
    const column = new Growing(make, 0);
    column.data = values;
    column.length = values.length;
    return column;
  }
}

/** First position of sorted `values` that is at least `wanted`. */
export function lowerBound(values: Uint32Array, wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
