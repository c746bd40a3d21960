/*
 * Makes the files of this folder from the open data named in README.md:
 *   npx tsx data/territory/prepare.ts <folder with qc-municipalities, qc-boundaries, qc-neighbourhoods, postal, gazetteer-qc>
 * aliases.csv and everyday-names.csv are written by hand and are left alone.
 */
import { parse } from "csv-parse/sync";
import type { Feature, FeatureCollection } from "geojson";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fold } from "../../src/platform/i18n/fold.ts";
import { compactKey, nameKey } from "../../src/territory/names.ts";
import { contains, indexPolygons, type Outline } from "../../src/territory/polygons.ts";

type Row = Record<string, string>;

const FROM = process.argv[2];
if (!FROM) throw new Error("Say which folder holds the open data.");
const TO = import.meta.dirname;

const read = (path: string) => readFileSync(join(FROM, path), "utf8");
const table = (path: string): Row[] => parse(read(path), { columns: true });
const shapes = (path: string): Feature<Outline>[] => (JSON.parse(read(path)) as FeatureCollection<Outline>).features;
const cell = (value: string | number | null) => (/[",\n]/.test(String(value ?? "")) ? `"${String(value).replaceAll('"', '""')}"` : String(value ?? ""));
const write = (name: string, rows: Record<string, string | number | null>[]) =>
  writeFileSync(join(TO, name), [Object.keys(rows[0]!).join(","), ...rows.map((row) => Object.values(row).map(cell).join(","))].join("\n") + "\n");

/** The decree left these names open; the territory is the land of the James Bay Cree. */
const named = (text: string) => text.replaceAll("Nouveau toponyme à venir", "Eeyou Istchee").replaceAll("Village cri (Terre de la catégorie", "Village cri").replaceAll("Village naskapi (Terre de la catégo", "Village naskapi");

const REGION_EN: Record<string, string> = {
  "01": "Lower St. Lawrence", "02": "Saguenay–Lac-Saint-Jean", "03": "Capitale-Nationale", "04": "Mauricie", "05": "Eastern Townships", "06": "Montréal",
  "07": "Outaouais", "08": "Abitibi-Témiscamingue", "09": "North Shore", "10": "Northern Quebec", "11": "Gaspésie–Magdalen Islands", "12": "Chaudière-Appalaches",
  "13": "Laval", "14": "Lanaudière", "15": "Laurentians", "16": "Montérégie", "17": "Central Quebec",
};

function copyOfficial(): void {
  for (const file of ["municipalities.csv", "mrc.csv"]) writeFileSync(join(TO, file), named(read(`qc-municipalities/${file}`)));
  write("regions.csv", table("qc-municipalities/regions.csv").map((row) => ({ ...row, region_name_en: REGION_EN[row["region_code"]!]! })));
  for (const file of ["qc-municipalities.geojson", "qc-mrc.geojson", "qc-regions.geojson"]) copyFileSync(join(FROM!, "qc-boundaries", file), join(TO, file));
}

interface Borough { code: string; name: string; municipality_code: string; source_code: string; outline: Outline | null; lat: number | null; lon: number | null }

/** A point well inside: the middle of the widest part along the middle latitudes. */
function interiorPoint(outline: Outline): { lat: number; lon: number } {
  const points = (outline.type === "Polygon" ? outline.coordinates.flat() : outline.coordinates.flat(2)) as [number, number][];
  const [west, east] = [Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x))];
  const [south, north] = [Math.min(...points.map(([, y]) => y)), Math.max(...points.map(([, y]) => y))];
  const step = (east - west) / 400;
  let best = { lat: 0, lon: 0, width: 0 };
  for (let share = 0.3; share <= 0.7; share += 0.05) {
    const lat = south + (north - south) * share;
    for (let lon = west, start: number | null = null; lon <= east + step; lon += step) {
      const inside = contains(outline, lat, lon);
      if (inside && start === null) start = lon;
      if (!inside && start !== null) {
        if (lon - start > best.width) best = { lat, lon: (start + lon) / 2, width: lon - start };
        start = null;
      }
    }
  }
  return { lat: Number(best.lat.toFixed(5)), lon: Number(best.lon.toFixed(5)) };
}

/** Points inside an outline, evenly spread. */
function grid(outline: Outline): { lat: number; lon: number }[] {
  const points = (outline.type === "Polygon" ? outline.coordinates.flat() : outline.coordinates.flat(2)) as [number, number][];
  const [west, east] = [Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x))];
  const [south, north] = [Math.min(...points.map(([, y]) => y)), Math.max(...points.map(([, y]) => y))];
  const steps = Array.from({ length: 30 }, (_, i) => (i + 0.5) / 30);
  return steps.flatMap((x) => steps.map((y) => ({ lat: south + (north - south) * y, lon: west + (east - west) * x }))).filter(({ lat, lon }) => contains(outline, lat, lon));
}

function borough(name: string, municipality: string, outline: Outline | null, source = "", point: { lat: number; lon: number } | null = null): Borough {
  const at = point ?? (outline ? interiorPoint(outline) : null);
  return { code: `${municipality}-${fold(name).replaceAll(" ", "-")}`, name, municipality_code: municipality, source_code: source, outline, lat: at?.lat ?? null, lon: at?.lon ?? null };
}

/** Official boroughs without a polygon in the open data; points of the gazetteer where it has one. */
const WITHOUT_OUTLINE: [name: string, municipality: string, gazetteer: string | null][] = [
  ["Chicoutimi", "94068", "85785001"], ["Jonquière", "94068", "85785007"], ["La Baie", "94068", "85785011"],
  ["Brompton–Rock Forest–Saint-Élie–Deauville", "43027", "85864389"], ["Fleurimont", "43027", null], ["Lennoxville", "43027", "85785017"], ["Les Nations", "43027", null],
  ["Greenfield Park", "58227", "85784759"],
];

function boroughs(gazetteer: Row[]): Borough[] {
  const point = (id: string | null) => {
    const row = gazetteer.find((place) => place["wof_id"] === id);
    return row ? { lat: Number(row["lat"]), lon: Number(row["lon"]) } : null;
  };
  const full: Record<string, string> = { "Vieux Longueuil": "Le Vieux-Longueuil", "Chutes-de-la-Chaudière-Est": "Les Chutes-de-la-Chaudière-Est", "Chutes-de-la-Chaudière-Ouest": "Les Chutes-de-la-Chaudière-Ouest", "St Hubert": "Saint-Hubert" };
  const wof = shapes("qc-neighbourhoods/qc-neighbourhoods.geojson").filter(({ properties: p }) => p!["placetype"] === "borough" && ["58227", "25213"].includes(p!["municipality_code"]));
  return [
    ...shapes("qc-neighbourhoods/montreal-boroughs.geojson").map(({ properties: p, geometry }) => borough(p!["name"], "66023", geometry)),
    ...shapes("qc-neighbourhoods/quebec-city-boroughs.geojson").map(({ properties: p, geometry }) => borough(p!["name"], "23027", geometry, p!["code"])),
    ...wof.map(({ properties: p, geometry }) => borough(full[p!["name_fr"]] ?? p!["name_fr"], p!["municipality_code"], geometry)),
    ...WITHOUT_OUTLINE.map(([name, municipality, id]) => borough(name, municipality, null, "", point(id))),
  ].sort((a, b) => a.code.localeCompare(b.code));
}

function writeBoroughs(all: Borough[]): void {
  write("boroughs.csv", all.map(({ outline: _, ...row }) => row));
  const features = all.filter(({ outline }) => outline).map(({ code, name, outline }) => JSON.stringify({ type: "Feature", properties: { code, name }, geometry: outline }));
  writeFileSync(join(TO, "boroughs.geojson"), `{"type":"FeatureCollection","features":[\n${features.join(",\n")}\n]}\n`);
}

const municipalityCodes = () => new Set(table("qc-municipalities/municipalities.csv").map((row) => row["code"]));
const words = (name: string) => fold(name).split(" ").filter((word) => word.length >= 4);
const compact = (name: string) => compactKey(nameKey(name));

/** Many alternative names of the source are wrong ("Fédération togolaise de football"): a true one shares a word. */
function resembles(name: string, other: string): boolean {
  return compact(name) === compact(other) || words(name).some((word) => words(other).includes(word));
}

/** As official names are written. */
const spelled = (name: string) => name.replaceAll("’", "'").replace(/^St[.-]+\s*/i, "Saint-").replace(/^Ste[.-]+\s*/i, "Sainte-");

/** Names joined from several records, airports and the like. */
const NOT_A_NAME = /^ct \d+$|communaute metropolitaine|^montreal saint-hubert|football|council|regional county|^[a-z]{3}$|^quartier \d/i;

function places(gazetteer: Row[], all: Borough[], official: Set<string>): Record<string, string | number | null>[] {
  const hoods = new Map(shapes("qc-neighbourhoods/qc-neighbourhoods.geojson").map(({ properties, geometry }) => [String(properties!["wof_id"]), geometry]));
  const index = indexPolygons(new Map(all.flatMap(({ code, outline }) => (outline ? [[code, outline] as const] : []))));
  const within = (row: Row): string | null => {
    const outline = hoods.get(row["wof_id"]!);
    const code = index.at(Number(row["lat"]), Number(row["lon"]));
    if (!code || !outline) return code;
    const held = grid(outline).map(({ lat, lon }) => index.at(lat, lon)).filter((one) => one !== null);
    return held.filter((one) => one === code).length >= held.length * 0.9 ? code : null;
  };
  const known = municipalityCodes();
  const usable = gazetteer.filter((row) => known.has(row["municipality_code"]!) && !["county", "localadmin", "borough"].includes(row["placetype"]!) && row["is_current"] !== "0" && !NOT_A_NAME.test(row["name"]!));
  const made = usable.map((row) => {
    const name = resembles(row["name"]!, row["name_fr"]!) ? row["name_fr"]! : row["name"]!;
    const others = [row["name"]!, row["name_en"]!, ...row["alt_names"]!.split("|")].filter((other) => other && resembles(name, other) && !NOT_A_NAME.test(other) && compact(other) !== compact(name));
    const hood = ["neighbourhood", "macrohood", "microhood"].includes(row["placetype"]!);
    const borough = within(row);
    return {
      code: row["wof_id"] ? `wof-${row["wof_id"]}` : `geo-${row["municipality_code"]}-${fold(row["name"]!).replaceAll(" ", "-")}`,
      name: spelled(name), other_names: [...new Set(others)].join("|"), kind: hood ? "neighbourhood" : "locality",
      lat: row["lat"]!, lon: row["lon"]!, municipality_code: row["municipality_code"]!, borough_code: borough ?? "", population: row["population"]!,
      // How well known: a sector of a city, a quarter, a part of one, a place still current, any other.
      rank: row["placetype"] === "macrohood" ? 4 : row["placetype"] === "neighbourhood" ? 3 : row["placetype"] === "microhood" ? 2 : row["is_current"] === "1" ? 2 : 1,
      source: row["placetype"]!,
    };
  });
  const best = new Map<string, (typeof made)[number]>();
  for (const place of made.sort((a, b) => b.rank - a.rank)) {
    const key = compact(place.name);
    if (official.has(`${place.municipality_code} ${key}`)) continue;
    if ((place.rank === 1 || place.source === "geonames_city") && official.has(key)) continue;
    const slot = `${place.municipality_code} ${key}`;
    if (!best.has(slot)) best.set(slot, place);
  }
  return [...best.values()].sort((a, b) => a.name.localeCompare(b.name, "fr") || a.code.localeCompare(b.code)).map(({ source: _, ...place }) => place);
}

/** What the open data names already: alone, and with the municipality it stands for or lies in. */
function officialNames(all: Borough[]): Set<string> {
  const names = new Set<string>();
  for (const row of table("qc-municipalities/municipalities.csv")) names.add(compact(row["name"]!)).add(`${row["code"]} ${compact(row["name"]!)}`);
  for (const one of all) names.add(`${one.municipality_code} ${compact(one.name)}`).add(`${one.municipality_code} ${compact(one.name.replace(/^(Les?|La) /, ""))}`);
  return names;
}

function writePostal(all: Borough[]): void {
  const index = indexPolygons(new Map(all.flatMap(({ code, outline }) => (outline ? [[code, outline] as const] : []))));
  const known = municipalityCodes();
  write("fsa.csv", table("postal/fsa-quebec.csv").map((row) => {
    const open = Number(row["open_n"]) >= 3;
    const whole = row["wholly_in_municipality_2011"]!;
    return { fsa: row["fsa"]!, lat: (open ? row["open_lat"] : row["lat"])!, lon: (open ? row["open_lon"] : row["lon"])!, rural: row["rural"]!, whole_municipality: known.has(whole) ? whole : "", municipal_halls: row["municipal_halls_in_fsa"]! };
  }));
  write("postal-codes.csv", table("postal/postal-codes-observed-qc.csv").filter((row) => /^[GHJ]/.test(row["postal_code"]!)).map((row) => ({
    postal_code: row["postal_code"]!, lat: row["lat"]!, lon: row["lon"]!, spread_km: row["max_spread_km"]!, municipality_code: row["municipality_code"]!, borough_code: index.at(Number(row["lat"]), Number(row["lon"])) ?? "",
  })));
}

copyOfficial();
const gazetteer = table("gazetteer-qc/places.csv");
const all = boroughs(gazetteer);
writeBoroughs(all);
write("places.csv", places(gazetteer, all, officialNames(all)));
writePostal(all);
