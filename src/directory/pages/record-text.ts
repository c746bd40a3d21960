import { otherLang, type Lang } from "../../platform/i18n/lang.ts";
import { typographic } from "../../platform/i18n/format.ts";
import type { Organization, PublishedService } from "../directory.contract.ts";

/** A text with the language it is really in, for its `lang` attribute. */
export interface Spoken {
  text: string;
  lang: Lang;
}

type Texts<T> = Record<Lang, T | null>;

/** One field in the reader's language, else in the other, else null. */
export function field<T extends object>(texts: Texts<T>, name: keyof T, lang: Lang): Spoken | null {
  for (const spoken of [lang, otherLang(lang)]) {
    const value = texts[spoken]?.[name];
    if (typeof value === "string" && value !== "") return { text: typographic(value, spoken), lang: spoken };
  }
  return null;
}

/** A note per language, else the other language's. */
export function note(notes: Record<Lang, string | null>, lang: Lang): Spoken | null {
  return field({ fr: { note: notes.fr }, en: { note: notes.en } }, "note", lang);
}

export function serviceName(service: PublishedService, lang: Lang): Spoken {
  return field(service.texts, "name", lang) ?? { text: service.id, lang };
}

export function organizationName(organization: Organization, lang: Lang): Spoken {
  return field(organization.texts, "name", lang) ?? { text: organization.id, lang };
}
