const QUEBEC_ZONE = "America/Toronto";
const DAY_MS = 86_400_000;

/** The day in Québec of an instant, `YYYY-MM-DD`. */
export function dayHere(instant: string | number): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: QUEBEC_ZONE, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date(instant));
}

/** Days from one to another; negative: it is over. */
export function daysFrom(day: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(day)) / DAY_MS);
}
