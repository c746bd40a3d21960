import { fold } from "../../../platform/i18n/fold.ts";
import { isUuid } from "../../../platform/ids.ts";
import type { PerLang } from "../../../platform/i18n/lang.ts";
import { badParameter, contradiction, repeatedParameter, unknownParameter } from "./hsds-errors.ts";

/*
 * The parameters that HSDS documents for its API, read strictly: a parameter that would be ignored,
 * or a value that would be guessed, is refused with a sentence.
 */

export const MOST_PER_PAGE = 100;
const USUAL_PER_PAGE = 50;
/** A page of ids and dates is small: a mirror reads them all at once. */
export const MOST_MINIMAL_PER_PAGE = 10_000;
const LONGEST_SEARCH = 200;
const DEEPEST_PAGE = 1_000_000;
const FARTHEST = 1_000_000;

export interface HsdsQuery {
  /** Folded words that must all be there. */
  search: string[];
  page: number;
  perPage: number;
  format: "json" | "ndjson";
  taxonomy_term_id: string | null;
  taxonomy_id: string | null;
  organization_id: string | null;
  /** Instant in ms. */
  modified_after: number | null;
  minimal: boolean;
  full: boolean;
  full_service: boolean;
  top_only: boolean;
  parent_id: string | null;
  /** `A1A 1A1` or `A1A`. */
  postcode: string | null;
  /** Metres. */
  proximity: number | null;
}

export type ParameterName = Exclude<keyof HsdsQuery, "perPage"> | "per_page";

interface Parameter {
  /** JSON Schema, for the OpenAPI document. */
  schema: object;
  say: PerLang<string>;
}

const boolean = { type: "boolean", default: false };
const uuid = { type: "string", format: "uuid" };

/** Every parameter, as HSDS describes it and as it works here. */
export const PARAMETERS: Record<ParameterName, Parameter> = {
  search: { schema: { type: "string", maxLength: LONGEST_SEARCH }, say: { fr: "Mots qui doivent tous se trouver dans les noms ou les descriptions, en français ou en anglais; accents et majuscules ne comptent pas.", en: "Words that must all be in the names or descriptions, in French or in English; accents and capitals do not count." } },
  page: { schema: { type: "integer", minimum: 1, default: 1 }, say: { fr: "Numéro de la page.", en: "Page number." } },
  per_page: { schema: { type: "integer", minimum: 1, maximum: MOST_MINIMAL_PER_PAGE, default: USUAL_PER_PAGE }, say: { fr: `Nombre de résultats par page, jusqu’à ${MOST_PER_PAGE} (${USUAL_PER_PAGE} si vous ne dites rien); avec minimal, jusqu’à ${MOST_MINIMAL_PER_PAGE}.`, en: `Results in a page, up to ${MOST_PER_PAGE} (${USUAL_PER_PAGE} if you say nothing); with minimal, up to ${MOST_MINIMAL_PER_PAGE}.` } },
  format: { schema: { type: "string", enum: ["json", "ndjson"], default: "json" }, say: { fr: "json, ou ndjson : tous les résultats à la suite, un par ligne, sans pages.", en: "json, or ndjson: all results one after the other, one a line, without pages." } },
  taxonomy_term_id: { schema: uuid, say: { fr: "Ce qui répond à ce besoin, ou à un besoin qu’il contient.", en: "What meets this need, or a need within it." } },
  taxonomy_id: { schema: uuid, say: { fr: "Ce qui porte un terme de cette taxonomie.", en: "What has any term of this taxonomy." } },
  organization_id: { schema: uuid, say: { fr: "Les services de cet organisme.", en: "This organization’s services." } },
  modified_after: { schema: { type: "string", format: "date-time" }, say: { fr: "Ce qui a changé à ce moment ou après : 2026-11-24 ou 2026-11-24T15:30:00Z.", en: "What changed at or after this time: 2026-11-24 or 2026-11-24T15:30:00Z." } },
  minimal: { schema: boolean, say: { fr: "Seulement id et modified_date, pour tenir une copie à jour.", en: "Only id and modified_date, to keep a copy up to date." } },
  full: { schema: boolean, say: { fr: "Tout ce qui s’y rattache, comme dans la réponse pour un seul.", en: "With all that belongs to it, as in the answer for a single one." } },
  full_service: { schema: boolean, say: { fr: "L’organisme avec ses services au complet.", en: "The organization with its services in full." } },
  top_only: { schema: boolean, say: { fr: "Seulement les besoins du premier niveau.", en: "Only top-level needs." } },
  parent_id: { schema: uuid, say: { fr: "Les besoins que contient celui-ci.", en: "The needs within this one." } },
  postcode: { schema: { type: "string", pattern: "^[A-Za-z]\\d[A-Za-z]( ?\\d[A-Za-z]\\d)?$" }, say: { fr: "Code postal du domicile, complet ou ses trois premiers caractères : seulement ce qui accueille les gens de là, ou dont le territoire n’est pas connu.", en: "Postal code of a home, whole or its first three characters: only what accepts people from there, or whose area is not known." } },
  proximity: { schema: { type: "number", exclusiveMinimum: 0, maximum: FARTHEST }, say: { fr: "Mètres autour du milieu de postcode : seulement les lieux dont le point est publié.", en: "Metres around the middle of postcode: only places whose point is published." } },
};

const WANTED = {
  uuid: { fr: "un identifiant comme 3f7b145d-84af-42d7-8fae-eaca714b02b2", en: "an id such as 3f7b145d-84af-42d7-8fae-eaca714b02b2" },
  boolean: { fr: "true ou false", en: "true or false" },
  format: { fr: "json ou ndjson", en: "json or ndjson" },
  date: { fr: "une date comme 2026-11-24 ou 2026-11-24T15:30:00Z", en: "a date such as 2026-11-24 or 2026-11-24T15:30:00Z" },
  search: { fr: `un mot ou plus, ${LONGEST_SEARCH} caractères au plus`, en: `a word or more, ${LONGEST_SEARCH} characters at most` },
  postcode: { fr: "un code postal comme J3P 1A1, ou J3P", en: "a postal code such as J3P 1A1, or J3P" },
  proximity: { fr: `un nombre de mètres, de 1 à ${FARTHEST}`, en: `a number of metres, from 1 to ${FARTHEST}` },
  lang: { fr: "fr ou en", en: "fr or en" },
};

function whole(name: string, text: string, most: number): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= 1 && value <= most) return value;
  throw badParameter(name, text, { fr: `un nombre entier de 1 à ${most}`, en: `a whole number from 1 to ${most}` });
}

function uuidOf(name: string, text: string): string {
  const id = text.trim().toLowerCase();
  if (!isUuid(id)) throw badParameter(name, text, WANTED.uuid);
  return id;
}

function truth(name: string, text: string): boolean {
  if (text !== "true" && text !== "false") throw badParameter(name, text, WANTED.boolean);
  return text === "true";
}

/** A date alone begins at midnight, universal time; so does a time without a zone mean that one. */
function instant(name: string, text: string): number {
  const match = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text.trim().replace(/ (?=\d{2}:?\d{2}$)/, "+"));
  const day = match && new Date(`${match[1]}T00:00:00Z`);
  const exists = day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(match[1]!);
  const value = exists ? Date.parse(match[2] === undefined || match[5] !== undefined ? match[0] : `${match[0]}Z`) : Number.NaN;
  if (Number.isNaN(value)) throw badParameter(name, text, WANTED.date);
  return value;
}

function wordsOf(name: string, text: string): string[] {
  const words = fold(text).split(" ").filter(Boolean);
  if (words.length === 0 || text.length > LONGEST_SEARCH) throw badParameter(name, text, WANTED.search);
  return words;
}

function postcodeOf(name: string, text: string): string {
  const match = /^([A-Z]\d[A-Z])[ -]?(\d[A-Z]\d)?$/.exec(text.trim().toUpperCase());
  if (!match) throw badParameter(name, text, WANTED.postcode);
  return match[2] === undefined ? match[1]! : `${match[1]} ${match[2]}`;
}

function metres(name: string, text: string): number {
  const value = Number(text);
  if (!/^\d{1,7}(\.\d{1,3})?$/.test(text) || value <= 0 || value > FARTHEST) throw badParameter(name, text, WANTED.proximity);
  return value;
}

function formatOf(name: string, text: string): "json" | "ndjson" {
  if (text !== "json" && text !== "ndjson") throw badParameter(name, text, WANTED.format);
  return text;
}

/** The texts of an address's query that are allowed there; `lang` is allowed everywhere. */
function textsOf(raw: unknown, allowed: readonly ParameterName[]): Partial<Record<ParameterName, string>> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw as Record<string, unknown>)) {
    if (name !== "lang" && !allowed.includes(name as ParameterName)) throw unknownParameter(name, allowed);
    if (typeof value !== "string") throw repeatedParameter(name);
    texts[name] = value;
  }
  const lang = texts["lang"];
  if (lang !== undefined && lang !== "fr" && lang !== "en") throw badParameter("lang", lang, WANTED.lang);
  return texts;
}

function refuseContradictions(query: HsdsQuery, texts: Partial<Record<ParameterName, string>>): void {
  if (query.minimal && query.full) throw contradiction({ fr: "Choisissez minimal ou full, pas les deux.", en: "Choose minimal or full, not both." });
  if (query.format === "ndjson" && (texts.page ?? texts.per_page) !== undefined) throw contradiction({ fr: "format=ndjson donne tout, sans pages : enlevez page et per_page.", en: "format=ndjson gives everything, without pages: leave page and per_page out." });
  if (query.proximity !== null && query.postcode === null) throw contradiction({ fr: "proximity se mesure à partir d’un code postal : ajoutez postcode.", en: "proximity is measured from a postal code: add postcode." });
}

/** Reads what an address asks; throws what is wrong with it, for the reader. */
export function readHsdsQuery(raw: unknown, allowed: readonly ParameterName[]): HsdsQuery {
  const texts = textsOf(raw, allowed);
  const given = <Name extends ParameterName, Value>(name: Name, read: (name: string, text: string) => Value): Value | null => (texts[name] === undefined ? null : read(name, texts[name]));
  const minimal = given("minimal", truth) ?? false;
  const most = minimal ? MOST_MINIMAL_PER_PAGE : MOST_PER_PAGE;
  const query: HsdsQuery = {
    search: given("search", wordsOf) ?? [],
    page: given("page", (name, text) => whole(name, text, DEEPEST_PAGE)) ?? 1,
    perPage: given("per_page", (name, text) => whole(name, text, most)) ?? (minimal ? most : USUAL_PER_PAGE),
    format: given("format", formatOf) ?? "json",
    taxonomy_term_id: given("taxonomy_term_id", uuidOf),
    taxonomy_id: given("taxonomy_id", uuidOf),
    organization_id: given("organization_id", uuidOf),
    modified_after: given("modified_after", instant),
    minimal,
    full: given("full", truth) ?? false,
    full_service: given("full_service", truth) ?? false,
    top_only: given("top_only", truth) ?? false,
    parent_id: given("parent_id", uuidOf),
    postcode: given("postcode", postcodeOf),
    proximity: given("proximity", metres),
  };
  refuseContradictions(query, texts);
  return query;
}
