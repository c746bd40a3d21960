import { expect, it } from "vitest";
import { createRecentQuestions } from "./recent-questions.ts";

const known = new Set(["aide", "alimentaire", "pour", "famille"]);

it("keeps known words only: never a name, a number or an address", () => {
  const recent = createRecentQuestions((word) => known.has(word));
  recent.note("Aide alimentaire pour Gisèle Tremblay, 450 555-0100", "fr");
  recent.note("Gisèle Tremblay", "fr");
  expect(recent.all()).toEqual([{ text: "aide alimentaire pour …", lang: "fr", asked: 1 }]);
});

it("counts the same question, and forgets the oldest", () => {
  const recent = createRecentQuestions(() => true);
  recent.note("aide", "fr");
  recent.note("AIDE", "fr");
  for (let at = 0; at < 1000; at++) recent.note(`mot${"abcdefghij".charAt(at % 10)}${"abcdefghij".charAt((at / 10) % 10)}${"abcdefghij".charAt(at / 100)}`, "fr");
  expect(recent.all()).toHaveLength(1000);
  expect(recent.all().map(({ text }) => text)).not.toContain("aide");
});
