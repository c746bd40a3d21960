/** A set of UUIDs at 16 bytes each or less, where strings would take 80: for imports of any size. */
export class IdSet {
  #slots = new BigUint64Array(1024);
  #size = 0;

  has(id: string): boolean {
    return this.#slots[this.#slotOf(keyOf(id))] !== 0n;
  }

  add(id: string): void {
    if (this.#size * 2 >= this.#slots.length) this.#grow();
    const key = keyOf(id);
    const slot = this.#slotOf(key);
    if (this.#slots[slot] !== 0n) return;
    this.#slots[slot] = key;
    this.#size += 1;
  }

  #slotOf(key: bigint): number {
    const mask = this.#slots.length - 1;
    for (let slot = Number(key & 0xffffffffn) & mask; ; slot = (slot + 1) & mask) if (this.#slots[slot] === 0n || this.#slots[slot] === key) return slot;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new BigUint64Array(old.length * 2);
    for (const key of old) if (key !== 0n) this.#slots[this.#slotOf(key)] = key;
  }
}

/** 64 of the id's bits: two ids in a million records collide once in tens of millions of imports. */
function keyOf(id: string): bigint {
  return BigInt(`0x${id.slice(24)}${id.slice(0, 4)}`) || 1n;
}
