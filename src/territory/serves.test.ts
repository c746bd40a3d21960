import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadTerritory, type AreaKind, type Place, type PlaceKind, type Serves, type ServiceArea } from "./index.ts";

const territory = loadTerritory();
const home = (kind: PlaceKind, code: string): Place => territory.place(kind, code)!;
const area = (kind: AreaKind, code: string, assumed = false): ServiceArea => ({ kind, code, assumed });

const SOREL = home("municipality", "53052");
const MONTREAL = home("municipality", "66023");
const VERDUN = home("borough", "66023-verdun");
const VERDUN_FSA = home("fsa", "H4G");

describe("does a service accept a home?", () => {
  it.each<[string, ServiceArea[], Place, Serves]>([
    ["its municipality", [area("municipality", "53052")], SOREL, "yes"],
    ["its MRC", [area("mrc", "53")], SOREL, "yes"],
    ["its region", [area("region", "16")], SOREL, "yes"],
    ["another region", [area("region", "06")], SOREL, "no"],
    ["another municipality", [area("municipality", "54048")], SOREL, "no"],
    ["no area stated", [], SOREL, "unknown"],
    ["only assumed", [area("mrc", "53", true)], SOREL, "assumed"],
    ["assumed and stated", [area("mrc", "53", true), area("region", "16")], SOREL, "yes"],
    ["a borough of the home city", [area("borough", "66023-verdun")], MONTREAL, "unknown"],
    ["a borough of another city", [area("borough", "23027-beauport")], MONTREAL, "no"],
    ["another borough", [area("borough", "66023-lachine")], VERDUN, "no"],
    ["the city of the borough", [area("municipality", "66023")], VERDUN, "yes"],
    ["a municipality of the home MRC", [area("municipality", "53052")], home("mrc", "53"), "unknown"],
    ["a municipality of another MRC", [area("municipality", "54048")], home("mrc", "53"), "no"],
    ["an FSA that touches the municipality", [area("fsa", "J3P")], SOREL, "unknown"],
    ["an FSA elsewhere", [area("fsa", "H2X")], SOREL, "no"],
    ["the FSA itself", [area("fsa", "H4G")], VERDUN_FSA, "yes"],
    ["the borough that holds all the FSA", [area("borough", "66023-verdun")], VERDUN_FSA, "yes"],
    ["a borough that the FSA does not touch", [area("borough", "66023-lachine")], VERDUN_FSA, "no"],
    ["a municipality that the FSA touches", [area("municipality", "53052")], home("fsa", "J3P"), "unknown"],
    ["a municipality far from the FSA", [area("municipality", "01023")], home("fsa", "J3P"), "no"],
    ["the only MRC of the region", [area("mrc", "66")], home("region", "06"), "yes"],
    ["an area that does not exist", [area("mrc", "nope")], SOREL, "unknown"],
  ])("%s", (_, areas, place, answer) => expect(territory.serves(areas, place)).toBe(answer));
});

describe("always", () => {
  const all = (["province", "region", "mrc", "municipality", "borough", "fsa"] as const).flatMap((kind) => {
    const codes = { province: ["24"], region: territory.regions(), mrc: territory.mrcs(), municipality: territory.municipalities(), borough: territory.boroughs(), fsa: ["H4G", "J3P", "G0A", "J0G", "H2X"] }[kind];
    return codes.map((one) => area(kind, typeof one === "string" ? one : one.code));
  });
  const anyArea = fc.tuple(fc.constantFrom(...all), fc.boolean()).map(([one, assumed]) => ({ ...one, assumed }));
  const anyAreas = fc.array(anyArea, { maxLength: 5 });
  const anyHome = fc.constantFrom(...all).map(({ kind, code }) => home(kind, code));
  const RANK: Serves[] = ["no", "unknown", "assumed", "yes"];

  it("the province accepts every home", () => {
    fc.assert(fc.property(anyAreas, anyHome, (areas, place) => {
      expect(territory.serves([...areas, area("province", "24")], place)).toBe("yes");
    }));
  });

  it("a home is accepted by each area that contains it", () => {
    fc.assert(fc.property(anyHome, (place) => {
      for (const [kind, code] of Object.entries(place.within)) expect(territory.serves([area(kind as AreaKind, code)], place)).toBe("yes");
    }));
  });

  it("one more area never makes a service refuse more", () => {
    fc.assert(fc.property(fc.array(anyArea, { minLength: 1, maxLength: 5 }), anyArea, anyHome, (areas, more, place) => {
      expect(RANK.indexOf(territory.serves([...areas, more], place))).toBeGreaterThanOrEqual(RANK.indexOf(territory.serves(areas, place)));
    }));
  });

  it("the order of areas does not matter", () => {
    fc.assert(fc.property(anyAreas, anyHome, (areas, place) => {
      expect(territory.serves(areas.toReversed(), place)).toBe(territory.serves(areas, place));
    }));
  });

  it("whoever is refused by a wide area is refused by what lies inside it", () => {
    fc.assert(fc.property(anyArea, anyHome, (inner, place) => {
      const around = Object.entries(territory.area(inner.kind, inner.code)!.within).filter(([kind]) => kind !== "fsa");
      const refused = around.some(([kind, code]) => territory.serves([area(kind as AreaKind, code)], place) === "no");
      expect(refused && territory.serves([inner], place) === "yes").toBe(false);
    }));
  });
});
