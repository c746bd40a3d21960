import { AREA_KINDS, type ServiceArea } from "../../territory/index.ts";
import type { Hours, HoursRule, Location, Organization, Phone, Provenance, ServiceAtLocation, ServiceRecord } from "../directory.contract.ts";
import { AREA_URN, PROFILE, type HsdsAddress, type HsdsLocation, type HsdsOrganization, type HsdsPhone, type HsdsService, type HsdsServiceArea, type HsdsServiceAtLocation, type HsdsTranslations } from "./hsds.contract.ts";
import { Refusal } from "./hsds-refusal.ts";

/*
 * A service written with fanal's profile (hsds-published.ts), read back as it was: word for word,
 * in both languages, nothing guessed. What is malformed is found by the check of every record.
 */

type Translation = Record<string, string | null | undefined>;
type Given<T> = T | null | undefined;

/** Does a service carry all of fanal's facts? */
export function isProfiled(service: HsdsService): boolean {
  return service.x_profile === PROFILE;
}

function inEach<T>(translations: Given<HsdsTranslations>, read: (text: Translation) => T): { fr: T | null; en: T | null } {
  if (typeof (translations ?? {}) !== "object") throw new Refusal("x_translations", "not a JSON object");
  const of = (text: Given<Translation>) => (text === null || text === undefined ? null : read(text));
  return { fr: of(translations?.fr), en: of(translations?.en) };
}

/** One text of each language. */
function one(translations: Given<HsdsTranslations>, field: string): { fr: string | null; en: string | null } {
  return inEach(translations, (text) => text[field] ?? null) as { fr: string | null; en: string | null };
}

/** JSON has numbers, CSV texts; absent or empty: null. */
function numberOf(value: Given<string | number>): number | null {
  return value === null || value === undefined || value === "" ? null : Number(value);
}

const KINDS: Record<string, Phone["kind"]> = { voice: "voice", tty: "tty", text: "sms", fax: "fax" };

function phoneOf({ number, extension, type, languages, x_translations }: HsdsPhone): Phone {
  const [, dialled, zeros] = /^(\S*)(?: x(\d+))?$/.exec(number ?? "") ?? [];
  return {
    kind: KINDS[type ?? ""] ?? "voice",
    number: dialled ?? "",
    extension: zeros ?? (extension === null || extension === undefined ? null : String(extension)),
    language: (languages?.[0]?.code ?? null) as Phone["language"],
    note: one(x_translations, "description"),
  };
}

function organizationOf(organization: Given<HsdsOrganization>): Organization {
  if (!organization) throw new Refusal("organization", "missing: a service needs its whole organization");
  const { id, website, email, phones, organization_identifiers, x_government, x_translations } = organization;
  return {
    id: id ?? "",
    texts: inEach(x_translations, ({ name, description, x_state }) => ({ name, description: description ?? null, state: x_state })) as Organization["texts"],
    website: website ?? null,
    email: email ?? null,
    phones: (phones ?? []).map(phoneOf),
    government: x_government === true,
    externalIds: Object.fromEntries((organization_identifiers ?? []).map(({ identifier_scheme, identifier }) => [identifier_scheme ?? "", identifier ?? ""])),
  };
}

/** The description without the notes that end it for plain readers. */
function withoutNotes(description: Given<string>, notes: Given<string>): string | null {
  if (!description || description === notes) return null;
  return notes && description.endsWith(`\n\n${notes}`) ? description.slice(0, -notes.length - 2) : description;
}

function textsOf(service: HsdsService): ServiceRecord["texts"] {
  const documents = one(service.required_documents?.[0]?.x_translations, "document");
  const texts = inEach(service.x_translations, (text) => ({
    name: text["name"],
    description: withoutNotes(text["description"], text["x_notes"]),
    eligibility: text["eligibility_description"] ?? null,
    fees: text["fees_description"] ?? null,
    application: text["application_process"] ?? null,
    notes: text["x_notes"] ?? null,
    state: text["x_state"],
  }));
  return { fr: texts.fr && { ...texts.fr, documents: documents.fr }, en: texts.en && { ...texts.en, documents: documents.en } } as ServiceRecord["texts"];
}

function areaOf({ uri, x_assumed }: HsdsServiceArea): ServiceArea {
  const [kindName, ...code] = (uri?.startsWith(AREA_URN) ? uri.slice(AREA_URN.length) : "").split(":");
  const kind = AREA_KINDS.find((candidate) => candidate === kindName);
  if (kind === undefined || code.length === 0) throw new Refusal("service_areas.uri", `"${String(uri).slice(0, 80)}" is not an area of fanal`);
  return { kind, code: code.join(":"), assumed: x_assumed === true };
}

function pointOf(location: HsdsLocation): Pick<Location, "lat" | "lon" | "pointSource"> {
  const source = location.x_point_source ?? "none";
  const exact = source === "exact" || source === "postalCode";
  const [lat, lon] = exact ? [location.latitude, location.longitude] : [location.x_approximate_latitude, location.x_approximate_longitude];
  return { lat: numberOf(lat), lon: numberOf(lon), pointSource: source as Location["pointSource"] };
}

function locationOf(location: Given<HsdsLocation>): Location {
  if (!location) throw new Refusal("service_at_locations.location", "missing");
  const { id, location_type, addresses, accessibility, x_confidential, x_municipality_code, x_translations } = location;
  const { address_1, city, postal_code }: HsdsAddress = addresses?.[0] ?? {};
  const access = one(accessibility?.[0]?.x_translations, "description");
  const named = inEach(x_translations, ({ name, transportation }) => ({ name: name ?? null, directions: transportation ?? null }));
  const textIn = (lang: "fr" | "en") => (named[lang] === null && access[lang] === null ? null : { name: null, directions: null, ...named[lang], accessibility: access[lang] });
  return {
    id: id ?? "",
    kind: location_type as Location["kind"],
    confidential: x_confidential === true,
    texts: { fr: textIn("fr"), en: textIn("en") },
    address: address_1 || null,
    city: city || null,
    postalCode: postal_code || null,
    municipalityCode: x_municipality_code ?? null,
    ...pointOf(location),
  };
}

/** Only what hours are made of: a file may nest anything. */
function hoursOf(value: unknown): Hours | null {
  if (value === null || value === undefined) return null;
  const { always, byAppointment, closedOnHolidays, rules } = value as Hours;
  return {
    always,
    byAppointment,
    closedOnHolidays,
    rules: rules.map(({ days, holidays, weeks, from, to, spans }): HoursRule => ({ days, holidays, weeks, from, to, spans: spans.map(({ opens, closes }) => ({ opens, closes })) })),
  };
}

function atOf({ id, location, phones, x_hours, x_translations }: HsdsServiceAtLocation): ServiceAtLocation {
  return { id: id ?? "", location: locationOf(location), phones: (phones ?? []).map(phoneOf), hours: hoursOf(x_hours), hoursNote: one(x_translations, "x_hours_note") };
}

function provenanceOf({ x_provenance, assured_date }: HsdsService): Provenance {
  const { source, source_id, urls, as_of, verified_by, next_due } = x_provenance ?? {};
  return { source: source ?? "hsds", sourceId: source_id ?? null, urls: urls ?? [], asOf: as_of ?? null, verifiedOn: assured_date ?? null, verifiedBy: (verified_by ?? null) as Provenance["verifiedBy"], nextDue: next_due ?? null };
}

/** A profiled service as the record it was. Throws a Refusal where that cannot be. */
export function profiledRecord(service: HsdsService): ServiceRecord {
  const notice = (service.x_notice ?? null) as ServiceRecord["notice"];
  return {
    id: service.id ?? "",
    organization: organizationOf(service.organization),
    texts: textsOf(service),
    needs: (service.attributes ?? []).map(({ taxonomy_term }) => taxonomy_term?.code ?? ""),
    languages: (service.languages ?? []).map(({ code }) => code ?? ""),
    website: service.url ?? null,
    email: service.email ?? null,
    areas: (service.service_areas ?? []).map(areaOf),
    at: (service.service_at_locations ?? []).map(atOf),
    visibility: notice === null ? "published" : "publicWithNotice",
    notice,
    provenance: provenanceOf(service),
  };
}
