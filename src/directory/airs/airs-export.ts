import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { otherLang, type Lang } from "../../platform/i18n/lang.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Territory } from "../../territory/index.ts";
import type { Hours, Phone, PublishedService, ServiceAtLocation } from "../directory.contract.ts";
import { toOsmHours } from "../hours/hours-osm-write.ts";
import type { Needs } from "../needs.ts";
import { readTaxonomy } from "../taxonomy/need-edits.store.ts";
import { createPublishedDirectory, toPublished } from "../published/published.ts";
import { readAllRecords } from "../records.store.ts";
import { AIRS_NAMESPACE, AIRS_VERSION, FANAL_NAMESPACE, WEEKDAYS } from "./airs.contract.ts";

/*
 * What is published as AIRS XML 3.1, in one language: agencies, their sites, the services at each. Where a text does
 * not exist in that language, the other language's is given rather than nothing.
 */

interface View {
  lang: Lang;
  needs: Needs;
  territory: Pick<Territory, "area">;
}

type Attributes = Record<string, string | null | undefined>;

// XML 1.0 has no way to write these characters.
// oxlint-disable-next-line no-control-regex
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escaped(text: string): string {
  return text.toWellFormed().replace(UNWRITABLE, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("\r", "");
}

/** An element; nothing when it has neither content nor attributes. Content that is text is escaped by `words`. */
function element(name: string, content: string, attributes: Attributes = {}): string {
  const said = Object.entries(attributes).filter(([, value]) => value !== null && value !== undefined && value !== "").map(([key, value]) => ` ${key}="${escaped(value!).replaceAll("\n", "&#10;")}"`).join("");
  if (content === "" && said === "") return "";
  return `<${name}${said}>${content}</${name}>\n`;
}

function words(name: string, text: string | null | undefined): string {
  return text ? element(name, escaped(text)) : "";
}

function inLang<T>(texts: Record<Lang, T | null>, lang: Lang): T | null {
  return texts[lang] ?? texts[otherLang(lang)];
}

const PHONE_TYPES: Record<Phone["kind"], string> = { voice: "Voice", tty: "TTY/TDD", sms: "Text", fax: "Fax" };

function phone({ number, extension, kind, language, note }: Phone, lang: Lang): string {
  const tollFree = /^\+18(00|33|44|55|66|77|88)/.test(number);
  return element("Phone", words("PhoneNumber", number) + words("Extension", extension) + words("Description", inLang(note, lang)) + words("Type", PHONE_TYPES[kind]), { TollFree: tollFree ? "true" : "false", Confidential: "false", "fanal:language": language });
}

/** Days for whoever reads AIRS, as far as it can say them; our attribute says all. */
function timeOpen({ hours, hoursNote }: ServiceAtLocation, lang: Lang): string {
  const weekly = (hours?.rules ?? []).filter(({ weeks, from, to }) => weeks === null && from === null && to === null);
  const spansOf = (day: number) => (hours?.always ? [{ opens: "00:00", closes: "24:00" }] : (weekly.findLast(({ days }) => days.includes(day))?.spans ?? []));
  const days = hours === null ? "" : WEEKDAYS.map((name, index) => spansOf(index + 1).map(({ opens, closes }) => element(name, words("From", opens) + words("To", closes))).join("")).join("");
  return element("TimeOpen", days + words("Notes", inLang(hoursNote, lang)), { "fanal:hours": hours === null ? null : wholeHours(hours), "fanal:byAppointment": hours?.byAppointment ? "true" : null });
}

function wholeHours(hours: Hours): string | null {
  const onlyAppointment = hours.byAppointment && !hours.always && hours.rules.length === 0 && hours.closedOnHolidays === null;
  return onlyAppointment ? null : (toOsmHours(hours) ?? JSON.stringify(hours));
}

const AREA_ELEMENTS: Record<PublishedService["areas"][number]["kind"], string> = { province: "State", region: "County", mrc: "County", municipality: "City", borough: "City", fsa: "ZipCode" };

function area({ kind, code, assumed }: PublishedService["areas"][number], { territory }: View): string {
  return element("GeographicAreaServed", words(AREA_ELEMENTS[kind], kind === "province" ? "QC" : (territory.area(kind, code)?.name ?? code)), { "fanal:area": `${kind}:${code}${assumed ? "?" : ""}` });
}

/** Our needs under our own list's name; never another's codes. */
function taxonomy(code: string, { needs, lang }: View): string {
  return element("Taxonomy", words("Code", code) + words("Name", needs.need(code)?.label[lang]), { "fanal:list": "fanal needs" });
}

function siteService(service: PublishedService, at: ServiceAtLocation, view: View): string {
  const { lang } = view;
  const text = inLang(service.texts, lang)!;
  const { verifiedOn, verifiedBy } = service.provenance;
  const content = [
    words("Key", at.id),
    words("Name", text.name),
    words("Description", text.description),
    at.phones.map((one) => phone(one, lang)).join(""),
    element("URL", words("Address", service.website)),
    element("Email", words("Address", service.email)),
    timeOpen(at, lang),
    service.needs.map((code) => taxonomy(code, view)).join(""),
    words("ApplicationProcess", text.application),
    words("EligibilityRequirements", text.eligibility),
    words("Fees", text.fees),
    words("DocumentsRequired", text.documents),
    element("Languages", service.languages.map((code) => words("Name", code)).join("")),
    service.areas.map((one) => area(one, view)).join(""),
    words("Notes", text.notes),
  ].join("");
  return element("SiteService", content, { ExcludeFromWebsite: "false", ExcludeFromDirectory: "false", "fanal:service": service.id, "fanal:verifiedOn": verifiedOn, "fanal:verifiedBy": verifiedBy, "fanal:notice": service.notice });
}

function whereabouts({ location }: ServiceAtLocation, lang: Lang): string {
  const text = inLang(location.texts, lang);
  if (location.kind === "virtual") return element("NoPhysicalAddress", words("Explanation", "Offered from a distance"));
  if (location.confidential) return element("PhysicalAddress", words("ReasonWithheld", "Confidential"), { Confidential: "true" });
  const address = words("Line1", location.address) + words("City", location.city) + words("State", "QC") + words("ZipCode", location.postalCode) + words("Country", "CA");
  const spatial = location.lat === null ? "" : element("SpatialLocation", words("Latitude", String(location.lat)) + words("Longitude", String(location.lon)), { "fanal:point": location.pointSource });
  return element("PhysicalAddress", address, { Confidential: "false" }) + words("DisabilitiesAccess", text?.accessibility) + words("PhysicalLocationDescription", text?.directions) + spatial;
}

function site(offers: readonly { service: PublishedService; at: ServiceAtLocation }[], view: View): string {
  const { at } = offers[0]!;
  const content = words("Key", at.location.id) + words("Name", at.location.confidential ? null : inLang(at.location.texts, view.lang)?.name) + whereabouts(at, view.lang);
  return element("Site", content + offers.map((offer) => siteService(offer.service, offer.at, view)).join(""), { ExcludeFromWebsite: "false", ExcludeFromDirectory: "false", "fanal:municipality": at.location.municipalityCode });
}

function agency(services: readonly PublishedService[], view: View): string {
  const { organization } = services[0]!;
  const text = inLang(organization.texts, view.lang)!;
  const bySite = new Map<string, { service: PublishedService; at: ServiceAtLocation }[]>();
  for (const service of services) for (const at of service.at) bySite.set(at.location.id, [...(bySite.get(at.location.id) ?? []), { service, at }]);
  const content = [
    words("Key", organization.id),
    words("Name", text.name),
    words("AgencyDescription", text.description),
    organization.phones.map((one) => phone(one, view.lang)).join(""),
    element("URL", words("Address", organization.website)),
    element("Email", words("Address", organization.email)),
    [...bySite.values()].map((offers) => site(offers, view)).join(""),
  ].join("");
  return element("Agency", content, { ExcludeFromWebsite: "false", ExcludeFromDirectory: "false" });
}

/** Writes what is published as AIRS XML. Returns agencies and services written. Never what is confidential. */
export async function exportAirs(platform: Platform, territory: Territory, path: string, lang: Lang): Promise<{ agencies: number; services: number }> {
  const needs = await readTaxonomy(platform.pool);
  const published = createPublishedDirectory();
  const services: PublishedService[] = [];
  await readAllRecords(platform.pool, (page) => void services.push(...page.map((stored) => toPublished(stored, needs.isSensitive)).filter((service) => service !== null)));
  published.load({ services, retired: [], asOf: null });
  const view: View = { lang, needs, territory };
  const file = createWriteStream(path);
  await once(file, "open");
  const put = async (text: string) => void (file.write(text) || (await once(file, "drain")));
  await put(`<?xml version="1.0" encoding="UTF-8"?>\n<Source xmlns="${AIRS_NAMESPACE}" xmlns:fanal="${FANAL_NAMESPACE}" SchemaVersion="${AIRS_VERSION}" ConfidentialIncluded="false">\n`);
  const organizations = [...published.organizations()].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const { id } of organizations) await put(agency(published.organization(id)!.services.toSorted((a, b) => (a.id < b.id ? -1 : 1)), view));
  await put("</Source>\n");
  file.end();
  await once(file, "finish");
  return { agencies: organizations.length, services: services.length };
}
