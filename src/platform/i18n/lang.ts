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

/** The language that an `Accept-Language` header wants most (RFC 9110 §12.5.4); French when it names neither. */
export function preferredLang(header: string | undefined): Lang {
  const wanted = (header ?? "").split(",").map((range) => {
    const [tag = "", quality] = range.split(";");
    return { lang: tag.trim().slice(0, 2).toLowerCase(), quality: quality === undefined ? 1 : Number(/q\s*=\s*([\d.]+)/.exec(quality)?.[1] ?? 1) };
  });
  const known = wanted.filter(({ lang, quality }) => isLang(lang) && quality > 0).sort((a, b) => b.quality - a.quality);
  return known[0]?.lang === "en" ? "en" : "fr";
}
