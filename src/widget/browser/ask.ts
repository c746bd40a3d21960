import type { Lang } from "../../platform/i18n/lang.ts";
import type { SearchResponse } from "../../search/search.contract.ts";

/** What the box asks; "" when absent. */
export interface Question {
  q: string;
  need: string;
  /** Free text or `kind:code`. */
  place: string;
}

/** An answer, or a sentence that says what to do. */
export type Answer = { found: SearchResponse } | { fault: string };

/** Results shown on someone else's page: the rest is one link away. */
export const SHOWN = 5;
/** A search that takes longer is given up (ms). */
const PATIENCE = 10_000;

function queryOf(lang: Lang, { q, need, place }: Question): URLSearchParams {
  const words = Object.entries({ lang, q, need: q ? "" : need, place }).filter(([, value]) => value !== "");
  return new URLSearchParams(words);
}

/** The page of all results, on our site. */
export function resultsAddress(site: string, lang: Lang, question: Question): string {
  const query = queryOf(lang, question);
  query.delete("lang");
  return `${site}${lang === "fr" ? "fr/recherche" : "en/search"}?${query}`;
}

/** Asks our API; no cookie goes along, and nothing is kept. */
export async function ask(site: string, lang: Lang, question: Question, otherwise: string): Promise<Answer> {
  try {
    const response = await fetch(`${site}api/search?${queryOf(lang, question)}&limit=${SHOWN}`, { credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(PATIENCE) });
    if (response.ok) return { found: (await response.json()) as SearchResponse };
    const { error } = (await response.json()) as { error?: { message?: string } };
    return { fault: response.status < 500 && error?.message ? error.message : otherwise };
  } catch {
    return { fault: otherwise };
  }
}
