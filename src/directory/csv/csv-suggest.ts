import { fold } from "../../platform/i18n/fold.ts";
import type { CsvMap } from "./csv-map.ts";

/** What headers usually say, in French and in English, the surest first; each field takes the first column that fits. */
const USUAL: [RegExp, string][] = [
  [/^(service )?(id|uuid|key|identifiant|numero|no|code)$|^(services?|record|row|source|fiche|osm) (id|uuid)$|^id (du )?service$/, "key"],
  [/^(org(ani[sz]ation|anisme)?|agency|agence) (id|uuid|key)$|^id (de l )?(organi[sz]ation|organisme)$/, "organization.key"],
  [/^(org(ani[sz]ation|anisme)?|agency|agence|provider)( name| nom)?$|^nom (de l |d )?(organi[sz]ation|organisme)$/, "organization.name"],
  [/^(service name|program(me)? name|program(me)?|nom (du )?service|service)$/, "service.name"],
  [/^(location name|site name|facility name|nom|name|title|titre|place|lieu)$/, "service.name"],
  [/descri(ption|ptif)|^about$|^mission$/, "service.description"],
  [/eligib|clientele|admissib|who can/, "service.eligibility"],
  [/^(fees?|frais|cost|couts?|tarifs?)\b/, "service.fees"],
  [/^(categor(y|ies)|categories?|needs?|besoins?|type|types|kind|subject|problem codes|service problem codes|type raw|osm type|theme|themes)$/, "needs"],
  [/^(languages?|langues?)( spoken| parlees)?$/, "languages"],
  [/^(address|adresse|street( address)?|rue|location address|addr( street)?|adresse civique)( 1)?$/, "address"],
  [/^(city|ville|town|locality)$/, "city"],
  [/^(postal ?code|code postal|zip( ?code)?|cp)$/, "postalCode"],
  [/^(municipalit[yé]? code|municipality code|code municipal(ite)?|municipalite|municipality)$/, "municipality"],
  [/^(lat|latitude|y)$/, "lat"],
  [/^(lon|lng|long|longitude|x)$/, "lon"],
  [/^(tele)?phone( number| principal)?s?$|^tel$|^phones$|^telephones?( principal)?$/, "phones"],
  [/^(service )?(e ?mail|courriel)( address)?$/, "email"],
  [/^(location |service )?(web ?site|site web|url|web)( address)?$|^website address$/, "website"],
  [/^(opening )?hours|^heures|^horaire|hours of operation/, "hoursNote"],
  [/^(service areas?|areas? served|territoire( desservi)?|counties|mrc)$/, "areas"],
];

/** Texts of a header that need no quotes in YAML. */
function quoted(name: string): string {
  return /^[A-Za-z_][\w .-]*$/.test(name) && name.trim() === name ? name : JSON.stringify(name);
}

/** A first map for a file, from the names of its columns; what no rule knows is listed to be placed by hand. */
export function suggestMap(header: readonly string[], file: Pick<CsvMap, "encoding" | "delimiter">): string {
  const fields = new Map<string, string>();
  const placed = new Set<string>();
  for (const [pattern, field] of USUAL) {
    const column = header.find((name) => !placed.has(name) && pattern.test(fold(name)));
    if (column === undefined || fields.has(field)) continue;
    fields.set(field, column);
    placed.add(column);
  }
  const left = header.filter((name) => name !== "" && !placed.has(name));
  return [
    "# A first map, from the names of the columns: read it, correct it, then try it with --dry-run.",
    "source:",
    "  id: my-source            # short, for ever",
    "  name: Name of the source",
    "  owner: Who keeps it",
    "  licence: its licence",
    "  priority: 50             # the higher wins",
    "file:",
    `  encoding: ${file.encoding}`,
    `  delimiter: ${file.delimiter === "\t" ? "tab" : JSON.stringify(file.delimiter)}`,
    "  lang: fr                 # language of the texts",
    "fields:",
    ...(fields.has("key") ? [] : ["  key:                     # TODO: the column (or a template of several) that tells a row for ever"]),
    ...(fields.has("organization.name") || fields.has("service.name") ? [] : ["  organization.name:       # TODO"]),
    ...[...fields].map(([field, column]) => `  ${field}: ${quoted(column)}`),
    ...(left.length > 0 ? [`# columns without a field: ${left.join(", ")}`] : []),
  ].join("\n");
}

/** The delimiter that a first line most likely uses. */
export function likelyDelimiter(firstLine: string): string {
  const counts = [",", ";", "\t", "|"].map((delimiter) => ({ delimiter, count: firstLine.split(delimiter).length }));
  return counts.sort((a, b) => b.count - a.count)[0]!.delimiter;
}

/** The encoding that a file's first bytes are most likely in. */
export function likelyEncoding(start: Buffer): CsvMap["encoding"] {
  try {
    // The last character may be cut: it is not counted.
    new TextDecoder("utf-8", { fatal: true }).decode(start.subarray(0, Math.max(0, start.length - 4)), { stream: true });
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}
