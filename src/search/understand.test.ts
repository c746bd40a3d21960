import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Lang } from "../platform/i18n/lang.ts";
import { understand } from "./understand.ts";
import { buildUnderstander } from "./understand.factory.ts";

const understander = buildUnderstander();
const read = (q: string, lang: Lang = "fr") => understand(q, q, lang, understander);
const best = (q: string, lang: Lang = "fr") => read(q, lang).needs[0]?.code ?? "nothing";
const codes = (q: string, lang: Lang = "fr") => read(q, lang).needs.map(({ code }) => code);

interface Everyday {
  lang: Lang;
  q: string;
  needs: string[];
}

describe("what people type", () => {
  const everyday = readFileSync(new URL("../../eval/needs.jsonl", import.meta.url), "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line) as Everyday);

  it("covers every need in both languages", () => {
    const asked = new Set(everyday.flatMap(({ lang, needs }) => needs.map((code) => `${lang} ${code}`)));
    const missing = understander.needs.filter(({ code, parent }) => parent !== null && !(asked.has(`fr ${code}`) && asked.has(`en ${code}`)));
    expect(missing.map(({ code }) => code)).toEqual([]);
  });

  it("names the right need first, 97 times in 100", () => {
    const wrong = everyday.filter(({ lang, q, needs }) => !needs.includes(best(q, lang)));
    expect(wrong.slice(0, wrong.length - Math.floor(everyday.length * 0.03))).toEqual([]);
  });
});

describe("situations", () => {
  it.each([
    ["mon chum me bat", "fr", "violence.line"],
    ["je me fais mettre dehors de mon logement", "fr", "housing.tenants"],
    ["hydro va me couper", "fr", "housing.energy"],
    ["ma mère est perdue et je suis à boutte", "fr", "seniors.caregivers"],
    ["MON CHUM ME BAT", "fr", "violence.line"],
  ] as const)("%s", (q, lang, code) => expect(best(q, lang)).toBe(code));

  it("I lost my job: a new one, and money meanwhile", () => expect(codes("I lost my job", "en").slice(0, 2).sort()).toEqual(["employment.search", "income.ei"]));

  it("keeps every need of a question that says several", () => expect(codes("nourriture, couches et vêtements")).toEqual(expect.arrayContaining(["food.hamper", "goods.baby", "goods.clothing"])));
});

describe("words as they come", () => {
  it.each([
    ["depanage alimantaire", "food.hamper"],
    ["fransisation", "newcomers.french"],
    ["lojement", "housing.search"],
    ["suiside", "mental.suicide"],
    ["DÉPANNAGE  alimentaire!!", "food.hamper"],
    ["banqeu alimentaire", "food.hamper"],
    ["food bank", "food.hamper"],
  ])("%s", (q, code) => expect(best(q)).toBe(code));

  it("says what it read instead", () => expect(read("depanage").corrected).toEqual([{ typed: "depanage", read: "depannage" }]));

  it("corrects no known word", () => expect(read("mes souliers sont rouges mardi").corrected).toEqual([]));
});

describe("short forms", () => {
  it.each(["AE", "ae", "HLM", "CLSC", "DPJ", "RAMQ"])("%s alone", (q) => expect(read(q).needs).not.toEqual([]));

  it("reads a short form that looks like a word only in capitals", () => {
    expect(codes("demande de PAD")).toContain("housing.adaptation");
    expect(codes("mon pad de dessin")).not.toContain("housing.adaptation");
  });
});

describe("nothing we know", () => {
  it.each(["xqzzy", "plombier", "acheter un chien", "cheap flights to Cancun", "…", "🦄🦄", "<script>", "' OR 1=1 --", "\u0000\u0000", "مرحبا"])("%s", (q) => expect(codes(q)).toEqual([]));
});

describe("any text", () => {
  it("is read without fail, with weights from 0 to 1, best first", () => {
    const text = fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: "binary", maxLength: 100 }), fc.array(fc.constantFrom("faim", "suicide", "logement", "et", ",", "AE", "zzz", "l'"), { maxLength: 30 }).map((words) => words.join(" ")));
    fc.assert(
      fc.property(text, fc.constantFrom("fr" as const, "en" as const), (q, lang) => {
        const { needs, sureness } = read(q, lang);
        const weights = needs.map(({ weight }) => weight);
        expect(sureness >= 0 && sureness <= 1 && weights.every((weight) => weight > 0 && weight <= 1)).toBe(true);
        expect(weights).toEqual(weights.toSorted((a, b) => b - a));
      }),
      { numRuns: 300 },
    );
  });

  it("means the same in capitals, without accents and with more spaces", () => {
    fc.assert(
      fc.property(fc.constantFrom(...understander.needs.flatMap(({ citizen_label: label }) => [label.fr])), (label) => {
        const plain = label.normalize("NFD").replace(/\p{M}/gu, "").replaceAll(" ", "   ");
        expect(codes(plain)).toEqual(codes(label));
      }),
      { numRuns: 60 },
    );
  });
});
