/** Lists of small numbers by a key of any 32 bits, in typed memory: millions of keys. */
export class Chains {
  #heads = new Int32Array(1 << 12).fill(-1);
  #next = new Int32Array(1 << 12);
  #keys = new Int32Array(1 << 12);
  #values = new Int32Array(1 << 12);
  #length = 0;

  add(key: number, value: number): void {
    if (this.#length === this.#next.length) this.#grow();
    const entry = this.#length++;
    this.#keys[entry] = key;
    this.#values[entry] = value;
    this.#link(entry);
  }

  /** The newest first. */
  each(key: number, take: (value: number) => void): void {
    for (let entry = this.#heads[this.#bucket(key)]!; entry >= 0; entry = this.#next[entry]!) if (this.#keys[entry] === (key | 0)) take(this.#values[entry]!);
  }

  #bucket(key: number): number {
    return (Math.imul(key, 0x9e3779b1) >>> 0) & (this.#heads.length - 1);
  }

  #link(entry: number): void {
    const bucket = this.#bucket(this.#keys[entry]!);
    this.#next[entry] = this.#heads[bucket]!;
    this.#heads[bucket] = entry;
  }

  #grow(): void {
    const room = this.#next.length * 2;
    const larger = (column: Int32Array<ArrayBuffer>) => {
      const copy = new Int32Array(room);
      copy.set(column);
      return copy;
    };
    this.#next = larger(this.#next);
    this.#keys = larger(this.#keys);
    this.#values = larger(this.#values);
    this.#heads = new Int32Array(room).fill(-1);
    for (let entry = 0; entry < this.#length; entry++) this.#link(entry);
  }
}
