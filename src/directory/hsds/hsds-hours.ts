import type { Hours, HoursRule } from "../directory.contract.ts";
import type { HsdsSchedule } from "./hsds.contract.ts";

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const WEEKLY_OR_MONTHLY = new Set(["WEEKLY", "MONTHLY"]);

interface Line {
  day: number;
  week: number | null;
  from: string | null;
  to: string | null;
  span: { opens: string; closes: string };
}

/** `10:00:00`, `9:00`, `10:00Z` → `10:00`; null when it is not a time. */
function timeOf(text: string | null | undefined): string | null {
  const match = /^(\d{1,2}):(\d{2})(?::\d{2})?/.exec(text?.trim() ?? "");
  if (!match || Number(match[1]) * 60 + Number(match[2]) > 1440 || Number(match[2]) > 59) return null;
  return `${match[1]!.padStart(2, "0")}:${match[2]}`;
}

function dateOf(text: string | null | undefined): string | null {
  return /^\d{4}-\d{2}-\d{2}/.exec(text?.trim() ?? "")?.[0] ?? null;
}

/** Lines of a schedule; none when it says something that structured hours cannot. */
function linesOf(schedule: HsdsSchedule): Line[] {
  const opens = timeOf(schedule.opens_at);
  const closes = timeOf(schedule.closes_at);
  const { byday, byweekno, bymonthday, byyearday } = schedule;
  const regular = Number(schedule.interval ?? 1) === 1 && WEEKLY_OR_MONTHLY.has((schedule.freq ?? "WEEKLY").toUpperCase());
  if (opens === null || closes === null || opens === "24:00" || !byday || byweekno || bymonthday || byyearday || !regular) return [];
  const days = byday.toUpperCase().split(/[,;\s]+/).map((part) => /^([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)$/.exec(part));
  if (days.some((day) => day === null || Number(day[1] ?? 1) < -1 || Number(day[1] ?? 1) > 5)) return [];
  const span = { opens, closes };
  return days.map((day) => ({ day: DAYS.indexOf(day![2]!) + 1, week: day![1] ? Number(day![1]) : null, from: dateOf(schedule.valid_from), to: dateOf(schedule.valid_to), span }));
}

function groupBy<T>(items: T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}

/** HSDS gives one schedule a span; a rule holds all the spans of its days. */
function toRules(lines: Line[]): HoursRule[] {
  const days = groupBy(lines, ({ day, week, from, to }) => JSON.stringify([from, to, week, day])).map((same) => ({
    ...same[0]!,
    spans: [...new Map(same.map(({ span }) => [`${span.opens}-${span.closes}`, span])).values()].sort((a, b) => (a.opens < b.opens ? -1 : 1)),
  }));
  const rules = groupBy(days, ({ week, from, to, spans }) => JSON.stringify([from, to, week, spans])).map((same) => ({
    days: same.map(({ day }) => day).sort((a, b) => a - b),
    holidays: false,
    weeks: same[0]!.week === null ? null : [same[0]!.week],
    from: same[0]!.from,
    to: same[0]!.to,
    spans: same[0]!.spans,
  }));
  const exceptional = (rule: HoursRule) => Number(rule.from !== null || rule.to !== null) * 2 + Number(rule.weeks !== null);
  return rules.sort((a, b) => exceptional(a) - exceptional(b)).slice(0, 60);
}

function isAlways(rules: HoursRule[]): boolean {
  return rules.length === 1 && rules[0]!.days.length === 7 && rules[0]!.weeks === null && rules[0]!.from === null && rules[0]!.spans.length === 1 && /^00:00-(24:00|23:59|00:00)$/.test(`${rules[0]!.spans[0]!.opens}-${rules[0]!.spans[0]!.closes}`);
}

/** Structured hours of HSDS schedules, null when none can be structured; their own words as a note. */
export function hoursOfSchedules(schedules: readonly HsdsSchedule[]): { hours: Hours | null; note: string | null } {
  const rules = toRules(schedules.flatMap(linesOf));
  const note = [...new Set(schedules.map(({ description }) => description?.trim()).filter(Boolean))].join(" ").slice(0, 1000) || null;
  if (rules.length === 0) return { hours: null, note };
  return { hours: isAlways(rules) ? { always: true, byAppointment: false, closedOnHolidays: false, rules: [] } : { always: false, byAppointment: false, closedOnHolidays: null, rules }, note };
}
