import { Temporal } from "temporal-polyfill";
import { dayNumber, isHoliday, QUEBEC_ZONE } from "../../directory/index.ts";

/*
 * When letters may arrive and people be called: working hours of working days in Québec, by the clock on the wall.
 */

/** First hour, and the hour at which nothing more leaves. */
export const OPENS = 8;
export const CLOSES = 18;
const MINUTES_A_DAY = (CLOSES - OPENS) * 60;

function local(at: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(QUEBEC_ZONE);
}

function instant(at: Temporal.ZonedDateTime): Date {
  return new Date(at.epochMilliseconds);
}

function isWorkingDay({ year, month, day, dayOfWeek }: Temporal.ZonedDateTime): boolean {
  return dayOfWeek <= 5 && !isHoliday(dayNumber(year, month, day));
}

/** May a letter leave now? */
export function isSendingTime(at: Date): boolean {
  const here = local(at);
  return isWorkingDay(here) && here.hour >= OPENS && here.hour < CLOSES;
}

/** This moment if letters may leave then, else the next opening. */
export function nextSendingTime(at: Date): Date {
  let here = local(at);
  if (isSendingTime(at)) return at;
  if (here.hour >= CLOSES) here = here.add({ days: 1 });
  while (!isWorkingDay(here)) here = here.add({ days: 1 });
  return instant(here.withPlainTime({ hour: OPENS }));
}

/** Calendar days later at the same time by the clock on the wall, or the next opening after. */
export function daysLater(from: Date, days: number): Date {
  return nextSendingTime(instant(local(from).add({ days })));
}

/** Working days later, at the same time of day. */
export function workingDaysLater(from: Date, days: number): Date {
  let here = local(nextSendingTime(from));
  for (let left = days; left > 0; ) {
    here = here.add({ days: 1 });
    if (isWorkingDay(here)) left -= 1;
  }
  return instant(here);
}

/** The moment at which the last of so many letters leaves, from `from` on, at so many a minute. */
export function lastLetterAt(from: Date, letters: number, perMinute: number): Date {
  let minutes = Math.max(0, Math.ceil(letters / perMinute) - 1);
  let at = local(nextSendingTime(from));
  for (;;) {
    const closes = at.withPlainTime({ hour: CLOSES });
    const left = Math.floor((closes.epochMilliseconds - at.epochMilliseconds) / 60_000);
    if (minutes < left || minutes > MINUTES_A_DAY * 10_000) return instant(at.add({ minutes: Math.min(minutes, left) }));
    minutes -= left;
    at = local(nextSendingTime(instant(closes)));
  }
}

/** The day that the calendar on the wall shows, `YYYY-MM-DD`. */
export function dayHere(at: Date): string {
  return local(at).toPlainDate().toString();
}

/** A day that is so many months later. */
export function monthsLater(day: string, months: number): string {
  return Temporal.PlainDate.from(day).add({ months }).toString();
}
