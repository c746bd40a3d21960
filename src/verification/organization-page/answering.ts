import { confirmRecord, readRecords, toPublished, type Needs, type ServiceRecord } from "../../directory/index.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import { changeWaiting } from "../../platform/mail/letters.store.ts";
import type { Platform } from "../../platform/platform.ts";
import { isSample } from "../campaigns/audience.ts";
import { causeOf } from "../campaigns/asking.ts";
import type { Answer } from "../campaigns/campaign.contract.ts";
import { nextDue } from "../campaigns/freshness.ts";
import { lockRecipient, noteAnswer, unansweredOf } from "../campaigns/recipients.store.ts";
import { dayHere } from "../campaigns/sending-hours.ts";
import { revokeLinks } from "../links.store.ts";
import { deleteDrafts, leftDrafts, proposeAnswer, readDrafts, type Answering, type FieldCorrection, type Saying } from "./answers.store.ts";
import { readCorrection } from "./corrections.ts";
import { sectionsOf, type CheckedField, type Section } from "./sections.ts";

export interface AnsweringDeps {
  platform: Platform;
  needs: Needs;
}

/** A record as stored, and as the public sees it (or would, once published). */
export interface CheckedRecord {
  stored: ServiceRecord;
  seen: ServiceRecord;
}

export async function readChecked({ platform, needs }: AnsweringDeps, recordId: string): Promise<CheckedRecord | null> {
  const [found] = await readRecords(platform.pool, [recordId]);
  if (!found || found.record.visibility === "closed") return null;
  const seen = toPublished({ ...found, record: { ...found.record, visibility: "published" } }, (codes) => needs.isSensitive(codes))!;
  return { stored: found.record, seen: { ...seen, visibility: found.record.visibility } };
}

/** Notes that a record is right, as of a moment, and when to ask again. A test mailbox does not make a sample true. */
export async function confirmNow({ platform }: Pick<AnsweringDeps, "platform">, record: ServiceRecord, method: "email" | "call", at: Date, actor = "organization"): Promise<void> {
  const on = dayHere(at);
  const tested = isSample(record) && platform.config.mail.redirect !== null && method === "email";
  await confirmRecord(platform.pool, record.id, { actor, at: platform.clock.now(), on, method, nextDue: nextDue(on, record.needs), liftNotice: !tested });
}

function correctionOf(field: CheckedField, typed: string): { fields: FieldCorrection[]; sayings: Saying[] } {
  const read = readCorrection(field, typed);
  if (read.what === "value") return { fields: [{ entity: field.entity, entityId: field.entityId, field: field.path, current: field.stored, proposed: read.proposed }], sayings: [] };
  if (read.what === "words") return { fields: [], sayings: [{ topic: field.label === "phones" ? "phone" : field.label === "hours" ? "hours" : "other", message: read.message.slice(0, 2000) }] };
  return { fields: [], sayings: [] };
}

/** What was typed, in either language, as proposals. */
function correctionsOf(record: CheckedRecord, drafts: readonly { fields: Record<string, string>; isRight: boolean }[]): { fields: FieldCorrection[]; sayings: Saying[] } {
  const known = new Map<string, CheckedField>();
  for (const lang of ["en", "fr"] as const) for (const section of sectionsOf(record.stored, record.seen, lang)) for (const field of section.fields) known.set(field.key, field);
  const all = drafts.filter(({ isRight }) => !isRight).flatMap(({ fields }) => Object.entries(fields)).flatMap(([key, typed]) => {
    const field = known.get(key);
    return field ? [correctionOf(field, typed)] : [];
  });
  return { fields: all.flatMap(({ fields }) => fields), sayings: all.flatMap(({ sayings }) => sayings) };
}

const ANSWER_OF: Partial<Record<Saying["topic"], Answer>> = { closed: "closed", notUs: "notUs", handover: "handover" };

/** The answer that what was said amounts to. */
function answerOf(fields: readonly FieldCorrection[], sayings: readonly Saying[]): Answer {
  const said = sayings.map(({ topic }) => ANSWER_OF[topic]).find((answer) => answer !== undefined);
  return said ?? (fields.length + sayings.length === 0 ? "confirmed" : "corrected");
}

/**
 * Ends an answer: nothing changed → the record is confirmed at once; else what was said goes to review. Nobody is
 * written to about it any more, and its links open nothing more. Returns what the answer amounts to.
 */
export async function finish(deps: AnsweringDeps, answering: Answering, record: CheckedRecord, said: readonly Saying[], lang: Lang, by: "email" | "call" = "email"): Promise<Answer> {
  const { pool, clock } = deps.platform;
  const now = clock.now();
  const first = correctionsOf(record, await readDrafts(pool, answering));
  // First: cut short after this, the answer is given once more, and changes nothing.
  if (answerOf(first.fields, [...first.sayings, ...said]) === "confirmed") await confirmNow(deps, record.stored, by, now);
  return inTransaction(pool, async (client) => {
    // Two people who end at once take turns: what one sent to review, the other does not send again.
    const recipient = await lockRecipient(client, answering.campaignId, answering.recordId);
    const corrections = correctionsOf(record, await readDrafts(client, answering));
    const sayings = [...corrections.sayings, ...said];
    const answer = answerOf(corrections.fields, sayings);
    await proposeAnswer(client, answering, corrections.fields, sayings, lang, now);
    const isFirst = await noteAnswer(client, answering.campaignId, answering.recordId, answer, by, now);
    await deleteDrafts(client, answering);
    await revokeLinks(client, answering.campaignId, answering.recordId, now);
    if (recipient && (await unansweredOf(client, answering.campaignId, recipient.groupId)).length === 0) await changeWaiting(client, causeOf(recipient), "cancel");
    return isFirst || answer !== "confirmed" ? answer : (recipient?.answer ?? answer);
  });
}

/** How long corrections may wait for "I am done" (ms). */
const LEFT_AFTER = 48 * 3_600_000;

/** Corrections that someone typed and left are not lost: after two days they go to review. */
export async function finishWhatWasLeft(deps: AnsweringDeps): Promise<void> {
  const { pool, clock } = deps.platform;
  for (const answering of await leftDrafts(pool, new Date(clock.now().getTime() - LEFT_AFTER))) {
    const record = await readChecked(deps, answering.recordId);
    const drafts = await readDrafts(pool, answering);
    if (!record) continue;
    const { fields, sayings } = correctionsOf(record, drafts);
    if (fields.length + sayings.length > 0) await finish(deps, answering, record, [], drafts[0]!.lang);
  }
}

/** The sections of a record in a language. */
export function sectionsFor({ stored, seen }: CheckedRecord, lang: Lang): Section[] {
  return sectionsOf(stored, seen, lang);
}
