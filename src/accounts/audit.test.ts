import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical, chainHash, firstBroken, GENESIS, storable, type Chained, type Details, type Json } from "./audit.ts";

type Entry = Chained & { hash: Buffer };

const details = fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue({ maxDepth: 3 })) as fc.Arbitrary<Details>;
const note = fc.record({ at: fc.date({ noInvalidDate: true, min: new Date("2000-01-01"), max: new Date("2100-01-01") }), actor: fc.option(fc.uuid()), action: fc.string({ minLength: 1 }), target: fc.option(fc.string()), details: details.map(storable) });

function chain(notes: readonly Omit<Chained, "seq">[]): Entry[] {
  let before: Buffer = GENESIS;
  return notes.map((one, index) => {
    const entry = { ...one, seq: index + 1 };
    before = chainHash(before, entry);
    return { ...entry, hash: before };
  });
}

const START = { seq: 0, hash: GENESIS };
const log = fc.array(note, { minLength: 2, maxLength: 12 }).map(chain);
const logAndPlace = log.chain((entries) => fc.tuple(fc.constant(entries), fc.nat(entries.length - 1)));

describe("the chain", () => {
  test("holds for what was written", () => {
    fc.assert(fc.property(log, (entries) => void expect(firstBroken(entries, START)).toBeNull()));
  });

  test("shows any change of any entry", () => {
    const changes: ((entry: Entry) => Entry)[] = [
      (entry) => ({ ...entry, at: new Date(entry.at.getTime() + 1) }),
      (entry) => ({ ...entry, actor: entry.actor === null ? "00000000-0000-4000-8000-000000000000" : null }),
      (entry) => ({ ...entry, action: `${entry.action}x` }),
      (entry) => ({ ...entry, target: `${entry.target ?? ""}x` }),
      (entry) => ({ ...entry, details: { ...entry.details, more: 1 + Object.keys(entry.details).length, less: null } }),
      (entry) => ({ ...entry, hash: Buffer.from(entry.hash.map((byte) => byte ^ 1)) }),
    ];
    fc.assert(
      fc.property(logAndPlace, fc.constantFrom(...changes), ([entries, place], change) => {
        expect(firstBroken(entries.with(place, change(entries[place]!)), START)).not.toBeNull();
      }),
    );
  });

  test("shows an entry that was taken out (but the last), put in twice, or moved", () => {
    fc.assert(
      fc.property(logAndPlace, ([entries, place]) => {
        // The last one gone is a shorter log: nothing in it can tell.
        const gone = Math.min(place, entries.length - 2);
        expect(firstBroken(entries.toSpliced(gone, 1), START)).not.toBeNull();
        expect(firstBroken(entries.toSpliced(place, 0, entries[place]!), START)).not.toBeNull();
        expect(firstBroken(entries.toReversed(), START)).not.toBeNull();
      }),
    );
  });

  test("one way of writing a value: whatever order its names come in, and after a trip through JSON", () => {
    fc.assert(
      fc.property(details, (value) => {
        const stored = storable(value);
        const turned = Object.fromEntries(Object.entries(stored).toReversed());
        expect(canonical(turned)).toBe(canonical(stored));
        expect(canonical(JSON.parse(JSON.stringify(stored)) as Json)).toBe(canonical(stored));
      }),
    );
  });
});
