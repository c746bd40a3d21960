import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DATA_DIR } from "../platform/paths.ts";
import { loadTerritory } from "./index.ts";

const territory = loadTerritory();

function lines(name: string): string[] {
  return readFileSync(join(DATA_DIR, "territory", name), "utf8").trim().split("\n").slice(1);
}

describe("areas", () => {
  it("counts what Québec has", () => {
    expect([territory.regions(), territory.mrcs(), territory.municipalities(), territory.boroughs()].map((areas) => areas.length)).toEqual([17, 104, 1277, 38]);
    expect(territory.boroughs("66023")).toHaveLength(19);
    expect(territory.municipalities("53").map(({ name }) => name)).toContain("Sorel-Tracy");
  });

  it("lists in French alphabetical order, accents and articles' hyphens aside", () => {
    expect(territory.mrcs("05").map(({ name }) => name).slice(0, 2)).toEqual(["Brome-Missisquoi", "Coaticook"]);
  });

  it("hands out lists that callers may change", () => {
    territory.regions().length = 0;
    expect(territory.regions()).toHaveLength(17);
  });

  it("knows an area's place and population", () => {
    expect(territory.area("municipality", "53052")).toMatchObject({ name: "Sorel-Tracy", within: { province: "24", region: "16", mrc: "53", municipality: "53052" } });
    expect(territory.area("municipality", "00000")).toBeNull();
  });
});

describe("places by code", () => {
  it("gives back every candidate by its kind and code", () => {
    for (const text of ["Verdun", "Hull", "J3P", "G0A 1E0", "Estrie", "MRC Drummond", "Sorel-Tracy"]) {
      const [found] = territory.resolve(text, "fr");
      const { score: _, ...place } = found!;
      expect(territory.place(found!.kind, found!.code)).toEqual(place);
    }
  });

  it("knows nothing of unknown codes", () => {
    expect(territory.place("postal_code", "X0X 0X0")).toBeNull();
    expect(territory.place("fsa", "A1A")).toBeNull();
    expect(territory.postalPoint("X0X 0X0")).toBeNull();
    expect(territory.postalPoint("G0A 1E0")).toMatchObject({ municipality: "21025" });
  });
});

describe("points", () => {
  it("finds each municipality at its own interior point (99 %)", () => {
    const placed = territory.municipalities().filter(({ lat }) => lat !== null);
    const right = placed.filter(({ code, lat, lon }) => territory.areasAt(lat!, lon!).municipality === code);
    expect(right.length / placed.length).toBeGreaterThan(0.99);
  });

  it("finds boroughs, the MRC where there is only water, and nothing outside", () => {
    expect(territory.areasAt(45.4633, -73.5672)).toMatchObject({ borough: "66023-verdun", municipality: "66023", region: "06", province: "24" });
    expect(territory.areasAt(48.6, -72.05).region).toBe("02");
    expect(territory.areasAt(43.65, -79.38)).toEqual({});
  });

  it("agrees with the municipality of observed postal codes (98 %)", () => {
    const rows = lines("postal-codes.csv").map((line) => line.split(","));
    const known = rows.filter(([, , , , municipality]) => municipality);
    const right = known.filter(([code, , , , municipality]) => territory.resolve(code!.toLowerCase().replace(" ", ""), "fr")[0]?.within.municipality === municipality);
    expect(right.length / known.length).toBeGreaterThan(0.98);
  });

  it("has an outline for what has a polygon", () => {
    expect(territory.outline("municipality", "53052")?.type).toMatch(/Polygon$/);
    expect(territory.outline("borough", "66023-verdun")?.type).toMatch(/Polygon$/);
    expect(territory.outline("province", "24")).toBeNull();
    expect(territory.outline("fsa", "H4G")).toBeNull();
  });
});

describe("neighbours", () => {
  it("are the nearest, itself apart", () => {
    const around = territory.neighbours(territory.place("municipality", "53052")!, 3);
    expect(around).toHaveLength(3);
    expect(around.map(({ code }) => code)).not.toContain("53052");
    expect(around.every(({ within }) => within.region === "16" || within.region === "14")).toBe(true);
    expect(territory.neighbours(territory.place("region", "16")!, 2).every(({ kind }) => kind === "region")).toBe(true);
  });
});

describe("areas of import rows", () => {
  it("finds every service area of the sample directory", () => {
    const folder = join(DATA_DIR, "sample-directory");
    const rows = readdirSync(folder).filter((file) => file.endsWith(".jsonl")).flatMap((file) => readFileSync(join(folder, file), "utf8").trim().split("\n"));
    const areas = rows.flatMap((row) => (JSON.parse(row) as { service_area?: { kind: string; code: string | null; name: string; municipality_code?: string }[] }).service_area ?? []);
    const missing = areas.filter(({ kind, code, name, municipality_code }) => {
      const found = territory.resolveArea({ kind, code, name, municipalityCode: municipality_code ?? null });
      return !found || territory.area(found.kind, found.code)?.name !== name;
    });
    expect(areas.length).toBeGreaterThan(500);
    expect(missing).toEqual([]);
  });

  it.each([
    [{ kind: "borough", name: "Verdun", municipalityCode: "66023" }, "66023-verdun"],
    [{ kind: "borough", code: "CIL" }, "23027-la-cite-limoilou"],
    [{ kind: "borough", name: "Saint-Hubert", code: "58227" }, "58227-saint-hubert"],
    [{ kind: "municipality", code: "2453052" }, "53052"],
    [{ kind: "municipality", name: "Sorel Tracy" }, "53052"],
    [{ kind: "mrc", name: "Maskoutains" }, "54"],
    [{ kind: "fsa", code: "j3p" }, "J3P"],
    [{ kind: "province", code: "24" }, "24"],
  ])("%j", (ref, code) => expect(territory.resolveArea(ref)?.code).toBe(code));

  it.each([{ kind: "municipality", name: "Saint-Damase" }, { kind: "planet", code: "24" }, { kind: "mrc", code: "zz" }, { kind: "borough", name: "Verdun", municipalityCode: "23027" }])("%j is nothing sure", (ref) => {
    expect(territory.resolveArea(ref)).toBeNull();
  });
});
