import { Temporal } from "temporal-polyfill";
import type { Hours, HoursRule } from "../directory.contract.ts";
import { civilDate, dayNumber, isHoliday, weekdayOf } from "./holidays.ts";

/*
 * When is a service open? Hours are compiled once to integers (minutes of a local day, masks of
 * weekdays and weeks), so that a search can ask thousands of services; only an answer that is
 * shown becomes an instant, through the time zone.
 */

const MINUTES = 1440;
/** How far ahead the next opening is looked for: a season and a half (days). */
const HORIZON = 550;
/** An opening longer than this is said to be open without an end (days). */
const LONGEST = 8;
const LAST_WEEK = 1 << 6;

export const QUEBEC_ZONE = "America/Toronto";
const ISLANDS_ZONE = "America/Halifax";
/** Les Îles-de-la-Madeleine and Grosse-Île keep Atlantic time. */
const ISLANDS = new Set(["01023", "01042"]);

/** The time zone of a municipality (5-digit code); Québec's own when unknown. */
export function zoneOf(municipalityCode: string | null): string {
  return municipalityCode !== null && ISLANDS.has(municipalityCode) ? ISLANDS_ZONE : QUEBEC_ZONE;
}

/** `now` null: unknown. `until`: when the present opening ends. `next`: the next opening that is certain. ISO instants. */
export interface OpenState {
  now: boolean | null;
  until: string | null;
  next: string | null;
}

interface CompiledRule {
  weekdays: number;
  holidays: boolean;
  /** Bits 1–5: weeks of the month; bit 6: the last; 0: every week. */
  weeks: number;
  /** Month × 100 + day, or the day number when `dated`. */
  from: number;
  to: number;
  dated: boolean;
  /** Start and end in minutes of the day, in pairs; an end above 1440 is the next morning. */
  spans: Int16Array;
}

export interface CompiledHours {
  always: boolean;
  known: boolean;
  closedOnHolidays: boolean | null;
  rules: CompiledRule[];
}

/** A local day, as integers. */
interface LocalDay {
  number: number;
  weekdayBit: number;
  weekBits: number;
  monthDay: number;
  holiday: boolean;
}

/** An instant as one time zone's clock shows it. Made once for a whole search. */
export interface LocalMoment {
  zone: string;
  minute: number;
  today: LocalDay;
  yesterday: LocalDay;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function compileSpans(spans: HoursRule["spans"]): Int16Array {
  const pairs = spans.map(({ opens, closes }) => {
    const start = minutesOf(opens);
    const end = minutesOf(closes);
    return end > start ? [start, end] : [start, end + MINUTES];
  });
  return Int16Array.from(pairs.sort((a, b) => a[0]! - b[0]!).flat());
}

function monthDayOf(date: string): number {
  return Number(date.slice(-5, -3)) * 100 + Number(date.slice(-2));
}

function dayNumberOf(date: string): number {
  return dayNumber(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8)));
}

function compileRule(rule: HoursRule): CompiledRule {
  const dated = [rule.from, rule.to].every((date) => date === null || date.length === 10) && (rule.from ?? rule.to) !== null;
  return {
    weekdays: rule.days.reduce((mask, day) => mask | (1 << day), 0),
    holidays: rule.holidays,
    weeks: (rule.weeks ?? []).reduce((mask, week) => mask | (week === -1 ? LAST_WEEK : 1 << week), 0),
    from: rule.from === null ? (dated ? -Infinity : 101) : dated ? dayNumberOf(rule.from) : monthDayOf(rule.from),
    to: rule.to === null ? (dated ? Infinity : 1231) : dated ? dayNumberOf(rule.to) : monthDayOf(rule.to),
    dated,
    spans: compileSpans(rule.spans),
  };
}

const compiled = new WeakMap<Hours, CompiledHours>();

/** Hours as integers; the same object compiles once. */
export function compileHours(hours: Hours): CompiledHours {
  let result = compiled.get(hours);
  if (!result) {
    result = {
      always: hours.always,
      known: hours.always || hours.rules.length > 0,
      closedOnHolidays: hours.closedOnHolidays,
      rules: hours.rules.map(compileRule),
    };
    compiled.set(hours, result);
  }
  return result;
}

const localDays = new Map<number, LocalDay>();

function localDay(number: number): LocalDay {
  const known = localDays.get(number);
  if (known) return known;
  const { year, month, day } = civilDate(number);
  const lastWeek = day + 7 > civilDate(dayNumber(year, month + 1, 1) - 1).day;
  const made: LocalDay = {
    number,
    weekdayBit: 1 << weekdayOf(number),
    weekBits: (1 << Math.ceil(day / 7)) | (lastWeek ? LAST_WEEK : 0),
    monthDay: month * 100 + day,
    holiday: isHoliday(number),
  };
  if (localDays.size > 4000) localDays.clear();
  localDays.set(number, made);
  return made;
}

/** What the clock of a zone shows at an instant. */
export function momentIn(zone: string, at: Date): LocalMoment {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  const number = dayNumber(local.year, local.month, local.day);
  return { zone, minute: local.hour * 60 + local.minute, today: localDay(number), yesterday: localDay(number - 1) };
}

function inSeason(rule: CompiledRule, day: LocalDay): boolean {
  const { from, to } = rule;
  if (rule.dated) return day.number >= from && day.number <= to;
  if (from <= to) return day.monthDay >= from && day.monthDay <= to;
  return day.monthDay >= from || day.monthDay <= to;
}

function applies(rule: CompiledRule, day: LocalDay): boolean {
  return (rule.weeks === 0 || (rule.weeks & day.weekBits) !== 0) && inSeason(rule, day);
}

function lastRule(rules: CompiledRule[], day: LocalDay, onHoliday: boolean): CompiledRule | null {
  for (let index = rules.length - 1; index >= 0; index--) {
    const rule = rules[index]!;
    const named = onHoliday ? rule.holidays : (rule.weekdays & day.weekdayBit) !== 0;
    if (named && applies(rule, day)) return rule;
  }
  return null;
}

const CLOSED = new Int16Array();

/** Spans of a day; on a public holiday that nothing speaks of, null: unknown. */
function spansOn(hours: CompiledHours, day: LocalDay): Int16Array | null {
  if (day.holiday) {
    const special = lastRule(hours.rules, day, true);
    if (special) return special.spans;
    if (hours.closedOnHolidays === true) return CLOSED;
  }
  const usual = lastRule(hours.rules, day, false)?.spans ?? CLOSED;
  return day.holiday && hours.closedOnHolidays === null && usual.length > 0 ? null : usual;
}

function covers(spans: Int16Array, minute: number): boolean {
  for (let index = 0; index < spans.length; index += 2) if (minute >= spans[index]! && minute < spans[index + 1]!) return true;
  return false;
}

/** Open at this moment? null: unknown (no hours, or a holiday they do not speak of). Integers only. */
export function isOpen(hours: CompiledHours, moment: LocalMoment): boolean | null {
  if (hours.always) return true;
  if (!hours.known) return null;
  const before = spansOn(hours, moment.yesterday);
  if (before !== null && covers(before, moment.minute + MINUTES)) return true;
  const today = spansOn(hours, moment.today);
  if (today === null) return null;
  if (covers(today, moment.minute)) return true;
  return before === null && covers(lastRule(hours.rules, moment.yesterday, false)?.spans ?? CLOSED, moment.minute + MINUTES) ? null : false;
}

/** Wall time, in minutes since the local 1970-01-01, at which the opening around `start` ends; null: goes on for days. */
function endOfOpening(hours: CompiledHours, start: number): number | null {
  let end = start;
  const first = Math.floor(start / MINUTES) - 1;
  for (let number = first; number <= first + LONGEST; number++) {
    const spans = spansOn(hours, localDay(number)) ?? CLOSED;
    for (let index = 0; index < spans.length; index += 2) {
      const from = number * MINUTES + spans[index]!;
      const to = number * MINUTES + spans[index + 1]!;
      if (from <= end && to > end) end = to;
    }
    if (end < (number + 1) * MINUTES && number > first) return end;
  }
  return null;
}

function nextOpening(hours: CompiledHours, after: number): number | null {
  const first = Math.floor(after / MINUTES);
  for (let number = first; number <= first + HORIZON; number++) {
    const spans = spansOn(hours, localDay(number)) ?? CLOSED;
    for (let index = 0; index < spans.length; index += 2) {
      const start = number * MINUTES + spans[index]!;
      if (start > after) return start;
    }
  }
  return null;
}

function instantOf(wall: number, zone: string): string {
  const { year, month, day } = civilDate(Math.floor(wall / MINUTES));
  const minute = wall % MINUTES;
  return Temporal.PlainDateTime.from({ year, month, day, hour: Math.floor(minute / 60), minute: minute % 60 }).toZonedDateTime(zone).toInstant().toString();
}

/** The whole answer for a service that is shown: open, until when, and when next. */
export function openState(hours: CompiledHours | null, moment: LocalMoment): OpenState {
  if (hours === null || !hours.known) return { now: null, until: null, next: null };
  if (hours.always) return { now: true, until: null, next: null };
  const wall = moment.today.number * MINUTES + moment.minute;
  const now = isOpen(hours, moment);
  const end = now ? endOfOpening(hours, wall) : null;
  const next = now ? (end === null ? null : nextOpening(hours, end)) : nextOpening(hours, wall);
  return { now, until: end === null ? null : instantOf(end, moment.zone), next: next === null ? null : instantOf(next, moment.zone) };
}

/** How public holidays are kept: as the lines say, closed, or unknown. */
export type HolidayHours = "closed" | "usual" | "unknown" | "special";

/** The regular week and what departs from it, for a page to word. */
export interface WeekTable {
  always: boolean;
  byAppointment: boolean;
  /** Monday to Sunday; empty when nothing holds all year. */
  days: { day: number; spans: HoursRule["spans"] }[];
  /** Seasons, weeks of the month and holidays, in order; later ones win. */
  exceptions: HoursRule[];
  holidays: HolidayHours;
  /** Spans of public holidays that hold all year; null: `holidays` or `exceptions` tell. */
  holidaySpans: HoursRule["spans"] | null;
}

function isRegular(rule: HoursRule): boolean {
  return rule.weeks === null && rule.from === null && rule.to === null && rule.days.length > 0;
}

function holidayHours(hours: Hours): HolidayHours {
  if (hours.rules.some((rule) => rule.holidays)) return "special";
  if (hours.always || hours.closedOnHolidays === false) return "usual";
  return hours.closedOnHolidays === true ? "closed" : "unknown";
}

/** Hours as a table of the week. */
export function weekTable(hours: Hours): WeekTable {
  const regular = hours.rules.filter(isRegular);
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, spans: regular.findLast((rule) => rule.days.includes(day))?.spans ?? [] }));
  return {
    always: hours.always,
    byAppointment: hours.byAppointment,
    days: regular.length > 0 ? days : [],
    exceptions: hours.rules.filter((rule) => !isRegular(rule)),
    holidays: holidayHours(hours),
    holidaySpans: regular.findLast((rule) => rule.holidays)?.spans ?? null,
  };
}
