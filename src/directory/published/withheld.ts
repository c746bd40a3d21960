import { fold } from "../../platform/i18n/fold.ts";
import type { Location, Organization, Phone, ServiceRecord } from "../directory.contract.ts";
import { shown, streetLines, tellsPlace, tellsStreet, tokensOf, withoutPlace, type StreetLine } from "./street-line.ts";

/*
 * A record without anything that tells where the confidential places of its organisation are (decision 14).
 */

/** A confidential place, as the records that must not tell it know it. */
export interface HiddenPlace {
  /** A service of the organisation is there; else the place answers at a number of the organisation's. */
  own: boolean;
  address: string | null;
  city: string | null;
  postalCode: string | null;
  /** Only where it is exact. */
  point: { lat: number; lon: number } | null;
  directions: string[];
}

/** Directions shorter than this (folded) are everyday words: "au sous-sol". */
const TELLING = 12;
/** About 30 m, in degrees of latitude. */
const SAME_SPOT = 0.0003;

const NAME_WITHHELD = { fr: "Nom confidentiel", en: "Name withheld" };

type Texts = Record<string, unknown>;
type PerLang<T> = { fr: T | null; en: T | null };

/** What to ask of a text or a location. */
interface Secrets {
  isTold(text: string): boolean;
  /** A name is not dropped: it says the rest. */
  cutFrom(name: string): string;
  isAt(location: Location): boolean;
}

/** As a reader reads it: without the signs of a web address. */
function readable(text: string): string {
  return shown(text.replace(/(?:%[0-9a-f]{2})+/gi, (signs) => {
    try {
      return decodeURIComponent(signs);
    } catch {
      return " ";
    }
  }));
}

const POSTAL_CODE = /[a-z]\d[a-z]\W{0,3}\d[a-z]\d/gi;
const bareCode = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]/g, "");
/** Degrees as a link or a text would begin them. */
const begun = (degrees: number) => String(Math.trunc(degrees * 1000) / 1000);

const linesOf = (places: readonly HiddenPlace[]): StreetLine[] => places.flatMap(({ address, city }) => (address === null ? [] : streetLines(address, city)));
const tidy = (name: string) => name.replace(/\s+/g, " ").replace(/\(\s*\)/g, "").replace(/^[\s,;:–—-]+|[\s,;:–—-]+$/g, "");

/** A name without the addresses and postal codes in it; "" when nothing else is left. */
function cutName(name: string, lines: readonly StreetLine[], tellsCode: (text: string) => boolean): string {
  const tokens = tokensOf(shown(name));
  if (!lines.some((line) => tellsPlace(tokens, line)) && !tellsCode(name)) return name;
  const cut = lines.reduce(withoutPlace, shown(name)).replace(POSTAL_CODE, (code) => (tellsCode(code) ? " " : code));
  return tellsCode(cut) ? "" : tidy(cut);
}

/** A text without a number tells an address as soon as it names the street. */
function tellsAddress(address: string, lines: readonly StreetLine[]): boolean {
  const tokens = tokensOf(shown(address));
  return lines.some((line) => (/\d/.test(address) ? tellsPlace : tellsStreet)(tokens, line));
}

function secretsOf(places: readonly HiddenPlace[]): Secrets {
  const [lines, own] = [linesOf(places), linesOf(places.filter((place) => place.own))];
  const codes = places.flatMap(({ postalCode }) => (postalCode === null ? [] : [bareCode(postalCode)]));
  const points = places.flatMap(({ point }) => (point === null ? [] : [point]));
  const directions = places.flatMap((place) => place.directions.map(fold)).filter((text) => text.length >= TELLING);
  const tellsCode = (text: string) => codes.some((code) => bareCode(text).includes(code));
  const tellsLine = (text: string) => {
    const tokens = tokensOf(text);
    return own.some((line) => tellsStreet(tokens, line)) || lines.some((line) => tellsPlace(tokens, line));
  };
  return {
    isTold: (written) => {
      const text = readable(written);
      return tellsLine(text) || tellsCode(text) || directions.some((words) => fold(text).includes(words)) || points.some(({ lat, lon }) => text.includes(begun(lat)) && text.includes(begun(lon)));
    },
    cutFrom: (name) => cutName(name, lines, tellsCode),
    isAt: ({ address, city, postalCode, lat, lon, pointSource }) =>
      [address, city].some((text) => text !== null && tellsAddress(text, lines)) ||
      (address === null && postalCode !== null && tellsCode(postalCode)) ||
      (pointSource === "exact" && points.some((point) => Math.abs(point.lat - lat!) < SAME_SPOT && Math.abs(point.lon - lon!) < SAME_SPOT)),
  };
}

function withoutWhereabouts(location: Location): Location {
  return {
    ...location,
    confidential: true,
    texts: { fr: null, en: null },
    address: null,
    city: null,
    postalCode: null,
    municipalityCode: null,
    lat: null,
    lon: null,
    pointSource: "none",
  };
}

/** Ways to take the secrets out of each kind of thing. */
function cleaning(secrets: Secrets) {
  const untold = (text: string | null) => (text !== null && secrets.isTold(text) ? null : text);
  /** A field that tells goes whole: what is left of it could tell still. */
  const fields = <T extends Texts>(text: T | null) => (text === null ? null : (Object.fromEntries(Object.entries(text).map(([key, value]) => [key, key !== "name" && typeof value === "string" ? untold(value) : value])) as T));
  const note = <T extends Texts>(text: T) => fields(text)!;
  const named = <T extends { name: string }>(texts: PerLang<T>): PerLang<T> => {
    const of = (lang: "fr" | "en") => {
      const text = fields(texts[lang]);
      return text && { ...text, name: secrets.cutFrom(text.name) || NAME_WITHHELD[lang] };
    };
    return { fr: of("fr"), en: of("en") };
  };
  const phones = (all: Phone[]) => all.map((phone) => ({ ...phone, note: note(phone.note) }));
  const place = (text: Location["texts"]["fr"]) => text && { ...note(text), name: untold(text.name) };
  return {
    untold,
    note,
    named,
    phones,
    location: (location: Location): Location => (location.confidential || secrets.isAt(location) ? withoutWhereabouts(location) : { ...location, texts: { fr: place(location.texts.fr), en: place(location.texts.en) } }),
    ids: (ids: Organization["externalIds"]) => Object.fromEntries(Object.entries(ids).filter(([, id]) => !secrets.isTold(id))),
  };
}

/** A record as it may leave the server, given where its organisation's confidential places are. */
export function withoutSecrets(record: ServiceRecord, places: readonly HiddenPlace[]): ServiceRecord {
  if (places.length === 0) return record;
  const { untold, note, named, phones, location, ids } = cleaning(secretsOf(places));
  const { organization, provenance } = record;
  return {
    ...record,
    texts: named(record.texts),
    website: untold(record.website),
    email: untold(record.email),
    organization: { ...organization, texts: named(organization.texts), website: untold(organization.website), email: untold(organization.email), phones: phones(organization.phones), externalIds: ids(organization.externalIds) },
    // A page that the record was read from may name the address: no link to it.
    provenance: { ...provenance, sourceId: untold(provenance.sourceId), urls: places.some(({ own }) => own) ? [] : provenance.urls.filter((url) => untold(url) !== null) },
    at: record.at.map((offered) => ({ ...offered, phones: phones(offered.phones), hoursNote: note(offered.hoursNote), location: location(offered.location) })),
  };
}
