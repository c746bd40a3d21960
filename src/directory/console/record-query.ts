import type { RecordListQuery } from "../editing/editing.contract.ts";

/** What the address of the list may say, as it says it. */
export const QUERY_WORDS = ["q", "visibility", "lacks", "need", "within", "draft", "sort"] as const;
export type ListWords = Record<(typeof QUERY_WORDS)[number], string>;

export const NO_WORDS = Object.fromEntries(QUERY_WORDS.map((word) => [word, ""])) as ListWords;

export function wordsOf(query: URLSearchParams): ListWords {
  return Object.fromEntries(QUERY_WORDS.map((word) => [word, query.get(word) ?? ""])) as ListWords;
}

/** Only what is filled in, as an address. */
export function queryOf(words: ListWords, page = 1): string {
  const filled = Object.entries({ ...words, page: page > 1 ? String(page) : "" }).filter(([, value]) => value !== "");
  return filled.length === 0 ? "" : `?${new URLSearchParams(filled).toString()}`;
}

/** The filter of an address, without its order. */
export function filterOf({ sort: _sort, ...words }: ListWords): object {
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== ""));
}

/** A view that was kept, as the words of an address. */
export function viewWords(query: RecordListQuery): ListWords {
  return { ...NO_WORDS, ...Object.fromEntries(Object.entries(query).filter(([word]) => word !== "page").map(([word, value]) => [word, String(value)])) } as ListWords;
}
