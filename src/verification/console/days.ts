import { serverNow } from "../../console/ui/index.ts";

const ZONE = "America/Toronto";
const DAY_MS = 86_400_000;

/** The day in Québec of an instant; without one, of this moment by the server's clock. `YYYY-MM-DD`. */
export function today(instant?: string | null): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit" }).format(instant ? new Date(instant) : new Date(serverNow()));
}

/** Days from one to another; negative: it is over. */
export function daysFrom(day: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(day)) / DAY_MS);
}
