import { isUuid, uuidFor } from "../../platform/ids.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import { AREA_KINDS, type ServiceArea, type Territory } from "../../territory/index.ts";
import type { Location, Organization, ServiceAtLocation, ServiceRecord, Visibility } from "../directory.contract.ts";
import { isGovernment } from "../imports/government.ts";
import { AREA_URN, type HsdsLanguage, type HsdsLocation, type HsdsOrganization, type HsdsService, type HsdsServiceArea, type HsdsServiceAtLocation } from "./hsds.contract.ts";
import { hoursOfSchedules } from "./hsds-hours.ts";
import { readHsdsPhones } from "./hsds-phones.ts";
import type { NeedGuesser } from "../need-guess.ts";
import { isProfiled, profiledRecord } from "./hsds-profiled.ts";
import { Refusal } from "./hsds-refusal.ts";
import { findPoint } from "../imports/points.ts";
import { recordFaults, type Fault } from "../imports/record-check.ts";

/*
 * One HSDS service with all that belongs to it, as a record.
 */

export interface HsdsContext {
  lang: Lang;
  territory: Pick<Territory, "area" | "areasAt" | "postalPoint" | "resolve" | "resolveArea">;
  guess: NeedGuesser;
  /** Whose records they are; ids that are not UUIDs are unique within it. */
  source?: string;
}

const SOURCE = "hsds";

/** The services of such need live where nobody may know: their places are confidential unless someone decides otherwise. */
export const CONFIDENTIAL_NEED = "violence.shelter";

/** HSDS ids are UUIDs; other ones become UUIDs that never change. */
function idOf(kind: string, id: unknown, field: string, { source = SOURCE }: HsdsContext): string {
  if (typeof id !== "string" && typeof id !== "number") throw new Refusal(field, "missing");
  const text = String(id).trim().toLowerCase();
  if (text === "") throw new Refusal(field, "missing");
  return isUuid(text) ? text : uuidFor(source, kind, text);
}

/** Texts may hold HTML; pages show plain words. */
export function plain(text: unknown): string | null {
  if (typeof text !== "string") return null;
  return text.replace(/<br\s*\/?>|<\/p>/gi, "\n").replace(/<[a-z/!][^>]*>/gi, "").replaceAll("\u0000", "").replace(/[ \t]+/g, " ").replace(/\n{3,}/g, "\n\n").trim() || null;
}

export function webAddress(text: unknown, field: string): string | null {
  const address = plain(text);
  if (address === null) return null;
  const whole = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  if (/\s/.test(whole) || !URL.canParse(whole) || !whole.includes(".")) throw new Refusal(field, `"${address.slice(0, 60)}" is not a web address`);
  return whole.replace(/^https?/i, (scheme) => scheme.toLowerCase());
}

function perLang<T>(lang: Lang, text: T | null): { fr: T | null; en: T | null } {
  return { fr: null, en: null, [lang]: text };
}

function organizationOf(organization: HsdsOrganization | null | undefined, context: HsdsContext): Organization {
  const { lang } = context;
  if (!organization || typeof organization !== "object") throw new Refusal("organization", "missing: a service needs its whole organization");
  const name = plain(organization.name);
  if (name === null) throw new Refusal("organization.name", "missing");
  const identifiers = (organization.organization_identifiers ?? []).flatMap(({ identifier_scheme, identifier_type, identifier }) => (identifier ? [[identifier_scheme ?? identifier_type ?? "other", identifier]] : []));
  return {
    id: idOf("organization", organization.id, "organization.id", context),
    texts: perLang(lang, { name, description: plain(organization.description), state: "written" as const }),
    website: webAddress(organization.website ?? organization.url, "organization.website"),
    email: plain(organization.email),
    phones: readHsdsPhones(organization.phones, lang),
    government: isGovernment(name),
    externalIds: Object.fromEntries(identifiers) as Record<string, string>,
  };
}

const LANGUAGE_CODES: Record<string, string> = { fra: "fr", fre: "fr", eng: "en", spa: "es", ara: "ar", french: "fr", français: "fr", english: "en", anglais: "en", spanish: "es", español: "es" };

export function languagesOf(languages: readonly HsdsLanguage[] | null | undefined): string[] {
  const codes = (languages ?? []).map(({ code, name }) => (code ?? name ?? "").trim()).map((code) => LANGUAGE_CODES[code.toLowerCase()] ?? code.replace(/^[A-Z]+/, (start) => start.toLowerCase()));
  return [...new Set(codes.filter((code) => /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(code)))];
}

function areaOf({ uri, name, x_assumed }: HsdsServiceArea, { territory, lang }: HsdsContext): ServiceArea | null {
  if (uri?.startsWith(AREA_URN)) {
    const [kind, code] = uri.slice(AREA_URN.length).split(":");
    const area = territory.resolveArea({ kind: kind!, code: code ?? null });
    return area && { ...area, assumed: x_assumed === true };
  }
  const text = plain(name);
  if (text === null || text.length > 100) return null;
  const [best] = territory.resolve(text, lang, 1);
  const kind = AREA_KINDS.find((candidate) => candidate === best?.kind);
  return best && kind && best.score >= 0.95 ? { kind, code: best.code, assumed: false } : null;
}

function areasOf(service: HsdsService, context: HsdsContext): ServiceArea[] {
  const said = [...(service.service_areas ?? []), ...(service.service_at_locations ?? []).flatMap(({ service_areas }) => service_areas ?? [])];
  const areas = said.map((area) => areaOf(area, context)).filter((area) => area !== null);
  return [...new Map(areas.map((area) => [`${area.kind}:${area.code}`, area])).values()];
}

function coordinates({ latitude, longitude }: HsdsLocation): { lat: number; lon: number } | null {
  const [lat, lon] = [Number.parseFloat(String(latitude)), Number.parseFloat(String(longitude))];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && (lat !== 0 || lon !== 0) ? { lat, lon } : null;
}

export function canadianPostalCode(text: string | null | undefined): string | null {
  const match = /^([A-Z]\d[A-Z])[ -]?(\d[A-Z]\d)$/.exec(text?.trim().toUpperCase() ?? "");
  return match ? `${match[1]} ${match[2]}` : null;
}

/** The address where people may come, if there is one. */
function visitedAddress(location: HsdsLocation): { address: string | null; city: string | null; postalCode: string | null } | null {
  const found = (location.addresses ?? []).find(({ address_type }) => address_type !== "postal" && address_type !== "virtual");
  if (!found) return null;
  return { address: [plain(found.address_1), plain(found.address_2)].filter(Boolean).join(", ") || null, city: plain(found.city), postalCode: canadianPostalCode(found.postal_code) };
}

export function municipalityOf(point: { lat: number; lon: number } | null, city: string | null, territory: HsdsContext["territory"]): string | null {
  const inside = point ? territory.areasAt(point.lat, point.lon).municipality : undefined;
  if (inside !== undefined) return inside;
  const named = city === null ? null : territory.resolveArea({ kind: "municipality", name: city });
  return named?.kind === "municipality" ? named.code : null;
}

function locationTexts(location: HsdsLocation, lang: Lang): Location["texts"] {
  const accessibility = (location.accessibility ?? []).map(({ description }) => plain(description)).filter(Boolean).join(" ") || null;
  const text = { name: plain(location.name), directions: plain(location.transportation), accessibility };
  return perLang(lang, Object.values(text).some((part) => part !== null) ? text : null);
}

function isPhysical(type: string | null | undefined, placed: boolean): boolean {
  return type === "postal" ? placed : type !== "virtual";
}

function locationOf(location: HsdsLocation, context: HsdsContext, confidential: boolean): Location {
  const { territory, lang } = context;
  const visited = visitedAddress(location);
  const { address, city, postalCode } = visited ?? { address: null, city: null, postalCode: null };
  const point = coordinates(location);
  const municipalityCode = municipalityOf(point, city, territory);
  const physical = isPhysical(location.location_type, visited !== null || point !== null);
  const found = point ? { ...point, source: "exact" as const } : physical ? findPoint(territory, { postalCode, municipality: municipalityCode }) : null;
  return {
    id: idOf("location", location.id, "location.id", context),
    kind: physical ? "physical" : "virtual",
    confidential: confidential && physical,
    texts: locationTexts(location, lang),
    address,
    city,
    postalCode,
    municipalityCode,
    ...(found ? { lat: found.lat, lon: found.lon, pointSource: found.source } : { lat: null, lon: null, pointSource: "none" as const }),
  };
}

/** A service without a place is offered from a distance. */
const NOWHERE: HsdsLocation = { location_type: "virtual" };

function atOf(at: HsdsServiceAtLocation | null, service: HsdsService, serviceId: string, context: HsdsContext, confidential: boolean): ServiceAtLocation {
  const id = at ? idOf("at", at.id, "service_at_locations.id", context) : uuidFor("hsds", "at", serviceId);
  const place = at?.location ?? NOWHERE;
  const schedules = [at?.schedules, place.schedules, service.schedules].find((own) => own && own.length > 0) ?? [];
  const { hours, note } = hoursOfSchedules(schedules);
  return {
    id,
    location: locationOf({ ...place, id: place.id ?? uuidFor("hsds", "location", id) }, context, confidential),
    phones: readHsdsPhones([...(at?.phones ?? []), ...(service.phones ?? []), ...(place.phones ?? [])], context.lang),
    hours,
    hoursNote: perLang(context.lang, note),
  };
}

const AGES = {
  fr: (from: string, to: string) => (to === "" ? `${from} ans et plus` : from === "" ? `Jusqu'à ${to} ans` : `De ${from} à ${to} ans`),
  en: (from: string, to: string) => (to === "" ? `${from} and over` : from === "" ? `Up to age ${to}` : `Ages ${from} to ${to}`),
};

function textsOf(service: HsdsService, name: string, lang: Lang): ServiceRecord["texts"] {
  const [from, to] = [service.minimum_age, service.maximum_age].map((age) => (age === null || age === undefined || age === "" || Number(age) >= 100 || Number(age) <= 0 ? "" : String(Number(age))));
  const ages = from === "" && to === "" ? null : AGES[lang](from!, to!);
  const costs = (service.cost_options ?? []).map(({ option, amount, amount_description }) => [option, amount_description ?? amount].filter(Boolean).join(" : ")).filter(Boolean).join("; ");
  return perLang(lang, {
    name,
    description: plain(service.description),
    eligibility: plain(service.eligibility_description) ?? ages,
    fees: plain(service.fees_description) ?? plain(costs),
    documents: (service.required_documents ?? []).map(({ document }) => plain(document)).filter(Boolean).join(", ") || null,
    application: plain(service.application_process),
    notes: [plain(service.alert), plain(service.interpretation_services)].filter(Boolean).join("\n") || null,
    state: "written" as const,
  });
}

function needsOf(service: HsdsService, name: string, { guess }: HsdsContext): string[] {
  const stated = (service.attributes ?? []).flatMap(({ taxonomy_term, value, label }) => guess.ofTerm(taxonomy_term?.code ?? null, taxonomy_term?.name ?? value ?? label ?? null));
  const found = stated.length > 0 ? stated : guess.ofText(name, plain(service.description) ?? "");
  return [...new Set(found)].slice(0, 20);
}

const STATUSES: Record<string, "active" | Visibility> = { active: "active", "": "active", inactive: "hidden", "temporarily closed": "hidden", defunct: "closed" };

function visibilityOf(service: HsdsService, sure: boolean, presentable: boolean): Visibility {
  const status = STATUSES[(service.status ?? "").trim().toLowerCase()];
  if (status === undefined) throw new Refusal("status", `"${service.status}" is not one of active, inactive, defunct, temporarily closed`);
  if (status !== "active") return status;
  return presentable ? (sure ? "published" : "publicWithNotice") : "draft";
}

export function isReachable(record: Pick<ServiceRecord, "organization" | "email" | "website" | "at">): boolean {
  const places = record.at.some(({ phones, location }) => phones.length > 0 || (!location.confidential && (location.address !== null || location.pointSource === "exact")));
  return places || record.organization.phones.length > 0 || [record.email, record.website, record.organization.email, record.organization.website].some((way) => way !== null);
}

export function dayOf(text: string | null | undefined): string | null {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text ?? "")?.[0] ?? null;
  return day !== null && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ? day : null;
}

function build(service: HsdsService, context: HsdsContext): ServiceRecord {
  const { lang } = context;
  const id = idOf("service", service.id, "id", context);
  const name = plain(service.name);
  if (name === null) throw new Refusal("name", "missing");
  const organization = organizationOf(service.organization, context);
  const needs = needsOf(service, name, context);
  const confidential = needs.includes(CONFIDENTIAL_NEED);
  const offered: (HsdsServiceAtLocation | null)[] = service.service_at_locations?.length ? service.service_at_locations : [null];
  const at = offered.map((place) => atOf(place, service, id, context, confidential));
  const website = webAddress(service.url, "url");
  const email = plain(service.email);
  const verifiedOn = dayOf(service.assured_date);
  const visibility = visibilityOf(service, verifiedOn !== null, needs.length > 0 && isReachable({ organization, email, website, at }));
  return {
    id,
    organization,
    texts: textsOf(service, name, lang),
    needs,
    languages: languagesOf(service.languages),
    website,
    email,
    areas: areasOf(service, context),
    at,
    visibility,
    notice: visibility === "published" ? null : "unverified",
    provenance: { source: context.source ?? SOURCE, sourceId: String(service.id).slice(0, 200), urls: [], asOf: dayOf(service.last_modified), verifiedOn, verifiedBy: verifiedOn === null ? null : "source", nextDue: null },
  };
}

/** An HSDS service as a record: whole when it carries fanal's profile; else in one language, the other left for another file. */
export function hsdsRecord(service: HsdsService, context: HsdsContext): { record: ServiceRecord } | { faults: Fault[] } {
  try {
    const record = isProfiled(service) ? profiledRecord(service) : build(service, context);
    const faults = recordFaults(record);
    return faults.length > 0 ? { faults } : { record };
  } catch (error) {
    if (error instanceof Refusal) return { faults: [error.fault] };
    // What is not shaped like HSDS at all (a list where an object should be) fails while being read.
    if (error instanceof TypeError) return { faults: [{ field: "record", reason: `not an HSDS service (${error.message})` }] };
    throw error;
  }
}

