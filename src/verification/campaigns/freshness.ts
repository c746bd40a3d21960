import { monthsLater } from "./sending-hours.ts";

/** How long a confirmation stands (months): what people need on the day itself goes stale first. */
const MONTHS: Record<string, number> = { food: 6, housing: 6, emergency: 6, violence: 6 };
const USUAL_MONTHS = 12;

/** The day a record is to be asked again, for one confirmed on a day. */
export function nextDue(on: string, needs: readonly string[]): string {
  const months = Math.min(USUAL_MONTHS, ...needs.map((code) => MONTHS[code.split(".")[0]!] ?? USUAL_MONTHS));
  return monthsLater(on, months);
}

/** Is a record to be asked again? Never confirmed: always. */
export function isDue(due: string | null, today: string): boolean {
  return due === null || due <= today;
}
