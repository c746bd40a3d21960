import type { Lang, PerLang } from "../../../platform/i18n/lang.ts";
import type { ApiParameter, ApiRoute } from "./api-routes.ts";

/*
 * The OpenAPI 3.1 document of every public JSON route.
 */

const INFO: PerLang<{ title: string; description: string }> = {
  fr: { title: "API ouverte de fanal", description: "Le répertoire d’un 211 en HSDS 3.1, avec le profil bilingue de fanal, et la recherche. Lecture seule, sans clé ni témoin. Les erreurs sont {\"error\":{\"id\",\"message\"}}." },
  en: { title: "fanal open API", description: "The directory of a 211 in HSDS 3.1, with fanal’s bilingual profile, and search. Read only, no key, no cookie. Errors are {\"error\":{\"id\",\"message\"}}." },
};

const REFUSALS: Record<number, { name: string; say: PerLang<string> }> = {
  400: { name: "BadRequest", say: { fr: "Un paramètre est inconnu, mal écrit ou hors limites; le message dit quoi écrire.", en: "A parameter is unknown, badly written or out of range; the message says what to write." } },
  404: { name: "NotFound", say: { fr: "Rien de publié ne porte cet identifiant.", en: "Nothing published has this id." } },
  410: { name: "Gone", say: { fr: "La fiche a été retirée; l’en-tête Link mène à celle qui la remplace, s’il y en a une.", en: "The record was withdrawn; the Link header leads to what replaces it, if anything does." } },
  429: { name: "TooManyRequests", say: { fr: "Trop de demandes du même réseau; Retry-After dit quand recommencer.", en: "Too many requests from one network; Retry-After says when to try again." } },
};

const NOT_MODIFIED: PerLang<string> = { fr: "Rien n’a changé depuis la réponse dont vous donnez l’étiquette (If-None-Match).", en: "Nothing has changed since the answer whose tag you give (If-None-Match)." };
const ANSWER: PerLang<string> = { fr: "La réponse.", en: "The answer." };

function parameter({ say, ...given }: ApiParameter, lang: Lang): object {
  return { ...given, description: say[lang] };
}

function operationId(path: string): string {
  return `get${path.replace(/\{(\w+)\}/g, "by_$1").replace(/(?:^|[/_.])(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
}

function operation(route: ApiRoute, lang: Lang, schemas: string): object {
  const json = { "application/json": { schema: route.answer(schemas) } };
  const content = route.line ? { ...json, "application/x-ndjson": { schema: route.line(schemas) } } : json;
  const tagged = route.path.startsWith("/hsds") ? { "304": { description: NOT_MODIFIED[lang] } } : {};
  const refusals = Object.fromEntries(route.errors.map((status) => [String(status), { $ref: `#/components/responses/${REFUSALS[status]!.name}` }]));
  return { get: { operationId: operationId(route.path), summary: route.say[lang], parameters: route.parameters.map((one) => parameter(one, lang)), responses: { "200": { description: ANSWER[lang], content }, ...tagged, ...refusals } } };
}

/** The document for the routes that a server has, in the reader's language. */
export function openApiDocument(routes: readonly ApiRoute[], publicUrl: string, lang: Lang): object {
  const error = { type: "object", properties: { error: { type: "object", properties: { id: { type: "string" }, message: { type: "string" } }, required: ["id", "message"] } }, required: ["error"] };
  const refusal = ({ say }: (typeof REFUSALS)[number]) => ({ description: say[lang], content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } } });
  return {
    openapi: "3.1.0",
    info: { ...INFO[lang], version: "1" },
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    externalDocs: { url: `${publicUrl}/${lang}/api` },
    servers: [{ url: publicUrl }],
    paths: Object.fromEntries(routes.map((route) => [route.path, operation(route, lang, `${publicUrl}/hsds/schema/`)])),
    components: { schemas: { Error: error }, responses: Object.fromEntries(Object.values(REFUSALS).map((one) => [one.name, refusal(one)])) },
  };
}
