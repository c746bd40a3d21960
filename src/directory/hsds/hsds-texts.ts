import { otherLang, type Lang } from "../../platform/i18n/lang.ts";
import type { HsdsTranslations } from "./hsds.contract.ts";

/** Leaves out what is unknown: HSDS has no null. */
export function known<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0))) as T;
}

type Text = Record<string, string | null | undefined>;
type Shown<T> = { [Field in keyof T]?: Exclude<T[Field], null | undefined> };

/**
 * An object's texts in the language asked, or in the other where it has none rather than nothing;
 * and beside them, under `x_translations`, the texts of each language that it has.
 */
export function bilingual<T extends Text>(lang: Lang, textIn: (lang: Lang) => T | null): Shown<T> & { x_translations?: HsdsTranslations } {
  const inEach = { fr: knownText(textIn("fr")), en: knownText(textIn("en")) };
  const shown = inEach[lang] ?? inEach[otherLang(lang)];
  return shown === null ? {} : ({ ...shown, x_translations: known(inEach) } as Shown<T> & { x_translations: HsdsTranslations });
}

function knownText<T extends Text>(text: T | null): T | null {
  const fields = known(text ?? {});
  return Object.keys(fields).length === 0 ? null : (fields as T);
}
