import { LANGS, type PerLang } from "../../../platform/i18n/lang.ts";
import { address } from "../../../platform/html/addresses.ts";
import { NOTICES, POINT_SOURCES, TRANSLATION_STATES, VERIFICATION_METHODS } from "../../directory.contract.ts";
import { Hours } from "../../directory.contract.ts";
import { PROFILE } from "../hsds.contract.ts";

/*
 * fanal's HSDS profile: what its objects hold beyond the standard. One source for the document at
 * /hsds/profile, the page and the tests.
 */

export interface Extension {
  /** HSDS objects that carry it. */
  objects: readonly string[];
  name: string;
  schema: object;
  say: PerLang<string>;
}

const text = { type: "string" };
const boolean = { type: "boolean" };
const WITH_TEXTS = ["service", "organization", "location", "service_at_location", "phone", "schedule", "service_area", "language", "required_document", "accessibility", "taxonomy", "taxonomy_term"];

export const EXTENSIONS: readonly Extension[] = [
  {
    objects: WITH_TEXTS,
    name: "x_translations",
    schema: { type: "object", properties: Object.fromEntries(LANGS.map((lang) => [lang, { type: "object", additionalProperties: text }])), additionalProperties: false, minProperties: 1 },
    say: { fr: "Les textes de l’objet dans chaque langue où ils existent, sous fr et en, avec les mêmes noms de champs. Les champs ordinaires sont dans la langue demandée ou, si elle manque ici, dans l’autre.", en: "The object’s texts in each language they exist in, under fr and en, with the same field names. The plain fields are in the language asked or, where that is missing here, in the other." },
  },
  { objects: ["service", "organization"], name: "x_state", schema: { enum: TRANSLATION_STATES }, say: { fr: "Comment le texte est venu dans cette langue : written (écrit), translated (traduit), machine, outdated (l’autre langue a changé depuis).", en: "How the text came to be in this language: written, translated, machine, outdated (the other language has changed since)." } },
  { objects: ["service"], name: "x_notes", schema: text, say: { fr: "Ce qu’il faut savoir d’autre; se trouve aussi à la fin de description.", en: "What else to know; also at the end of description." } },
  { objects: ["service"], name: "x_profile", schema: { const: PROFILE }, say: { fr: "Dit que la fiche suit ce profil : une importation la reprend telle quelle.", en: "Says that the record follows this profile: an import takes it as it is." } },
  { objects: ["service"], name: "x_notice", schema: { enum: NOTICES }, say: { fr: "La fiche n’a pas été vérifiée auprès de l’organisme; alert le dit en mots.", en: "The record was not verified with the organization; alert says so in words." } },
  { objects: ["service", "taxonomy_term"], name: "x_sensitive", schema: boolean, say: { fr: "Touche un sujet délicat (violence, suicide, dépendance…) : ne le gardez pas sur l’appareil de la personne.", en: "Touches a sensitive subject (violence, suicide, addiction…): do not keep it on the person’s device." } },
  {
    objects: ["service"],
    name: "x_provenance",
    schema: { type: "object", properties: { source: text, source_id: text, urls: { type: "array", items: text }, as_of: text, verified_by: { enum: VERIFICATION_METHODS }, next_due: { type: "string", format: "date" } }, required: ["source"], additionalProperties: false },
    say: { fr: "D’où vient la fiche, de quand elle date, comment elle a été vérifiée; assured_date dit quand.", en: "Where the record comes from, as of when, how it was verified; assured_date says when." },
  },
  { objects: ["organization"], name: "x_government", schema: boolean, say: { fr: "Ministère, organisme public, municipalité ou réseau public de la santé.", en: "Ministry, public agency, municipality or public health network." } },
  { objects: ["location"], name: "x_confidential", schema: boolean, say: { fr: "L’endroit est confidentiel.", en: "The place is confidential." } },
  { objects: ["location"], name: "x_withheld_reason", schema: { enum: ["confidential_location"] }, say: { fr: "Pourquoi l’adresse et le point manquent : ils ne quittent jamais le serveur. Le téléphone et le territoire desservi sont donnés.", en: "Why the address and the point are missing: they never leave the server. The phone and the area served are given." } },
  { objects: ["location"], name: "x_municipality_code", schema: { type: "string", pattern: "^\\d{5}$" }, say: { fr: "Code géographique officiel de la municipalité (MAMH).", en: "Official code of the municipality (code géographique, MAMH)." } },
  { objects: ["location"], name: "x_point_source", schema: { enum: POINT_SOURCES.filter((source) => source !== "none") }, say: { fr: "D’où vient le point. Avec exact et postalCode, il est dans latitude et longitude.", en: "Where the point comes from. With exact and postalCode, it is in latitude and longitude." } },
  { objects: ["location"], name: "x_approximate_latitude", schema: { type: "number", minimum: -90, maximum: 90 }, say: { fr: "Point du secteur (code postal, arrondissement, municipalité), quand celui de l’endroit n’est pas connu.", en: "Point of the area (postal area, borough, municipality), where the place’s own is not known." } },
  { objects: ["location"], name: "x_approximate_longitude", schema: { type: "number", minimum: -180, maximum: 180 }, say: { fr: "De même.", en: "Likewise." } },
  { objects: ["service_at_location"], name: "x_hours", schema: JSON.parse(JSON.stringify(Hours)) as object, say: { fr: "Les heures telles que fanal les connaît : jours fériés, saisons de chaque année, fermetures, rendez-vous; schedules en dit ce que HSDS peut dire. Jours : 1 = lundi.", en: "Hours as fanal knows them: public holidays, yearly seasons, closures, appointments; schedules says what HSDS can say of them. Days: 1 = Monday." } },
  { objects: ["service_at_location"], name: "x_hours_note", schema: text, say: { fr: "Ce que les heures ne disent pas.", en: "What hours cannot say." } },
  { objects: ["service_area"], name: "x_assumed", schema: boolean, say: { fr: "Le territoire a été déduit de la fiche; l’organisme ne l’a pas dit.", en: "The area was deduced from the record; the organization did not state it." } },
];

/** What standard fields mean here. */
const FIELDS: { name: string; say: PerLang<string> }[] = [
  { name: "service_area.uri", say: { fr: "urn:fanal:area:<sorte>:<code officiel>. Sortes : province (24), region (01 à 17), mrc (code du MAMH), municipality (code géographique à 5 chiffres; avec 24 devant, la SDR de Statistique Canada), borough, fsa (3 premiers caractères du code postal).", en: "urn:fanal:area:<kind>:<official code>. Kinds: province (24), region (01 to 17), mrc (MAMH code), municipality (5-digit code géographique; with 24 before it, Statistics Canada’s CSD), borough, fsa (first 3 characters of the postal code)." } },
  { name: "phone.number", say: { fr: "E.164 (+14505550100) ou numéro court (811); un poste qui commence par zéro suit après « x ».", en: "E.164 (+14505550100) or a short number (811); an extension that begins with zero follows after “x”." } },
  { name: "taxonomy_term.code", say: { fr: "Code du besoin, le même partout et pour toujours.", en: "Code of the need, the same everywhere and for ever." } },
];

/** The profile as a JSON document: what each object holds beyond HSDS, as JSON Schemas, and what standard fields mean. */
export function profileDocument(publicUrl: string): object {
  const objects = [...new Set(EXTENSIONS.flatMap(({ objects }) => objects))];
  const propertiesOf = (object: string) => Object.fromEntries(EXTENSIONS.filter(({ objects }) => objects.includes(object)).map(({ name, schema, say }) => [name, { ...schema, description: say.en, "x-description-fr": say.fr }]));
  return {
    id: PROFILE,
    title: "fanal HSDS profile",
    hsds_version: "3.1",
    hsds_schemas: `${publicUrl}/hsds/schema/`,
    standard: "Human Services Data Specification: an Open Referral resource (https://openreferral.org/), CC BY-SA 4.0",
    documentation: Object.fromEntries(LANGS.map((lang) => [lang, `${publicUrl}${address("api", lang)}#profile`])),
    extensions: Object.fromEntries(objects.map((object) => [object, { properties: propertiesOf(object) }])),
    fields: Object.fromEntries(FIELDS.map(({ name, say }) => [name, say])),
  };
}
