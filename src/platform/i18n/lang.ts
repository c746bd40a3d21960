/** The two languages of every screen; French is written first. */
export const LANGS = ["fr", "en"] as const;
export type Lang = (typeof LANGS)[number];

/** One value per language. */
export type PerLang<T> = Record<Lang, T>;

export function isLang(value: unknown): value is Lang {
  return value === "fr" || value === "en";
}

export function otherLang(lang: Lang): Lang {
  return lang === "fr" ? "en" : "fr";
}
