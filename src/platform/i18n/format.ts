import type { Lang, PerLang } from "./lang.ts";

const NBSP = "\u00a0";

const LOCALE: PerLang<string> = { fr: "fr-CA", en: "en-CA" };

/** Formatters made once a language: making one costs more than a hundred uses. */
function perLang<T>(make: (locale: string) => T): PerLang<T> {
  return { fr: make(LOCALE.fr), en: make(LOCALE.en) };
}

const WHOLE = perLang((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
const TENTHS = perLang((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
const BY_NAME = perLang((locale) => new Intl.Collator(locale, { sensitivity: "base", ignorePunctuation: true, numeric: true }).compare);
const DATES = {
  year: perLang((locale) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", year: "numeric" })),
  month: perLang((locale) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", year: "numeric", month: "long" })),
  day: perLang((locale) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" })),
};

/** A whole number as each language writes it: 12 345 / 12,345. */
export function formatCount(count: number, lang: Lang): string {
  return WHOLE[lang].format(count).replaceAll("\u202f", NBSP);
}

/** A distance: metres under 1 km, one decimal under 10 km, whole above. Input in km. */
export function formatDistance(km: number, lang: Lang): string {
  if (km < 0.95) return `${Math.max(100, Math.round(km * 10) * 100)}${NBSP}m`;
  return `${(km < 10 ? TENTHS : WHOLE)[lang].format(km)}${NBSP}km`;
}

/** A day in words: 3 novembre 2026 / November 3, 2026; years and months alone stay so. Input `YYYY[-MM[-DD]]`. */
export function formatDate(date: string, lang: Lang): string {
  const [year, month, day] = date.split("-").map(Number);
  const text = DATES[day ? "day" : month ? "month" : "year"][lang].format(Date.UTC(year!, (month ?? 1) - 1, day ?? 1));
  return lang === "fr" ? text.replace(/^1 /, "1er ") : text;
}

/** A number as people here write it: 450 555-0100, 1 800 555-0100, 2-1-1. Input E.164 or a short number. */
export function formatPhone(number: string): string {
  if (/^\d{3}$/.test(number)) return number.split("").join("-");
  const match = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  if (!match) return number;
  const [, area, exchange, line] = match;
  const tollFree = /^8(00|33|44|55|66|77|88)$/.test(area!);
  return `${tollFree ? `1${NBSP}` : ""}${area}${NBSP}${exchange}-${line}`;
}

/** No-break spaces where French typography asks for them: before a colon, inside quotes, between a number and its unit. */
export function noBreaks(text: string): string {
  return text.replace(/ ([:»%$])/g, `${NBSP}$1`).replace(/« /g, `«${NBSP}`).replace(/(\d) (h|km|m)(?=[\s.,;)]|$)/g, `$1${NBSP}$2`).replace(/(\d{1,2})[ \u00a0]h (\d{2})/g, `$1${NBSP}h${NBSP}$2`);
}

/** Typewriter apostrophes as printed ones, and in French no-break spaces. */
export function typographic(text: string, lang: Lang): string {
  const curled = text.replace(/(\p{L})'(?=\p{L})/gu, "$1’");
  return lang === "fr" ? noBreaks(curled) : curled;
}

/** Alphabetical order that ignores case, accents, hyphens and apostrophes. */
export function byName(lang: Lang): (a: string, b: string) => number {
  return BY_NAME[lang];
}

/** A label inside a sentence: lower case unless it starts with an acronym. */
export function midSentence(label: string): string {
  return /^\p{Lu}(\p{Lu}|[^\p{L}])/u.test(label) && !label.startsWith("À ") ? label : label.charAt(0).toLowerCase() + label.slice(1);
}
