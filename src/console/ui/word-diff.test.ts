import fc from "fast-check";
import { expect, test } from "vitest";
import { wordDiff } from "./word-diff.ts";

test("what stayed and went is the text before; what stayed and came is the text after", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const parts = wordDiff(before, after);
      const without = (kind: string) => parts.filter((part) => part.kind !== kind).map(({ text }) => text).join("");
      expect(without("added")).toBe(before);
      expect(without("removed")).toBe(after);
    }),
  );
});

test("a changed word is a word, not letters", () => {
  expect(wordDiff("Ouvert le lundi, à 9 h", "Ouvert le mardi, à 9 h")).toEqual([
    { kind: "same", text: "Ouvert le " },
    { kind: "removed", text: "lundi" },
    { kind: "added", text: "mardi" },
    { kind: "same", text: ", à 9 h" },
  ]);
  expect(wordDiff("", "neuf")).toEqual([{ kind: "added", text: "neuf" }]);
  expect(wordDiff("pareil", "pareil")).toEqual([{ kind: "same", text: "pareil" }]);
});
