import type { Hours, HoursRule } from "../directory.contract.ts";

/** schema.org OpeningHoursSpecification (https://schema.org/OpeningHoursSpecification). */
export interface OpeningHoursSpecification {
  "@type": "OpeningHoursSpecification";
  dayOfWeek?: string[];
  opens: string;
  closes: string;
  validFrom?: string;
  validThrough?: string;
}

const SCHEMA_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].map((day) => `https://schema.org/${day}`);
const HOLIDAYS = "https://schema.org/PublicHolidays";
const ICAL_DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** A season of every year, as the dates of the year that an instant falls in; a dated one as it is. */
function validity(rule: HoursRule, year: number): { validFrom?: string; validThrough?: string } {
  const full = (date: string, of: number) => (date.length === 10 ? date : `${of}-${date}`);
  const wraps = rule.from !== null && rule.to !== null && rule.from.length === 5 && rule.from > rule.to;
  return {
    ...(rule.from === null ? {} : { validFrom: full(rule.from, year) }),
    ...(rule.to === null ? {} : { validThrough: full(rule.to, wraps ? year + 1 : year) }),
  };
}

function endOfDay(closes: string): string {
  return closes === "24:00" ? "23:59" : closes;
}

/** Hours for JSON-LD; weeks of the month cannot be said there and are left out. `year`: of the yearly seasons. */
export function toOpeningHours(hours: Hours, year: number): OpeningHoursSpecification[] {
  if (hours.always) return [{ "@type": "OpeningHoursSpecification", dayOfWeek: SCHEMA_DAYS, opens: "00:00", closes: "23:59" }];
  return hours.rules
    .filter((rule) => rule.weeks === null)
    .flatMap((rule) => {
      const dayOfWeek = [...rule.days.map((day) => SCHEMA_DAYS[day - 1]!), ...(rule.holidays ? [HOLIDAYS] : [])];
      const spans = rule.spans.length > 0 ? rule.spans : [{ opens: "00:00", closes: "00:00" }];
      return spans.map(({ opens, closes }): OpeningHoursSpecification => ({ "@type": "OpeningHoursSpecification", dayOfWeek, opens, closes: endOfDay(closes), ...validity(rule, year) }));
    });
}

/** HSDS `schedule` (https://docs.openreferral.org, RFC 5545 words), without its ids. */
export interface HsdsSchedule {
  freq: "WEEKLY" | "MONTHLY";
  interval: number;
  byday: string;
  opens_at: string;
  closes_at: string;
  valid_from?: string;
  valid_to?: string;
  wkst: "MO";
  description?: string;
}

function byday(rule: HoursRule): string {
  const days = rule.days.map((day) => ICAL_DAYS[day - 1]!);
  if (rule.weeks === null) return days.join(",");
  return rule.weeks.flatMap((week) => days.map((day) => `${week}${day}`)).join(",");
}

/** Hours as HSDS schedules: one for each span. Closures cannot be said there; the description holds the prose. */
export function toHsdsSchedules(hours: Hours, year: number): HsdsSchedule[] {
  if (hours.always) return [{ freq: "WEEKLY", interval: 1, byday: ICAL_DAYS.join(","), opens_at: "00:00", closes_at: "24:00", wkst: "MO" }];
  return hours.rules
    .filter((rule) => rule.days.length > 0)
    .flatMap((rule) => {
      const { validFrom, validThrough } = validity(rule, year);
      return rule.spans.map(({ opens, closes }): HsdsSchedule => ({
        freq: rule.weeks === null ? "WEEKLY" : "MONTHLY",
        interval: 1,
        byday: byday(rule),
        opens_at: opens,
        closes_at: closes,
        wkst: "MO",
        ...(validFrom ? { valid_from: validFrom } : {}),
        ...(validThrough ? { valid_to: validThrough } : {}),
      }));
    });
}
