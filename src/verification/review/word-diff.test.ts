import fc from "fast-check";
import { expect, it } from "vitest";
import { wordDiff } from "./word-diff.ts";

it("tells what goes and what comes, word by word", () => {
  expect(wordDiff("Ouvert le lundi matin.", "Ouvert le mardi matin.")).toEqual([
    { kind: "same", text: "Ouvert le " },
    { kind: "gone", text: "lundi" },
    { kind: "new", text: "mardi" },
    { kind: "same", text: " matin." },
  ]);
  expect(wordDiff("", "neuf")).toEqual([{ kind: "new", text: "neuf" }]);
});

it("gives both texts back, whatever they are", () => {
  const of = (kind: string, parts: ReturnType<typeof wordDiff>) => parts.filter((part) => part.kind === "same" || part.kind === kind).map(({ text }) => text).join("");
  const property = fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
    const parts = wordDiff(a, b);
    return of("gone", parts) === a && of("new", parts) === b;
  });
  expect(fc.check(property).failed).toBe(false);
});
