import type { PerLang, Lang } from "../../platform/i18n/lang.ts";
import type { Hours, HoursRule } from "../directory.contract.ts";
import { weekTable } from "./hours.ts";

const NBSP = "\u00a0";

type Spans = HoursRule["spans"];

const DAYS: PerLang<string[]> = {
  fr: ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
};
const FULL_DAYS: PerLang<string[]> = {
  fr: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
};
const MONTHS: PerLang<string[]> = {
  fr: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
  en: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
};
const WEEKS: PerLang<Record<number, string>> = {
  fr: { 1: "1er", 2: "2e", 3: "3e", 4: "4e", 5: "5e", [-1]: "dernier" },
  en: { 1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", [-1]: "last" },
};
const WORDS = {
  fr: { always: `24${NBSP}heures sur${NBSP}24, 7${NBSP}jours sur${NBSP}7`, appointment: "sur rendez-vous", closed: "fermé", everyDay: "tous les jours", and: "et", ofMonth: "du mois", holidays: "jours fériés", closedHolidays: "fermé les jours fériés", midnight: "minuit" },
  en: { always: `24${NBSP}hours a day, 7${NBSP}days a week`, appointment: "by appointment", closed: "closed", everyDay: "every day", and: "and", ofMonth: "of the month", holidays: "public holidays", closedHolidays: "closed on public holidays", midnight: "midnight" },
} satisfies PerLang<Record<string, string>>;

/** A time of day as people write it: `16 h 30`, `4:30 pm`. Input `HH:MM`. */
export function timeWords(time: string, lang: Lang): string {
  const hour = Number(time.slice(0, 2)) % 24;
  const minute = time.slice(3);
  if (hour === 0 && minute === "00") return WORDS[lang].midnight;
  if (lang === "fr") return `${hour}${NBSP}h${minute === "00" ? "" : `${NBSP}${minute}`}`;
  return `${hour % 12 || 12}${minute === "00" ? "" : `:${minute}`}${NBSP}${hour < 12 ? "am" : "pm"}`;
}

/** Spans of a day in words: `9 h–12 h, 13 h–16 h 30`; closed when there are none. */
export function spansWords(spans: Spans, lang: Lang): string {
  if (spans.length === 0) return WORDS[lang].closed;
  return spans.map(({ opens, closes }) => `${timeWords(opens, lang)}–${timeWords(closes, lang)}`).join(", ");
}

/** The name of a weekday (1 = Monday). */
export function dayName(day: number, lang: Lang): string {
  return FULL_DAYS[lang][day - 1]!;
}

/** `du 2 mars au 29 avril`, `from March 2 to April 29`; null when it holds all year. */
export function seasonWords(rule: HoursRule, lang: Lang): string | null {
  const date = (text: string | null, fallback: string) => {
    const [month, day] = (text ?? fallback).slice(-5).split("-").map(Number);
    const year = text?.length === 10 ? text.slice(0, 4) : null;
    if (lang === "fr") return `${day === 1 ? "1er" : day}${NBSP}${MONTHS.fr[month! - 1]}${year ? ` ${year}` : ""}`;
    return `${MONTHS.en[month! - 1]}${NBSP}${day}${year ? `, ${year}` : ""}`;
  };
  if (rule.from === null && rule.to === null) return null;
  if (rule.from === rule.to) return lang === "fr" ? `le ${date(rule.from, "01-01")}` : `on ${date(rule.from, "01-01")}`;
  const [from, to] = [date(rule.from, "01-01"), date(rule.to, "12-31")];
  return lang === "fr" ? `du ${from} au ${to}` : `from ${from} to ${to}`;
}

/** Consecutive runs of numbers: 1,2,3,5 → [1,3], [5,5]. */
function runs(days: number[]): [number, number][] {
  const result: [number, number][] = [];
  for (const day of [...days].sort((a, b) => a - b)) {
    const last = result.at(-1);
    if (last && last[1] === day - 1) last[1] = day;
    else result.push([day, day]);
  }
  return result;
}

function daysWords(days: number[], lang: Lang): string {
  if (days.length === 7) return WORDS[lang].everyDay;
  const name = (day: number) => DAYS[lang][day - 1]!;
  return runs(days).map(([from, to]) => (to === from ? name(from) : to === from + 1 ? `${name(from)}, ${name(to)}` : `${name(from)}–${name(to)}`)).join(", ");
}

function list(words: string[], lang: Lang): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${WORDS[lang].and} ${words.at(-1)}`;
}

/** Which days an exception names: `1er et 3e lundi du mois`, `lun.–ven.`, `jours fériés`. */
export function exceptionDays(rule: HoursRule, lang: Lang): string {
  const holidays = rule.holidays ? [WORDS[lang].holidays] : [];
  if (rule.days.length === 0) return holidays.join("");
  if (rule.weeks === null) return list([daysWords(rule.days, lang), ...holidays], lang);
  const weeks = list(rule.weeks.map((week) => WEEKS[lang][week]!), lang);
  const days = list(rule.days.map((day) => dayName(day, lang)), lang);
  return `${weeks} ${days} ${WORDS[lang].ofMonth}`;
}

function exceptionWords(rule: HoursRule, lang: Lang): string {
  const season = seasonWords(rule, lang);
  const what = `${exceptionDays(rule, lang)} ${spansWords(rule.spans, lang)}`;
  return season === null ? what : `${season}${lang === "fr" ? NBSP : ""}: ${what}`;
}

function regularWords(days: { day: number; spans: Spans }[], lang: Lang): string[] {
  const groups = new Map<string, { days: number[]; spans: Spans }>();
  for (const { day, spans } of days) {
    if (spans.length === 0) continue;
    const key = JSON.stringify(spans);
    const group = groups.get(key) ?? { days: [], spans };
    group.days.push(day);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => `${daysWords(group.days, lang)} ${spansWords(group.spans, lang)}`);
}

/** Hours in one line: `lun.–ven. 9 h–12 h, 13 h–16 h 30; fermé les jours fériés`. Empty when nothing is known. */
export function hoursProse(hours: Hours, lang: Lang): string {
  const words = WORDS[lang];
  const table = weekTable(hours);
  const parts = table.always ? [words.always] : [...regularWords(table.days, lang), ...table.exceptions.map((rule) => exceptionWords(rule, lang))];
  if (table.holidaySpans) parts.push(`${words.holidays} ${spansWords(table.holidaySpans, lang)}`);
  if (table.holidays === "closed") parts.push(words.closedHolidays);
  if (hours.byAppointment) parts.push(words.appointment);
  return parts.join("; ");
}
