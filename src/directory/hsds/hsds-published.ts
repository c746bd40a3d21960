import { uuidFor } from "../../platform/ids.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Location, Organization, Phone, PublishedService, ServiceAtLocation, ServiceText } from "../directory.contract.ts";
import { AREA_URN, NEED_TAXONOMY, PROFILE, type HsdsAttribute, type HsdsLocation, type HsdsOrganization, type HsdsPhone, type HsdsProvenance, type HsdsSchedule, type HsdsService, type HsdsServiceArea, type HsdsServiceAtLocation } from "./hsds.contract.ts";
import { toHsdsSchedules } from "../hours/hours-formats.ts";
import { hoursProse } from "../hours/hours-prose.ts";
import { termId } from "./hsds-taxonomy.ts";
import { bilingual, known } from "./hsds-texts.ts";
import type { HsdsView } from "./hsds-view.ts";

/*
 * A published service in HSDS 3.1 with fanal's profile: the same for the open API and the export.
 * What is written here, hsds-profiled.ts reads back without loss.
 */

const PHONE_TYPES: Record<Phone["kind"], string> = { voice: "voice", tty: "tty", sms: "text", fax: "fax" };

/** HSDS extensions are numbers: one with leading zeros stays in the number, where no digit is lost. */
function hsdsPhone(phone: Phone, owner: string, index: number, view: HsdsView): HsdsPhone {
  const { number, extension, kind, language, note } = phone;
  const zeros = extension !== null && extension.startsWith("0");
  const id = uuidFor("hsds-out", "phone", owner, String(index));
  return known({
    id,
    number: zeros ? `${number} x${extension}` : number,
    extension: extension === null || zeros ? null : Number(extension),
    type: PHONE_TYPES[kind],
    languages: language === null ? [] : [{ id: uuidFor("hsds-out", "phone-language", id), code: language, ...view.languageName(language) }],
    ...bilingual(view.lang, (lang) => ({ description: note[lang] })),
  });
}

/** An organisation without its services. */
export function hsdsOrganization({ id, texts, website, email, phones, government, externalIds }: Organization, view: HsdsView): HsdsOrganization {
  const identifiers = Object.entries(externalIds).map(([scheme, identifier]) => ({ id: uuidFor("hsds-out", "identifier", id, scheme), identifier_scheme: scheme, identifier_type: scheme, identifier }));
  const { description = "", ...named } = bilingual(view.lang, (lang) => texts[lang] && { name: texts[lang].name, description: texts[lang].description, x_state: texts[lang].state });
  return {
    ...known({ id, ...named, website, email, phones: phones.map((phone, index) => hsdsPhone(phone, id, index, view)), organization_identifiers: identifiers, x_government: government }),
    description,
  };
}

/** A point that only stands for an area is not one that others should take for the place. */
function hsdsPoint({ lat, lon, pointSource }: Location): Partial<HsdsLocation> {
  if (pointSource === "none") return {};
  const exact = pointSource === "exact" || pointSource === "postalCode";
  return { ...(exact ? { latitude: lat, longitude: lon } : { x_approximate_latitude: lat, x_approximate_longitude: lon }), x_point_source: pointSource };
}

function hsdsWhereabouts(location: Location): Partial<HsdsLocation> {
  const { id, address, city, postalCode, municipalityCode } = location;
  const addressed = address !== null || city !== null || postalCode !== null;
  return {
    ...hsdsPoint(location),
    ...(addressed ? { addresses: [{ id: uuidFor("hsds-out", "address", id), address_1: address ?? "", city: city ?? "", state_province: "QC", postal_code: postalCode ?? "", country: "CA", address_type: "physical" }] } : {}),
    x_municipality_code: municipalityCode,
  };
}

function hsdsLocation(location: Location, { lang }: HsdsView): HsdsLocation {
  const { id, kind, confidential, texts } = location;
  const access = bilingual(lang, (of) => ({ description: texts[of]?.accessibility }));
  return known<HsdsLocation>({
    id,
    location_type: kind,
    ...bilingual(lang, (of) => texts[of] && { name: texts[of].name, transportation: texts[of].directions }),
    ...(confidential ? { x_withheld_reason: "confidential_location" } : hsdsWhereabouts(location)),
    accessibility: access.description === undefined ? [] : [{ id: uuidFor("hsds-out", "accessibility", id), ...access }],
    x_confidential: confidential,
  });
}

function hsdsSchedules({ id, hours, hoursNote }: ServiceAtLocation, { lang, year }: HsdsView): HsdsSchedule[] {
  const noted = hoursNote.fr !== null || hoursNote.en !== null;
  const said = bilingual(lang, (of) => ({ description: noted || hours === null ? hoursNote[of] : hoursProse(hours, of) }));
  const spans = hours === null ? [] : toHsdsSchedules(hours, year);
  const scheduleId = (index: number) => uuidFor("hsds-out", "schedule", id, String(index));
  if (spans.length === 0) return said.description === undefined ? [] : [{ id: scheduleId(0), ...said }];
  return spans.map((span, index) => ({ id: scheduleId(index), ...span, ...said }));
}

/** A service at a location, without the service. */
export function hsdsAt(at: ServiceAtLocation, view: HsdsView): HsdsServiceAtLocation {
  return known({
    id: at.id,
    location: hsdsLocation(at.location, view),
    phones: at.phones.map((phone, index) => hsdsPhone(phone, at.id, index, view)),
    schedules: hsdsSchedules(at, view),
    x_hours: at.hours,
    ...bilingual(view.lang, (lang) => ({ x_hours_note: at.hoursNote[lang] })),
  });
}

function hsdsNeed(code: string, serviceId: string, { terms }: HsdsView): HsdsAttribute {
  const term = terms.get(code) ?? { id: termId(code), code, name: code, description: code, taxonomy: NEED_TAXONOMY };
  return { id: uuidFor("hsds-out", "attribute", serviceId, code), label: term.name!, taxonomy_term: term };
}

const ALERTS: Record<NonNullable<PublishedService["notice"]>, Record<Lang, string>> = {
  unverifiedSample: { fr: "Exemple non vérifié : confirmez avant de vous en servir.", en: "Unverified sample: confirm before use." },
  openData: { fr: "Données ouvertes non vérifiées : confirmez avant de vous en servir.", en: "Unverified open data: confirm before use." },
  unverified: { fr: "Fiche non vérifiée : confirmez avant de vous en servir.", en: "Unverified record: confirm before use." },
};

const ASSUMED: Record<Lang, string> = { fr: "Territoire déduit de la fiche; à confirmer auprès de l’organisme.", en: "Area deduced from the record; confirm with the organization." };

function hsdsAreas({ id, areas }: PublishedService, { lang, areaName }: HsdsView): HsdsServiceArea[] {
  return areas.map(({ kind, code, assumed }) => ({
    id: uuidFor("hsds-out", "area", id, kind, code),
    name: areaName(kind, code),
    uri: `${AREA_URN}${kind}:${code}`,
    x_assumed: assumed,
    ...bilingual(lang, (of) => ({ description: assumed ? ASSUMED[of] : null })),
  }));
}

/** HSDS has no field for notes: they end the description, so that a plain reader has them too. */
function serviceText({ name, description, notes, application, fees, eligibility, state }: ServiceText): Record<string, string | null> {
  return {
    name,
    description: [description, notes].filter(Boolean).join("\n\n"),
    application_process: application,
    fees_description: fees,
    eligibility_description: eligibility,
    x_notes: notes,
    x_state: state,
  };
}

function hsdsProvenance({ provenance }: PublishedService): HsdsProvenance {
  const { source, sourceId, urls, asOf, verifiedBy, nextDue } = provenance;
  return known({ source, source_id: sourceId, urls, as_of: asOf, verified_by: verifiedBy, next_due: nextDue });
}

/** A published service as an HSDS 3.1 `service_full`. */
export function toHsds(service: PublishedService, view: HsdsView): HsdsService {
  const { id, provenance, languages, notice, texts } = service;
  const { lang } = view;
  const documents = bilingual(lang, (of) => ({ document: texts[of]?.documents }));
  return known<HsdsService>({
    id,
    status: "active",
    ...bilingual(lang, (of) => texts[of] && serviceText(texts[of])),
    url: service.website,
    email: service.email,
    assured_date: provenance.verifiedOn,
    alert: notice === null ? null : ALERTS[notice][lang],
    last_modified: service.updatedAt,
    organization: hsdsOrganization(service.organization, view),
    service_areas: hsdsAreas(service, view),
    service_at_locations: service.at.map((at) => hsdsAt(at, view)),
    languages: languages.map((code) => ({ id: uuidFor("hsds-out", "language", id, code), code, ...view.languageName(code) })),
    required_documents: documents.document === undefined ? [] : [{ id: uuidFor("hsds-out", "document", id), ...documents }],
    attributes: service.needs.map((code) => hsdsNeed(code, id, view)),
    x_profile: PROFILE,
    x_notice: notice,
    x_sensitive: service.sensitive,
    x_provenance: hsdsProvenance(service),
  });
}
