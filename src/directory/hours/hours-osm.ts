import type { Hours, HoursRule } from "../directory.contract.ts";

/*
 * OpenStreetMap opening_hours, the part that directories use: weekdays with `[n]`, `PH`, a
 * season of months or dates, spans and `off`, joined by `;`. Anything else is refused, never guessed.
 * Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
 */

const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const MONTH = `(${MONTHS.join("|")})`;
const SEASON = new RegExp(`^(?:(\\d{4}) )?${MONTH}(?: (\\d{1,2}))?(?:\\s*-\\s*(?:(\\d{4}) )?(?:${MONTH})?(?: ?(\\d{1,2}))?)?(?=$| )`);
const SPAN = /^(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})$/;
const SELECTOR = /^(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su))?(?:\[(-?\d(?:,-?\d)*)\])?$/;

export type ParsedHours = { hours: Hours } | { reason: string };

class Refusal extends Error {}

interface Selection {
  days: number[];
  weeks: number[] | null;
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}

function clock(hour: string, minute: string, text: string): string {
  const total = Number(hour) * 60 + Number(minute);
  if (Number(minute) > 59 || total > 24 * 60) throw new Refusal(`"${text}" is not a time of day`);
  return `${pad(Number(hour))}:${minute}`;
}

function parseSpans(text: string): HoursRule["spans"] {
  if (/^(off|closed)$/.test(text)) return [];
  return text.split(",").map((part) => {
    const match = SPAN.exec(part.trim());
    if (!match) throw new Refusal(`"${part.trim()}" is not a span of hours`);
    const opens = clock(match[1]!, match[2]!, part.trim());
    if (opens === "24:00") throw new Refusal(`"${part.trim()}" cannot open at 24:00`);
    return { opens, closes: clock(match[3]!, match[4]!, part.trim()) };
  });
}

function dayRange(first: string, last: string | undefined): number[] {
  const from = DAYS.indexOf(first);
  const to = last ? DAYS.indexOf(last) : from;
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => ((from + index) % 7) + 1);
}

function parseWeeks(text: string | undefined): number[] | null {
  if (!text) return null;
  const weeks = text.split(",").map(Number);
  if (weeks.some((week) => week === 0 || week < -1 || week > 5)) throw new Refusal(`[${text}] is not a week of the month`);
  return weeks;
}

function parseSelector(text: string): Selection {
  const match = SELECTOR.exec(text);
  if (!match) throw new Refusal(`"${text}" is not a day`);
  return { days: dayRange(match[1]!, match[2]), weeks: parseWeeks(match[3]) };
}

/** Days with the same weeks become one rule. */
function groupByWeeks(selections: Selection[]): Selection[] {
  const groups = new Map<string, Selection>();
  for (const { days, weeks } of selections) {
    const group = groups.get(String(weeks)) ?? { days: [], weeks };
    group.days = [...new Set([...group.days, ...days])].sort((a, b) => a - b);
    groups.set(String(weeks), group);
  }
  return [...groups.values()];
}

/** Splits at commas that are outside brackets: `We[1,3],Fr` has two parts. */
function splitSelectors(text: string): string[] {
  return text.split(/,(?![^[]*\])/).map((part) => part.trim());
}

function date(year: string | undefined, month: string, day: number): string {
  const index = MONTHS.indexOf(month);
  if (day < 1 || day > MONTH_DAYS[index]!) throw new Refusal(`${month} has no day ${day}`);
  return `${year ? `${year}-` : ""}${pad(index + 1)}-${pad(day)}`;
}

function parseSeason(text: string): { from: string | null; to: string | null; rest: string } {
  const match = SEASON.exec(text);
  if (!match) return { from: null, to: null, rest: text };
  const [whole, year, month, day, toYear, toMonth, toDay] = match;
  const ranged = whole.includes("-");
  const lastMonth = toMonth ?? month!;
  const lastDay = ranged ? toDay : day;
  const from = date(year, month!, day ? Number(day) : 1);
  const to = date(toYear ?? year, lastMonth, lastDay ? Number(lastDay) : MONTH_DAYS[MONTHS.indexOf(lastMonth)]!);
  return { from, to, rest: text.slice(whole.length).trim() };
}

function parseRule(text: string): HoursRule[] {
  const { from, to, rest } = parseSeason(text);
  const [, selectors = "", times = ""] = /^((?:(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)[^\s]*(?:,\s*)?)*)\s*(.*)$/.exec(rest) ?? [];
  const parts = selectors ? splitSelectors(selectors.trim()) : ["Mo-Su", "PH"];
  const holidays = parts.includes("PH");
  const spans = parseSpans(times.trim());
  const groups = groupByWeeks(parts.filter((part) => part !== "PH").map(parseSelector));
  const rule = (group: Selection, index: number): HoursRule => ({ days: group.days, holidays: holidays && index === 0, weeks: group.weeks, from, to, spans });
  return groups.length > 0 ? groups.map(rule) : [rule({ days: [], weeks: null }, 0)];
}

function isClosedOnHolidays(rule: HoursRule): boolean {
  return rule.holidays && rule.days.length === 0 && rule.spans.length === 0 && rule.from === null;
}

/** What the rules say of public holidays: closed, covered by a rule, or nothing (null). */
function holidayRule(rules: HoursRule[]): boolean | null {
  if (rules.some(isClosedOnHolidays)) return true;
  return rules.some((rule) => rule.holidays && rule.from === null) ? false : null;
}

function parseRules(text: string): Hours {
  const rules = text.split(";").map((part) => part.trim()).filter(Boolean).flatMap(parseRule);
  if (rules.length === 0) throw new Refusal("no hours in it");
  if (rules.length > 60) throw new Refusal("more than 60 rules");
  return { always: false, byAppointment: false, closedOnHolidays: holidayRule(rules), rules: rules.filter((rule) => !isClosedOnHolidays(rule)) };
}

/** Reads an OSM opening_hours text. Returns the hours, or the reason why it is refused. */
export function parseOsmHours(text: string): ParsedHours {
  const clean = text.trim().replace(/\s+/g, " ");
  if (clean.length > 500) return { reason: "longer than 500 characters" };
  if (clean === "24/7") return { hours: { always: true, byAppointment: false, closedOnHolidays: false, rules: [] } };
  try {
    return { hours: parseRules(clean) };
  } catch (error) {
    if (error instanceof Refusal) return { reason: error.message };
    throw error;
  }
}
