import { LANGS, type Lang } from "../../platform/i18n/lang.ts";
import type { Territory } from "../../territory/index.ts";
import type { Needs } from "../needs.ts";
import type { HsdsTaxonomyTerm, HsdsTranslations } from "./hsds.contract.ts";
import { hsdsTerms } from "./hsds-taxonomy.ts";
import { bilingual } from "./hsds-texts.ts";

/** How HSDS is written: one language in its own fields (HSDS has one text a field), both beside. */
export interface HsdsView {
  lang: Lang;
  /** Year that yearly seasons are dated in. */
  year: number;
  /** The needs as taxonomy terms, by code. */
  terms: ReadonlyMap<string, HsdsTaxonomyTerm>;
  areaName: (kind: Parameters<Territory["area"]>[0], code: string) => string;
  /** The name of a language, and its name in both languages. */
  languageName: (code: string) => { name?: string; x_translations?: HsdsTranslations };
}

function languageNamer(lang: Lang): HsdsView["languageName"] {
  const names = { fr: new Intl.DisplayNames(["fr"], { type: "language" }), en: new Intl.DisplayNames(["en"], { type: "language" }) };
  const nameIn = (code: string, of: Lang) => {
    try {
      return names[of].of(code) ?? code;
    } catch {
      // Not a tag that this Node knows how to name.
      return code;
    }
  };
  const known = new Map<string, ReturnType<HsdsView["languageName"]>>();
  return (code) => {
    const made = known.get(code) ?? bilingual(lang, (of) => ({ name: nameIn(code, of) }));
    known.set(code, made);
    return made;
  };
}

/** Prepares what all services share, once. */
export function hsdsView(from: { lang: Lang; year: number; needs: Needs; territory: Pick<Territory, "area"> }): HsdsView {
  const { lang, year, needs, territory } = from;
  const terms = new Map(hsdsTerms(needs, lang).map((term) => [term.code!, term]));
  return { lang, year, terms, areaName: (kind, code) => territory.area(kind, code)?.name ?? code, languageName: languageNamer(lang) };
}

/** The view of each language. */
export function hsdsViews(from: Omit<Parameters<typeof hsdsView>[0], "lang">): Record<Lang, HsdsView> {
  const [fr, en] = LANGS.map((lang) => hsdsView({ ...from, lang })) as [HsdsView, HsdsView];
  return { fr, en };
}
