import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareResults, pointsOf, type Facts } from "./ranking.ts";

const facts: Facts = { need: 1, primary: true, text: 0, name: 0, serves: "yes", distanceKm: 3, openNow: null, ageYears: 1 };
const change = (fields: Partial<Facts>) => pointsOf({ ...facts, ...fields });

const anyFacts = fc.record({
  need: fc.double({ min: 0, max: 1, noNaN: true }),
  primary: fc.boolean(),
  text: fc.double({ min: 0, max: 1, noNaN: true }),
  name: fc.double({ min: 0, max: 1, noNaN: true }),
  serves: fc.constantFrom("yes" as const, "assumed" as const, "unknown" as const, "no" as const),
  distanceKm: fc.option(fc.double({ min: 0, max: 2000, noNaN: true })),
  openNow: fc.option(fc.boolean()),
  ageYears: fc.option(fc.double({ min: 0, max: 30, noNaN: true })),
});

describe("points", () => {
  it("count the need above all that is not the name", () => expect(change({ need: 1, serves: "unknown", distanceKm: 300, openNow: false, ageYears: null })).toBeGreaterThan(change({ need: 0.4 })));
  it("count being accepted above being near", () => expect(change({ serves: "yes", distanceKm: 60 })).toBeGreaterThan(change({ serves: "unknown", distanceKm: 1 })));
  it("order yes, assumed, unknown", () => expect(change({ serves: "yes" })).toBeGreaterThan(change({ serves: "assumed" })));
  it("prefer the near, the open, the fresh", () => {
    expect(change({ distanceKm: 2 })).toBeGreaterThan(change({ distanceKm: 20 }));
    expect(change({ openNow: true })).toBeGreaterThan(change({ openNow: false }));
    expect(change({ ageYears: 0.1 })).toBeGreaterThan(change({ ageYears: 6 }));
  });
  it("put a named organisation first", () => expect(change({ need: 0, name: 1, serves: "unknown", distanceKm: 200 })).toBeGreaterThan(change({ text: 1 })));
  it("do not push a service without distance under a far one", () => expect(change({ distanceKm: null })).toBeGreaterThan(change({ distanceKm: 25 })));
});

describe("order", () => {
  it("never puts what does not accept the home before what may", () => {
    fc.assert(
      fc.property(fc.array(anyFacts, { maxLength: 30 }), (all) => {
        const sorted = all.map((one, id) => ({ serves: one.serves, score: pointsOf(one), id: `id-${id}` })).sort(compareResults);
        const firstNo = sorted.findIndex(({ serves }) => serves === "no");
        expect(firstNo < 0 || sorted.slice(firstNo).every(({ serves }) => serves === "no")).toBe(true);
      }),
    );
  });

  it("of two results depends on nothing else", () => {
    fc.assert(
      fc.property(fc.array(anyFacts, { minLength: 2, maxLength: 20 }), (all) => {
        const ranked = all.map((one, id) => ({ serves: one.serves, score: pointsOf(one), id: `id-${id}` }));
        const [first, ...rest] = ranked;
        const without = rest.toSorted(compareResults).map(({ id }) => id);
        const withIt = ranked.toSorted(compareResults).map(({ id }) => id).filter((id) => id !== first!.id);
        expect(withIt).toEqual(without);
      }),
    );
  });
});
