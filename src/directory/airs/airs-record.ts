import { isUuid, uuidFor } from "../../platform/ids.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import { AREA_KINDS, type ServiceArea, type Territory } from "../../territory/index.ts";
import { NOTICES, POINT_SOURCES, VERIFICATION_METHODS, type Hours, type HoursRule, type Location, type Organization, type Phone, type ServiceAtLocation, type ServiceRecord } from "../directory.contract.ts";
import { canadianPostalCode, CONFIDENTIAL_NEED, dayOf, isReachable, languagesOf, municipalityOf, plain, webAddress } from "../hsds/hsds-service.ts";
import { Refusal } from "../hsds/hsds-refusal.ts";
import { parseOsmHours } from "../hours/hours-osm.ts";
import { isGovernment } from "../imports/government.ts";
import { phonesInText } from "../imports/phone-cells.ts";
import { findPoint } from "../imports/points.ts";
import { recordFaults, type Fault } from "../imports/record-check.ts";
import type { NeedGuesser } from "../need-guess.ts";
import { WEEKDAYS } from "./airs.contract.ts";
import type { XmlElement } from "./airs-xml.ts";

/*
 * An AIRS agency with its sites and their services, as records: one for each service, with every site that offers it.
 */

export interface AirsContext {
  /** Whose records they are; keys that are not UUIDs are unique within it. */
  source: string;
  lang: Lang;
  territory: Pick<Territory, "area" | "areasAt" | "postalPoint" | "resolve" | "resolveArea">;
  guess: NeedGuesser;
  leftOut(field: string, value: string): void;
}

function all(element: XmlElement, ...names: string[]): XmlElement[] {
  return element.children.filter(({ name }) => names.includes(name));
}

function first(element: XmlElement, ...names: string[]): XmlElement | null {
  return all(element, ...names)[0] ?? null;
}

/** The words of the first of these elements that has any. */
function text(element: XmlElement | null, ...names: string[]): string | null {
  for (const child of element ? all(element, ...names) : []) {
    const words = plain(child.text) ?? (child.children.length > 0 ? plain(child.children.map(({ text: inner }) => plain(inner)).filter(Boolean).join(", ")) : null);
    if (words !== null) return words;
  }
  return null;
}

function isTrue(element: XmlElement | null, attribute: string): boolean {
  return /^(true|1|yes)$/i.test(element?.attributes[attribute] ?? "");
}

function idOf({ source }: AirsContext, kind: string, key: string | null, field: string): string {
  if (key === null) throw new Refusal(field, "missing");
  const id = key.toLowerCase();
  return isUuid(id) ? id : uuidFor(source, kind, id);
}

const PHONE_KINDS: [RegExp, Phone["kind"]][] = [[/fax|télécop/i, "fax"], [/tty|tdd|ats/i, "tty"], [/text|sms/i, "sms"]];

function phoneOf(element: XmlElement, { lang, leftOut }: AirsContext): Phone[] {
  // A number that its source keeps to itself is not ours to show.
  if (isTrue(element, "Confidential")) return [];
  const number = text(element, "PhoneNumber");
  if (number === null) return [];
  const kind = PHONE_KINDS.find(([pattern]) => pattern.test(text(element, "Type") ?? ""))?.[1] ?? "voice";
  const language = element.attributes["fanal:language"];
  const found = phonesInText(number, { kind, language: language === "fr" || language === "en" ? language : null });
  if (found.length === 0) leftOut("Phone", number);
  const extension = text(element, "Extension")?.replace(/\D/g, "").slice(0, 12) || null;
  const note = text(element, "Description")?.slice(0, 500) ?? null;
  return found.slice(0, 1).map((one) => ({ ...one, extension: extension ?? one.extension, note: { fr: null, en: null, [lang]: note } }));
}

function phonesOf(elements: readonly (XmlElement | null)[], context: AirsContext): Phone[] {
  const phones = elements.flatMap((element) => (element ? all(element, "Phone").flatMap((phone) => phoneOf(phone, context)) : []));
  return [...new Map(phones.map((one) => [`${one.kind}${one.number}${one.extension}`, one])).values()].slice(0, 20);
}

/** `<URL><Address>…` or `<URL>…`; a broken one is left out. */
function addressIn(element: XmlElement, name: "URL" | "Email", { leftOut }: AirsContext): string | null {
  const found = first(element, name);
  const address = found && (text(found, "Address") ?? plain(found.text));
  if (!address) return null;
  try {
    const read = name === "URL" ? webAddress(address, name) : address.replace(/^mailto:/i, "");
    if (name === "URL" || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(read!)) return read;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  leftOut(name, address);
  return null;
}

function perLang<T>(lang: Lang, value: T | null): { fr: T | null; en: T | null } {
  return { fr: null, en: null, [lang]: value };
}

function organizationOf(agency: XmlElement, context: AirsContext): Organization {
  const name = text(agency, "Name");
  if (name === null) throw new Refusal("Agency/Name", "missing");
  return {
    id: idOf(context, "organization", text(agency, "Key"), "Agency/Key"),
    texts: perLang(context.lang, { name, description: text(agency, "AgencyDescription"), state: "written" as const }),
    website: addressIn(agency, "URL", context),
    email: addressIn(agency, "Email", context),
    phones: phonesOf([agency], context),
    government: isGovernment(name),
    externalIds: {},
  };
}

/** `9:00 AM`, `17:30`, `1730` → `09:00`, `17:30`; null when it is no time. */
function timeOf(words: string | null): string | null {
  const match = /^(\d{1,2})(?:[:h]?(\d{2}))?(?::\d{2})?\s*(am|pm)?$/i.exec(words?.replace(/[.\s]/g, "") ?? "");
  if (!match) return null;
  const half = match[3]?.toLowerCase();
  const hour = half ? (Number(match[1]) % 12) + (half === "pm" ? 12 : 0) : Number(match[1]);
  const minute = Number(match[2] ?? 0);
  return hour * 60 + minute > 1440 || minute > 59 ? null : `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

function dayRules(element: XmlElement): HoursRule[] {
  const spansOf = (day: string) => all(element, day).flatMap((span) => {
    const [opens, closes] = [timeOf(text(span, "From")), timeOf(text(span, "To"))];
    return opens !== null && closes !== null && opens !== "24:00" ? [{ opens, closes }] : [];
  });
  const bySpans = new Map<string, HoursRule>();
  for (const [index, day] of WEEKDAYS.entries()) {
    const spans = spansOf(day);
    if (spans.length === 0) continue;
    const rule = bySpans.get(JSON.stringify(spans)) ?? { days: [], holidays: false, weeks: null, from: null, to: null, spans };
    rule.days.push(index + 1);
    bySpans.set(JSON.stringify(spans), rule);
  }
  return [...bySpans.values()];
}

/** Our own attribute says the hours whole; other files give days. */
function hoursOf(element: XmlElement | null, { leftOut }: AirsContext): Hours | null {
  if (!element) return null;
  const own = element.attributes["fanal:hours"];
  const byAppointment = isTrue(element, "fanal:byAppointment");
  if (own?.startsWith("{")) {
    try {
      return JSON.parse(own) as Hours;
    } catch {
      leftOut("TimeOpen", own);
    }
  } else if (own !== undefined) {
    const parsed = parseOsmHours(own);
    if ("hours" in parsed) return { ...parsed.hours, byAppointment };
  }
  const rules = dayRules(element);
  return rules.length > 0 || byAppointment ? { always: false, byAppointment, closedOnHolidays: null, rules } : null;
}

function seasonNote(service: XmlElement): string | null {
  const season = first(service, "Seasonal");
  return season && [text(season, "Description"), [text(season, "StartDate"), text(season, "EndDate")].filter(Boolean).join(" – ")].filter(Boolean).join(" ");
}

function pointOf(site: XmlElement): { lat: number; lon: number; source: Location["pointSource"] } | null {
  const spatial = first(site, "SpatialLocation");
  const [lat, lon] = [Number(text(spatial, "Latitude") ?? Number.NaN), Number(text(spatial, "Longitude") ?? Number.NaN)];
  if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180) || (lat === 0 && lon === 0)) return null;
  return { lat, lon, source: POINT_SOURCES.find((source) => source === spatial!.attributes["fanal:point"]) ?? "exact" };
}

function locationTexts(site: XmlElement, lang: Lang): Location["texts"] {
  const directions = [text(site, "PhysicalLocationDescription"), text(site, "BusServiceAccess"), text(site, "PublicAccessToTransportation")].filter(Boolean).join(" ") || null;
  const words = { name: text(site, "Name"), directions, accessibility: text(site, "DisabilitiesAccess") };
  return perLang(lang, Object.values(words).some((part) => part !== null) ? words : null);
}

function addressOf(site: XmlElement): Pick<Location, "address" | "city" | "postalCode"> & { withheld: boolean } {
  const address = first(site, "PhysicalAddress");
  return {
    withheld: isTrue(address, "Confidential") || isTrue(site, "Confidential"),
    address: ["PreAddressLine", "Line1", "Line2"].map((line) => text(address, line)).filter(Boolean).join(", ") || null,
    city: text(address, "City"),
    postalCode: canadianPostalCode(text(address, "ZipCode")),
  };
}

/** The site's own point, or the finest that its address gives; none where nobody may know. */
function pointFor(site: XmlElement, at: { postalCode: string | null; municipalityCode: string | null }, guessed: boolean, { territory }: AirsContext): Pick<Location, "lat" | "lon" | "pointSource"> {
  const point = pointOf(site) ?? (guessed ? findPoint(territory, { postalCode: at.postalCode, municipality: at.municipalityCode }) : null);
  return point ? { lat: point.lat, lon: point.lon, pointSource: point.source } : { lat: null, lon: null, pointSource: "none" };
}

function locationOf(site: XmlElement, context: AirsContext, confidential: boolean): Location {
  const { withheld, ...where } = addressOf(site);
  const own = pointOf(site);
  const physical = withheld || own !== null || Object.values(where).some((part) => part !== null);
  const hidden = (withheld || confidential) && physical;
  const municipalityCode = site.attributes["fanal:municipality"] ?? municipalityOf(own, where.city, context.territory);
  return {
    id: idOf(context, "location", text(site, "Key"), "Site/Key"),
    kind: physical ? "physical" : "virtual",
    confidential: hidden,
    texts: locationTexts(site, context.lang),
    ...where,
    municipalityCode,
    ...pointFor(site, { postalCode: where.postalCode, municipalityCode }, physical && !hidden, context),
  };
}

/** Codes of other lists are licensed to their owners: only the words of their terms are looked at. */
function needsOf(service: XmlElement, name: string, { guess }: AirsContext): string[] {
  const stated = all(service, "Taxonomy").flatMap((term) => guess.ofTerm(text(term, "Code"), text(term, "Name", "Term")));
  return [...new Set(stated.length > 0 ? stated : guess.ofText(name, text(service, "Description") ?? ""))].slice(0, 20);
}

const AREA_ELEMENTS: [string, string[]][] = [["State", ["province"]], ["County", ["mrc", "region"]], ["City", ["municipality", "borough"]], ["ZipCode", ["fsa"]]];

function areaOf(element: XmlElement, { territory, leftOut }: AirsContext): ServiceArea | null {
  const own = /^([a-z]+):([^?]+)(\?)?$/.exec(element.attributes["fanal:area"] ?? "");
  const coded = own && territory.resolveArea({ kind: own[1]!, code: own[2]! });
  if (coded) return { ...coded, assumed: own![3] !== undefined };
  // The finest that is said: a city is named with its state.
  for (const [name, kinds] of AREA_ELEMENTS.toReversed()) {
    const said = text(element, name);
    if (said === null) continue;
    for (const kind of kinds) {
      const area = territory.resolveArea({ kind, code: said, name: said });
      if (area && AREA_KINDS.includes(area.kind)) return { ...area, assumed: false };
    }
    leftOut("GeographicAreaServed", said);
    return null;
  }
  return null;
}

function areasOf(service: XmlElement, context: AirsContext): ServiceArea[] {
  const areas = all(service, "GeographicAreaServed").map((element) => areaOf(element, context)).filter((area) => area !== null);
  return [...new Map(areas.map((area) => [`${area.kind}:${area.code}`, area])).values()];
}

interface Offer {
  site: XmlElement;
  service: XmlElement;
}

function atOf({ site, service }: Offer, context: AirsContext, confidential: boolean): ServiceAtLocation {
  const hours = first(service, "TimeOpen") ?? first(site, "TimeOpen");
  const note = [text(hours, "Notes"), seasonNote(service)].filter(Boolean).join(" ").slice(0, 1000) || null;
  return {
    id: idOf(context, "at", text(service, "Key"), "SiteService/Key"),
    location: locationOf(site, context, confidential),
    phones: phonesOf([service, service.attributes["fanal:service"] ? null : site], context),
    hours: hoursOf(hours, context),
    hoursNote: perLang(context.lang, note),
  };
}

function textsOf(service: XmlElement, name: string, lang: Lang): ServiceRecord["texts"] {
  return perLang(lang, {
    name,
    description: text(service, "Description"),
    eligibility: text(service, "EligibilityRequirements", "Eligibility"),
    fees: text(service, "Fees", "FeeStructure"),
    documents: text(service, "DocumentsRequired"),
    application: text(service, "ApplicationProcess", "IntakeProcess", "IntakeProcedure"),
    notes: text(service, "Notes"),
    state: "written" as const,
  });
}

function build(agency: XmlElement, organization: Organization, offers: readonly Offer[], key: string, context: AirsContext): ServiceRecord {
  const { site, service } = offers[0]!;
  const name = text(service, "Name") ?? organization.texts[context.lang]!.name;
  const needs = needsOf(service, name, context);
  const at = offers.map((offer) => atOf(offer, context, needs.includes(CONFIDENTIAL_NEED)));
  const [website, email] = [addressIn(service, "URL", context), addressIn(service, "Email", context)];
  const languages = [...all(service, "Languages"), ...all(site, "Languages")].slice(0, 1).flatMap((list) => all(list, "Name").map(({ text: code }) => ({ code: code.trim() })));
  const verifiedOn = dayOf(service.attributes["fanal:verifiedOn"]);
  const excluded = [agency, site, service].some((element) => isTrue(element, "ExcludeFromWebsite") || isTrue(element, "ExcludeFromDirectory"));
  const presentable = needs.length > 0 && isReachable({ organization, email, website, at });
  const notice = NOTICES.find((known) => known === service.attributes["fanal:notice"]) ?? (verifiedOn === null ? "unverified" : null);
  return {
    id: idOf(context, "service", key, "SiteService/Key"),
    organization,
    texts: textsOf(service, name, context.lang),
    needs,
    languages: languagesOf(languages),
    website,
    email,
    areas: areasOf(service, context),
    at,
    visibility: excluded ? "hidden" : !presentable ? "draft" : notice === null ? "published" : "publicWithNotice",
    notice: notice ?? (presentable ? null : "unverified"),
    provenance: { source: context.source, sourceId: key.slice(0, 200), urls: [], asOf: null, verifiedOn, verifiedBy: verifiedOn === null ? null : (VERIFICATION_METHODS.find((method) => method === service.attributes["fanal:verifiedBy"]) ?? "source"), nextDue: null },
  };
}

/** The services of an agency, each with the sites that offer it. A key of ours joins them; elsewhere each stands alone. */
function offersOf(agency: XmlElement): Map<string, Offer[]> {
  const offers = new Map<string, Offer[]>();
  for (const site of all(agency, "Site")) {
    for (const service of all(site, "SiteService")) {
      const key = service.attributes["fanal:service"] ?? text(service, "Key") ?? "";
      offers.set(key, [...(offers.get(key) ?? []), { site, service }]);
    }
  }
  return offers;
}

function isGarbled(element: XmlElement): boolean {
  return element.text.includes("\ufffd") || element.children.some(isGarbled);
}

/** What an agency becomes: a record a service, or why it cannot be one, with the line where each begins. */
export function airsRecords(agency: XmlElement, context: AirsContext): ({ line: number } & ({ record: ServiceRecord } | { faults: Fault[] }))[] {
  const attempt = (line: number, make: () => ServiceRecord): { line: number } & ({ record: ServiceRecord } | { faults: Fault[] }) => {
    try {
      const record = make();
      const faults = recordFaults(record);
      return faults.length > 0 ? { line, faults } : { line, record };
    } catch (error) {
      if (error instanceof Refusal) return { line, faults: [error.fault] };
      throw error;
    }
  };
  if (isGarbled(agency)) return [{ line: agency.line, faults: [{ field: "Agency", reason: "holds bytes that are not in the encoding that the file says; save it as UTF-8" }] }];
  return [...offersOf(agency)].map(([key, offers]) =>
    attempt(offers[0]!.service.line, () => {
      if (key === "") throw new Refusal("SiteService/Key", "missing");
      return build(agency, organizationOf(agency, context), offers, key, context);
    }),
  );
}
