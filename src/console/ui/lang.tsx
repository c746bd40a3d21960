import { createContext, useContext, type ReactElement, type ReactNode } from "react";
import { typographic } from "../../platform/i18n/format.ts";
import type { Lang, PerLang } from "../../platform/i18n/lang.ts";

const LangContext = createContext<Lang>("fr");

export function LangProvider({ lang, children }: { lang: Lang; children: ReactNode }): ReactElement {
  return <LangContext value={lang}>{children}</LangContext>;
}

/** The language that the reader has chosen. */
export function useLang(): Lang {
  return useContext(LangContext);
}

/** Every sentence of a set of messages, typeset; sentences made from values too. */
function typeset<T>(messages: T, lang: Lang): T {
  const set = (value: unknown): unknown => {
    if (typeof value === "string") return typographic(value, lang);
    if (typeof value === "function") return (...values: unknown[]) => set((value as (...values: unknown[]) => unknown)(...values));
    if (Array.isArray(value)) return value.map(set);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, set(one)]));
  };
  return set(messages) as T;
}

const known = new Map<unknown, unknown>();

/** A feature's messages in the reader's language, with the apostrophes and no-break spaces of print. */
export function useMessages<T>(messages: PerLang<T>): T {
  const lang = useLang();
  const own = messages[lang];
  if (!known.has(own)) known.set(own, typeset(own, lang));
  return known.get(own) as T;
}
