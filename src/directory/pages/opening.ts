import { formatDate } from "../../platform/i18n/format.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { PublishedService, ServiceAtLocation } from "../directory.contract.ts";
import { dayName, timeWords } from "../hours/hours-prose.ts";
import { compileHours, momentIn, openState, zoneOf, type OpenState } from "../hours/hours.ts";
import { hoursMessages } from "./hours.messages.ts";

/** An opening, as ISO instants. */
export interface Opening {
  opens: string;
  closes: string;
}

/** Longest stretch that goes in a calendar (ms): beyond it, a place is simply open. */
const LONGEST = 24 * 3_600_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

export function zoneOfSite(at: ServiceAtLocation): string {
  return zoneOf(at.location.municipalityCode);
}

export function openStateOf(at: ServiceAtLocation, now: Date): OpenState {
  return openState(at.hours && compileHours(at.hours), momentIn(zoneOfSite(at), now));
}

/** The next opening with its end, for a calendar; null when it is not known. */
export function nextOpening(at: ServiceAtLocation, now: Date): Opening | null {
  const { next } = openStateOf(at, now);
  if (!next) return null;
  const { until } = openStateOf(at, new Date(next));
  return until && Date.parse(until) - Date.parse(next) <= LONGEST ? { opens: next, closes: until } : null;
}

interface WallClock {
  /** `YYYY-MM-DD` */
  date: string;
  /** 1 = Monday */
  weekday: number;
  time: string;
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Made once a zone: making one costs more than a hundred uses. */
const CLOCKS = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = CLOCKS.get(zone) ?? new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  CLOCKS.set(zone, known);
  return known;
}

function wallClock(iso: string | Date, zone: string): WallClock {
  const parts = clockOf(zone).formatToParts(new Date(iso));
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? "";
  return { date: `${part("year")}-${part("month")}-${part("day")}`, weekday: WEEKDAYS.indexOf(part("weekday")) + 1, time: `${part("hour")}:${part("minute")}` };
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

function closedWords(next: string, now: Date, zone: string, lang: Lang): string {
  const t = hoursMessages[lang];
  const opens = wallClock(next, zone);
  const days = daysBetween(wallClock(now, zone).date, opens.date);
  const time = timeWords(opens.time, lang);
  if (days <= 0) return t.opensLater(time);
  if (days === 1) return t.opensTomorrow(time);
  if (days < 7) return t.opensOn(dayName(opens.weekday, lang), time);
  return t.opensOn(lang === "fr" ? `le ${formatDate(opens.date, lang)}` : formatDate(opens.date, lang), time);
}

/** Open or closed in words ("Ouvert jusqu’à 16 h 30"); null when it is not known. */
export function openWords(state: OpenState, now: Date, zone: string, lang: Lang): string | null {
  const t = hoursMessages[lang];
  if (state.now === null) return null;
  if (state.now) return state.until ? t.openUntil(timeWords(wallClock(state.until, zone).time, lang)) : t.openAlways;
  return state.next ? closedWords(state.next, now, zone, lang) : t.closed;
}

/** The day that a zone's calendar shows, `YYYY-MM-DD`. */
export function dayIn(zone: string, now: Date): string {
  return wallClock(now, zone).date;
}

/** The weekday now where the service is (1 = Monday). */
export function weekdayAt(at: ServiceAtLocation, now: Date): number {
  return wallClock(now, zoneOfSite(at)).weekday;
}

/**
 * When pages of these services say something else by the clock alone: at an opening or a closing,
 * and at the next full hour at the latest, since midnight ("tomorrow", today's row) falls on one in every zone.
 */
export function nextChange(services: readonly PublishedService[], now: Date): Date {
  const hour = (Math.floor(now.getTime() / HOUR) + 1) * HOUR;
  const states = services.flatMap(({ at }) => at.map((site) => openStateOf(site, now)));
  const changes = states.flatMap(({ until, next }) => [until, next]).filter((instant) => instant !== null).map((instant) => Date.parse(instant));
  return new Date(Math.min(hour, ...changes.filter((change) => change > now.getTime())));
}
