import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Platform } from "../../platform/platform.ts";
import { formatPhone } from "../../platform/i18n/format.ts";
import { sheetCell } from "../../platform/sheet.ts";
import type { Territory } from "../../territory/index.ts";
import type { PublishedService, ServiceAtLocation } from "../directory.contract.ts";
import { toOsmHours } from "../hours/hours-osm-write.ts";
import { phoneLine } from "../imports/phone-cells.ts";
import { readTaxonomy } from "../taxonomy/need-edits.store.ts";
import { toPublished } from "../published/published.ts";
import { readAllRecords } from "../records.store.ts";

/*
 * The public directory as one sheet: a line for each place of each service, in both languages.
 * data/import-maps/fanal.yaml reads it back.
 */

interface Line {
  service: PublishedService;
  at: ServiceAtLocation;
  areaName(kind: PublishedService["areas"][number]["kind"], code: string): string;
}

const YES = "yes";
const lines = (values: readonly string[]) => values.join("\n");

function perLang(name: string, text: (line: Line, lang: Lang) => string | null | undefined): [string, (line: Line) => string | null | undefined][] {
  return [[`${name}_fr`, (line) => text(line, "fr")], [`${name}_en`, (line) => text(line, "en")]];
}

/** Columns in order; those that only help a reader are not read back: `main_phone`, `area_names`, `source`, `updated`. */
const COLUMNS: [string, (line: Line) => string | number | null | undefined][] = [
  ["service_id", ({ service }) => service.id],
  ["place_id", ({ at }) => at.id],
  ...perLang("organization", ({ service }, lang) => service.organization.texts[lang]?.name),
  ...perLang("service", ({ service }, lang) => service.texts[lang]?.name),
  ...perLang("description", ({ service }, lang) => service.texts[lang]?.description),
  ["main_phone", ({ at, service }) => [...at.phones, ...service.organization.phones].slice(0, 1).map(({ number, extension }) => formatPhone(number).replaceAll("\u00a0", " ") + (extension ? ` #${extension}` : "")).join("")],
  ["address", ({ at }) => at.location.address],
  ["city", ({ at }) => at.location.city],
  ["postal_code", ({ at }) => at.location.postalCode],
  ["municipality_code", ({ at }) => at.location.municipalityCode],
  ["needs", ({ service }) => service.needs.join("; ")],
  ["area_names", ({ service, areaName }) => service.areas.map(({ kind, code }) => areaName(kind, code)).join("; ")],
  ["areas", ({ service }) => service.areas.map(({ kind, code, assumed }) => `${kind}:${code}${assumed ? "?" : ""}`).join("; ")],
  ...perLang("eligibility", ({ service }, lang) => service.texts[lang]?.eligibility),
  ...perLang("fees", ({ service }, lang) => service.texts[lang]?.fees),
  ...perLang("documents", ({ service }, lang) => service.texts[lang]?.documents),
  ...perLang("application", ({ service }, lang) => service.texts[lang]?.application),
  ...perLang("notes", ({ service }, lang) => service.texts[lang]?.notes),
  ...perLang("text_state", ({ service }, lang) => service.texts[lang]?.state),
  ["languages", ({ service }) => service.languages.join("; ")],
  ...perLang("hours_note", ({ at }, lang) => at.hoursNote[lang]),
  ["hours", ({ at }) => (at.hours === null || isOnlyAppointment(at.hours) ? null : (toOsmHours(at.hours) ?? JSON.stringify(at.hours)))],
  ["by_appointment", ({ at }) => (at.hours?.byAppointment ? YES : null)],
  ["phones", ({ at }) => lines(at.phones.map(phoneLine))],
  ["website", ({ service }) => service.website],
  ["email", ({ service }) => service.email],
  ...perLang("location", ({ at }, lang) => at.location.texts[lang]?.name),
  ...perLang("directions", ({ at }, lang) => at.location.texts[lang]?.directions),
  ...perLang("accessibility", ({ at }, lang) => at.location.texts[lang]?.accessibility),
  ["latitude", ({ at }) => at.location.lat],
  ["longitude", ({ at }) => at.location.lon],
  ["point_source", ({ at }) => (at.location.lat === null ? null : at.location.pointSource)],
  ["confidential", ({ at }) => (at.location.confidential ? YES : null)],
  ["virtual", ({ at }) => (at.location.kind === "virtual" ? YES : null)],
  ["location_id", ({ at }) => at.location.id],
  ["organization_id", ({ service }) => service.organization.id],
  ...perLang("organization_description", ({ service }, lang) => service.organization.texts[lang]?.description),
  ["organization_website", ({ service }) => service.organization.website],
  ["organization_email", ({ service }) => service.organization.email],
  ["organization_phones", ({ service }) => lines(service.organization.phones.map(phoneLine))],
  ["organization_ids", ({ service }) => Object.entries(service.organization.externalIds).map(([scheme, id]) => `${scheme}=${id}`).join("; ")],
  ["visibility", ({ service }) => (service.notice === null ? "published" : "publicWithNotice")],
  ["notice", ({ service }) => service.notice],
  ["urls", ({ service }) => lines(service.provenance.urls)],
  ["as_of", ({ service }) => service.provenance.asOf],
  ["verified_on", ({ service }) => service.provenance.verifiedOn],
  ["verified_by", ({ service }) => service.provenance.verifiedBy],
  ["source", ({ service }) => service.provenance.source],
  ["updated", ({ service }) => service.updatedAt.slice(0, 10)],
];

function isOnlyAppointment(hours: NonNullable<ServiceAtLocation["hours"]>): boolean {
  return hours.byAppointment && !hours.always && hours.rules.length === 0 && hours.closedOnHolidays === null;
}

/** The lines of one service in the sheet. */
function sheetLines(service: PublishedService, territory: Pick<Territory, "area">): string {
  const areaName: Line["areaName"] = (kind, code) => territory.area(kind, code)?.name ?? code;
  return service.at.map((at) => `${COLUMNS.map(([, cell]) => sheetCell(cell({ service, at, areaName }))).join(",")}\r\n`).join("");
}

/** Writes what is published as a CSV that spreadsheets open (UTF-8 with its mark). Returns services and lines written. */
export async function exportCsv(platform: Platform, territory: Territory, path: string): Promise<{ services: number; places: number }> {
  const needs = await readTaxonomy(platform.pool);
  const file = createWriteStream(path);
  const written = { services: 0, places: 0 };
  const put = async (text: string) => void (text === "" || file.write(text) || (await once(file, "drain")));
  await once(file, "open");
  await put(`\ufeff${COLUMNS.map(([name]) => name).join(",")}\r\n`);
  await readAllRecords(platform.pool, async (page) => {
    const services = page.map((stored) => toPublished(stored, needs.isSensitive)).filter((service) => service !== null);
    written.services += services.length;
    written.places += services.reduce((sum, { at }) => sum + at.length, 0);
    await put(services.map((service) => sheetLines(service, territory)).join(""));
  });
  file.end();
  await once(file, "finish");
  return written;
}
