import type { ServiceRecord } from "../directory/directory.contract.ts";
import type { Lang, PerLang } from "../platform/i18n/lang.ts";
import type { LetterState } from "../platform/mail/letter.ts";
import type { OutboxLetter } from "../platform/mail/letters.store.ts";
import type { Answer, CallOutcome, Campaign, FollowUpReason, Letters, Schedule } from "./campaigns/campaign.contract.ts";
import type { LetterFault, MergeField } from "./campaigns/letter-text.ts";

/*
 * What the console is told of campaigns, calls, letters and what waits for review.
 */

/** A shape as JSON carries it: moments are ISO texts. */
export type Wire<T> = T extends Date ? string : T extends readonly (infer Each)[] ? Wire<Each>[] : T extends object ? { [Key in keyof T]: Wire<T[Key]> } : T;

/** A record by its names. */
export interface RecordName {
  id: string;
  name: string | null;
  organization: string | null;
}

/** What a new campaign begins with, and what it may be made of. */
export interface CampaignDefaults {
  schedule: Schedule;
  letters: Letters;
  mergeFields: Record<MergeField, PerLang<string>>;
  /** Days that a link works. */
  linkDays: number;
  sources: { id: string; name: string }[];
}

/** A fault of a letter, with its sentence. */
export interface ToldFault extends LetterFault {
  say: PerLang<string>;
}

/** A campaign in the list, with what it has come to. */
export interface CampaignLine extends Campaign {
  records: number;
  answered: number;
}

export interface CampaignView extends Campaign {
  faults: ToldFault[];
}

/** What starting a campaign would do. */
export interface Estimate {
  records: number;
  organizations: number;
  /** Records of one address share a letter. */
  letters: number;
  /** Records without an address, or whose address wants no letters: called at once. */
  withoutAddress: number;
  unwilling: number;
  /** Records of the sample: only ever written to at the test mailbox. */
  sample: number;
  redirectedTo: string | null;
  /** No server is set: letters are written, and stay in the outbox. */
  leaves: boolean;
  firstAt: Date;
  lastAt: Date;
  /** The most important of them. */
  shown: RecordName[];
}

export interface LetterPreview {
  subject: string;
  text: string;
  html: string;
  faults: ToldFault[];
}

/** What a campaign has come to. Delivered: taken by the server, and not come back. Nobody counts who opened a letter. */
export interface Figures {
  records: number;
  sent: number;
  delivered: number;
  bounced: number;
  answered: number;
  confirmed: number;
  corrected: number;
  /** Records that were called at least once. */
  called: number;
  unreached: number;
}

export interface DayOfAnswers {
  day: string;
  answered: number;
  total: number;
}

export interface Progress {
  figures: Figures;
  majority: boolean;
  opensOn: string | null;
  byArea: ({ key: string; name: string | null } & Figures)[];
  byNeed: ({ key: string; name: PerLang<string> | null } & Figures)[];
  byDay: DayOfAnswers[];
  /** Who has not answered, the most used first; with the call to make, if there is one. */
  missing: (RecordName & { followUpId: string | null })[];
}

/** A record that someone is to call about. */
export interface FollowUp {
  id: string;
  campaignId: string | null;
  campaign: string | null;
  recordId: string;
  reason: FollowUpReason;
  state: "open" | "done" | "unreached";
  attempts: number;
  callAt: Date;
  lastOutcome: CallOutcome | null;
  lastNote: string | null;
  lastAt: Date | null;
}

/** A call as the list shows it: whom, which number, and when they are likely to answer. */
export interface FollowUpLine extends FollowUp {
  record: (RecordName & { city: string | null }) | null;
  numbers: { number: string; extension: string | null; shown: string }[];
  bestHours: PerLang<string> | null;
}

export interface CallList {
  /** All calls to make now, listed or not. */
  due: number;
  followUps: FollowUpLine[];
}

export interface FollowUpView extends FollowUpLine {
  whole: ServiceRecord | null;
  /** The language that the organisation wrote its record in. */
  lang: Lang;
  hours: { at: string; sentence: PerLang<string> }[];
  calls: { at: Date; outcome: CallOutcome; note: string | null }[];
  script: PerLang<string[]>;
}

/** What becomes of a call once it is reported. */
export interface CallReported {
  state: FollowUp["state"];
  attempts: number;
  callAt: Date;
}

/** What someone said of a record, waiting for a decision: a field, or words. */
export interface InboxItem {
  id: string;
  kind: "field" | "words";
  /** `public`, `organization`, or the source of an import. */
  from: string;
  recordId: string | null;
  campaignId: string | null;
  at: Date;
  /** Of a field: what it is in the record, what they saw, and what it should say. */
  entity: string | null;
  entityId: string | null;
  field: string | null;
  seen: unknown;
  proposed: unknown;
  /** Of words. */
  topic: string | null;
  message: string | null;
  lang: string | null;
}

/** An item with what a reviewer compares: what the field says now. */
export interface ReviewItem extends InboxItem {
  record: RecordName | null;
  now: unknown;
  /** The record moved on since they saw it. */
  movedOn: boolean;
}

export interface Outbox {
  leaves: boolean;
  redirectedTo: string | null;
  journal: boolean;
  counts: Partial<Record<LetterState, number>>;
  letters: OutboxLetter[];
}

/** A letter; its words are null when staff may not read them. */
export interface LetterView extends OutboxLetter {
  text: string | null;
}

export type { Answer, LetterState, MergeField };
