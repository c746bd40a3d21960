import { hoursProse, type Location, type Phone, type ServiceRecord } from "../../directory/index.ts";
import { formatPhone, typographic } from "../../platform/i18n/format.ts";
import { otherLang, type Lang } from "../../platform/i18n/lang.ts";

/*
 * A record as its organisation checks it: a few sections, each with a few fields. What the public does not see is
 * there without its value, until a code was given.
 */

export const SECTIONS = ["about", "contact", "place", "hours", "conditions"] as const;
export type SectionName = (typeof SECTIONS)[number];

/** How a field is typed, and what becomes of it: `words` go to a person as they are. */
export type FieldKind = "line" | "text" | "phones" | "email" | "url" | "postalCode" | "words";
export type FieldLabel = "name" | "organization" | "description" | "phones" | "email" | "website" | "address" | "city" | "postalCode" | "accessibility" | "hours" | "eligibility" | "fees" | "documents" | "application";
type Entity = "service" | "organization" | "location" | "serviceAtLocation";

export interface CheckedField {
  /** `entity.id.path`: what it is in the record. */
  key: string;
  entity: Entity;
  entityId: string;
  path: string;
  label: FieldLabel;
  kind: FieldKind;
  /** What it says now, as people type it. */
  value: string;
  /** The same in the record. */
  stored: unknown;
  /** Not public: shown and corrected only after a code. */
  hidden: boolean;
  required: boolean;
  most: number;
}

export interface Section {
  name: SectionName;
  fields: CheckedField[];
}

/** A number a line, as people write it: `450 555-0100, poste 12`. */
export function phonesAsText(phones: readonly Phone[], lang: Lang): string {
  return phones.map(({ number, extension }) => formatPhone(number).replaceAll("\u00a0", " ") + (extension ? `, ${lang === "fr" ? "poste" : "ext."} ${extension}` : "")).join("\n");
}

interface Making {
  lang: Lang;
  /** The record as the public sees it, part by part. */
  seen: ServiceRecord;
  stored: ServiceRecord;
}

function valueAt(body: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((part, name) => (part as Record<string, unknown> | null)?.[name] ?? null, body);
}

type Shape = Pick<CheckedField, "label" | "kind" | "most"> & { required?: boolean };

function field(entity: Entity, stored: { id: string }, seen: object | undefined, path: string, shape: Shape): CheckedField {
  const [now, open] = [valueAt(stored, path), valueAt(seen ?? {}, path)];
  const hidden = JSON.stringify(now) !== JSON.stringify(open);
  return { key: `${entity}.${stored.id}.${path}`, entity, entityId: stored.id, path, value: typeof now === "string" ? now : "", stored: now, hidden, required: false, ...shape };
}

const LINE = { kind: "line", most: 300 } as const;

function about({ lang, seen, stored }: Making): CheckedField[] {
  const own = stored.texts[lang] === null ? otherLang(lang) : lang;
  const organization = stored.organization.texts[lang] === null ? otherLang(lang) : lang;
  return [
    field("service", stored, seen, `texts.${own}.name`, { ...LINE, label: "name", required: true }),
    field("organization", stored.organization, seen.organization, `texts.${organization}.name`, { ...LINE, label: "organization", required: true }),
    field("service", stored, seen, `texts.${own}.description`, { label: "description", kind: "text", most: 5000 }),
  ];
}

function phones(entity: Entity, stored: { id: string; phones: readonly Phone[] }, seen: { phones: readonly Phone[] } | undefined, lang: Lang): CheckedField {
  return { ...field(entity, stored, seen, "phones", { label: "phones", kind: "phones", most: 600 }), value: phonesAsText(stored.phones, lang) };
}

function contact({ lang, seen, stored }: Making): CheckedField[] {
  const own = stored.at.filter((at) => at.phones.length > 0);
  const numbers = own.length > 0 ? own.map((at) => phones("serviceAtLocation", at, seen.at.find(({ id }) => id === at.id), lang)) : [phones("organization", stored.organization, seen.organization, lang)];
  const site = stored.website === null && stored.organization.website !== null ? field("organization", stored.organization, seen.organization, "website", { label: "website", kind: "url", most: 500 }) : field("service", stored, seen, "website", { label: "website", kind: "url", most: 500 });
  const email = stored.email === null && stored.organization.email !== null ? field("organization", stored.organization, seen.organization, "email", { label: "email", kind: "email", most: 254 }) : field("service", stored, seen, "email", { label: "email", kind: "email", most: 254 });
  return [...numbers, email, site];
}

function place({ lang, seen, stored }: Making): CheckedField[] {
  return stored.at.filter(({ location }) => location.kind === "physical").flatMap(({ id, location }) => {
    const shown: Location | undefined = seen.at.find((at) => at.id === id)?.location;
    const texts = location.texts[lang] ? lang : location.texts[otherLang(lang)] ? otherLang(lang) : null;
    return [
      field("location", location, shown, "address", { ...LINE, label: "address" }),
      field("location", location, shown, "city", { ...LINE, label: "city", most: 120 }),
      field("location", location, shown, "postalCode", { label: "postalCode", kind: "postalCode", most: 10 }),
      ...(texts ? [field("location", location, shown, `texts.${texts}.accessibility`, { label: "accessibility", kind: "text", most: 1000 })] : []),
    ];
  });
}

function hours({ lang, stored }: Making): CheckedField[] {
  return stored.at.map((at) => {
    const told = at.hours ? hoursProse(at.hours, lang) : "";
    const note = at.hoursNote[lang] ?? at.hoursNote[otherLang(lang)] ?? "";
    const value = [told, note === told ? "" : note].filter(Boolean).join("\n");
    return { key: `serviceAtLocation.${at.id}.hours`, entity: "serviceAtLocation", entityId: at.id, path: "hours", label: "hours", kind: "words", value: typographic(value, lang), stored: value, hidden: false, required: false, most: 1500 };
  });
}

function conditions({ lang, seen, stored }: Making): CheckedField[] {
  const own = stored.texts[lang] === null ? otherLang(lang) : lang;
  const most = { eligibility: 2000, fees: 1000, documents: 1000, application: 2000 };
  return (["eligibility", "fees", "documents", "application"] as const).map((name) => field("service", stored, seen, `texts.${own}.${name}`, { label: name, kind: "text", most: most[name] }));
}

const MAKERS: Record<SectionName, (making: Making) => CheckedField[]> = { about, contact, place, hours, conditions };

/** The sections of a record in the reader's language; those that have nothing to check are left out. */
export function sectionsOf(stored: ServiceRecord, seen: ServiceRecord, lang: Lang): Section[] {
  return SECTIONS.map((name) => ({ name, fields: MAKERS[name]({ lang, seen, stored }) })).filter(({ fields }) => fields.length > 0);
}
