import { surveyFsas, type Fsa } from "./fsa.ts";
import { compactKey, nameKey } from "./names.ts";
import type { PostalCode } from "./postal-code.ts";
import type { TerritoryTables } from "./tables.ts";
import { AREA_KINDS, type Area, type AreaKind, type Place } from "./territory.contract.ts";

/** A place as it is known, before it is told in a language. */
export interface KnownPlace extends Omit<Place, "context"> {
  /** Roughly how many people mean it when they say its name; tells homonyms apart. */
  prominence: number;
  /** Names it goes by, the official one first. */
  names: string[];
  /** Official designation of a municipality ("Ville"), or the gazetteer's "neighbourhood" / "locality". */
  designation: string | null;
}

/** Everything known of the territory, by code. */
export interface Atlas {
  areas: ReadonlyMap<AreaKind, ReadonlyMap<string, Area>>;
  /** Areas except postal ones, then gazetteer places. */
  places: readonly KnownPlace[];
  placeOf: ReadonlyMap<string, KnownPlace>;
  fsas: ReadonlyMap<string, Fsa>;
  postalCodes: ReadonlyMap<string, PostalCode>;
  englishRegions: ReadonlyMap<string, string>;
  /** Other names people use: alias and the place it stands for. */
  aliases: readonly { alias: string; place: KnownPlace }[];
}

export const PROVINCE = "24";

function number(text: string | undefined): number | null {
  return text ? Number(text) : null;
}

/** Key of a place in `placeOf`. */
export function placeKey(kind: string, code: string): string {
  return `${kind} ${code}`;
}

class AreaTables {
  readonly byKind = new Map<AreaKind, Map<string, Area>>(AREA_KINDS.map((kind) => [kind, new Map()]));

  add(area: Area): void {
    this.byKind.get(area.kind)!.set(area.code, area);
  }

  get(kind: AreaKind, code: string): Area {
    return this.byKind.get(kind)!.get(code)!;
  }

  all(kind: AreaKind): Area[] {
    return [...this.byKind.get(kind)!.values()];
  }
}

function addRegions(areas: AreaTables, tables: TerritoryTables): void {
  const population = tables.regions.reduce((sum, row) => sum + Number(row["population_2021"]), 0);
  areas.add({ kind: "province", code: PROVINCE, name: "Québec", within: { province: PROVINCE }, lat: null, lon: null, population });
  for (const row of tables.regions) {
    const code = row["region_code"]!;
    areas.add({ kind: "region", code, name: row["region_name"]!, within: { province: PROVINCE, region: code }, lat: null, lon: null, population: number(row["population_2021"]) });
  }
  for (const row of tables.mrcs) {
    const code = row["mrc_code"]!;
    areas.add({ kind: "mrc", code, name: row["mrc_name"]!, within: { province: PROVINCE, region: row["region_code"]!, mrc: code }, lat: null, lon: null, population: number(row["population_2021"]) });
  }
}

function addMunicipalities(areas: AreaTables, tables: TerritoryTables): void {
  for (const row of tables.municipalities) {
    const code = row["code"]!;
    const within = { province: PROVINCE, region: row["region_code"]!, mrc: row["mrc_code"]!, municipality: code };
    areas.add({ kind: "municipality", code, name: row["name"]!, within, lat: number(row["lat"]), lon: number(row["lon"]), population: number(row["population_2021"] || row["population_mamh"]) });
  }
  for (const row of tables.boroughs) {
    const city = areas.get("municipality", row["municipality_code"]!);
    areas.add({ kind: "borough", code: row["code"]!, name: row["name"]!, within: { ...city.within, borough: row["code"]! }, lat: number(row["lat"]) ?? city.lat, lon: number(row["lon"]) ?? city.lon, population: null });
  }
}

/** Wide areas stand where most of their people live, and an area with a single part lies within that part too. */
function settleWideAreas(areas: AreaTables): void {
  for (const wide of [...areas.all("mrc"), ...areas.all("region"), ...areas.all("province")]) {
    const parts = areas.all("municipality").filter((part) => part.within[wide.kind] === wide.code);
    const largest = parts.reduce<Area | null>((best, part) => (part.lat !== null && (part.population ?? 0) >= (best?.population ?? 0) ? part : best), null);
    wide.lat = largest?.lat ?? null;
    wide.lon = largest?.lon ?? null;
    const mrcs = new Set(parts.map((part) => part.within.mrc!));
    if (mrcs.size === 1) wide.within.mrc = [...mrcs][0]!;
    if (parts.length === 1) wide.within.municipality = parts[0]!.code;
  }
}

/** Smallest number that counts as somebody: unorganised land has no residents yet has a name. */
const NOBODY = 20;
/** People who mean a gazetteer place of unknown population, by its rank in places.csv. */
const PEOPLE_BY_RANK = [0, 150, 1500, 5000, 20000];

function areaPlaces(areas: AreaTables, tables: TerritoryTables): KnownPlace[] {
  const designations = new Map(tables.municipalities.map((row) => [row["code"]!, row["designation"]!]));
  const boroughsOf = new Map<string, number>();
  for (const { within } of areas.all("borough")) boroughsOf.set(within.municipality!, (boroughsOf.get(within.municipality!) ?? 0) + 1);
  const prominence = (area: Area) =>
    area.kind === "borough" ? (areas.get("municipality", area.within.municipality!).population ?? 0) / boroughsOf.get(area.within.municipality!)! : Math.max(area.population ?? 0, NOBODY);
  return AREA_KINDS.flatMap((kind) => areas.all(kind)).map((area) => ({
    kind: area.kind, code: area.code, name: area.name, lat: area.lat, lon: area.lon, within: area.within,
    prominence: prominence(area), names: [area.name], designation: designations.get(area.code) ?? null,
  }));
}

function gazetteerPlaces(areas: AreaTables, tables: TerritoryTables): KnownPlace[] {
  return tables.places.map((row) => ({
    kind: "neighbourhood", code: row["code"]!, name: row["name"]!, lat: number(row["lat"]), lon: number(row["lon"]),
    within: { ...areas.get("municipality", row["municipality_code"]!).within, ...(row["borough_code"] ? { borough: row["borough_code"] } : {}) },
    prominence: Number(row["population"]) || PEOPLE_BY_RANK[Number(row["rank"])]!,
    names: [row["name"]!, ...row["other_names"]!.split("|").filter(Boolean)], designation: row["kind"]!,
  }));
}

function postalCodes(areas: AreaTables, tables: TerritoryTables): Map<string, PostalCode> {
  return new Map(tables.postalCodes.map((row) => {
    const code = row["postal_code"]!;
    const municipality = areas.byKind.get("municipality")!.get(row["municipality_code"]!);
    const borough = row["borough_code"] && row["borough_code"].startsWith(row["municipality_code"]!) ? { borough: row["borough_code"] } : {};
    return [code, { code, lat: Number(row["lat"]), lon: Number(row["lon"]), within: { province: PROVINCE, ...municipality?.within, ...borough, fsa: code.slice(0, 3) } }];
  }));
}

/** The parts of a name such as "Rosemont–La Petite-Patrie", unless the gazetteer knows the part itself. */
function boroughParts(boroughs: readonly KnownPlace[], gazetteer: readonly KnownPlace[]): { alias: string; place: KnownPlace }[] {
  const known = new Set(gazetteer.flatMap(({ names, within }) => names.map((name) => `${within.borough} ${compactKey(nameKey(name))}`)));
  return boroughs
    .flatMap((place) => (place.name.includes("–") ? place.name.split("–").map((alias) => ({ alias, place })) : []))
    .filter(({ alias, place }) => !known.has(`${place.code} ${compactKey(nameKey(alias))}`));
}

/** Puts the tables together. Throws if an alias names a place that does not exist. */
export function buildAtlas(tables: TerritoryTables): Atlas {
  const areas = new AreaTables();
  addRegions(areas, tables);
  addMunicipalities(areas, tables);
  settleWideAreas(areas);
  const codes = postalCodes(areas, tables);
  const fsas = surveyFsas(tables.fsas, [...codes.values()], (code) => areas.byKind.get("municipality")!.get(code)?.within ?? {});
  const fromAreas = areaPlaces(areas, tables);
  const fromGazetteer = gazetteerPlaces(areas, tables);
  const places = [...fromAreas, ...fromGazetteer];
  const placeOf = new Map(places.map((place) => [placeKey(place.kind, place.code), place]));
  for (const { code, lat, lon, within } of fsas.values()) areas.add({ kind: "fsa", code, name: code, within, lat, lon, population: null });
  const written = tables.aliases.map((row) => {
    const place = placeOf.get(placeKey(row["kind"]!, row["code"]!));
    if (!place) throw new Error(`data/territory/aliases.csv: ${row["alias"]} names an unknown ${row["kind"]} ${row["code"]}`);
    return { alias: row["alias"]!, place };
  });
  return {
    areas: areas.byKind, places, placeOf, fsas, postalCodes: codes,
    englishRegions: new Map(tables.regions.map((row) => [row["region_code"]!, row["region_name_en"]!])),
    aliases: [...written, ...boroughParts(fromAreas.filter(({ kind }) => kind === "borough"), fromGazetteer)],
  };
}
