/** One of the best so far. */
export interface Contender {
  /** 1: does not accept the home. */
  away: number;
  score: number;
  segment: number;
  doc: number;
  /** How it was found, how well its words cover the question, how surely it is named. */
  way: number;
  text: number;
  name: number;
}

/** The best `size` of what is offered, in a heap whose root is the worst of them. */
export class TopResults {
  readonly #heap: Contender[] = [];
  readonly #size: number;
  readonly #compareIds: (a: Contender, b: Contender) => number;
  /** What a result of each class must reach to be among the best: -Infinity while there is room. */
  leastAccepting = Number.NEGATIVE_INFINITY;
  leastAway = Number.NEGATIVE_INFINITY;

  /** @param compareIds settles ties */
  constructor(size: number, compareIds: (a: Contender, b: Contender) => number) {
    this.#size = size;
    this.#compareIds = compareIds;
    if (size === 0) this.leastAccepting = this.leastAway = Number.POSITIVE_INFINITY;
  }

  offer(contender: Contender): void {
    const heap = this.#heap;
    if (heap.length < this.#size) {
      heap.push(contender);
      this.#rise(heap.length - 1);
    } else {
      if (heap.length === 0 || this.#isWorse(contender, heap[0]!)) return;
      heap[0] = contender;
      this.#sink(0);
    }
    if (heap.length === this.#size) this.#setLeast(heap[0]!);
  }

  /** Best first. */
  sorted(): Contender[] {
    return this.#heap.toSorted((a, b) => (this.#isWorse(a, b) ? 1 : -1));
  }

  #isWorse(a: Contender, b: Contender): boolean {
    if (a.away !== b.away) return a.away > b.away;
    if (a.score !== b.score) return a.score < b.score;
    return this.#compareIds(a, b) > 0;
  }

  #setLeast({ away, score }: Contender): void {
    this.leastAccepting = away === 1 ? Number.NEGATIVE_INFINITY : score;
    this.leastAway = away === 1 ? score : Number.POSITIVE_INFINITY;
  }

  #rise(from: number): void {
    const heap = this.#heap;
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#isWorse(heap[at]!, heap[parent]!)) return;
      [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
      at = parent;
    }
  }

  #sink(from: number): void {
    const heap = this.#heap;
    for (let at = from; ; ) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < heap.length && this.#isWorse(heap[child]!, heap[worst]!)) worst = child;
      if (worst === at) return;
      [heap[at], heap[worst]] = [heap[worst]!, heap[at]!];
      at = worst;
    }
  }
}
