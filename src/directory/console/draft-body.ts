import type { Lang } from "../../platform/i18n/lang.ts";
import type { Location, Organization, Phone, ServiceAtLocation, ServiceRecord } from "../directory.contract.ts";

/*
 * A record while it is being written: small changes, each giving a new one.
 */

type Text = NonNullable<ServiceRecord["texts"][Lang]>;
export type TextField = Exclude<keyof Text, "state">;

const EMPTY: Text = { name: "", description: null, eligibility: null, fees: null, documents: null, application: null, notes: null, state: "written" };

/** `""` is nothing said. */
export function orNull(text: string): string | null {
  return text.trim() === "" ? null : text;
}

/** A text that is touched is as its writer leaves it: no longer behind, no longer a machine's. */
function touched(state: Text["state"]): Text["state"] {
  return state === "outdated" || state === "machine" ? "translated" : state;
}

export function withText(record: ServiceRecord, lang: Lang, field: TextField, said: string): ServiceRecord {
  const text = record.texts[lang] ?? EMPTY;
  const next: Text = { ...text, state: touched(text.state), [field]: field === "name" ? said : orNull(said) };
  const isEmpty = Object.entries(next).every(([key, value]) => key === "state" || value === null || value === "");
  return { ...record, texts: { ...record.texts, [lang]: isEmpty ? null : next } };
}

/** Says that a translation is right as it is. */
export function asTranslated(record: ServiceRecord, lang: Lang): ServiceRecord {
  const text = record.texts[lang];
  return text ? { ...record, texts: { ...record.texts, [lang]: { ...text, state: "translated" } } } : record;
}

export function withOrganization(record: ServiceRecord, fields: Partial<Organization>): ServiceRecord {
  return { ...record, organization: { ...record.organization, ...fields } };
}

export function withOrganizationName(record: ServiceRecord, lang: Lang, name: string): ServiceRecord {
  const text = record.organization.texts[lang];
  const next = name === "" ? null : { description: null, ...text, name, state: touched(text?.state ?? "written") };
  return withOrganization(record, { texts: { ...record.organization.texts, [lang]: next } });
}

export function withPlace(record: ServiceRecord, id: string, fields: Partial<ServiceAtLocation>): ServiceRecord {
  return { ...record, at: record.at.map((place) => (place.id === id ? { ...place, ...fields } : place)) };
}

/** A location is shared by every place that is there. */
export function withLocation(record: ServiceRecord, id: string, fields: Partial<Location>): ServiceRecord {
  return { ...record, at: record.at.map((place) => (place.location.id === id ? { ...place, location: { ...place.location, ...fields } } : place)) };
}

export function withLocationText(record: ServiceRecord, location: Location, lang: Lang, field: "name" | "directions" | "accessibility", said: string): ServiceRecord {
  const text = { name: null, directions: null, accessibility: null, ...location.texts[lang], [field]: orNull(said) };
  const isEmpty = Object.values(text).every((value) => value === null);
  return withLocation(record, location.id, { texts: { ...location.texts, [lang]: isEmpty ? null : text } });
}

export function newPhone(): Phone {
  return { kind: "voice", number: "", extension: null, language: null, note: { fr: null, en: null } };
}

/** `450 555-0100` as E.164; a short number, and one that is not whole yet, as typed. */
export function dialled(typed: string): string {
  const digits = typed.replace(/[\s().-]/g, "");
  if (/^1?\d{10}$/.test(digits)) return `+1${digits.slice(-10)}`;
  return digits;
}

/** `+14505550100` as people write it. */
export function shownNumber(number: string): string {
  return /^\+1\d{10}$/.test(number) ? `${number.slice(2, 5)} ${number.slice(5, 8)}-${number.slice(8)}` : number;
}

/** The postal code as it is written, whatever was typed. */
export function postalCode(typed: string): string | null {
  const letters = typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return letters.length > 3 ? `${letters.slice(0, 3)} ${letters.slice(3, 6)}` : orNull(letters);
}

export function newPlace(): ServiceAtLocation {
  const location: Location = { id: crypto.randomUUID(), kind: "physical", confidential: false, texts: { fr: null, en: null }, address: null, city: null, postalCode: null, municipalityCode: null, lat: null, lon: null, pointSource: "none" };
  return { id: crypto.randomUUID(), location, phones: [], hours: null, hoursNote: { fr: null, en: null } };
}

/** The first words of a new record. */
export function newRecord(id: string): ServiceRecord {
  return {
    id,
    organization: { id: crypto.randomUUID(), texts: { fr: null, en: null }, website: null, email: null, phones: [], government: false, externalIds: {} },
    texts: { fr: { ...EMPTY }, en: null },
    needs: [], languages: ["fr"], website: null, email: null, areas: [], at: [newPlace()], visibility: "published", notice: null,
    provenance: { source: "fanal", sourceId: null, urls: [], asOf: null, verifiedOn: null, verifiedBy: null, nextDue: null },
  };
}
