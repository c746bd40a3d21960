import { useMemo } from "react";
import { formatCount, formatDate, noBreaks } from "../../platform/i18n/format.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import { useLang } from "./lang.tsx";

const LOCALE = { fr: "fr-CA", en: "en-CA" } as const;

/** The local day of an instant: 3 novembre 2026. */
function day(instant: string, lang: Lang): string {
  const date = new Date(instant);
  const two = (value: number) => String(value).padStart(2, "0");
  return formatDate(`${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`, lang);
}

/** 16 h 30 / 4:30 p.m. */
function time(instant: string, lang: Lang): string {
  const text = new Intl.DateTimeFormat(LOCALE[lang], { hour: "numeric", minute: "2-digit" }).format(new Date(instant));
  return lang === "fr" ? noBreaks(text) : text;
}

/** How dates and numbers read in the reader's language; dates and hours are those of the reader's machine. */
export function useFormat() {
  const lang = useLang();
  return useMemo(
    () => ({
      count: (value: number) => formatCount(value, lang),
      /** A calendar day `YYYY-MM-DD`. */
      date: (value: string) => formatDate(value, lang),
      day: (instant: string) => day(instant, lang),
      time: (instant: string) => time(instant, lang),
      moment: (instant: string) => `${day(instant, lang)}, ${time(instant, lang)}`,
      list: (parts: readonly string[]) => new Intl.ListFormat(LOCALE[lang], { type: "conjunction" }).format(parts),
    }),
    [lang],
  );
}
