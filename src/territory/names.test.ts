import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bareKey, bitCount, letterMask, nameKey, typingErrors } from "./names.ts";

const word = fc.string({ unit: fc.constantFrom(..."abcdeinrst"), maxLength: 12 });

describe("keys of names", () => {
  it.each([["St-Jérôme", "saint jerome"], ["Ste. Thérèse", "sainte therese"], ["Sacré-Cœur", "sacre coeur"], ["L’Île-d’Orléans", "l ile d orleans"]])("%s", (name, key) => expect(nameKey(name)).toBe(key));

  it("drops articles in front, never the whole name", () => {
    expect(bareKey("les iles de la madeleine")).toBe("iles de la madeleine");
    expect(bareKey("la")).toBe("la");
  });
});

describe("typing errors", () => {
  it.each([["sorel", "sorel", 0], ["sorrel", "sorel", 1], ["montrael", "montreal", 1], ["rimousky", "rimouski", 1], ["abc", "xyz", 3]])("%s and %s", (a, b, errors) => expect(typingErrors(a, b, 2)).toBe(errors));

  it("is the same both ways, and nothing only for equals", () => {
    fc.assert(fc.property(word, word, (a, b) => {
      expect(typingErrors(a, b, 3)).toBe(typingErrors(b, a, 3));
      expect(typingErrors(a, b, 3) === 0).toBe(a === b);
    }));
  });

  it("changes at most two bits of the letter mask each", () => {
    fc.assert(fc.property(word, word, (a, b) => {
      expect(bitCount(letterMask(a) ^ letterMask(b))).toBeLessThanOrEqual(2 * typingErrors(a, b, 12));
    }));
  });
});
