import { LANGS, type PerLang } from "../../../platform/i18n/lang.ts";
import { COLLECTIONS, type CollectionName } from "./hsds-collections.ts";
import { PARAMETERS, type ParameterName } from "./hsds-query.ts";

/*
 * Every public JSON address, as the OpenAPI document and the page for developers describe it.
 */

export interface ApiParameter {
  name: string;
  in: "query" | "path";
  required?: boolean;
  schema: object;
  say: PerLang<string>;
}

export interface ApiRoute {
  /** As in OpenAPI: `/hsds/services/{id}`. */
  path: string;
  say: PerLang<string>;
  parameters: ApiParameter[];
  /** JSON Schema of the answer; `schemas` is where the HSDS schemas are. */
  answer: (schemas: string) => object;
  /** Also given as NDJSON: one such object a line. */
  line?: (schemas: string) => object;
  /** Refusals it may give. */
  errors: (400 | 404 | 410 | 429)[];
}

const text = { type: "string" };
const LANG: ApiParameter = { name: "lang", in: "query", schema: { type: "string", enum: LANGS }, say: { fr: "Langue de la réponse; sinon l’en-tête Accept-Language, sinon le français.", en: "Language of the answer; else the Accept-Language header, else French." } };
const ID: ApiParameter = { name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" }, say: { fr: "Identifiant.", en: "Id." } };

function query(name: string, say: PerLang<string>, schema: object = text, required = false): ApiParameter {
  return { name, in: "query", say, schema, ...(required ? { required } : {}) };
}

function hsdsParameters(names: readonly ParameterName[]): ApiParameter[] {
  return [...names.map((name) => query(name, PARAMETERS[name].say, PARAMETERS[name].schema)), LANG];
}

const PAGE = {
  total_items: { type: "integer" },
  total_pages: { type: "integer" },
  page_number: { type: "integer" },
  size: { type: "integer" },
  first_page: { type: "boolean" },
  last_page: { type: "boolean" },
  empty: { type: "boolean" },
};

/** What a service is in a list with `minimal`. */
const MINIMAL = { type: "object", properties: { id: { type: "string", format: "uuid" }, modified_date: { type: "string", format: "date-time" } }, required: ["id", "modified_date"] };

const ONE_OF: Record<CollectionName, { schema: string; list: PerLang<string>; single: PerLang<string> }> = {
  services: { schema: "service.json", list: { fr: "Les services et leur organisme, sans les lieux ni les téléphones. Avec full, tout y est.", en: "Services and their organization, without places and phones. With full, everything is there." }, single: { fr: "Un service et tout ce qui s’y rattache.", en: "A service and all that belongs to it." } },
  organizations: { schema: "organization.json", list: { fr: "Les organismes.", en: "Organizations." }, single: { fr: "Un organisme et la liste de ses services.", en: "An organization and the list of its services." } },
  service_at_locations: { schema: "service_at_location.json", list: { fr: "Les services aux endroits où ils sont offerts; près d’un code postal, et pour les gens de là.", en: "Services at the places where they are offered; near a postal code, and for people from there." }, single: { fr: "Un service à un endroit et tout ce qui s’y rattache.", en: "A service at a place and all that belongs to it." } },
  taxonomies: { schema: "taxonomy.json", list: { fr: "Les taxonomies : une seule, celle des besoins.", en: "Taxonomies: one only, that of needs." }, single: { fr: "La taxonomie.", en: "The taxonomy." } },
  taxonomy_terms: { schema: "taxonomy_term.json", list: { fr: "Les besoins, en deux niveaux.", en: "Needs, on two levels." }, single: { fr: "Un besoin.", en: "A need." } },
};

function collectionRoutes(name: CollectionName): ApiRoute[] {
  const { schema, list, single } = ONE_OF[name];
  const { parameters, singleParameters } = COLLECTIONS[name];
  const one = (schemas: string) => ({ $ref: `${schemas}${schema}` });
  const item = (schemas: string) => (name === "services" ? { anyOf: [one(schemas), MINIMAL] } : one(schemas));
  return [
    {
      path: `/hsds/${name}`,
      say: list,
      parameters: hsdsParameters(parameters),
      answer: (schemas) => ({ type: "object", properties: { ...PAGE, contents: { type: "array", items: item(schemas) } }, required: [...Object.keys(PAGE), "contents"] }),
      line: item,
      errors: [400, 429],
    },
    { path: `/hsds/${name}/{id}`, say: single, parameters: [ID, ...hsdsParameters(singleParameters)], answer: one, errors: name === "services" || name === "organizations" ? [400, 404, 410, 429] : [400, 404, 429] },
  ];
}

const HSDS_ROUTES: ApiRoute[] = [
  { path: "/hsds", say: { fr: "La version de HSDS, l’adresse du profil et celle de ce document.", en: "The version of HSDS, the address of the profile and of this document." }, parameters: [], answer: () => ({ type: "object", properties: { version: text, profile: { type: "string", format: "uri" }, openapi_url: { type: "string", format: "uri" } }, required: ["version", "profile", "openapi_url"] }), errors: [429] },
  ...(Object.keys(COLLECTIONS) as CollectionName[]).flatMap(collectionRoutes),
  { path: "/hsds/profile", say: { fr: "Ce que fanal ajoute à HSDS.", en: "What fanal adds to HSDS." }, parameters: [], answer: () => ({ type: "object", properties: { id: text, hsds_version: text, extensions: { type: "object" }, fields: { type: "object" } }, required: ["id", "hsds_version", "extensions", "fields"] }), errors: [429] },
  { path: "/hsds/schema/{name}", say: { fr: "Les schémas JSON de HSDS 3.1, tels quels (CC BY-SA 4.0).", en: "The JSON Schemas of HSDS 3.1, as they are (CC BY-SA 4.0)." }, parameters: [{ name: "name", in: "path", required: true, schema: { ...text, examples: ["service.json"] }, say: { fr: "service.json, organization.json…", en: "service.json, organization.json…" } }], answer: () => ({ type: "object" }), errors: [404, 429] },
];

const PLACE: ApiParameter = query("place", { fr: "Domicile : ville, quartier, code postal, ou kind:code d’un lieu (municipality:53052).", en: "Home: town, neighbourhood, postal code, or kind:code of a place (municipality:53052)." });
const listOf = (name: string, item: object) => ({ type: "object", properties: { [name]: { type: "array", items: item } }, required: [name] });

const SUGGESTION = {
  type: "object",
  properties: { kind: { enum: ["need", "organization", "service", "place"] }, id: text, text, detail: { type: ["string", "null"] } },
  required: ["kind", "id", "text", "detail"],
};

const PHONE = {
  type: "object",
  properties: { kind: { enum: ["voice", "tty", "sms"] }, number: { ...text, examples: ["+14505550100"] }, extension: { type: ["string", "null"] }, label: text, note: { type: ["string", "null"] } },
  required: ["kind", "number", "extension", "label", "note"],
};

const OTHER_ROUTES: ApiRoute[] = [
  {
    path: "/api/search",
    say: { fr: "Cherche comme la page : comprend le besoin et le lieu, classe les services, dit pourquoi.", en: "Searches as the page does: understands the need and the place, ranks services, says why." },
    parameters: [
      query("q", { fr: "La question, en mots de tous les jours, 200 caractères au plus.", en: "The question, in everyday words, 200 characters at most." }),
      PLACE,
      query("need", { fr: "Code d’un besoin; plusieurs, séparés par des virgules.", en: "Code of a need; several, with commas." }),
      query("open", { fr: "now : seulement ce qui est ouvert maintenant.", en: "now: only what is open now." }, { type: "string", enum: ["now"] }),
      query("language", { fr: "Langue du service (en, es…).", en: "Language of the service (en, es…)." }),
      query("limit", { fr: "Nombre de résultats.", en: "Number of results." }, { type: "integer", minimum: 1, maximum: 50, default: 10 }),
      query("offset", { fr: "Résultats à sauter.", en: "Results to skip." }, { type: "integer", minimum: 0, maximum: 1000, default: 0 }),
      LANG,
    ],
    answer: () => ({ type: "object", properties: { query: { type: "object" }, total: { type: "integer" }, facets: { type: "object" }, results: { type: "array", items: { type: "object", properties: { id: text, service: { type: "object" }, organization: { type: "object" }, needs: { type: "array", items: text }, serves: { enum: ["yes", "assumed", "unknown", "no"] }, phones: { type: "array", items: PHONE } }, required: ["id", "service", "organization", "serves", "phones"] } } }, required: ["query", "total", "facets", "results"] }),
    errors: [400],
  },
  {
    path: "/api/places",
    say: { fr: "Quels lieux un texte peut désigner, le plus sûr d’abord.", en: "Which places a text may mean, the surest first." },
    parameters: [query("q", { fr: "Ville, quartier, code postal ou adresse.", en: "Town, neighbourhood, postal code or address." }, { ...text, maxLength: 200, examples: ["Sorel-Tracy"] }, true), LANG],
    answer: () => listOf("candidates", { type: "object", properties: { kind: text, code: text, name: text, context: text, lat: { type: ["number", "null"] }, lon: { type: ["number", "null"] }, score: { type: "number" } }, required: ["kind", "code", "name", "score"] }),
    errors: [400],
  },
  { path: "/api/suggest", say: { fr: "Des suites possibles à ce que la personne tape.", en: "What the person may be about to type." }, parameters: [query("q", { fr: "Le début de la question.", en: "The beginning of the question." }, { ...text, examples: ["fai"] }, true), query("kind", { fr: "Seulement ces sortes : need, organization, service, place (séparées par des virgules).", en: "Only these kinds: need, organization, service, place (separated by commas)." }, { ...text, examples: ["place"] }), LANG], answer: () => ({ type: "object", properties: { suggestions: { type: "array", items: SUGGESTION } }, required: ["suggestions"] }), errors: [400] },
  { path: "/oembed", say: { fr: "De quoi intégrer une page de fanal dans une autre (oEmbed 1.0).", en: "What it takes to embed a page of fanal in another (oEmbed 1.0)." }, parameters: [query("url", { fr: "Adresse de la page.", en: "Address of the page." }, { type: "string", format: "uri" }, true), query("format", { fr: "json.", en: "json." }), query("maxwidth", { fr: "Largeur au plus (pixels).", en: "Widest (pixels)." }, { type: "integer" }), query("maxheight", { fr: "Hauteur au plus (pixels).", en: "Tallest (pixels)." }, { type: "integer" })], answer: () => ({ type: "object", properties: { version: { const: "1.0" }, type: text, html: text }, required: ["version", "type"] }), errors: [400, 404] },
  { path: "/health/live", say: { fr: "Le serveur répond-il? Pour qui l’exploite.", en: "Does the server answer? For whoever runs it." }, parameters: [], answer: () => ({ type: "object", properties: { live: { type: "boolean" } }, required: ["live"] }), errors: [] },
  { path: "/health/ready", say: { fr: "Peut-il servir? Dit aussi si la base de données répond.", en: "Can it serve? Also says whether the database answers." }, parameters: [], answer: () => ({ type: "object", properties: { ready: { type: "boolean" }, database: { enum: ["up", "down"] } }, required: ["ready", "database"] }), errors: [] },
];

/** Every address that may be described; those that a server does not have are left out of its documents. */
export const API_ROUTES: readonly ApiRoute[] = [...HSDS_ROUTES, ...OTHER_ROUTES];

/** `/hsds/services/{id}` as the router writes it. */
export function routerPath({ path }: ApiRoute): string {
  return path.replace(/\{(\w+)\}/g, ":$1");
}
