import { Type, type Static, type TSchema } from "typebox";
import { AREA_KINDS } from "../../territory/territory.contract.ts";
import { VISIBILITIES, type ServiceRecord } from "../directory.contract.ts";
import type { Change } from "../entities.ts";

export type { Change } from "../entities.ts";
export type { Conflict } from "./merge-record.ts";
import type { Conflict } from "./merge-record.ts";
import type { PlainLanguage } from "./plain-language.ts";
import type { Quality } from "./quality.ts";

/*
 * What the console asks of records, and what it is told.
 */

const oneOf = <const T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>(Type.Union(values.map((value) => Type.Literal(value))));
const word = (max = 200) => Type.String({ minLength: 1, maxLength: max });
const need = Type.String({ pattern: "^[a-z]+\\.[a-z]+$" });
const area = Type.Object({ kind: oneOf(AREA_KINDS), code: word(60) });
const uuid = Type.String({ format: "uuid" });
const maybe = <T extends TSchema>(schema: T) => Type.Optional(schema);

export const RECORD_SORTS = ["stalest", "name", "changed", "due"] as const;
export const RECORD_LACKS = ["verified", "otherLanguage", "outdatedText", "hours", "areas", "email"] as const;

/** Which records: all that is given must hold. */
export const RecordFilter = Type.Object({
  /** Words of the record's or its organisation's name, or the beginning of an id. */
  q: maybe(Type.String({ maxLength: 200 })),
  visibility: maybe(oneOf(VISIBILITIES)),
  source: maybe(word(60)),
  need: maybe(Type.String({ pattern: "^[a-z]+(\\.[a-z]+)?$" })),
  /** `kind:code` of an area that holds one of its places. */
  within: maybe(Type.String({ pattern: "^(region|mrc|municipality):[0-9A-Za-z-]{1,60}$" })),
  /** Due for verification on or before this day. */
  dueBy: maybe(Type.String({ format: "date" })),
  lacks: maybe(oneOf(RECORD_LACKS)),
  draft: maybe(oneOf(["any", "inReview", "mine"])),
});
export type RecordFilter = Static<typeof RecordFilter>;

export const RecordListQuery = Type.Object({ ...RecordFilter.properties, sort: maybe(oneOf(RECORD_SORTS)), page: maybe(Type.Integer({ minimum: 1, maximum: 10_000 })) });
export type RecordListQuery = Static<typeof RecordListQuery>;

export const PAGE_SIZE = 50;

export interface RecordLine {
  id: string;
  name: string;
  organization: string;
  town: string | null;
  visibility: ServiceRecord["visibility"];
  source: string;
  verifiedOn: string | null;
  nextDue: string | null;
  changedAt: string;
  draft: "editing" | "inReview" | null;
  proposals: number;
}

export interface RecordList {
  records: RecordLine[];
  total: number;
  page: number;
  pages: number;
}

/** A draft: the record's words may be unfinished; publishing checks them. `rebase`: it was brought up to the record as it is now. */
export const DraftBody = Type.Object({ revision: Type.Integer({ minimum: 0 }), body: Type.Unsafe<ServiceRecord>(Type.Object({}, { additionalProperties: true })), note: maybe(Type.Union([word(2000), Type.Null()])), inclusion: maybe(Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 500 }))), rebase: maybe(Type.Boolean()) });
export type DraftBody = Static<typeof DraftBody>;

export interface Draft {
  recordId: string;
  revision: number;
  body: ServiceRecord;
  /** Null: a new record. */
  base: ServiceRecord | null;
  state: "editing" | "inReview";
  /** Accounts. */
  editor: string;
  sender: string | null;
  note: string | null;
  inclusion: Record<string, string>;
  updatedAt: string;
}

export interface ScheduledChange {
  id: string;
  recordId: string;
  dueAt: string;
  body: ServiceRecord;
  base: ServiceRecord;
  account: string;
  note: string | null;
  state: "waiting" | "done" | "conflict" | "cancelled";
}

export const CheckBody = Type.Object({ body: Type.Unsafe<ServiceRecord>(Type.Object({}, { additionalProperties: true })) });

/** What someone saw and what they made of it, to be brought together with a draft that moved on. */
export const MergeBody = Type.Object({ seen: CheckBody.properties.body, mine: CheckBody.properties.body });
export type MergeBody = Static<typeof MergeBody>;

export interface DraftMerge {
  body: ServiceRecord;
  conflicts: Conflict[];
  /** The revision that it goes on from. */
  revision: number;
}

/** A scheduled change as the console shows it: what it changes. */
export interface PlannedChange extends Pick<ScheduledChange, "id" | "dueAt" | "note" | "state"> {
  changes: Change[];
}

/** A line of a record's history; values that a reader may not see are left out. */
export interface HistoryEntry extends Change {
  at: string;
  actor: string;
  source: string;
  imported: boolean;
  batch: string | null;
}

export interface RecordView {
  /** As stored; a draft that was never published has none. */
  record: ServiceRecord | null;
  changedAt: string | null;
  draft: Draft | null;
  scheduled: PlannedChange[];
  history: HistoryEntry[];
  quality: Quality | null;
  hours: HoursSaid[];
  may: { edit: boolean; publish: boolean; retire: boolean };
  retired: { replacedBy: string | null } | null;
}

export const ScheduleBody = Type.Object({ revision: Type.Integer({ minimum: 1 }), dueAt: Type.String({ format: "date-time" }), note: maybe(word(2000)) });
export const PublishBody = Type.Object({ revision: Type.Integer({ minimum: 1 }) });
export const RetireBody = Type.Object({ replacedBy: Type.Union([uuid, Type.Null()]) });
export const ViewBody = Type.Object({ name: word(80), query: RecordListQuery });

export const BulkChange = Type.Union([
  Type.Object({ kind: Type.Literal("addNeed"), code: need }),
  Type.Object({ kind: Type.Literal("removeNeed"), code: need }),
  Type.Object({ kind: Type.Literal("replaceNeed"), code: need, by: need }),
  Type.Object({ kind: Type.Literal("addArea"), area }),
  Type.Object({ kind: Type.Literal("removeArea"), area }),
  Type.Object({ kind: Type.Literal("setVisibility"), visibility: oneOf(["published", "publicWithNotice", "hidden", "draft"]) }),
  Type.Object({ kind: Type.Literal("addLanguage"), language: Type.String({ pattern: "^[a-z]{2,3}$" }) }),
  Type.Object({ kind: Type.Literal("setNextDue"), day: Type.String({ format: "date" }) }),
  Type.Object({ kind: Type.Literal("replaceText"), lang: oneOf(["fr", "en"]), field: oneOf(["name", "description", "eligibility", "fees", "documents", "application", "notes"]), find: word(300), by: Type.String({ maxLength: 300 }) }),
]);
export type BulkChange = Static<typeof BulkChange>;

/** Records of a bulk change: named one by one, or all that a filter finds. */
export const BulkBody = Type.Object({ ids: maybe(Type.Array(uuid, { minItems: 1, maxItems: 2000 })), filter: maybe(RecordFilter), change: BulkChange });
export type BulkBody = Static<typeof BulkBody>;

/** The same, to be done: it must change as many records as the preview said. */
export const BulkRun = Type.Object({ ...BulkBody.properties, expected: Type.Integer({ minimum: 0 }) });
export type BulkRun = Static<typeof BulkRun>;

export interface BulkResult {
  /** Records that were looked at, and those that change. */
  looked: number;
  changed: { id: string; name: string; changes: Change[] }[];
  /** Those that this person may not edit, and those that would not be right. */
  refused: { id: string; name: string; reason: "notAllowed" | "faults" }[];
  /** To take it back. */
  batch: string | null;
}

/** The hours of a place, as a sentence in both languages and as a week. */
export interface HoursSaid {
  /** The place's id. */
  at: string;
  sentence: { fr: string; en: string };
  week: { day: number; fr: string; en: string }[];
}

export interface Advice {
  faults: { field: string; reason: string }[];
  quality: Quality;
  plain: { lang: "fr" | "en"; field: string; advice: PlainLanguage }[];
  /** Needs that its words speak of and that it does not name yet. */
  needs: string[];
  duplicates: { id: string; name: string; score: number; reasons: string[] }[];
  hours: HoursSaid[];
}

/** What publishing found: done, or fields that others changed meanwhile. */
export type Published = { batch: string } | { conflicts: Conflict[] };

/** A text that is missing or behind in a language. */
export interface TranslationLine {
  id: string;
  name: string;
  lang: "fr" | "en";
  state: "missing" | "outdated" | "machine";
  changedAt: string;
}

export interface SavedView {
  id: string;
  name: string;
  query: RecordListQuery;
}

/** Shapes to choose areas on. */
export interface AreaMap {
  width: number;
  height: number;
  areas: { code: string; name: string; d: string }[];
}

export interface NeedChoice {
  code: string;
  parent: string | null;
  label: { fr: string; en: string };
}
