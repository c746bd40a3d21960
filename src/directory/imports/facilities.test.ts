import { describe, expect, it } from "vitest";
import { loadTerritory } from "../../territory/index.ts";
import { mergeEditions, type Facility } from "./facilities.ts";
import { facilityItems } from "./facilities-import.ts";
import { frenchAddress, frenchName, townHallNames } from "./facility-names.ts";

describe("names as French writes them", () => {
  it.each([
    ["CLSC DE CHERTSEY", "CLSC de Chertsey"],
    ["CENTRE D'HÉBERGEMENT CHAMPLAIN RIVE-SUD", "Centre d'hébergement Champlain Rive-Sud"],
    ["hôpital de l'enfant-jésus", "Hôpital de l'Enfant-Jésus"],
    ["C.H.S.L.D. BAYVIEW", "CHSLD Bayview"],
    ["Bibliothèque De L'Île-Des-Sœurs", "Bibliothèque de l'Île-des-Sœurs"],
  ])("%s", (given, expected) => expect(frenchName(given)).toBe(expected));

  it.each([
    ["5300", "ch chambly", "5300, chemin Chambly"],
    ["61", "av de l'ermitage", "61, avenue de l'Ermitage"],
    ["", "", null],
  ])("%s %s", (number, street, expected) => expect(frenchAddress(number, street)).toBe(expected));

  it.each([
    ["Le Bic", "Bureau municipal du Bic"],
    ["Les Éboulements", "Bureau municipal des Éboulements"],
    ["La Malbaie", "Bureau municipal de La Malbaie"],
    ["Alma", "Bureau municipal d'Alma"],
    ["Hébertville", "Bureau municipal d'Hébertville"],
    ["Hampstead", "Bureau municipal de Hampstead"],
  ])("%s", (name, expected) => expect(townHallNames(name, "Municipalité").office).toBe(expected));
});

describe("merging editions", () => {
  const facility = (name: string, postalCode: string | null, kind: Facility["kinds"][number] = "clsc") => ({ name, postalCode, kinds: [kind] }) as Facility;
  it("keeps the first of the same place and other places at the same address", () => {
    const { kept, merged } = mergeEditions([
      facility("CLSC de Chertsey", "J0K 3K0"),
      facility("CLSC et point de service de Chertsey", "J0K 3K0"),
      facility("CHSLD de Chertsey", "J0K 3K0", "longTerm"),
      facility("CLSC de Chertsey", "J1J 1J1"),
      facility("CLSC de Chertsey", null),
    ]);
    expect(merged).toBe(1);
    expect(kept).toHaveLength(4);
  });
});

describe("the open facilities", async () => {
  const items = await facilityItems(loadTerritory());
  const records = items.flatMap((item) => ("record" in item ? [item.record] : []));

  it("are all read", () => {
    expect(items.filter((item) => "faults" in item)).toEqual([]);
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
  });
  it("hold a town hall for each municipality that has an office, sure to serve it", () => {
    const sorel = records.find((record) => record.texts.fr!.name === "Hôtel de ville de Sorel-Tracy")!;
    expect(sorel).toMatchObject({ needs: ["government.municipal"], areas: [{ kind: "municipality", code: "53052", assumed: false }], organization: { government: true } });
    expect(records.filter(({ provenance }) => provenance.source === "mamh")).toHaveLength(1130);
  });
  it("claim of other places only areas that are said to be assumed", () => {
    expect(records.filter(({ provenance, areas }) => provenance.source !== "mamh" && areas.some(({ assumed }) => !assumed))).toEqual([]);
  });
  it("name no one's private practice", () => {
    expect(records.map(({ texts }) => texts.fr!.name).filter((name) => /^bureau (du )?d(octeur|re?)\b/i.test(name))).toEqual([]);
  });
});
