import { createReadStream } from "node:fs";
import { parse, type CsvError } from "csv-parse";
import type pg from "pg";
import { messageOf } from "../../platform/errors.ts";
import type { HsdsPhone, HsdsService } from "./hsds.contract.ts";
import { fromCells } from "./hsds-tables.ts";
import type { PackageFiles } from "./hsds-package.ts";
import type { ImportItem, Origin } from "../imports/import-report.ts";
import type { Fault } from "../imports/record-check.ts";

/*
 * An HSDS CSV package refers from row to row across files. The rows wait in a temporary table of
 * PostgreSQL, where they can be joined without holding them in memory.
 */

const BATCH = 1000;
const SERVICES_AT_A_TIME = 200;
/** No cell of a directory is longer; the row of a longer one is refused (characters). */
const LONGEST_CELL = 1_000_000;
/** The parser gives up on a file at a row of this length (characters): memory stays small. */
const LONGEST_READ = 16_000_000;

type Row = Record<string, string>;
type Client = pg.PoolClient;
type Children = Map<string, Row[]>;

/** Which column of each file says what its rows belong to; a row may belong to several. */
const FILES: Record<string, string[]> = {
  "organizations.csv": ["id"],
  "services.csv": ["id"],
  "service_at_location.csv": ["service_id"],
  "locations.csv": ["id"],
  "addresses.csv": ["location_id"],
  "accessibility.csv": ["location_id"],
  "phones.csv": ["service_id", "organization_id", "location_id", "service_at_location_id"],
  "schedules.csv": ["service_id", "location_id", "service_at_location_id"],
  "service_areas.csv": ["service_id", "service_at_location_id"],
  "languages.csv": ["service_id", "phone_id"],
  "cost_options.csv": ["service_id"],
  "required_documents.csv": ["service_id"],
  "attributes.csv": ["link_id"],
  "taxonomy_terms.csv": ["id"],
  "organization_identifiers.csv": ["organization_id"],
};

async function stage(client: Client, rows: { file: string; parent: string; line: number; body: Row }[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query("INSERT INTO hsds_row (file, parent, line, body) SELECT file, parent, line, body FROM jsonb_to_recordset($1::jsonb) AS r(file text, parent text, line int, body jsonb)", [JSON.stringify(rows)]);
}

/** PostgreSQL keeps no NUL in a text. */
function withoutNuls(text: string): string {
  return text.replaceAll("\u0000", "");
}

/** What makes a row useless, if anything. */
function rowFault(name: string, body: Row): Fault | null {
  const garbled = Object.keys(body).find((column) => body[column]!.includes("\ufffd"));
  if (garbled !== undefined) return { field: garbled, reason: "not UTF-8 (perhaps Windows-1252 or Latin-1); save the file as UTF-8" };
  const long = Object.keys(body).find((column) => body[column]!.length > LONGEST_CELL);
  if (long !== undefined) return { field: long, reason: `longer than ${LONGEST_CELL / 1e6} MB` };
  return name === "services.csv" && !body["id"] ? { field: "id", reason: "missing" } : null;
}

/** Reads one file into the temporary table. Returns faults of rows that cannot be read. */
async function stageFile(client: Client, name: string, path: string): Promise<ImportItem[]> {
  const faults: ImportItem[] = [];
  const skip = (error: CsvError | undefined): undefined => {
    const line = Number(error?.["lines"] ?? 0);
    const reason = error?.code === "CSV_MAX_RECORD_SIZE" ? `longer than ${LONGEST_READ / 1e6} MB (a quote that never ends?): nothing after it in this file can be read` : messageOf(error);
    // What follows on the same line fails for the same reason.
    if (faults.at(-1)?.origin.line !== line) faults.push({ origin: { file: name, line }, faults: [{ field: "row", reason }] });
  };
  const parser = createReadStream(path).pipe(parse({ columns: true, bom: true, info: true, skip_empty_lines: true, relax_column_count: true, skip_records_with_error: true, max_record_size: LONGEST_READ, on_skip: skip }));
  let rows: Parameters<typeof stage>[1] = [];
  for await (const { record, info } of parser as AsyncIterable<{ record: Row; info: { lines: number } }>) {
    const body = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== "").map(([key, value]) => [withoutNuls(key), withoutNuls(value)]));
    const fault = rowFault(name, body);
    if (fault) {
      faults.push({ origin: { file: name, line: info.lines }, faults: [fault] });
      continue;
    }
    for (const column of FILES[name]!) if (body[column]) rows.push({ file: `${name}:${column}`, parent: body[column], line: info.lines, body });
    if (rows.length >= BATCH) {
      await stage(client, rows);
      rows = [];
    }
  }
  await stage(client, rows);
  return faults;
}

async function children(client: Client, file: string, column: string, parents: readonly (string | undefined)[]): Promise<Children> {
  const { rows } = await client.query<{ parent: string; body: Row }>("SELECT parent, body FROM hsds_row WHERE file = $1 AND parent = ANY($2::text[]) ORDER BY line", [`${file}:${column}`, parents.filter(Boolean)]);
  const found: Children = new Map();
  for (const { parent, body } of rows) found.set(parent, [...(found.get(parent) ?? []), fromCells(body) as Row]);
  return found;
}

function idsOf(groups: Children): string[] {
  return [...groups.values()].flat().map((row) => row["id"] ?? "");
}

/** Phones of services, organisations, locations and places, each with its languages. */
async function phonesOf(client: Client, column: string, parents: readonly (string | undefined)[]): Promise<Map<string, HsdsPhone[]>> {
  const phones = await children(client, "phones.csv", column, parents);
  const languages = await children(client, "languages.csv", "phone_id", idsOf(phones));
  return new Map([...phones].map(([parent, rows]) => [parent, rows.map((phone) => ({ ...phone, languages: languages.get(phone["id"] ?? "") ?? [] }))]));
}

/** Joins a page of services with all that belongs to them. */
async function joinServices(client: Client, services: Row[]): Promise<HsdsService[]> {
  const ids = services.map((service) => service["id"]);
  const of = (file: string, column: string, parents: readonly (string | undefined)[] = ids) => children(client, file, column, parents);
  const ats = await of("service_at_location.csv", "service_id");
  const locationIds = [...ats.values()].flat().map((at) => at["location_id"]);
  const organizationIds = services.map((service) => service["organization_id"]);
  const attributes = await of("attributes.csv", "link_id");
  const terms = await of("taxonomy_terms.csv", "id", [...attributes.values()].flat().map((attribute) => attribute["taxonomy_term_id"]));
  const [organizations, locations] = [await of("organizations.csv", "id", organizationIds), await of("locations.csv", "id", locationIds)];
  const [addresses, accessibility] = [await of("addresses.csv", "location_id", locationIds), await of("accessibility.csv", "location_id", locationIds)];
  const [servicePhones, locationPhones] = [await phonesOf(client, "service_id", ids), await phonesOf(client, "location_id", locationIds)];
  const [organizationPhones, atPhones] = [await phonesOf(client, "organization_id", organizationIds), await phonesOf(client, "service_at_location_id", idsOf(ats))];
  const [serviceSchedules, atSchedules] = [await of("schedules.csv", "service_id"), await of("schedules.csv", "service_at_location_id", idsOf(ats))];
  const locationSchedules = await of("schedules.csv", "location_id", locationIds);
  const [serviceAreas, languages] = [await of("service_areas.csv", "service_id"), await of("languages.csv", "service_id")];
  const [costs, documents] = [await of("cost_options.csv", "service_id"), await of("required_documents.csv", "service_id")];
  const identifiers = await of("organization_identifiers.csv", "organization_id", organizationIds);

  const locationOf = (id: string) => {
    const location = locations.get(id)?.[0];
    return location && { ...location, addresses: addresses.get(id) ?? [], accessibility: accessibility.get(id) ?? [], phones: locationPhones.get(id) ?? [], schedules: locationSchedules.get(id) ?? [] };
  };
  const organizationOf = (id: string) => {
    const organization = organizations.get(id)?.[0];
    return organization && { ...organization, phones: organizationPhones.get(id) ?? [], organization_identifiers: identifiers.get(id) ?? [] };
  };
  return services.map((service): HsdsService => {
    const id = service["id"]!;
    return {
      ...service,
      organization: organizationOf(service["organization_id"] ?? "") ?? null,
      phones: servicePhones.get(id) ?? [],
      schedules: serviceSchedules.get(id) ?? [],
      service_areas: serviceAreas.get(id) ?? [],
      languages: languages.get(id) ?? [],
      cost_options: costs.get(id) ?? [],
      required_documents: documents.get(id) ?? [],
      attributes: (attributes.get(id) ?? []).map((attribute) => ({ ...attribute, taxonomy_term: terms.get(attribute["taxonomy_term_id"] ?? "")?.[0] ?? null })),
      service_at_locations: (ats.get(id) ?? []).map((at) => ({ ...at, location: locationOf(at["location_id"] ?? "") ?? null, phones: atPhones.get(at["id"] ?? "") ?? [], schedules: atSchedules.get(at["id"] ?? "") ?? [] })),
    };
  });
}

async function* services(client: Client): AsyncGenerator<{ origin: Origin; service: HsdsService }> {
  for (let last = 0; ; ) {
    const { rows } = await client.query<{ line: number; body: Row }>("SELECT line, body FROM hsds_row WHERE file = 'services.csv:id' AND line > $1 ORDER BY line LIMIT $2", [last, SERVICES_AT_A_TIME]);
    const joined = await joinServices(client, rows.map(({ body }) => fromCells(body) as Row));
    for (const [index, service] of joined.entries()) yield { origin: { file: "services.csv", line: rows[index]!.line }, service };
    if (rows.length < SERVICES_AT_A_TIME) return;
    last = rows.at(-1)!.line;
  }
}

/** The services of a CSV package, whole, in the order of services.csv; then the rows that could not be read. */
export async function* readTabularServices(pool: pg.Pool, files: PackageFiles): AsyncGenerator<{ origin: Origin; service: HsdsService } | Extract<ImportItem, { faults: unknown }>> {
  const client = await pool.connect();
  try {
    await client.query("CREATE TEMP TABLE IF NOT EXISTS hsds_row (file text, parent text, line int, body jsonb)");
    await client.query("TRUNCATE hsds_row");
    const faults: ImportItem[] = [];
    for (const [name, path] of files) if (name in FILES) faults.push(...(await stageFile(client, name, path)));
    await client.query("CREATE INDEX IF NOT EXISTS hsds_row_parent ON hsds_row (file, parent)");
    await client.query("ANALYZE hsds_row");
    yield* services(client);
    for (const item of faults) if ("faults" in item) yield item;
  } finally {
    client.release(true);
  }
}
