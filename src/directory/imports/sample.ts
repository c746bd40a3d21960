import { Type, type Static } from "typebox";
import { Compile } from "typebox/schema";
import { fold } from "../../platform/i18n/fold.ts";
import { uuidFor } from "../../platform/ids.ts";
import type { ServiceArea, Territory } from "../../territory/index.ts";
import type { Hours, Location, Organization, Phone, ServiceRecord, Visibility } from "../directory.contract.ts";
import { isGovernment } from "./government.ts";
import { hoursProse } from "../hours/hours-prose.ts";
import { parseOsmHours } from "../hours/hours-osm.ts";
import { phone, phoneNumber } from "./phone-numbers.ts";
import { findPoint } from "./points.ts";
import { recordFaults, type Fault } from "./record-check.ts";
import { readSamplePhones, type ReadPhones } from "./sample-phones.ts";

/*
 * Rows of data/sample-directory (CC0), one service at one location each, as records.
 */

const words = Type.Union([Type.String(), Type.Null()]);

const SampleRow = Type.Object({
  organization: Type.Object({ name_fr: Type.String({ minLength: 1 }), name_en: words, website: words, email: words, phone: words }),
  service: Type.Object({
    name_fr: Type.String({ minLength: 1 }),
    name_en: words,
    description_fr: words,
    description_en: words,
    needs: Type.Array(Type.String()),
    eligibility_fr: words,
    eligibility_en: words,
    fees_fr: words,
    fees_en: words,
    documents_fr: words,
    documents_en: words,
    application_fr: words,
    application_en: words,
    languages: Type.Array(Type.String()),
  }),
  location: Type.Object({ address: words, city: words, postal_code: words, municipality_code: words, confidential: Type.Boolean(), accessibility_fr: words }),
  phone: words,
  phone_note_fr: words,
  hours: words,
  hours_text_fr: words,
  service_area: Type.Array(
    Type.Object({ kind: Type.String(), code: words, name: words, municipality_code: Type.Optional(words), assumed: Type.Optional(Type.Boolean()) }),
  ),
  sources: Type.Array(Type.String()),
  as_of: words,
});
export type SampleRow = Static<typeof SampleRow>;

const rowShape = Compile(SampleRow);

type SampleTerritory = Pick<Territory, "resolveArea" | "area" | "postalPoint">;

/** Reads one JSON line; the faults say which field is not as it should be. */
export function readSampleRow(value: unknown): { row: SampleRow } | { faults: Fault[] } {
  if (rowShape.Check(value)) return { row: value };
  const [, errors] = rowShape.Errors(value);
  return { faults: errors.slice(0, 3).map(({ instancePath, message }) => ({ field: instancePath.slice(1).replaceAll("/", ".") || "row", reason: message })) };
}

function organizationKey(row: SampleRow): string {
  return fold(row.organization.name_fr);
}

function municipalityOf(row: SampleRow, territory: SampleTerritory): string | null {
  if (row.location.municipality_code !== null) return row.location.municipality_code;
  if (row.location.city === null) return null;
  const area = territory.resolveArea({ kind: "municipality", name: row.location.city });
  return area?.kind === "municipality" ? area.code : null;
}

function areasOf(row: SampleRow, territory: SampleTerritory): ServiceArea[] | Fault {
  const areas: ServiceArea[] = [];
  for (const { kind, code, name, municipality_code, assumed } of row.service_area) {
    const area = territory.resolveArea({ kind, code, name, municipalityCode: municipality_code ?? null });
    if (area === null) return { field: "service_area", reason: `no ${kind} "${name ?? code ?? ""}" is known` };
    if (!areas.some((known) => known.kind === area.kind && known.code === area.code)) areas.push({ ...area, assumed: assumed === true });
  }
  return areas;
}

function organizationOf(row: SampleRow): Organization {
  const { name_fr, name_en, website, email, phone: number } = row.organization;
  const dialled = number === null ? null : phoneNumber(number);
  return {
    id: uuidFor("sample", "organization", organizationKey(row)),
    texts: { fr: { name: name_fr, description: null, state: "written" }, en: name_en === null ? null : { name: name_en, description: null, state: "translated" } },
    website,
    email,
    phones: dialled === null ? [] : [phone(dialled)],
    government: isGovernment(name_fr),
    externalIds: {},
  };
}

function completedBy(known: Organization, other: Organization): Organization {
  return {
    ...known,
    texts: { fr: known.texts.fr, en: known.texts.en ?? other.texts.en },
    website: known.website ?? other.website,
    email: known.email ?? other.email,
    phones: known.phones.length > 0 ? known.phones : other.phones,
  };
}

/** What every row of an organisation says of it, put together: the first row that knows wins. */
function mergeOrganizations(rows: readonly SampleRow[]): Map<string, Organization> {
  const merged = new Map<string, Organization>();
  for (const row of rows) {
    const key = organizationKey(row);
    const known = merged.get(key);
    merged.set(key, known ? completedBy(known, organizationOf(row)) : organizationOf(row));
  }
  return merged;
}

const CLOSED_FOR_GOOD = /\bfermé(e|s|es)? définitivement|\b(a|ont) fermé (en|depuis|le|ses portes)\b/i;

function visibilityOf(row: SampleRow, reachable: boolean): Visibility {
  const said = [row.service.description_fr, row.service.application_fr, row.hours_text_fr].join(" ");
  if (CLOSED_FOR_GOOD.test(said)) return "closed";
  return reachable ? "publicWithNotice" : "draft";
}

function isReachable(row: SampleRow, organization: Organization, read: ReadPhones): boolean {
  const address = row.location.confidential ? null : row.location.address;
  return read.phones.length + organization.phones.length > 0 || [read.email, organization.email, organization.website, address].some((way) => way !== null);
}

function hoursOf(row: SampleRow): { hours: Hours | null } | Fault {
  const byAppointment = /sur rendez-vous/i.test(row.hours_text_fr ?? "");
  if (row.hours === null) return { hours: null };
  const parsed = parseOsmHours(row.hours);
  return "reason" in parsed ? { field: "hours", reason: parsed.reason } : { hours: { ...parsed.hours, byAppointment } };
}

/** The borough of a row that names exactly one, in its own municipality. */
function boroughOf(areas: readonly ServiceArea[], municipality: string | null): string | null {
  const boroughs = areas.filter(({ kind }) => kind === "borough");
  return boroughs.length === 1 && municipality !== null && boroughs[0]!.code.startsWith(`${municipality}-`) ? boroughs[0]!.code : null;
}

function locationOf(row: SampleRow, id: string, areas: readonly ServiceArea[], territory: SampleTerritory): Location {
  const { address, city, postal_code: postalCode, confidential, accessibility_fr: accessibility } = row.location;
  const municipalityCode = municipalityOf(row, territory);
  const virtual = address === null && city === null && !confidential;
  const point = virtual || confidential ? null : findPoint(territory, { postalCode, borough: boroughOf(areas, municipalityCode), municipality: municipalityCode });
  return {
    id,
    kind: virtual ? "virtual" : "physical",
    confidential,
    texts: { fr: accessibility === null ? null : { name: null, directions: null, accessibility }, en: null },
    address,
    city,
    postalCode,
    municipalityCode,
    lat: point?.lat ?? null,
    lon: point?.lon ?? null,
    pointSource: point?.source ?? "none",
  };
}

function textsOf(row: SampleRow, note: string | null): ServiceRecord["texts"] {
  const { service } = row;
  const fr = { description: service.description_fr, eligibility: service.eligibility_fr, fees: service.fees_fr, documents: service.documents_fr, application: service.application_fr };
  const en = { description: service.description_en, eligibility: service.eligibility_en, fees: service.fees_en, documents: service.documents_en, application: service.application_en };
  return {
    fr: { name: service.name_fr, ...fr, notes: note, state: "written" },
    en: service.name_en === null ? null : { name: service.name_en, ...en, notes: null, state: "translated" },
  };
}

/** A key that never holds the address of a confidential location: an id made from it could be guessed back. */
function rowKey(row: SampleRow): string[] {
  const { municipality_code: municipality, city, address, confidential } = row.location;
  return [organizationKey(row), fold(row.service.name_fr), municipality ?? fold(city ?? ""), confidential ? "" : fold(address ?? "")];
}

function toRecord(row: SampleRow, key: string[], organization: Organization, territory: SampleTerritory): { record: ServiceRecord } | { faults: Fault[] } {
  const read: ReadPhones = readSamplePhones(row.phone, row.phone_note_fr);
  const areas = areasOf(row, territory);
  const hours = hoursOf(row);
  if (!Array.isArray(areas)) return { faults: [areas] };
  if (!("hours" in hours)) return { faults: [hours] };
  const visibility = visibilityOf(row, isReachable(row, organization, read));
  const phones: Phone[] = read.phones;
  const record: ServiceRecord = {
    id: uuidFor("sample", "service", ...key),
    organization,
    texts: textsOf(row, read.note),
    needs: row.service.needs,
    languages: row.service.languages,
    website: null,
    email: read.email,
    areas,
    at: [
      {
        id: uuidFor("sample", "at", ...key),
        location: locationOf(row, uuidFor("sample", "location", ...key), areas, territory),
        phones,
        hours: hours.hours,
        hoursNote: { fr: row.hours_text_fr, en: row.hours_text_fr !== null && hours.hours !== null ? hoursProse(hours.hours, "en") || null : null },
      },
    ],
    visibility,
    notice: "unverifiedSample",
    provenance: { source: "sample", sourceId: null, urls: row.sources.filter((url) => /^https?:\/\//.test(url)), asOf: row.as_of, verifiedOn: null, verifiedBy: null, nextDue: null },
  };
  const faults = recordFaults(record);
  return faults.length > 0 ? { faults } : { record };
}

/** Every row as a record or its faults, in order. Ids depend on the rows' own words only, so a second import changes nothing. */
export function sampleRecords(rows: readonly SampleRow[], territory: SampleTerritory): ({ record: ServiceRecord } | { faults: Fault[] })[] {
  const organizations = mergeOrganizations(rows);
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const key = rowKey(row);
    const ordinal = (seen.get(key.join("|")) ?? 0) + 1;
    seen.set(key.join("|"), ordinal);
    return toRecord(row, ordinal === 1 ? key : [...key, String(ordinal)], organizations.get(organizationKey(row))!, territory);
  });
}
