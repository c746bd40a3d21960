import { uuidFor } from "../../platform/ids.ts";
import { otherLang, type Lang } from "../../platform/i18n/lang.ts";
import type { Territory } from "../../territory/index.ts";
import type { Location, Organization, Phone, PublishedService, ServiceAtLocation, ServiceText } from "../directory.contract.ts";
import { AREA_URN, NEED_TAXONOMY, type HsdsAttribute, type HsdsLocation, type HsdsOrganization, type HsdsPhone, type HsdsSchedule, type HsdsService, type HsdsServiceAtLocation } from "./hsds.contract.ts";
import { toHsdsSchedules } from "../hours/hours-formats.ts";
import { hoursProse } from "../hours/hours-prose.ts";
import type { Needs } from "../needs.ts";

/*
 * A published service in HSDS 3.1, in one language (HSDS has one text a field). Where a text does
 * not exist in that language, the other language's is given rather than nothing.
 */

export interface HsdsView {
  lang: Lang;
  /** Year that yearly seasons are dated in. */
  year: number;
  needs: Needs;
  territory: Pick<Territory, "area">;
}

type PerLang<T> = Record<Lang, T | null>;

function inLang<T>(texts: PerLang<T>, lang: Lang): T | null {
  return texts[lang] ?? texts[otherLang(lang)];
}

/** Leaves out what is unknown: HSDS has no null. */
function known<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0))) as T;
}

const PHONE_TYPES: Record<Phone["kind"], string> = { voice: "voice", tty: "tty", sms: "text", fax: "fax" };

/** HSDS extensions are numbers: one with leading zeros stays in the number, where no digit is lost. */
function hsdsPhone(phone: Phone, owner: string, index: number, lang: Lang): HsdsPhone {
  const { number, extension, kind, language, note } = phone;
  const zeros = extension !== null && extension.startsWith("0");
  const id = uuidFor("hsds-out", "phone", owner, String(index));
  return known({
    id,
    number: zeros ? `${number} x${extension}` : number,
    extension: extension === null || zeros ? null : Number(extension),
    type: PHONE_TYPES[kind],
    description: inLang(note, lang),
    languages: language === null ? [] : [{ id: uuidFor("hsds-out", "phone-language", id), code: language, name: language === "fr" ? "français" : "English" }],
  });
}

function hsdsOrganization({ id, texts, website, email, phones, externalIds }: Organization, lang: Lang): HsdsOrganization {
  const text = inLang(texts, lang)!;
  const identifiers = Object.entries(externalIds).map(([scheme, identifier]) => ({ id: uuidFor("hsds-out", "identifier", id, scheme), identifier_scheme: scheme, identifier_type: scheme, identifier }));
  return { ...known({ id, name: text.name, website, email, phones: phones.map((phone, index) => hsdsPhone(phone, id, index, lang)), organization_identifiers: identifiers }), description: text.description ?? "" };
}

/** Where a place is; a point that only stands for a municipality is not one that others should take for the place. */
function hsdsWhereabouts({ id, address, city, postalCode, lat, lon, pointSource }: Location): Pick<HsdsLocation, "latitude" | "longitude" | "addresses"> {
  const exact = pointSource === "exact" || pointSource === "postalCode";
  const addressed = address !== null || city !== null;
  return {
    ...(exact ? { latitude: lat, longitude: lon } : {}),
    ...(addressed ? { addresses: [{ id: uuidFor("hsds-out", "address", id), address_1: address ?? "", city: city ?? "", state_province: "QC", postal_code: postalCode ?? "", country: "CA", address_type: "physical" }] } : {}),
  };
}

function hsdsLocation(location: Location, lang: Lang): HsdsLocation {
  const { id, kind, confidential } = location;
  const text = inLang(location.texts, lang);
  const placed = kind === "physical" && !confidential;
  return known({
    id,
    location_type: placed ? "physical" : "virtual",
    ...(text ? { name: text.name, transportation: text.directions } : {}),
    ...(placed ? hsdsWhereabouts(location) : {}),
    accessibility: text?.accessibility ? [{ id: uuidFor("hsds-out", "accessibility", id), description: text.accessibility }] : [],
  });
}

function hsdsSchedules({ id, hours, hoursNote }: ServiceAtLocation, view: HsdsView): HsdsSchedule[] {
  const description = inLang(hoursNote, view.lang) ?? (hours === null ? null : hoursProse(hours, view.lang) || null);
  const spans = hours === null ? [] : toHsdsSchedules(hours, view.year);
  const scheduleId = (index: number) => uuidFor("hsds-out", "schedule", id, String(index));
  if (spans.length === 0) return description === null ? [] : [{ id: scheduleId(0), description }];
  return spans.map((span, index) => known({ id: scheduleId(index), ...span, description }));
}

function hsdsAt(at: ServiceAtLocation, view: HsdsView): HsdsServiceAtLocation {
  return known({ id: at.id, location: hsdsLocation(at.location, view.lang), phones: at.phones.map((phone, index) => hsdsPhone(phone, at.id, index, view.lang)), schedules: hsdsSchedules(at, view) });
}

function hsdsNeed(code: string, serviceId: string, { needs, lang }: HsdsView): HsdsAttribute {
  const need = needs.need(code);
  const name = need?.label[lang] ?? code;
  return { id: uuidFor("hsds-out", "attribute", serviceId, code), label: name, taxonomy_term: { id: uuidFor("hsds-out", "need", code), code, name, description: need?.definition[lang] ?? name, taxonomy: NEED_TAXONOMY } };
}

const ALERTS: Record<NonNullable<PublishedService["notice"]>, Record<Lang, string>> = {
  unverifiedSample: { fr: "Exemple non vérifié : confirmez avant de vous en servir.", en: "Unverified sample: confirm before use." },
  openData: { fr: "Données ouvertes non vérifiées : confirmez avant de vous en servir.", en: "Unverified open data: confirm before use." },
  unverified: { fr: "Fiche non vérifiée : confirmez avant de vous en servir.", en: "Unverified record: confirm before use." },
};

function descriptionOf({ description, notes }: ServiceText): string | null {
  return [description, notes].filter(Boolean).join("\n\n") || null;
}

/** A published service as an HSDS 3.1 `service_full`. */
export function toHsds(service: PublishedService, view: HsdsView): HsdsService {
  const { id, areas, provenance, languages, notice } = service;
  const { lang, territory } = view;
  const text = inLang(service.texts, lang)!;
  const areaName = (kind: (typeof areas)[number]["kind"], code: string) => territory.area(kind, code)?.name ?? code;
  return known({
    id,
    name: text.name,
    status: "active",
    description: descriptionOf(text),
    url: service.website,
    email: service.email,
    application_process: text.application,
    fees_description: text.fees,
    eligibility_description: text.eligibility,
    assured_date: provenance.verifiedOn,
    alert: notice === null ? null : ALERTS[notice][lang],
    last_modified: service.updatedAt,
    organization: hsdsOrganization(service.organization, lang),
    service_areas: areas.map(({ kind, code, assumed }) => known({ id: uuidFor("hsds-out", "area", id, kind, code), name: areaName(kind, code), uri: `${AREA_URN}${kind}:${code}`, description: assumed ? "assumed" : null })),
    service_at_locations: service.at.map((at) => hsdsAt(at, view)),
    languages: languages.map((code) => ({ id: uuidFor("hsds-out", "language", id, code), code, name: new Intl.DisplayNames([lang], { type: "language" }).of(code) ?? code })),
    required_documents: text.documents === null ? [] : [{ id: uuidFor("hsds-out", "document", id), document: text.documents }],
    attributes: service.needs.map((code) => hsdsNeed(code, id, view)),
  });
}
