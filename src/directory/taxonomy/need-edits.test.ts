import { describe, expect, it } from "vitest";
import { readNeeds } from "../needs.ts";
import { editTaxonomy, taxonomyWith } from "./need-edits.ts";
import type { NeedChange, Taxonomy } from "./taxonomy.contract.ts";

const shipped: Taxonomy = { terms: readNeeds().all(), merged: new Map() };
const both = (text: string) => ({ fr: text, en: text });
const fridges: NeedChange = { kind: "addTerm", code: "food.fridges", label: both("Frigos partagés"), citizenLabel: both("Frigos partagés"), definition: both("Un frigo où chacun prend et donne."), sensitive: false, lexicon: { fr: ["frigo communautaire"], en: ["community fridge"] } };
const term = ({ terms }: Taxonomy, code: string) => terms.find((one) => one.code === code);
const edited = (...changes: NeedChange[]) => taxonomyWith(shipped.terms, changes);

describe("an installation's own taxonomy", () => {
  it("adds a term after its sisters, with what its category says", () => {
    const taxonomy = edited(fridges);
    expect(term(taxonomy, "food.fridges")).toMatchObject({ parent: "food", basic: true });
    const codes = taxonomy.terms.filter(({ parent }) => parent === "food").map(({ code }) => code);
    expect(codes.at(-1)).toBe("food.fridges");
  });

  it("adds and removes everyday words, whatever their accents, each once", () => {
    const before = term(shipped, "food.hamper")!.lexicon.fr;
    const words = term(edited({ kind: "editWords", code: "food.hamper", lang: "fr", add: ["Panier d'urgence", before[1]!.toUpperCase()], remove: [before[0]!.toUpperCase()] }), "food.hamper")!.lexicon.fr;
    expect(words).toContain("Panier d'urgence");
    expect(words).not.toContain(before[0]);
    expect(words).toHaveLength(before.length);
  });

  it("merges a term into another, words and all, and old codes lead on", () => {
    const once = edited(fridges, { kind: "mergeTerms", code: "food.fridges", into: "food.hamper" });
    expect(term(once, "food.fridges")).toBeUndefined();
    expect(term(once, "food.hamper")!.lexicon.fr).toContain("frigo communautaire");
    const twice = edited(fridges, { kind: "mergeTerms", code: "food.fridges", into: "food.hamper" }, { kind: "mergeTerms", code: "food.hamper", into: "food.meals" });
    expect(Object.fromEntries(twice.merged)).toEqual({ "food.fridges": "food.meals", "food.hamper": "food.meals" });
  });

  it.each<[NeedChange, string]>([
    [{ ...fridges, code: "nowhere.fridges" }, "noSuchParent"],
    [{ ...fridges, code: "food.hamper" }, "alreadyThere"],
    [{ kind: "editWords", code: "food.nothing", lang: "fr", add: ["mot"], remove: [] }, "noSuchTerm"],
    [{ kind: "mergeTerms", code: "food.hamper", into: "food.hamper" }, "intoItself"],
  ])("refuses %j", (change, fault) => {
    expect(editTaxonomy(shipped, change)).toEqual({ fault });
  });

  it("leaves out what no longer fits a newer taxonomy, and goes on", () => {
    expect(term(edited({ ...fridges, code: "food.hamper" }, fridges), "food.fridges")).toBeDefined();
  });
});
