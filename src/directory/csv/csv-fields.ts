/*
 * What a mapping file may fill: the fields of a record, in words that whoever has the file knows.
 */

/** How many values a field takes, and how they are read. */
export type FieldKind = "text" | "list" | "phones" | "areas";

interface FieldSpec {
  kind: FieldKind;
  /** One value a language: `x` (the file's language), `x.fr`, `x.en`. */
  perLang?: true;
  what: string;
}

export const CSV_FIELDS = {
  key: { kind: "text", what: "identifies the service for ever; rows that follow each other with the same key are places of one service" },
  "place.key": { kind: "text", what: "identifies the place of the service; needed when a service has several rows" },
  "location.key": { kind: "text", what: "identifies the location, when several services share it" },
  "organization.key": { kind: "text", what: "identifies the organization; without it, its name does" },
  "organization.name": { kind: "text", perLang: true, what: "name of the organization" },
  "organization.description": { kind: "text", perLang: true, what: "what the organization is" },
  "organization.website": { kind: "text", what: "web address of the organization" },
  "organization.email": { kind: "text", what: "e-mail of the organization" },
  "organization.phones": { kind: "phones", what: "telephones of the organization" },
  "organization.neq": { kind: "text", what: "Québec enterprise number" },
  "organization.ids": { kind: "list", what: "other numbers of the organization, scheme=number" },
  "service.name": { kind: "text", perLang: true, what: "name of the service; without it, the organization's" },
  "service.description": { kind: "text", perLang: true, what: "what the service does for people" },
  "service.eligibility": { kind: "text", perLang: true, what: "for whom" },
  "service.fees": { kind: "text", perLang: true, what: "what it costs" },
  "service.documents": { kind: "text", perLang: true, what: "what to bring" },
  "service.application": { kind: "text", perLang: true, what: "how to ask for it" },
  "service.notes": { kind: "text", perLang: true, what: "anything else people should know" },
  "service.state": { kind: "text", perLang: true, what: "how the text came to be: written, translated, machine or outdated" },
  needs: { kind: "list", what: "needs it meets: our codes, or words" },
  languages: { kind: "list", what: "languages it is given in: fr, en, es…" },
  website: { kind: "text", what: "web address of the service" },
  email: { kind: "text", what: "e-mail of the service" },
  areas: { kind: "areas", what: "whom it accepts by home: names or codes, with kind: province, region, mrc, municipality, borough or fsa" },
  "location.name": { kind: "text", perLang: true, what: "name of the place" },
  "location.directions": { kind: "text", perLang: true, what: "how to get there" },
  "location.accessibility": { kind: "text", perLang: true, what: "access for people with a disability" },
  address: { kind: "text", what: "civic number and street" },
  city: { kind: "text", what: "town, as in an address" },
  postalCode: { kind: "text", what: "postal code" },
  municipality: { kind: "text", what: "official code or name of the municipality; without it, the point or the town says" },
  lat: { kind: "text", what: "latitude" },
  lon: { kind: "text", what: "longitude" },
  point: { kind: "text", what: "where the point comes from: exact (default), postalCode, fsa, borough, municipality" },
  confidential: { kind: "text", what: "yes when nobody may know where it is" },
  virtual: { kind: "text", what: "yes when it is offered from a distance" },
  phones: { kind: "phones", what: "telephones of the service at this place" },
  hours: { kind: "text", what: "opening hours in OpenStreetMap's notation" },
  hoursNote: { kind: "text", perLang: true, what: "opening hours in words" },
  byAppointment: { kind: "text", what: "yes when one needs an appointment" },
  visibility: { kind: "text", what: "draft, published, publicWithNotice, hidden or closed; without it, public with a notice if someone can be reached" },
  notice: { kind: "text", what: "unverified (default), openData or unverifiedSample" },
  urls: { kind: "list", what: "pages where the facts were read" },
  asOf: { kind: "text", what: "when the facts were true: 2026, 2026-03 or 2026-03-15" },
  verifiedOn: { kind: "text", what: "day someone confirmed the record" },
  verifiedBy: { kind: "text", what: "how: email, call, visit, website or source" },
} satisfies Record<string, FieldSpec>;

export type CsvFieldName = keyof typeof CSV_FIELDS;

export function isFieldName(name: string): name is CsvFieldName {
  return Object.hasOwn(CSV_FIELDS, name);
}

export function isPerLang(name: CsvFieldName): boolean {
  return "perLang" in CSV_FIELDS[name];
}

export function kindOf(name: CsvFieldName): FieldKind {
  return CSV_FIELDS[name].kind;
}

/** The fields a mistyped one may stand for: those that share its last word, or all. */
export function fieldsLike(name: string): string[] {
  const last = name.split(".").findLast((part) => part !== "fr" && part !== "en") ?? name;
  const near = Object.keys(CSV_FIELDS).filter((field) => field.toLowerCase().includes(last.toLowerCase().replace(/s$/, "")));
  return near.length > 0 ? near : Object.keys(CSV_FIELDS);
}
