/*
 * Calendar arithmetic on whole days since 1970-01-01, and Québec's public holidays.
 * Sources: Act respecting labour standards (CQLR c. N-1.1, s. 60), National Holiday Act (CQLR c. F-1.1).
 * Offices may close on Good Friday or on Easter Monday, as the employer chooses: both count here.
 */

const DAY_MS = 86_400_000;

export interface CivilDate {
  year: number;
  month: number;
  day: number;
}

/** Days since 1970-01-01 of a date; integers only. */
export function dayNumber(year: number, month: number, day: number): number {
  return Math.round(Date.UTC(year, month - 1, day) / DAY_MS);
}

export function civilDate(dayNumber: number): CivilDate {
  const date = new Date(dayNumber * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** 1 = Monday … 7 = Sunday. */
export function weekdayOf(dayNumber: number): number {
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1;
}

/** Easter Sunday in the Gregorian calendar (the "Meeus/Jones/Butcher" algorithm). */
export function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return dayNumber(year, month, ((h + l - 7 * m + 114) % 31) + 1);
}

function mondayOnOrAfter(day: number): number {
  return day + ((8 - weekdayOf(day)) % 7);
}

function holidaysOf(year: number): Set<number> {
  const easter = easterSunday(year);
  return new Set([
    dayNumber(year, 1, 1),
    easter - 2,
    easter + 1,
    mondayOnOrAfter(dayNumber(year, 5, 18)),
    dayNumber(year, 6, 24),
    dayNumber(year, 7, 1),
    mondayOnOrAfter(dayNumber(year, 9, 1)),
    mondayOnOrAfter(dayNumber(year, 10, 8)),
    dayNumber(year, 12, 25),
  ]);
}

const byYear = new Map<number, Set<number>>();

/** Is this day a public holiday in Québec? */
export function isHoliday(day: number): boolean {
  const { year } = civilDate(day);
  let holidays = byYear.get(year);
  if (!holidays) byYear.set(year, (holidays = holidaysOf(year)));
  return holidays.has(day);
}
