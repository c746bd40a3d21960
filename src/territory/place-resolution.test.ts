import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadTerritory, type PlaceCandidate } from "./index.ts";

const territory = loadTerritory();
const resolve = (text: string) => territory.resolve(text, "fr");

/** What callers take as chosen: alone, or well above the second. */
function chosen(candidates: PlaceCandidate[]): string | null {
  const [first, second] = candidates;
  return first && (!second || first.score - second.score >= 0.15) ? first.code : null;
}

describe("official names", () => {
  it("finds every municipality by its own name", () => {
    const missing = territory.municipalities().filter(({ name, code }) => !resolve(name).some((found) => found.code === code));
    expect(missing).toEqual([]);
  });

  it("finds them without accents, hyphens and capitals", () => {
    const plain = (name: string) => name.normalize("NFD").replace(/\p{M}/gu, "").replace(/['’–-]/g, " ").toLowerCase();
    const missing = territory.municipalities().filter(({ name, code }) => !resolve(plain(name)).some((found) => found.code === code));
    expect(missing).toEqual([]);
  });

  it("finds every borough, MRC and region", () => {
    const areas = [...territory.boroughs(), ...territory.mrcs(), ...territory.regions()];
    // A city that is its own MRC or region stands for it.
    const missing = areas.filter(({ name, within }) => !resolve(name).some((found) => Object.values(within).includes(found.code)));
    expect(missing).toEqual([]);
  });
});

describe("how people say it", () => {
  it.each([
    ["Montreal", "66023"], ["MTL", "66023"], ["Québec city", "23027"], ["Quebec City", "23027"], ["ville de Québec", "23027"],
    ["Trois-Riv", "37067"], ["3-Rivières", "37067"], ["trois rivieres", "37067"], ["Drummond", "49058"], ["St-Hyacinthe", "54048"],
    ["st hyacinthe", "54048"], ["St Jean sur Richelieu", "56083"], ["Sherb", "43027"], ["Val d'Or", "89008"], ["valdor", "89008"],
    ["NDG", "66023-cote-des-neiges-notre-dame-de-grace"], ["CDN", "66023-cote-des-neiges-notre-dame-de-grace"], ["HoMa", "66023-mercier-hochelaga-maisonneuve"],
    ["Plateau Mont-Royal", "66023-le-plateau-mont-royal"], ["Rosemont", "66023-rosemont-la-petite-patrie"], ["Parc-Ex", "66023-villeray-saint-michel-parc-extension"],
    ["Verdun", "66023-verdun"], ["Saint-Hubert", "58227-saint-hubert"], ["Greenfield Park", "58227-greenfield-park"], ["La Salle", "66023-lasalle"],
    ["Tracy", "53052"], ["Sorel", "53052"], ["Jonquiere", "94068-jonquiere"], ["chicoutimi", "94068-chicoutimi"], ["Arvida", "94068-jonquiere"],
    ["Lennoxville", "43027-lennoxville"], ["Beauport", "23027-beauport"], ["Asbestos", "40043"], ["Cap-de-la-Madeleine", "37067"],
    ["Rouyn", "86042"], ["Rouyn Noranda", "86042"], ["Baie St-Paul", "16013"], ["Ste-Agathe", "78032"], ["Mont Laurier", "79088"],
    ["Iles de la Madeleine", "01023"], ["Magdalen Islands", "01023"], ["7-Îles", "97007"], ["DDO", "66142"], ["TMR", "66072"],
    ["Lac-St-Jean", "02"], ["Gaspésie", "11"], ["Côte Nord", "09"], ["Outaouais", "07"], ["Laurentides", "15"], ["Laurentians", "15"],
    ["Mauricie", "04"], ["Estrie", "05"], ["Eastern Townships", "05"], ["North Shore", "09"], ["Gaspe", "03005"], ["Nunavik", "992"],
    ["mrc de pierre-de saurel", "53"], ["MRC des Maskoutains", "54"], ["maskoutains", "54"], ["région de Lanaudière", "14"],
  ])("%s", (text, code) => expect(chosen(resolve(text))).toBe(code));

  it.each([
    ["Shawinagan", "36033"], ["Chicoutimie", "94068-chicoutimi"], ["Sherbroke", "43027"], ["Drumondville", "49058"], ["Repentiny", "60013"], ["Terrebone", "64008"],
    ["Longueil", "58227"], ["Saint-Jerome", "75017"], ["Blainvile", "73015"], ["Rimousky", "10043"], ["Chateaugay", "67050"], ["Sorrel-Tracy", "53052"], ["Montrael", "66023"],
  ])("%s, misspelt", (text, code) => expect(chosen(resolve(text))).toBe(code));

  it.each([["Sainte-Foy", "23027"], ["Hull", "81017"], ["Aylmer", "81017"], ["Limoilou", "23027"], ["Chomedey", "65005"]])("%s, part of a city", (text, city) => {
    expect(resolve(text)[0]).toMatchObject({ kind: "neighbourhood", within: { municipality: city } });
  });

  it("offers longer names while they are typed", () => {
    expect(resolve("saint-hyac").map(({ code }) => code)).toEqual(["54048", expect.anything()].slice(0, resolve("saint-hyac").length));
    expect(resolve("St-Jean").map(({ code }) => code)).toContain("56083");
  });
});

describe("homonyms", () => {
  it("asks which Saint-Damase, the more populous first, told apart", () => {
    const [first, second] = resolve("Saint-Damase");
    expect([first!.code, second!.code]).toEqual(["54017", "07105"]);
    expect(chosen(resolve("Saint-Damase"))).toBeNull();
    expect(first!.context).not.toBe(second!.context);
  });

  it("chooses a much larger one and still shows the other", () => {
    expect(chosen(resolve("Saint-Lambert"))).toBe("58012");
    expect(resolve("Saint-Lambert").map(({ code }) => code)).toContain("87120");
  });

  it("leaves the city and the province open", () => {
    expect(resolve("Québec").slice(0, 2).map(({ kind }) => kind)).toEqual(["municipality", "province"]);
    expect(chosen(resolve("Québec"))).toBeNull();
  });

  it.each([["valcourt (canton)", "42060"], ["Saint-Donat Lanaudière", "62060"], ["Saint-Lambert, Abitibi", "87120"], ["verdun montreal", "66023-verdun"], ["St-Hubert, Longueuil", "58227-saint-hubert"], ["Beauport (Québec)", "23027-beauport"]])("%s is told by its context", (text, code) => {
    expect(chosen(resolve(text))).toBe(code);
  });
});

describe("addresses and postal codes", () => {
  it.each([["4350 rue Wellington, Verdun", "66023-verdun"], ["123 rue Principale, Sorel-Tracy, QC", "53052"], ["12 rue des Érables Saint-Hyacinthe", "54048"], ["55 boul. Laurier, app. 4, Québec (Québec)", "23027"]])("%s", (text, code) => {
    expect(chosen(resolve(text))).toBe(code);
  });

  it("does not take a street's name for a place", () => {
    expect(resolve("123 rue de Verdun")).toEqual([]);
    expect(resolve("45 avenue du Mont-Royal")).toEqual([]);
  });

  it("finds an observed postal code however it is typed", () => {
    for (const text of ["G0A 1E0", "g0a1e0", "12 rue X, G0A-1E0", "GOA 1EO"]) {
      expect(resolve(text)).toMatchObject([{ kind: "postal_code", code: "G0A 1E0", score: 1, within: { municipality: "21025", fsa: "G0A" } }]);
    }
  });

  it("gives an urban FSA with what is sure of it", () => {
    expect(resolve("h4g")).toMatchObject([{ kind: "fsa", code: "H4G", score: 1, within: { borough: "66023-verdun", municipality: "66023", fsa: "H4G" } }]);
    expect(resolve("J3P 9Z9")).toMatchObject([{ kind: "fsa", code: "J3P" }]);
  });

  it("asks which municipality of a rural FSA, all of them offered", () => {
    const found = resolve("J0G");
    expect(found.length).toBeGreaterThan(8);
    expect(chosen(found)).toBeNull();
    expect(found.every(({ within, score }) => within.fsa === "J0G" && score < 1)).toBe(true);
    expect(found.map(({ name }) => name)).toContain("Yamaska");
  });

  it("lets the FSA choose among homonyms", () => {
    expect(resolve("Saint-Damase J0H")[0]).toMatchObject({ code: "54017", within: { fsa: "J0H" } });
  });

  it("knows no code of another province", () => {
    expect(resolve("K1A 0B1")).toEqual([]);
  });
});

describe("what is no place", () => {
  it.each(["", " ", "a", "🦄🦄", "مرحبا", "\u0000\u0001", "<script>alert(1)</script>", "'; DROP TABLE place; --", "xyzzy plugh", "..,,--"])("%j gives nothing", (text) => {
    expect(resolve(text)).toEqual([]);
  });

  it("never throws, keeps scores between 0 and 1 and in order", () => {
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 300 }), fc.string({ unit: "binary", maxLength: 50 }), fc.lorem()), (text) => {
      const scores = resolve(text).map(({ score }) => score);
      expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    }), { numRuns: 200 });
  });

  it("forgives any missing letter in a long name of a town (98 % come first)", () => {
    const towns = territory.municipalities().filter(({ name, population }) => (population ?? 0) > 3000 && name.length >= 8);
    const slips = towns.flatMap(({ name, code }) => Array.from(name.slice(1, -1), (_, i) => ({ typed: name.slice(0, i + 1) + name.slice(i + 2), code })));
    const first = slips.filter(({ typed, code }) => resolve(typed)[0]?.within.municipality === code);
    expect(first.length / slips.length).toBeGreaterThan(0.98);
  });
});

describe("English", () => {
  it("tells the context in English", () => {
    expect(territory.resolve("Sherbrooke", "en")[0]!.context).toBe("city, Eastern Townships");
    expect(territory.resolve("Verdun", "en")[0]!.context).toBe("borough, Montréal");
  });
});
