import { FanalError } from "../platform/errors.ts";
import { isLang } from "../platform/i18n/lang.ts";
import { sayAll } from "./home.ts";
import { DEEPEST_OFFSET, MOST_RESULTS, TEXT_LIMIT, USUAL_RESULTS, type SearchQuery } from "./search.contract.ts";
import { SUGGESTED, type SuggestedKind } from "./suggest.ts";

/** Words of an address as the server parsed them; a word said twice is a list. */
export type RawQuery = Readonly<Record<string, string | string[] | undefined>>;

function first(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value)?.trim() ?? "";
}

function readText(raw: RawQuery, name: string): string {
  const text = first(raw[name]);
  if (text.length > TEXT_LIMIT) throw new FanalError("tooLong", 400, sayAll((t) => t.tooLong(TEXT_LIMIT)));
  return text;
}

/** What a question being typed asks suggestions for. */
export interface TypedQuery {
  q: string;
  lang: SearchQuery["lang"];
  kinds: readonly SuggestedKind[];
}

const KINDS = new RegExp(`^(?:(?:^|,)(?:${SUGGESTED.join("|")}))+$`);

/** Reads `q`, `lang` and `kind` (several with commas; all unless said). @throws FanalError `tooLong`, `badChoice` (400) */
export function readTyped(raw: RawQuery): TypedQuery {
  const kinds = readChoice(raw, "kind", KINDS, SUGGESTED.join(", "));
  return { q: readText(raw, "q"), lang: readLang(raw), kinds: kinds === "" ? SUGGESTED : SUGGESTED.filter((kind) => kinds.split(",").includes(kind)) };
}

function readLang(raw: RawQuery): SearchQuery["lang"] {
  const lang = readChoice(raw, "lang", /^(fr|en)$/, "fr, en");
  return isLang(lang) ? lang : "fr";
}

function readNumber(raw: RawQuery, name: string, least: number, most: number, usual: number): number {
  const text = first(raw[name]);
  if (text === "") return usual;
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most)) throw new FanalError("badNumber", 400, sayAll((t) => t.number(name, least, most)));
  return number;
}

function readChoice(raw: RawQuery, name: string, pattern: RegExp, choices: string): string {
  const text = first(raw[name]);
  if (text !== "" && !pattern.test(text)) throw new FanalError("badChoice", 400, sayAll((t) => t.choice(name, choices)));
  return text;
}

/** Needs, said several times or in a list with commas. */
function readNeeds(raw: RawQuery): string[] {
  const values = [raw["need"] ?? []].flat().flatMap((value) => value.split(","));
  return [...new Set(values.map((code) => code.trim()).filter((code) => code !== ""))].slice(0, 20);
}

/**
 * Reads the address of a search.
 * @throws FanalError `tooLong`, `badNumber`, `badChoice` (400)
 */
export function readSearchQuery(raw: RawQuery): SearchQuery {
  return {
    lang: readLang(raw),
    q: readText(raw, "q"),
    place: readText(raw, "place"),
    needs: readNeeds(raw),
    openNow: readChoice(raw, "open", /^now$/, "now") === "now",
    language: readChoice(raw, "language", /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, "fr, en, es…") || null,
    limit: readNumber(raw, "limit", 1, MOST_RESULTS, USUAL_RESULTS),
    offset: readNumber(raw, "offset", 0, DEEPEST_OFFSET, 0),
  };
}
