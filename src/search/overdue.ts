import type { PublishedService } from "../directory/index.ts";

const DAY_MS = 24 * 3600 * 1000;

/** Has a record waited for its verification for longer than this installation accepts (days; null: it accepts any wait)? */
export function isLongOverdue({ provenance: { nextDue } }: Pick<PublishedService, "provenance">, now: Date, days: number | null): boolean {
  return days !== null && nextDue !== null && now.getTime() - Date.parse(nextDue) > days * DAY_MS;
}
