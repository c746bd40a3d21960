import { fold } from "../../platform/i18n/fold.ts";
import { isUuid, uuidFor } from "../../platform/ids.ts";
import { LANGS, otherLang, type Lang } from "../../platform/i18n/lang.ts";
import { AREA_KINDS, type ServiceArea, type Territory } from "../../territory/index.ts";
import { NOTICES, POINT_SOURCES, TRANSLATION_STATES, VERIFICATION_METHODS, VISIBILITIES, type Hours, type Location, type Organization, type Phone, type ServiceAtLocation, type ServiceRecord } from "../directory.contract.ts";
import { canadianPostalCode, CONFIDENTIAL_NEED, dayOf, isReachable, languagesOf, municipalityOf, plain, webAddress } from "../hsds/hsds-service.ts";
import { Refusal } from "../hsds/hsds-refusal.ts";
import { parseOsmHours } from "../hours/hours-osm.ts";
import { isGovernment } from "../imports/government.ts";
import { phonesInText, readPhoneLine } from "../imports/phone-cells.ts";
import { findPoint } from "../imports/points.ts";
import { recordFaults, type Fault } from "../imports/record-check.ts";
import type { NeedGuesser } from "../need-guess.ts";
import type { CsvFieldKey, CsvMap, ValueSpec } from "./csv-map.ts";
import { allValues, firstValue, valuesOf, type Row } from "./csv-values.ts";

/*
 * The rows of one service as a record. What a cell says that cannot be used (an unknown area, a broken
 * web address) is left out and counted: a foreign file is never perfect, and its rows are worth having.
 */

export interface CsvContext {
  map: CsvMap;
  territory: Pick<Territory, "area" | "areasAt" | "postalPoint" | "resolve" | "resolveArea">;
  guess: NeedGuesser;
  /** Called with what was left out. */
  leftOut(field: string, value: string): void;
}

type PerLangName = "organization.name" | "organization.description" | "location.name" | "location.directions" | "location.accessibility" | "hoursNote" | `service.${"name" | "description" | "eligibility" | "fees" | "documents" | "application" | "notes" | "state"}`;

const SERVICE_TEXTS = ["description", "eligibility", "fees", "documents", "application", "notes"] as const;
const YES = /^(y|yes|o|oui|true|vrai|x|1)$/i;

/** A row seen through the map. */
class Cells {
  readonly row: Row;
  readonly context: CsvContext;
  readonly #fields: CsvMap["fields"];

  constructor(row: Row, context: CsvContext) {
    this.row = row;
    this.context = context;
    this.#fields = context.map.fields;
  }

  specs(field: CsvFieldKey): ValueSpec[] {
    return this.#fields.get(field) ?? [];
  }

  text(field: CsvFieldKey): string | null {
    return plain(firstValue(this.#fields.get(field), this.row));
  }

  perLang(field: PerLangName): { fr: string | null; en: string | null } {
    return { fr: this.text(`${field}.fr`), en: this.text(`${field}.en`) };
  }

  list(field: CsvFieldKey): string[] {
    return allValues(this.#fields.get(field), this.row);
  }

  isYes(field: CsvFieldKey): boolean {
    return YES.test(this.text(field) ?? "");
  }

  /** A value of a short list; left out when it is none of them. */
  oneOf<T extends string>(field: CsvFieldKey, known: readonly T[]): T | null {
    const text = this.text(field);
    const found = known.find((value) => value === text) ?? null;
    if (text !== null && found === null) this.context.leftOut(field, text);
    return found;
  }

  webAddress(field: CsvFieldKey): string | null {
    const text = this.text(field);
    try {
      return webAddress(text, field);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.context.leftOut(field, text!);
      return null;
    }
  }

  email(field: CsvFieldKey): string | null {
    const text = this.text(field)?.replace(/^mailto:/i, "") ?? null;
    if (text === null || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return text;
    this.context.leftOut(field, text);
    return null;
  }
}

/** A UUID stays; anything else becomes one that never changes. Two things of a row never share an id (`others`: keys used already). */
function idOf({ map: { source } }: CsvContext, kind: string, key: string, ...others: string[]): string {
  const id = key.trim().toLowerCase();
  return isUuid(id) && !others.some((other) => other.trim().toLowerCase() === id) ? id : uuidFor(source.id, kind, id);
}

function phonesOf(cells: Cells, field: "phones" | "organization.phones"): Phone[] {
  const phones = cells.specs(field).flatMap((spec) =>
    valuesOf(spec, cells.row).flatMap((value) => {
      const line = readPhoneLine(value);
      if (line) return [line];
      const fields = { ...(spec.kind ? { kind: spec.kind as Phone["kind"] } : {}), ...(spec.language ? { language: spec.language } : {}), ...(spec.label ? { note: spec.label } : {}) };
      const found = phonesInText(value, fields);
      if (found.length === 0) cells.context.leftOut(field, value);
      return found;
    }),
  );
  return [...new Map(phones.map((one) => [`${one.kind}${one.number}${one.extension}`, one])).values()].slice(0, 20);
}

function organizationNames(cells: Cells): { fr: string | null; en: string | null } {
  const own = cells.perLang("organization.name");
  return own.fr === null && own.en === null ? cells.perLang("service.name") : own;
}

function externalIds(cells: Cells): Record<string, string> {
  const neq = cells.text("organization.neq");
  const ids = cells.list("organization.ids").map((text) => [text.slice(0, text.indexOf("=")).trim(), text.slice(text.indexOf("=") + 1).trim()] as const);
  return Object.fromEntries([...ids.filter(([scheme, id]) => scheme !== "" && id !== ""), ...(neq === null ? [] : [["NEQ", neq] as const])]);
}

function organizationOf(cells: Cells, key: string): Organization {
  const names = organizationNames(cells);
  const name = names.fr ?? names.en;
  if (name === null) throw new Refusal("organization.name", "empty: every row needs a name");
  // A name of the service that stands for its organisation does not identify one: two towns have a "Bibliothèque municipale".
  const named = Object.values(cells.perLang("organization.name")).some((own) => own !== null);
  const description = cells.perLang("organization.description");
  const { lang } = cells.context.map;
  const text = (of: Lang) => (names[of] === null && description[of] === null ? null : { name: names[of] ?? name, description: description[of], state: of === lang ? ("written" as const) : ("translated" as const) });
  return {
    id: idOf(cells.context, "organization", cells.text("organization.key") ?? (named ? fold(name) : key), key),
    texts: { fr: text("fr"), en: text("en") },
    website: cells.webAddress("organization.website"),
    email: cells.email("organization.email"),
    phones: phonesOf(cells, "organization.phones"),
    government: isGovernment(name),
    externalIds: externalIds(cells),
  };
}

function textsOf(cells: Cells): ServiceRecord["texts"] {
  const own = cells.perLang("service.name");
  const names = own.fr === null && own.en === null ? organizationNames(cells) : own;
  const text = (lang: Lang): ServiceRecord["texts"]["fr"] => {
    const parts = Object.fromEntries(SERVICE_TEXTS.map((part) => [part, cells.text(`service.${part}.${lang}`)])) as Record<(typeof SERVICE_TEXTS)[number], string | null>;
    const name = names[lang] ?? (Object.values(parts).some((part) => part !== null) ? names[otherLang(lang)] : null);
    const state = cells.oneOf(`service.state.${lang}`, TRANSLATION_STATES) ?? (lang === cells.context.map.lang ? "written" : "translated");
    return name === null ? null : { name, ...parts, state };
  };
  return { fr: text("fr"), en: text("en") };
}

/** Needs by our codes or by words; without any, what the name and the description speak of. */
function needsOf(cells: Cells, texts: ServiceRecord["texts"]): string[] {
  const { guess, leftOut } = cells.context;
  const said = cells.list("needs").flatMap((value) => {
    const byTerm = guess.ofTerm(value, value);
    const found = byTerm.length > 0 ? byTerm : guess.ofText(value, "");
    if (found.length === 0) leftOut("needs", value);
    return found;
  });
  if (said.length > 0) return [...new Set(said)].slice(0, 20);
  const text = texts[cells.context.map.lang] ?? texts.fr ?? texts.en;
  return text ? guess.ofText(text.name, text.description ?? "") : [];
}

const CODED_AREA = /^([a-z]+):([^?]+)(\?)?$/;

function areaOf(value: string, kind: string | undefined, { territory, map }: CsvContext): ServiceArea | null {
  const coded = CODED_AREA.exec(value);
  if (coded) {
    const area = territory.resolveArea({ kind: coded[1]!, code: coded[2]!, name: coded[2]! });
    return area && { ...area, assumed: coded[3] !== undefined };
  }
  const named = kind === undefined ? null : territory.resolveArea({ kind, code: value, name: value });
  if (kind !== undefined) return named && { ...named, assumed: false };
  const [best] = value.length > 100 ? [] : territory.resolve(value, map.lang, 1);
  const found = AREA_KINDS.find((candidate) => candidate === best?.kind);
  return best && found && best.score >= 0.95 ? { kind: found, code: best.code, assumed: false } : null;
}

function areasOf(cells: Cells): ServiceArea[] {
  const areas = cells.specs("areas").flatMap((spec) =>
    valuesOf(spec, cells.row).flatMap((value) => {
      const area = areaOf(value, spec.kind, cells.context);
      if (area === null) cells.context.leftOut("areas", value);
      return area ?? [];
    }),
  );
  return [...new Map(areas.map((area) => [`${area.kind}:${area.code}`, area])).values()];
}

function coordinate(text: string | null, most: number): number | null {
  const number = Number((text ?? "").replace(",", ".") || Number.NaN);
  return Math.abs(number) <= most ? number : null;
}

function pointOf(cells: Cells): { lat: number; lon: number } | null {
  const [lat, lon] = [coordinate(cells.text("lat"), 90), coordinate(cells.text("lon"), 180)];
  return lat === null || lon === null || (lat === 0 && lon === 0) ? null : { lat, lon };
}

function municipality(cells: Cells, point: { lat: number; lon: number } | null): string | null {
  const { territory, leftOut } = cells.context;
  const said = cells.text("municipality");
  const named = said === null ? null : territory.resolveArea({ kind: "municipality", code: said, name: said });
  if (said !== null && named === null) leftOut("municipality", said);
  return named?.code ?? municipalityOf(point, cells.text("city"), territory);
}

function locationTexts(cells: Cells): Location["texts"] {
  const [names, directions, accessibility] = [cells.perLang("location.name"), cells.perLang("location.directions"), cells.perLang("location.accessibility")];
  const [fr, en] = LANGS.map((lang) => {
    const text = { name: names[lang], directions: directions[lang], accessibility: accessibility[lang] };
    return Object.values(text).some((part) => part !== null) ? text : null;
  });
  return { fr: fr!, en: en! };
}

function placeOf(cells: Cells, physical: boolean): Pick<Location, "lat" | "lon" | "pointSource" | "municipalityCode" | "postalCode"> {
  const own = pointOf(cells);
  const postalCode = canadianPostalCode(cells.text("postalCode"));
  const municipalityCode = municipality(cells, own);
  const point = own ? { ...own, source: cells.oneOf("point", POINT_SOURCES) ?? "exact" } : physical ? findPoint(cells.context.territory, { postalCode, municipality: municipalityCode }) : null;
  return { postalCode, municipalityCode, lat: point?.lat ?? null, lon: point?.lon ?? null, pointSource: point?.source ?? "none" };
}

function locationOf(cells: Cells, id: string, confidential: boolean): Location {
  const [address, city] = [cells.text("address"), cells.text("city")];
  const hidden = confidential || cells.isYes("confidential");
  const nowhere = !hidden && address === null && city === null && pointOf(cells) === null && cells.text("municipality") === null;
  const physical = !nowhere && !cells.isYes("virtual");
  // Where nobody may know, a point made from the town would only suggest a place.
  return { id, kind: physical ? "physical" : "virtual", confidential: hidden && physical, texts: locationTexts(cells), address, city, ...placeOf(cells, physical && !hidden) };
}

function hoursOf(cells: Cells): Hours | null {
  const text = cells.text("hours");
  const byAppointment = cells.isYes("byAppointment");
  if (text === null) return byAppointment ? { always: false, byAppointment, closedOnHolidays: null, rules: [] } : null;
  // What the notation cannot say is exported as JSON; the record's check looks at it.
  if (text.startsWith("{")) return jsonHours(text, cells);
  const parsed = parseOsmHours(text);
  if ("hours" in parsed) return { ...parsed.hours, byAppointment };
  cells.context.leftOut("hours", text);
  return null;
}

function jsonHours(text: string, cells: Cells): Hours | null {
  try {
    return JSON.parse(text) as Hours;
  } catch {
    cells.context.leftOut("hours", text);
    return null;
  }
}

function atOf(cells: Cells, key: string, confidential: boolean): ServiceAtLocation {
  const place = cells.text("place.key") ?? key;
  return {
    id: idOf(cells.context, "at", place, key),
    location: locationOf(cells, idOf(cells.context, "location", cells.text("location.key") ?? place, place, key), confidential),
    phones: phonesOf(cells, "phones"),
    hours: hoursOf(cells),
    hoursNote: cells.perLang("hoursNote"),
  };
}

function provenanceOf(cells: Cells, key: string): ServiceRecord["provenance"] {
  const { source } = cells.context.map;
  const verifiedOn = dayOf(cells.text("verifiedOn"));
  return {
    source: source.id,
    sourceId: key.slice(0, 200),
    urls: cells.list("urls").filter((url) => /^https?:\/\//.test(url)).slice(0, 30),
    asOf: cells.text("asOf") ?? source.asOf,
    verifiedOn,
    verifiedBy: verifiedOn === null ? null : (cells.oneOf("verifiedBy", VERIFICATION_METHODS) ?? "source"),
    nextDue: null,
  };
}

/** The key that says which rows are one service; null when the row has none. */
export function keyOf(row: Row, { fields }: CsvMap): string | null {
  return firstValue(fields.get("key"), row);
}

function build(rows: readonly Row[], key: string, context: CsvContext): ServiceRecord {
  const cells = new Cells(rows[0]!, context);
  const organization = organizationOf(cells, key);
  const texts = textsOf(cells);
  const needs = needsOf(cells, texts);
  const at = rows.map((row) => atOf(new Cells(row, context), key, needs.includes(CONFIDENTIAL_NEED)));
  const [website, email] = [cells.webAddress("website"), cells.email("email")];
  const presentable = needs.length > 0 && isReachable({ organization, email, website, at });
  const asked = cells.oneOf("visibility", VISIBILITIES);
  const visibility = presentable || (asked !== "published" && asked !== "publicWithNotice" && asked !== null) ? (asked ?? "publicWithNotice") : "draft";
  return {
    id: idOf(context, "service", key),
    organization,
    texts,
    needs,
    languages: languagesOf(cells.list("languages").map((code) => ({ code }))),
    website,
    email,
    areas: areasOf(cells),
    at,
    visibility,
    notice: visibility === "published" ? null : (cells.oneOf("notice", NOTICES) ?? "unverified"),
    provenance: provenanceOf(cells, key),
  };
}

/** The rows of one service (one a place) as a record, or why they cannot be one. */
export function csvRecord(rows: readonly Row[], key: string, context: CsvContext): { record: ServiceRecord } | { faults: Fault[] } {
  try {
    const record = build(rows, key, context);
    const faults = recordFaults(record);
    return faults.length > 0 ? { faults } : { record };
  } catch (error) {
    if (error instanceof Refusal) return { faults: [error.fault] };
    throw error;
  }
}
