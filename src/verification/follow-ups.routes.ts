import { Type, type Static } from "typebox";
import { actorOf, staff } from "../accounts/index.ts";
import { hoursProse, type ServiceRecord } from "../directory/index.ts";
import { inTransaction } from "../platform/db/transaction.ts";
import type { Server } from "../platform/http/http.ts";
import { formatPhone } from "../platform/i18n/format.ts";
import type { Lang } from "../platform/i18n/lang.ts";
import { langOf } from "./campaigns/audience.ts";
import { CallReport } from "./campaigns/campaign.contract.ts";
import { campaignFault } from "./campaigns/campaign-faults.ts";
import { noteAnswer } from "./campaigns/recipients.store.ts";
import type { CallList, CallReported, FollowUp, FollowUpLine, FollowUpView } from "./console.contract.ts";
import { idOf, mayTo, namesOf, organizationNameOf, recordName, recordsById, recordsSeenBy, type ConsoleDeps } from "./console.ts";
import { afterCall } from "./follow-ups.ts";
import { countDueCalls, lockFollowUp, noteCall, readCalls, readFollowUp, readFollowUps } from "./follow-ups.store.ts";
import { proposeAnswer, type Saying } from "./organization-page/answers.store.ts";
import { confirmNow } from "./organization-page/answering.ts";
import { callScript } from "./script.messages.ts";

const Query = Type.Object({ campaign: Type.Optional(Type.String({ format: "uuid" })), later: Type.Optional(Type.Boolean()), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })) });
const USUAL_LIMIT = 100;

/** The numbers to dial, the service's own first. */
function numbersOf({ at, organization }: ServiceRecord) {
  const phones = [...at.flatMap((one) => one.phones), ...organization.phones].filter(({ kind }) => kind === "voice");
  return [...new Map(phones.map((one) => [`${one.number} ${one.extension ?? ""}`, { number: one.number, extension: one.extension, shown: formatPhone(one.number) }])).values()];
}

/** A call as the list shows it: whom, which number, and when they are likely to answer. */
function shown(followUp: FollowUp, record: ServiceRecord | undefined): FollowUpLine {
  const hours = record?.at.find((at) => at.hours !== null)?.hours ?? null;
  return {
    ...followUp,
    record: record ? { ...namesOf(record), city: record.at[0]?.location.city ?? null } : null,
    numbers: record ? numbersOf(record) : [],
    bestHours: hours ? { fr: hoursProse(hours, "fr"), en: hoursProse(hours, "en") } : null,
  };
}

/** What an answer by telephone leaves for review. */
function sayingsOf({ outcome, note }: CallReport): Saying[] {
  if (outcome === "closed") return [{ topic: "closed", message: note ?? null }];
  return outcome === "corrected" ? [{ topic: "other", message: note ?? "" }] : [];
}

/** The call list: whom to call, what to say, what came of it. */
export function followUpRoutes(app: Server, deps: ConsoleDeps): void {
  const { pool, clock } = deps.platform;
  const call = { access: staff("followUp.call") };

  app.get("/api/console/follow-ups", { config: call, schema: { querystring: Query } }, async (request) => {
    const { campaign, later = false, limit = USUAL_LIMIT } = request.query as Static<typeof Query>;
    const list = await readFollowUps(pool, clock.now(), { campaignId: campaign ?? null, later, limit });
    const records = await recordsSeenBy(deps, actorOf(request), list.map(({ recordId }) => recordId));
    return { due: await countDueCalls(pool, clock.now()), followUps: list.map((one) => shown(one, records.get(one.recordId))) } satisfies CallList;
  });

  app.get("/api/console/follow-ups/:id", { config: call }, async (request) => {
    const followUp = await readFollowUp(pool, idOf(request));
    if (!followUp) throw campaignFault("followUp", 404);
    const actor = mayTo(deps, request, "followUp.call", (await recordsById(deps, [followUp.recordId])).get(followUp.recordId));
    const record = (await recordsSeenBy(deps, actor, [followUp.recordId])).get(followUp.recordId);
    const say = (lang: Lang) => callScript(lang, { operator: deps.platform.config.operator || "211", organization: organizationNameOf(record) ?? "", service: recordName(record) ?? "", reason: followUp.reason });
    return {
      ...shown(followUp, record),
      whole: record ?? null,
      lang: record ? langOf(record) : "fr",
      hours: (record?.at ?? []).flatMap(({ id, hours }) => (hours ? [{ at: id, sentence: { fr: hoursProse(hours, "fr"), en: hoursProse(hours, "en") } }] : [])),
      calls: await readCalls(pool, followUp.id),
      script: { fr: say("fr"), en: say("en") },
    } satisfies FollowUpView;
  });

  app.post("/api/console/follow-ups/:id/calls", { config: call, schema: { body: CallReport } }, async (request) => {
    const id = idOf(request);
    const report = request.body as CallReport;
    const now = clock.now();
    const followUp = await readFollowUp(pool, id);
    if (followUp?.state !== "open") throw campaignFault("followUp", 409);
    const record = (await recordsById(deps, [followUp.recordId])).get(followUp.recordId);
    const caller = mayTo(deps, request, "followUp.call", record).id;
    // First: cut short after this, the call is reported once more, and changes nothing.
    if (report.outcome === "confirmed" && record) await confirmNow(deps, record, "call", now, caller);
    return inTransaction(pool, async (client) => {
      const open = await lockFollowUp(client, id);
      if (!open) throw campaignFault("followUp", 409);
      const after = afterCall(report.outcome, open.attempts, report.again ? new Date(report.again) : null, now);
      await noteCall(client, id, { at: now, caller, outcome: report.outcome, note: report.note ?? null }, after);
      if (open.campaignId !== null && after.answer !== null) {
        await proposeAnswer(client, { campaignId: open.campaignId, recordId: open.recordId }, [], sayingsOf(report).filter(({ topic, message }) => topic !== "other" || message), "fr", now);
        await noteAnswer(client, open.campaignId, open.recordId, after.answer, "call", now);
      }
      return { state: after.state, attempts: after.attempts, callAt: after.callAt } satisfies CallReported;
    });
  });
}
