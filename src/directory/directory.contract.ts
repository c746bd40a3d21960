import { Type, type Static, type TSchema } from "typebox";
import type { Lang } from "../platform/i18n/lang.ts";
import type { ServiceArea } from "../territory/territory.contract.ts";

/*
 * The directory's words (domain.md). A *record* is one service as a specialist sees it,
 * with its organisation and every place it is offered; it is the unit of import, of
 * change and of verification. A *published service* is what leaves the server.
 */

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const oneOf = <const T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>(Type.Union(values.map((value) => Type.Literal(value))));
const lang = oneOf(["fr", "en"]);
const text = (max: number) => Type.String({ minLength: 1, maxLength: max });

/** How a text came to be in a language; `outdated`: the other language changed later. */
export const TRANSLATION_STATES = ["written", "translated", "machine", "outdated"] as const;
export type TranslationState = (typeof TRANSLATION_STATES)[number];

/** Visibility of a record. Only `published` and `publicWithNotice` leave the server. */
export const VISIBILITIES = ["draft", "published", "publicWithNotice", "hidden", "closed"] as const;
export type Visibility = (typeof VISIBILITIES)[number];

const time = Type.String({ pattern: "^([01]\\d|2[0-4]):[0-5]\\d$" });
const monthDay = Type.String({ pattern: "^(\\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$" });

/**
 * One line of structured hours. Days: 1 = Monday … 7 = Sunday. `closes` earlier than or equal
 * to `opens` means the next morning; 24:00 is midnight at the end of the day.
 */
export const HoursRule = Type.Object({
  days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 })),
  /** Also (or only, with no days) on public holidays. */
  holidays: Type.Boolean(),
  /** Weeks of the month, 1–5, -1 = last; null = every week. */
  weeks: nullable(Type.Array(Type.Integer({ minimum: -1, maximum: 5 }))),
  /** Season or dates, `MM-DD` every year or `YYYY-MM-DD` once; null = all year. */
  from: nullable(monthDay),
  to: nullable(monthDay),
  /** Empty: closed on those days (an exception to the lines before it). */
  spans: Type.Array(Type.Object({ opens: time, closes: time })),
});
export type HoursRule = Static<typeof HoursRule>;

/** Structured hours. Later rules win over earlier ones for the days they name. */
export const Hours = Type.Object({
  always: Type.Boolean(),
  byAppointment: Type.Boolean(),
  /** Closed on Québec public holidays unless a rule says otherwise. Default of a source that says nothing: null = unknown. */
  closedOnHolidays: nullable(Type.Boolean()),
  rules: Type.Array(HoursRule, { maxItems: 60 }),
});
export type Hours = Static<typeof Hours>;

export const PHONE_KINDS = ["voice", "tty", "sms", "fax"] as const;
export const Phone = Type.Object({
  kind: oneOf(PHONE_KINDS),
  /** E.164 (`+14505550100`), or a short number as dialled (`811`). */
  number: Type.String({ pattern: "^(\\+[1-9]\\d{6,14}|\\d{3,6})$" }),
  /** Text: leading zeros count. */
  extension: nullable(Type.String({ pattern: "^\\d{1,12}$" })),
  language: nullable(lang),
  note: Type.Object({ fr: nullable(text(500)), en: nullable(text(500)) }),
});
export type Phone = Static<typeof Phone>;

export const OrganizationText = Type.Object({
  name: text(300),
  description: nullable(text(5000)),
  state: oneOf(TRANSLATION_STATES),
});
export type OrganizationText = Static<typeof OrganizationText>;

export const ServiceText = Type.Object({
  name: text(300),
  description: nullable(text(5000)),
  eligibility: nullable(text(2000)),
  fees: nullable(text(1000)),
  documents: nullable(text(1000)),
  application: nullable(text(2000)),
  notes: nullable(text(2000)),
  state: oneOf(TRANSLATION_STATES),
});
export type ServiceText = Static<typeof ServiceText>;

export const LocationText = Type.Object({
  name: nullable(text(300)),
  directions: nullable(text(1000)),
  accessibility: nullable(text(1000)),
});
export type LocationText = Static<typeof LocationText>;

/** Texts by language; at least one of the two. */
const perLang = <T extends TSchema>(schema: T) => Type.Object({ fr: nullable(schema), en: nullable(schema) });

/** Where coordinates come from, finest first; `none`: no point. */
export const POINT_SOURCES = ["exact", "postalCode", "fsa", "borough", "municipality", "none"] as const;

export const Organization = Type.Object({
  id: Type.String({ format: "uuid" }),
  texts: perLang(OrganizationText),
  website: nullable(Type.String({ pattern: "^https?://", maxLength: 500 })),
  email: nullable(Type.String({ pattern: "^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$", maxLength: 254 })),
  phones: Type.Array(Phone, { maxItems: 20 }),
  /** True only for ministries, agencies, municipalities and the public health network. */
  government: Type.Boolean(),
  externalIds: Type.Record(Type.String(), Type.String()),
});
export type Organization = Static<typeof Organization>;

export const Location = Type.Object({
  id: Type.String({ format: "uuid" }),
  kind: Type.Union([Type.Literal("physical"), Type.Literal("virtual")]),
  /** The address, coordinates and texts of a confidential location never leave the server. */
  confidential: Type.Boolean(),
  texts: perLang(LocationText),
  address: nullable(text(300)),
  city: nullable(text(120)),
  postalCode: nullable(Type.String({ pattern: "^[A-Z]\\d[A-Z] \\d[A-Z]\\d$" })),
  municipalityCode: nullable(Type.String({ pattern: "^\\d{5}$" })),
  lat: nullable(Type.Number({ minimum: -90, maximum: 90 })),
  lon: nullable(Type.Number({ minimum: -180, maximum: 180 })),
  pointSource: oneOf(POINT_SOURCES),
});
export type Location = Static<typeof Location>;

/** The unit of referral: a service offered at a location. */
export const ServiceAtLocation = Type.Object({
  id: Type.String({ format: "uuid" }),
  location: Location,
  phones: Type.Array(Phone, { maxItems: 20 }),
  hours: nullable(Hours),
  hoursNote: Type.Object({ fr: nullable(text(1000)), en: nullable(text(1000)) }),
});
export type ServiceAtLocation = Static<typeof ServiceAtLocation>;

export const VERIFICATION_METHODS = ["email", "call", "visit", "website", "source"] as const;
export const Provenance = Type.Object({
  /** Id of a row of `source`: sample, odhf, odcaf, mamh… */
  source: text(60),
  /** The row's own id in that source. */
  sourceId: nullable(text(200)),
  urls: Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 30 }),
  /** When the source says its facts were true: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  asOf: nullable(Type.String({ pattern: "^\\d{4}(-\\d{2}(-\\d{2})?)?$" })),
  verifiedOn: nullable(Type.String({ format: "date" })),
  verifiedBy: nullable(oneOf(VERIFICATION_METHODS)),
  nextDue: nullable(Type.String({ format: "date" })),
});
export type Provenance = Static<typeof Provenance>;

/** Why a public page carries a notice. */
export const NOTICES = ["unverifiedSample", "openData", "unverified"] as const;
export type Notice = (typeof NOTICES)[number];

export const ServiceRecord = Type.Object({
  id: Type.String({ format: "uuid" }),
  organization: Organization,
  texts: perLang(ServiceText),
  /** Empty only while a record is not published. */
  needs: Type.Array(Type.String({ pattern: "^[a-z]+\\.[a-z]+$" }), { maxItems: 20 }),
  /** Languages the service is given in, BCP 47. Empty: unknown. */
  languages: Type.Array(Type.String({ pattern: "^[a-z]{2,3}(-[A-Za-z0-9]+)*$" })),
  website: nullable(Type.String({ pattern: "^https?://", maxLength: 500 })),
  email: nullable(Type.String({ maxLength: 254 })),
  areas: Type.Array(Type.Unsafe<ServiceArea>(Type.Object({ kind: Type.String(), code: Type.String(), assumed: Type.Boolean() }))),
  at: Type.Array(ServiceAtLocation, { minItems: 1, maxItems: 200 }),
  visibility: oneOf(VISIBILITIES),
  notice: nullable(oneOf(NOTICES)),
  provenance: Provenance,
});
export type ServiceRecord = Static<typeof ServiceRecord>;

/** What leaves the server: a published record with confidential locations emptied. */
export interface PublishedService extends Omit<ServiceRecord, "visibility"> {
  /** True when any need of it is sensitive: such pages are never cached or kept on a device. */
  sensitive: boolean;
  /** ISO instant of the last change. */
  updatedAt: string;
}

/** A term of the need taxonomy (data/needs-taxonomy). */
export interface Need {
  code: string;
  parent: string | null;
  basic: boolean;
  sensitive: boolean;
  label: Record<Lang, string>;
  citizen_label: Record<Lang, string>;
  definition: Record<Lang, string>;
  lexicon: Record<Lang, string[]>;
}

/** A retired record: 410 with where to go instead. */
export interface Retired {
  id: string;
  replacedBy: string | null;
}

/**
 * The published directory: the in-memory read model that search and record pages answer from
 * (no database on that way). Built from Postgres, saved as a snapshot, kept fresh by the outbox.
 */
export interface PublishedDirectory {
  /** Changes whenever the content does; use it to rebuild derived indexes. */
  version(): number;
  size(): number;
  all(): Iterable<PublishedService>;
  service(id: string): PublishedService | null;
  /** Every published service of an organisation, by name. */
  organization(id: string): { organization: Organization; services: PublishedService[] } | null;
  organizations(): Iterable<Organization>;
  retired(id: string): Retired | null;
  /** ISO instant of the newest change it knows. */
  asOf(): string | null;
  /** Called after each change of content. */
  onChange(listener: (change: DirectoryChange) => void): void;
}

/** What a published directory has just become. */
export interface DirectoryChange {
  version: number;
  /** Everything was replaced: `removed` and `added` are empty. */
  whole: boolean;
  /** Services that are no more, or no more as they were. */
  removed: readonly PublishedService[];
  /** Services that are new, or as they are now. */
  added: readonly PublishedService[];
}
