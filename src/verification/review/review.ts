import { acceptProposal, actorName, refuseProposal, type ServiceRecord } from "../../directory/index.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { codeOf } from "../../platform/errors.ts";
import { writeLetter } from "../../platform/mail/letters.store.ts";
import { campaignFault } from "../campaigns/campaign-faults.ts";
import { readRecipient } from "../campaigns/recipients.store.ts";
import { hasOpenProposals } from "../organization-page/answers.store.ts";
import { confirmNow, readChecked, type AnsweringDeps } from "../organization-page/answering.ts";
import type { InboxItem } from "../console.contract.ts";
import { noteDecision, settleWords, takeReplyTo } from "./review.store.ts";
import { thanksLetter } from "./thanks-letter.ts";

/** PostgreSQL refuses a value: a check, a format, a length, something missing. */
const REFUSED_VALUE = /^(22|23)\w{3}$/;

async function settleField({ platform }: AnsweringDeps, item: InboxItem, accept: boolean, by: string): Promise<boolean> {
  const { pool, clock } = platform;
  try {
    return accept ? await acceptProposal(pool, item.id, { actor: actorName(by), at: clock.now() }) : await refuseProposal(pool, item.id);
  } catch (error) {
    if (REFUSED_VALUE.test(codeOf(error) ?? "")) throw campaignFault("value", 422);
    throw error;
  }
}

function entitiesOf({ id, organization, at }: ServiceRecord): string[] {
  return [id, organization.id, ...at.flatMap((one) => [one.id, one.location.id])];
}

/** Once everything that an organisation said in an answer is decided, its record counts as verified on the day it answered. */
async function verifyWhenDone(deps: AnsweringDeps, { campaignId, recordId }: InboxItem): Promise<void> {
  const { pool } = deps.platform;
  if (campaignId === null || recordId === null) return;
  const [recipient, checked] = [await readRecipient(pool, campaignId, recordId), await readChecked(deps, recordId)];
  if (!checked || !recipient?.answeredAt || recipient.answer !== "corrected") return;
  if (await hasOpenProposals(pool, { campaignId, recordId }, entitiesOf(checked.stored))) return;
  await confirmNow(deps, checked.stored, "email", recipient.answeredAt);
}

/** Words are dealt with; whoever left an address is thanked when they were right, and the address is erased either way. */
function dealWithWords({ platform: { pool, clock, config } }: AnsweringDeps, { id }: InboxItem, state: "accepted" | "refused", by: string): Promise<boolean> {
  const now = clock.now();
  return inTransaction(pool, async (client) => {
    const done = await settleWords(client, id, state, by, now);
    const reply = done ? await takeReplyTo(client, id) : null;
    if (reply && state === "accepted") await writeLetter(client, thanksLetter({ ...reply, id, operator: config.operator, now }), now);
    return done;
  });
}

/** Decides on one thing that was said: a field is written as an editor's change, words are dealt with. */
export async function decide(deps: AnsweringDeps, item: InboxItem, accept: boolean, by: string): Promise<void> {
  const { pool, clock } = deps.platform;
  const state = accept ? "accepted" : "refused";
  const done = item.kind === "field" ? await settleField(deps, item, accept, by) : await dealWithWords(deps, item, state, by);
  if (!done) throw campaignFault("proposal", 409);
  if (item.kind === "field") await noteDecision(pool, item.id, by, clock.now());
  await verifyWhenDone(deps, item);
}
