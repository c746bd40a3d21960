import { Type, type Static } from "typebox";
import type { Need } from "../directory.contract.ts";

/*
 * Changes of the need taxonomy that an installation makes: local terms, everyday words, merged terms.
 */

const lang = Type.Unsafe<"fr" | "en">(Type.Union([Type.Literal("fr"), Type.Literal("en")]));
const code = Type.String({ pattern: "^[a-z]+\\.[a-z]+$", maxLength: 60 });
const words = (max: number) => Type.String({ minLength: 2, maxLength: max });
const both = (max: number) => Type.Object({ fr: words(max), en: words(max) });
const phrases = Type.Array(words(120), { maxItems: 100 });

/** A term that the taxonomy does not have, under one of its categories. */
const AddTerm = Type.Object({ kind: Type.Literal("addTerm"), code, label: both(120), citizenLabel: both(120), definition: both(500), sensitive: Type.Boolean(), lexicon: Type.Object({ fr: phrases, en: phrases }) }, { additionalProperties: false });
/** Words that people use for a need, and words that lead astray. */
const EditWords = Type.Object({ kind: Type.Literal("editWords"), code: Type.String({ pattern: "^[a-z]+(\\.[a-z]+)?$", maxLength: 60 }), lang, add: phrases, remove: phrases }, { additionalProperties: false });
/** What a term is called. */
const EditLabel = Type.Object({ kind: Type.Literal("editLabel"), code: Type.String({ pattern: "^[a-z]+(\\.[a-z]+)?$", maxLength: 60 }), label: both(120), citizenLabel: both(120), definition: both(500) }, { additionalProperties: false });
/** Two terms are one: the first is told as the second from now on, in every record. */
const MergeTerms = Type.Object({ kind: Type.Literal("mergeTerms"), code, into: code }, { additionalProperties: false });

export const NeedChange = Type.Union([AddTerm, EditWords, EditLabel, MergeTerms]);
export type NeedChange = Static<typeof NeedChange>;

export interface NeedEdit {
  number: number;
  change: NeedChange;
  /** The account that made it. */
  account: string;
  at: string;
}

/** The taxonomy in force: its terms, and the old codes that lead to others. */
export interface Taxonomy {
  terms: readonly Need[];
  merged: ReadonlyMap<string, string>;
}

export const NeedChangeBody = Type.Object({ change: NeedChange });

export interface OutsideTerm {
  code: string;
  parent: string | null;
  name: { fr: string | null; en: string | null };
  need: string | null;
  /** What its words suggest; empty when nothing is clear. */
  suggested: string[];
}

export interface OutsideTaxonomy {
  id: string;
  name: string;
  licence: string | null;
  terms: number;
  mapped: number;
}
