import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { DATA_DIR } from "../../platform/paths.ts";
import type { Territory } from "../../territory/index.ts";
import { facilityRecord, mergeEditions, type Facility } from "./facilities.ts";
import { frenchAddress, frenchName, townHallNames } from "./facility-names.ts";
import { healthKinds, type FacilityKindName } from "./facility-kinds.ts";
import type { ImportItem, Origin } from "./import-report.ts";

/*
 * The files of data/open-facilities, row by row.
 */

type Row = Record<string, string>;
type Read = { origin: Origin; facility: Facility };

async function readRows(file: string): Promise<{ origin: Origin; row: Row }[]> {
  const text = await readFile(join(DATA_DIR, "open-facilities", file), "utf8");
  const rows = parse(text, { columns: true, info: true }) as unknown as { record: Row; info: { lines: number } }[];
  return rows.map(({ record, info }) => ({ origin: { file, line: info.lines }, row: record }));
}

function orNull(text: string | undefined): string | null {
  return text?.trim() || null;
}

function coordinate(text: string | undefined): number | null {
  const number = Number(text?.trim() || Number.NaN);
  return Number.isFinite(number) ? Math.round(number * 1e5) / 1e5 : null;
}

/** `J4S1H1` → `J4S 1H1`; null when it is not a postal code. */
function postalCode(text: string | undefined): string | null {
  const match = /^([A-Z]\d[A-Z]) ?(\d[A-Z]\d)$/.exec(text?.trim().toUpperCase() ?? "");
  return match ? `${match[1]} ${match[2]}` : null;
}

function base(row: Row): Pick<Facility, "postalCode" | "municipalityCode" | "lat" | "lon" | "phone" | "website" | "city" | "nameEn" | "organization"> {
  const [lat, lon] = [coordinate(row["lat"]), coordinate(row["lon"])];
  const placed = lat !== null && lon !== null;
  return {
    postalCode: postalCode(row["postal_code"]),
    municipalityCode: orNull(row["municipality_code"]),
    lat: placed ? lat : null,
    lon: placed ? lon : null,
    phone: orNull(row["phone"]),
    website: orNull(row["website"]),
    city: null,
    nameEn: null,
    organization: null,
  };
}

/** `CISSS de X — hôpital de Y`: the body, then the place. */
function bodyAndName(text: string): { organization: string | null; name: string } {
  const [first, second] = text.split(/\s+—\s+/);
  if (second === undefined) return { organization: null, name: frenchName(first!) };
  return { organization: first === second ? null : frenchName(first!), name: frenchName(second) };
}

async function healthFacilities(): Promise<Read[]> {
  const rows = await readRows("health.csv");
  return rows.flatMap(({ origin, row }) => {
    const named = bodyAndName(row["name"]!);
    const kinds = healthKinds(row["type"]!, named.name);
    if (kinds.length === 0) return [];
    const facility: Facility = { ...base(row), ...named, source: "odhf", sourceId: `${row["edition"]}-${row["id"]}`, kinds, address: frenchAddress(row["number"]!, row["street"]!), asOf: row["edition"] === "1.1" ? "2020" : "2019" };
    return [{ origin, facility }];
  });
}

async function libraries(): Promise<Read[]> {
  const rows = await readRows("libraries.csv");
  return rows.map(({ origin, row }) => ({ origin, facility: { ...base(row), source: "odcaf", sourceId: row["id"]!, kinds: ["library"], name: frenchName(row["name"]!), address: frenchAddress(row["number"]!, row["street"]!), asOf: "2020" } }));
}

async function townHalls(): Promise<Read[]> {
  const rows = await readRows("town_halls.csv");
  return rows.map(({ origin, row }) => {
    const { body, office, officeEn } = townHallNames(row["name"]!, row["designation"]!);
    const own = { source: "mamh" as const, sourceId: row["code"]!, kinds: ["townHall" as const], organization: body, name: office, nameEn: officeEn, address: orNull(row["address"]), city: orNull(row["address_city"]), municipalityCode: row["code"]!, asOf: "2025-06" };
    return { origin, facility: { ...base(row), ...own } };
  });
}

const QUEBEC_CITY = "23027";

async function quebecCityPlaces(): Promise<Read[]> {
  const rows = await readRows("quebec_city_places.csv");
  return rows.map(({ origin, row }) => {
    const office = row["category"] === "Bureaux d'arrondissement";
    const kinds: FacilityKindName[] = [office ? "boroughOffice" : "communityCentre"];
    const address = orNull(row["street"]) && [row["number"], row["street"]].filter(Boolean).join(", ");
    return { origin, facility: { ...base(row), source: "quebec-city", sourceId: row["id"]!, kinds, organization: office ? "Ville de Québec" : null, name: row["name"]!, address, municipalityCode: QUEBEC_CITY, asOf: "2022" } };
  });
}

/** `Envol, l'` → `L'Envol`. */
function articleFirst(name: string): string {
  const match = /^(.+), (l'|la|le|les|de la|du)$/i.exec(name);
  if (!match) return name;
  const article = match[2]!.charAt(0).toUpperCase() + match[2]!.slice(1);
  return `${article}${article.endsWith("'") ? "" : " "}${match[1]}`;
}

async function adultEducation(): Promise<Read[]> {
  const rows = await readRows("adult_education.csv");
  return rows.map(({ origin, row }) => ({ origin, facility: { ...base(row), source: "meq", sourceId: row["id"]!, kinds: ["adultEducation"], name: articleFirst(row["name"]!), address: orNull(row["address"]), city: orNull(row["city"]), asOf: "2020" } }));
}

/** Sources of before a merger name municipalities that are no more: the point tells in which one it lies today. */
function inTodaysMunicipality(facility: Facility, territory: Territory): Facility {
  const { municipalityCode, lat, lon, postalCode: code } = facility;
  if (municipalityCode !== null && territory.area("municipality", municipalityCode)) return facility;
  const inside = lat !== null && lon !== null ? territory.areasAt(lat, lon).municipality : undefined;
  return { ...facility, municipalityCode: inside ?? (code === null ? null : (territory.postalPoint(code)?.municipality ?? null)) };
}

/** The open data on places as records; the editions of the health facilities merged, the newer one kept. */
export async function facilityItems(territory: Territory): Promise<ImportItem[]> {
  const health = await healthFacilities();
  const kept = new Set(mergeEditions(health.map(({ facility }) => facility)).kept);
  const others = await Promise.all([libraries(), townHalls(), quebecCityPlaces(), adultEducation()]);
  const all = [...health.filter(({ facility }) => kept.has(facility)), ...others.flat()];
  return all.map(({ origin, facility }) => ({ origin, ...facilityRecord(inTodaysMunicipality(facility, territory), territory) }));
}
