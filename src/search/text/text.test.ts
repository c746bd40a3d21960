import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fold } from "../../platform/i18n/fold.ts";
import { readSearchWords } from "../search-words.ts";
import { soundOf } from "./phonetic.ts";
import { createWordReader } from "./scan-words.ts";
import { errorsBetween, spellerOver } from "./speller.ts";
import { stem } from "./stem.ts";
import { createTerms, foldedWords } from "./words.ts";

const word = fc.string({ unit: fc.constantFrom(..."abcdeilmnoprstu"), minLength: 1, maxLength: 14 });

describe("stems", () => {
  it.each([["ainee", "aine"], ["logements", "logement"], ["journaux", "journal"], ["gratuite", "gratuit"], ["manger", "mange"], ["chomeuse", "chomeur"]])("%s is a form of %s", (a, b) => expect(stem(a, "fr")).toBe(stem(b, "fr")));

  it.each([["shelters", "shelter"], ["groceries", "grocery"], ["eating", "eat"], ["evicted", "evict"], ["getting", "get"]])("%s is a form of %s", (a, b) => expect(stem(a, "en")).toBe(stem(b, "en")));

  it.each([["violent", "viol"], ["couche", "coucher"], ["loisir", "loi"]])("keeps %s and %s apart", (a, b) => expect(stem(a, "fr")).not.toBe(stem(b, "fr")));
});

describe("words read without cutting the text", () => {
  const words: string[] = [];
  const numbers = new Map<string, number>();
  const read = createWordReader((word) => (numbers.get(word) ?? (numbers.set(word, words.length), words.push(word) - 1)));
  const wordsOf = (text: string) => {
    const found: string[] = [];
    read(text, (number) => found.push(words[number]!));
    return found;
  };

  it("are those of the folded text, whatever it is", () => {
    const anything = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom(..."aàâeéèœŒçß’'-. 0½ﬁİ\u0301") }));
    fc.assert(fc.property(anything, (text) => void expect(wordsOf(text)).toEqual(foldedWords(text))), { numRuns: 3000 });
  });

  it("are told apart when there are many more than the table first had room for", () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `mot${index}é`);
    expect(wordsOf(many.join(" "))).toEqual(many.map(fold));
  });
});

describe("terms", () => {
  const terms = createTerms({ stopWords: { fr: ["je", "de"], en: ["the"] }, synonyms: { fr: [["bénévole", "bénévolat"]], en: [] }, lightWords: { fr: ["mère"], en: [] } });

  it("drops small words and joins synonyms", () => expect(terms.content(foldedWords("Je fais du BÉNÉVOLAT"), "fr")).toEqual(["fai", "du", "benevol"]));

  it("knows who is spoken of", () => expect(terms.isLight(terms.term("meres", "fr"), "fr")).toBe(true));
});

describe("the shipped words", () => {
  const terms = createTerms(readSearchWords());

  it.each([["aîné", "aînée"], ["loisir", "loisirs"], ["bénévole", "bénévolat"], ["communauté", "communautaire"], ["travailleur", "travailleuse"]])("find %s by %s", (a, b) => {
    expect(terms.content(foldedWords(a), "fr")).toEqual(terms.content(foldedWords(b), "fr"));
  });
});

describe("sounds", () => {
  it.each([["depanage", "depannage"], ["alimantaire", "alimentaire"], ["fransisation", "francisation"], ["farmacie", "pharmacie"], ["lojement", "logement"], ["apartemant", "appartement"]])("%s sounds like %s", (a, b) => expect(soundOf(a)).toBe(soundOf(b)));
});

describe("the speller", () => {
  const speller = spellerOver(new Map([["logement", 9], ["hebergement", 4], ["alimentaire", 7], ["faim", 3], ["suicide", 2]]));
  const correct = (typed: string) => speller.correct(typed, 1) ?? speller.correct(typed, 2);

  it.each([["lgoement", "logement"], ["logemet", "logement"], ["hebregemnt", "hebergement"], ["alimantere", "alimentaire"], ["swicide", "suicide"]])("%s → %s", (typed, meant) => expect(correct(typed)).toBe(meant));

  it.each(["faom", "zzzzzz", "911", "x".repeat(200)])("leaves %s", (typed) => expect(correct(typed)).toBeNull());

  it("finds any word of five letters or more that misses one", () => {
    fc.assert(
      fc.property(word.filter(({ length }) => length > 5), fc.nat(), (right, at) => {
        const typed = right.slice(0, at % right.length) + right.slice((at % right.length) + 1);
        expect(spellerOver(new Map([[right, 1]])).correct(typed, 1)).toBe(right);
      }),
      { numRuns: 100 },
    );
  });
});

describe("errors between words", () => {
  it("counts neighbours swapped once", () => expect(errorsBetween("baqnue", "banque", 3)).toBe(1));

  it("is a distance: 0 only for the same word, and the same both ways", () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(errorsBetween(a, b, 20)).toBe(errorsBetween(b, a, 20));
        expect(errorsBetween(a, b, 20) === 0).toBe(a === b);
      }),
    );
  });

  it("says one more than the limit when there are more", () => expect(errorsBetween("abcdef", "uvwxyz", 2)).toBe(3));
});
