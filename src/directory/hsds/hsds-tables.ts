import type { HsdsPhone, HsdsSchedule, HsdsService } from "./hsds.contract.ts";

/*
 * An HSDS service cut into the rows of a tabular data package.
 */

/** Columns of each file that fanal fills, in HSDS's order; then those of fanal's profile. */
export const HSDS_TABLES = {
  organizations: ["id", "name", "description", "email", "website", "x_government", "x_state", "x_translations"],
  services: ["id", "organization_id", "name", "description", "url", "email", "status", "application_process", "fees_description", "eligibility_description", "assured_date", "alert", "last_modified", "x_profile", "x_notice", "x_sensitive", "x_notes", "x_state", "x_provenance", "x_translations"],
  service_at_location: ["id", "service_id", "location_id", "x_hours", "x_hours_note", "x_translations"],
  locations: ["id", "location_type", "name", "transportation", "latitude", "longitude", "x_confidential", "x_withheld_reason", "x_municipality_code", "x_point_source", "x_approximate_latitude", "x_approximate_longitude", "x_translations"],
  addresses: ["id", "location_id", "address_1", "city", "state_province", "postal_code", "country", "address_type"],
  accessibility: ["id", "location_id", "description", "x_translations"],
  phones: ["id", "organization_id", "service_at_location_id", "number", "extension", "type", "description", "x_translations"],
  schedules: ["id", "service_at_location_id", "freq", "interval", "wkst", "byday", "opens_at", "closes_at", "valid_from", "valid_to", "description", "x_translations"],
  service_areas: ["id", "service_id", "name", "description", "uri", "x_assumed", "x_translations"],
  languages: ["id", "service_id", "phone_id", "name", "code", "x_translations"],
  required_documents: ["id", "service_id", "document", "x_translations"],
  attributes: ["id", "link_id", "taxonomy_term_id", "link_entity", "label"],
  taxonomies: ["id", "name", "description", "uri", "x_translations"],
  taxonomy_terms: ["id", "code", "name", "description", "parent_id", "taxonomy", "taxonomy_id", "x_sensitive", "x_translations"],
  organization_identifiers: ["id", "organization_id", "identifier_scheme", "identifier_type", "identifier"],
} as const;

/** Columns that are not text. */
const NUMBERS = new Set(["latitude", "longitude", "extension", "interval", "x_approximate_latitude", "x_approximate_longitude"]);
const BOOLEANS = new Set(["x_government", "x_sensitive", "x_confidential", "x_assumed"]);
/** Written as JSON. */
const OBJECTS = new Set(["x_translations", "x_hours", "x_provenance"]);

export type HsdsTable = keyof typeof HSDS_TABLES;
export type TableRow = { table: HsdsTable; row: Record<string, unknown> };

function phoneRows(phones: readonly HsdsPhone[], owner: Record<string, unknown>): TableRow[] {
  return phones.flatMap((phone) => [
    { table: "phones" as const, row: { ...phone, ...owner } },
    ...(phone.languages ?? []).map((language) => ({ table: "languages" as const, row: { ...language, phone_id: phone.id } })),
  ]);
}

function rows<T extends object>(table: HsdsTable, items: readonly T[] | null | undefined, owner: Record<string, unknown>): TableRow[] {
  return (items ?? []).map((item) => ({ table, row: { ...item, ...owner } }));
}

/** Every row that a service brings; shared ones (organisation, location, term) come again with each service. */
export function tableRows(service: HsdsService): TableRow[] {
  const { id, organization, service_at_locations: ats = [], attributes } = service;
  const ofService = { service_id: id };
  return [
    { table: "organizations", row: { ...organization } },
    ...phoneRows(organization?.phones ?? [], { organization_id: organization?.id }),
    ...rows("organization_identifiers", organization?.organization_identifiers, { organization_id: organization?.id }),
    { table: "services", row: { ...service, organization_id: organization?.id } },
    ...rows("service_areas", service.service_areas, ofService),
    ...rows("languages", service.languages, ofService),
    ...rows("required_documents", service.required_documents, ofService),
    ...(attributes ?? []).flatMap(({ taxonomy_term: term, ...attribute }): TableRow[] => [
      { table: "attributes", row: { ...attribute, link_id: id, link_entity: "service", taxonomy_term_id: term?.id } },
      { table: "taxonomy_terms", row: { ...term } },
    ]),
    ...(ats ?? []).flatMap(({ id: atId, location, phones, schedules, ...own }): TableRow[] => [
      { table: "service_at_location", row: { ...own, id: atId, service_id: id, location_id: location?.id } },
      { table: "locations", row: { ...location } },
      ...rows("addresses", location?.addresses, { location_id: location?.id }),
      ...rows("accessibility", location?.accessibility, { location_id: location?.id }),
      ...phoneRows(phones ?? [], { service_at_location_id: atId }),
      ...rows<HsdsSchedule>("schedules", schedules, { service_at_location_id: atId }),
    ]),
  ];
}

/** A value as CSV (RFC 4180). */
export function csvCell(value: unknown): string {
  const text = value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A row as it was before it became cells; a cell that is not the JSON it should be stays a text. */
export function fromCells(row: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([column, text]) => [column, OBJECTS.has(column) || BOOLEANS.has(column) ? parsed(text) : text]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function typeOf(column: string): string {
  if (NUMBERS.has(column)) return "number";
  if (BOOLEANS.has(column)) return "boolean";
  return OBJECTS.has(column) ? "object" : "string";
}

/** The descriptor of the package (Frictionless tabular data package). */
export function dataPackage(lang: string): object {
  return {
    name: "human_services_data",
    title: "Human Services Data Specification",
    profile: "tabular-data-package",
    version: "3.1.0",
    homepage: "http://docs.openreferral.org",
    languages: [lang],
    resources: Object.entries(HSDS_TABLES).map(([name, columns]) => ({
      name,
      path: `${name}.csv`,
      format: "csv",
      mediatype: "text/csv",
      encoding: "utf-8",
      profile: "tabular-data-resource",
      schema: { primaryKey: "id", fields: columns.map((column) => ({ name: column, type: typeOf(column) })) },
    })),
  };
}
