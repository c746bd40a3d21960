import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadTerritory } from "./index.ts";

const territory = loadTerritory();
const extract = (text: string) => territory.extract(text, "fr");

describe("a place inside a question", () => {
  it.each([
    ["banque alimentaire Sorel", "Sorel", "banque alimentaire"],
    ["food bank near Drummondville", "Drummondville", "food bank"],
    ["j'ai besoin d'aide pour payer mon loyer à Trois-Rivières", "Trois-Rivières", "j'ai besoin d'aide pour payer mon loyer"],
    ["psychologue Sainte-Thérèse", "Sainte-Thérèse", "psychologue"],
    ["logement Québec", "Québec", "logement"],
    ["je déménage à Québec", "Québec", "je déménage"],
    ["soupe populaire dans Hochelaga-Maisonneuve", "Hochelaga-Maisonneuve", "soupe populaire"],
    ["transport adapté en Gaspésie", "Gaspésie", "transport adapté"],
    ["garderie près de Saint-Jean-sur-Richelieu", "Saint-Jean-sur-Richelieu", "garderie"],
    ["popote roulante La Tuque", "La Tuque", "popote roulante"],
    ["meeting NDG", "NDG", "meeting"],
    ["banque alimentaire Drumondville", "Drumondville", "banque alimentaire"],
    ["aide juridique shawinagan", "shawinagan", "aide juridique"],
    ["vêtements usagés Verdun, Montréal", "Verdun, Montréal", "vêtements usagés"],
    ["avocat gratuit Saint-Jérôme Laurentides", "Saint-Jérôme Laurentides", "avocat gratuit"],
    ["help with hydro bill in Gatineau", "Gatineau", "help with hydro bill"],
    ["my son is depressed, we live in Magog", "Magog", "my son is depressed, we live"],
    ["je cherche un logement à Chambord", "Chambord", "je cherche un logement"],
    ["dépannage alimentaire j3p 1a1", "j3p 1a1", "dépannage alimentaire"],
    ["H2X dépannage alimentaire", "H2X", "dépannage alimentaire"],
    ["clsc verdun", "verdun", "clsc"],
    ["Sorel-Tracy", "Sorel-Tracy", ""],
  ])("%s", (text, matched, rest) => expect(extract(text)).toMatchObject({ matched, rest }));

  it("joins a code and a name", () => {
    const { candidates, rest } = extract("banque alimentaire Yamaska J0G 9Z9");
    expect(candidates[0]).toMatchObject({ name: "Yamaska", within: { fsa: "J0G" } });
    expect(rest).toBe("banque alimentaire");
  });
});

describe("what only looks like a place", () => {
  it.each([
    "Maison Saint-Joseph", "Centre Sainte-Thérèse", "société Saint-Vincent de Paul", "maison de repos", "aide à un parent", "Revenu Québec", "Moisson Montréal", "Université Laval",
    "rue Sherbrooke", "je viens d'arriver au Québec", "low income housing", "Contact Richelieu-Yamaska", "la maison bleue", "tuque", "je suis à la rue", "centre de prévention du suicide",
    "my baby needs milk and I have no money", "I lost my job", "mon mari me frappe", "retour à la maison après l'hôpital", "",
  ])("%s", (text) => expect(extract(text)).toMatchObject({ matched: null, candidates: [], rest: text }));
});

describe("any text", () => {
  it("keeps every word it does not take, however long the text", () => {
    const long = `${"je cherche de l'aide ".repeat(40)}merci`;
    expect(extract(`${long} beaucoup`)).toMatchObject({ matched: null, rest: `${long} beaucoup` });
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: "binary", maxLength: 60 }), fc.array(fc.constantFrom("québec", "qc", "canada", "montréal", "saint", "de", "à", "J3P", "verdun", "xyz"), { maxLength: 40 }).map((words) => words.join(" "))), (text) => {
      const { matched, candidates } = extract(text);
      expect(matched === null).toBe(candidates.length === 0);
      territory.resolve(text, "en");
    }), { numRuns: 200 });
  });
});
