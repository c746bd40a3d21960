import { fold } from "../../platform/i18n/fold.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { SearchAnswer } from "../search.ts";
import { foldedWords } from "../text/words.ts";

/*
 * Counts searches so that the analysis can tell what is missing, and nothing of who asked: a day, an MRC,
 * a need, found or not. Words of what found nothing leave memory only when several questions had them.
 */

/** One line of `search_count`. */
export interface SearchCount {
  /** Local day, `YYYY-MM-DD`. */
  day: string;
  lang: Lang;
  mrc: string;
  need: string;
  found: boolean;
  reformulated: boolean;
  searches: number;
}

/** One line of `search_missed_word`; `month` is its first day. */
export interface MissedWord {
  month: string;
  lang: Lang;
  word: string;
  searches: number;
}

export interface Searched {
  answer: SearchAnswer;
  lang: Lang;
  /** The sign of the question asked just before from the same page (`signOf`); "" when there was none. */
  before: string;
  day: string;
}

/** A word is kept once this many separate questions had it: one person's name is not. */
const ENOUGH_QUESTIONS = 3;
/** Memory for words that wait, and lines that wait for the database: what comes beyond is not counted. */
const MOST_WAITING = 20_000;
const WORD = /^[^\d\s]{3,30}$/;

/** A sign of a question that tells whether the next one is another, and not what it was. */
export function signOf(question: string): string {
  let hash = 0x811c9dc5;
  for (const letter of fold(question)) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193);
  // Few bits on purpose: thousands of questions share a sign.
  return ((hash ^ (hash >>> 16)) & 0xfff).toString(36);
}

export class SearchCounts {
  readonly #counts = new Map<string, SearchCount>();
  readonly #waiting = new Map<string, MissedWord>();
  readonly #missed = new Map<string, MissedWord>();

  note({ answer, lang, before, day }: Searched): void {
    const { query, total, facets } = answer;
    if (query.text === "") return;
    const found = total - facets.serves.no > 0;
    const line: SearchCount = { day, lang, mrc: query.place?.within.mrc ?? "", need: query.needs[0]?.code ?? "", found, reformulated: before !== "" && before !== signOf(query.text), searches: 1 };
    this.#add(this.#counts, JSON.stringify({ ...line, searches: 0 }), line);
    if (total === 0) for (const word of new Set(foldedWords(query.text))) if (WORD.test(word)) this.#noteMissed({ month: `${day.slice(0, 7)}-01`, lang, word, searches: 1 });
  }

  /** What there is to keep; it is forgotten here. `restore` takes it back when it could not be kept. */
  take(): { counts: SearchCount[]; missed: MissedWord[] } {
    const taken = { counts: [...this.#counts.values()], missed: [...this.#missed.values()] };
    this.#counts.clear();
    this.#missed.clear();
    return taken;
  }

  restore({ counts, missed }: ReturnType<SearchCounts["take"]>): void {
    for (const line of counts) this.#add(this.#counts, JSON.stringify({ ...line, searches: 0 }), line);
    for (const word of missed) this.#add(this.#missed, wordKey(word), word);
  }

  #noteMissed(word: MissedWord): void {
    const key = wordKey(word);
    const kept = this.#missed.get(key);
    if (kept) {
      kept.searches += 1;
      return;
    }
    this.#add(this.#waiting, key, word);
    const waiting = this.#waiting.get(key);
    if (!waiting || waiting.searches < ENOUGH_QUESTIONS) return;
    this.#waiting.delete(key);
    this.#add(this.#missed, key, waiting);
  }

  #add<T extends { searches: number }>(lines: Map<string, T>, key: string, line: T): void {
    const known = lines.get(key);
    if (known) known.searches += line.searches;
    else if (lines.size < MOST_WAITING) lines.set(key, { ...line });
  }
}

function wordKey({ month, lang, word }: MissedWord): string {
  return `${month} ${lang} ${word}`;
}
