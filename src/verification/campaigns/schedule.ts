import type { Schedule } from "./campaign.contract.ts";
import { daysLater, nextSendingTime } from "./sending-hours.ts";

/** What comes next for someone who has not answered. */
export type NextStep = { what: "letter"; step: number; at: Date } | { what: "call"; at: Date };

/** After `step` letters, the first of which left at `first` (null: none yet): what comes next, and when. */
export function nextStep(schedule: Schedule, step: number, first: Date | null, now: Date): NextStep {
  if (step === 0 || first === null) return { what: "letter", step: 0, at: nextSendingTime(now) };
  const reminders = schedule.reminders.toSorted((a, b) => a - b);
  const days = reminders[step - 1];
  if (days !== undefined) return { what: "letter", step, at: daysLater(first, days) };
  return { what: "call", at: daysLater(first, (reminders.at(-1) ?? 0) + schedule.callAfter) };
}
