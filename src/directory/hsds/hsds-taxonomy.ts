import { uuidFor } from "../../platform/ids.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Needs } from "../needs.ts";
import { NEED_TAXONOMY, type HsdsTaxonomy, type HsdsTaxonomyTerm } from "./hsds.contract.ts";
import { bilingual } from "./hsds-texts.ts";

/*
 * The needs (data/needs-taxonomy) as an HSDS taxonomy.
 */

export const TAXONOMY_ID = uuidFor("hsds-out", "taxonomy", NEED_TAXONOMY);

const DESCRIPTION: Record<Lang, string> = {
  fr: "Les besoins que les gens expriment, en deux niveaux; les codes ne changent jamais.",
  en: "The needs that people express, on two levels; codes never change.",
};

export function hsdsTaxonomy(lang: Lang): HsdsTaxonomy {
  return { id: TAXONOMY_ID, name: NEED_TAXONOMY, uri: "urn:fanal:needs", ...bilingual(lang, (of) => ({ description: DESCRIPTION[of] })) };
}

/** The id of a need as a taxonomy term: the same in every installation. */
export function termId(code: string): string {
  return uuidFor("hsds-out", "need", code);
}

/** Every need as a term, in the order of the taxonomy. */
export function hsdsTerms(needs: Needs, lang: Lang): HsdsTaxonomyTerm[] {
  return needs.all().map(({ code, parent, label, definition, sensitive }) => ({
    id: termId(code),
    code,
    ...(parent === null ? {} : { parent_id: termId(parent) }),
    taxonomy: NEED_TAXONOMY,
    taxonomy_id: TAXONOMY_ID,
    x_sensitive: sensitive,
    ...bilingual(lang, (of) => ({ name: label[of], description: definition[of] })),
  }));
}
