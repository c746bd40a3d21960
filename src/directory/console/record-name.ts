import { otherLang, type Lang, type PerLang } from "../../platform/i18n/lang.ts";

/** What a record, or an organisation, is called in a language, else in the other. */
export function recordName({ texts }: { texts: PerLang<{ name: string } | null> }, lang: Lang, unnamed: string): string {
  return texts[lang]?.name || texts[otherLang(lang)]?.name || unnamed;
}
