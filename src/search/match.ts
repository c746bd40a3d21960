import { NAMED } from "./name-index.ts";
import type { SearchIndex } from "./search-index.ts";
import type { Lang } from "../platform/i18n/lang.ts";
import type { Understanding } from "./understand.ts";

/** A document that answers a question, before the home is looked at. */
export interface Match {
  doc: number;
  /** Weight of the need that it answers best, 0–1. */
  need: number;
  /** That need's code (second level); null when words or name alone found it. */
  needCode: string | null;
  text: number;
  name: number;
  /** Found because too little answers what was asked: it may help too. */
  related: boolean;
}

/** A question, as documents are matched with it. */
export interface Asked {
  lang: Lang;
  /** Nothing typed: everything matches, or everything of the needs chosen. */
  empty: boolean;
  understanding: Understanding;
  /** How surely each document is named. */
  names: ReadonlyMap<number, number>;
  /** Needs chosen by code. */
  chosen: readonly string[];
}

/** When the best need is at least this sure, words alone do not bring a service. */
const SURE = 0.5;
/** Share of a question that words alone must cover. */
const TEXT_ALONE = 0.5;
/** What a chosen need is worth where the question speaks of something else. */
const CHOSEN_ONLY = 0.5;

function answers(needs: readonly string[], code: string): string | null {
  return needs.find((need) => need === code || need.startsWith(`${code}.`)) ?? null;
}

/** All documents that answer, each once, in no order. */
export function matchDocuments(index: SearchIndex, { lang, empty, understanding, names, chosen }: Asked): Match[] {
  const matches = new Map<number, Match>();
  const text = empty ? new Float32Array(index.services.length) : index.text(understanding.words, lang);
  const put = (doc: number, need: number, needCode: string | null) => {
    const known = matches.get(doc);
    if (!known) matches.set(doc, { doc, need, needCode, text: text[doc]!, name: names.get(doc) ?? 0, related: false });
    else if (need > known.need) Object.assign(known, { need, needCode });
  };

  for (const { code, weight } of understanding.needs) for (const doc of index.byNeed(code)) put(doc, weight, code);
  for (const code of chosen) for (const doc of index.byNeed(code)) put(doc, empty ? 1 : CHOSEN_ONLY, answers(index.services[doc]!.needs, code));
  for (const [doc, sureness] of names) if (sureness >= NAMED) put(doc, 0, null);
  if (!empty && understanding.sureness < SURE) text.forEach((covered, doc) => covered >= TEXT_ALONE && put(doc, 0, null));
  if (empty && chosen.length === 0) index.services.forEach((_, doc) => put(doc, 0, null));
  return [...matches.values()];
}

/** What a related need is worth: the first most, each next one a little less. */
const RELATED_WORTH = 0.5;
const RELATED_STEP = 0.1;
const RELATED_LEAST = 0.1;

function familyOf(code: string): string {
  return code.split(".")[0]!;
}

/**
 * Documents of needs that may help too, nearest need first; those in `known` are left out.
 * Outside the family of what was asked, only a main need counts: a legal clinic that also informs does not feed.
 */
export function matchRelated(index: SearchIndex, asked: string, codes: readonly string[], known: ReadonlySet<number>): Match[] {
  const matches = new Map<number, Match>();
  codes.forEach((code, rank) => {
    for (const doc of index.byNeed(code)) {
      if (known.has(doc) || matches.has(doc) || !(familyOf(code) === familyOf(asked) || index.services[doc]!.needs[0] === code)) continue;
      matches.set(doc, { doc, need: Math.max(RELATED_LEAST, RELATED_WORTH - RELATED_STEP * rank), needCode: code, text: 0, name: 0, related: true });
    }
  });
  return [...matches.values()];
}
