import { fold } from "../../platform/i18n/fold.ts";
import { LANGS } from "../../platform/i18n/lang.ts";
import type { Need } from "../directory.contract.ts";
import type { NeedChange, Taxonomy } from "./taxonomy.contract.ts";

/*
 * The taxonomy that ships, with an installation's own changes made one after the other.
 */

/** Why a change cannot be made. */
export type EditFault = "noSuchTerm" | "noSuchParent" | "alreadyThere" | "intoItself";

type Of<K extends NeedChange["kind"]> = Extract<NeedChange, { kind: K }>;
type Edit<K extends NeedChange["kind"]> = (taxonomy: Taxonomy, change: Of<K>) => Taxonomy | { fault: EditFault };

function termOf({ terms }: Taxonomy, code: string): Need | undefined {
  return terms.find((term) => term.code === code);
}

function replaced(taxonomy: Taxonomy, term: Need): Taxonomy {
  return { ...taxonomy, terms: taxonomy.terms.map((one) => (one.code === term.code ? term : one)) };
}

/** After its sisters, so that lists stay in the order of the taxonomy. */
function inserted(terms: readonly Need[], term: Need): Need[] {
  const last = terms.findLastIndex(({ code, parent }) => parent === term.parent || code === term.parent);
  return terms.toSpliced(last + 1, 0, term);
}

const addTerm: Edit<"addTerm"> = (taxonomy, { code, label, citizenLabel, definition, sensitive, lexicon }) => {
  const parent = termOf(taxonomy, code.slice(0, code.indexOf(".")));
  if (!parent || parent.parent !== null) return { fault: "noSuchParent" };
  if (termOf(taxonomy, code) || taxonomy.merged.has(code)) return { fault: "alreadyThere" };
  const term: Need = { code, parent: parent.code, basic: parent.basic, sensitive: sensitive || parent.sensitive, label, citizen_label: citizenLabel, definition, lexicon };
  return { ...taxonomy, terms: inserted(taxonomy.terms, term) };
};

const editWords: Edit<"editWords"> = (taxonomy, { code, lang, add, remove }) => {
  const term = termOf(taxonomy, code);
  if (!term) return { fault: "noSuchTerm" };
  const gone = new Set(remove.map(fold));
  const left = term.lexicon[lang].filter((phrase) => !gone.has(fold(phrase)));
  const known = new Set(left.map(fold));
  return replaced(taxonomy, { ...term, lexicon: { ...term.lexicon, [lang]: [...left, ...add.filter((phrase) => !known.has(fold(phrase)))] } });
};

const editLabel: Edit<"editLabel"> = (taxonomy, { code, label, citizenLabel, definition }) => {
  const term = termOf(taxonomy, code);
  return term ? replaced(taxonomy, { ...term, label, citizen_label: citizenLabel, definition }) : { fault: "noSuchTerm" };
};

const mergeTerms: Edit<"mergeTerms"> = (taxonomy, { code, into }) => {
  const [gone, kept] = [termOf(taxonomy, code), termOf(taxonomy, into)];
  if (!gone || !kept) return { fault: "noSuchTerm" };
  if (code === into) return { fault: "intoItself" };
  const words = (lang: "fr" | "en") => [...new Set([...kept.lexicon[lang], gone.label[lang], gone.citizen_label[lang], ...gone.lexicon[lang]])];
  const merged = new Map([...Array.from(taxonomy.merged, ([old, to]): [string, string] => [old, to === code ? into : to]), [code, into]]);
  const whole: Need = { ...kept, sensitive: kept.sensitive || gone.sensitive, lexicon: { fr: words("fr"), en: words("en") } };
  return { terms: replaced(taxonomy, whole).terms.filter((term) => term.code !== code), merged };
};

const EDITS: { [K in NeedChange["kind"]]: Edit<K> } = { addTerm, editWords, editLabel, mergeTerms };

/** The taxonomy with one more change, or why it cannot be made. */
export function editTaxonomy(taxonomy: Taxonomy, change: NeedChange): Taxonomy | { fault: EditFault } {
  return (EDITS[change.kind] as Edit<NeedChange["kind"]>)(taxonomy, change as never);
}

/** The taxonomy that ships, with all changes in their order; one that no longer fits (a newer taxonomy ships) is left out. */
export function taxonomyWith(shipped: readonly Need[], changes: readonly NeedChange[]): Taxonomy {
  let taxonomy: Taxonomy = { terms: shipped, merged: new Map() };
  for (const change of changes) {
    const next = editTaxonomy(taxonomy, change);
    if (!("fault" in next)) taxonomy = next;
  }
  return taxonomy;
}

/** Everyday words of a term, folded, in both languages: to see what two terms share. */
export function wordsOf({ lexicon }: Need): string[] {
  return LANGS.flatMap((lang) => lexicon[lang].map(fold));
}
