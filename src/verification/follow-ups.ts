import type { Answer, CallOutcome } from "./campaigns/campaign.contract.ts";
import { nextSendingTime, workingDaysLater } from "./campaigns/sending-hours.ts";

/** Unanswered calls after which a record is marked as out of reach. */
export const MOST_ATTEMPTS = 3;
/** Working days before the next attempt, unless the caller says when. */
const AGAIN_AFTER = 2;

/** What becomes of a call to make, after one. */
export interface AfterCall {
  state: "open" | "done" | "unreached";
  attempts: number;
  callAt: Date;
  /** What the campaign notes; null: no answer. */
  answer: Answer | null;
}

const ANSWERS: Partial<Record<CallOutcome, Answer>> = { confirmed: "confirmed", corrected: "corrected", refuses: "refused", closed: "closed" };

/** After an attempt: who answered is done; a wrong number ends it too, since dialling it again helps nobody. */
export function afterCall(outcome: CallOutcome, attemptsBefore: number, again: Date | null, now: Date): AfterCall {
  const attempts = attemptsBefore + 1;
  const answer = ANSWERS[outcome] ?? null;
  if (answer !== null) return { state: "done", attempts, callAt: now, answer };
  if (outcome === "wrongNumber" || attempts >= MOST_ATTEMPTS) return { state: "unreached", attempts, callAt: now, answer };
  const wanted = again !== null && again > now ? nextSendingTime(again) : workingDaysLater(now, AGAIN_AFTER);
  return { state: "open", attempts, callAt: wanted, answer };
}
