import { momentIn, QUEBEC_ZONE } from "../../directory/index.ts";
import { messageOf } from "../../platform/errors.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { SearchAnswer } from "../search.ts";
import type { RecentQuestions } from "./recent-questions.ts";
import { SearchCounts } from "./search-counts.ts";
import { storeCounts } from "./search-counts.store.ts";

/** Between two writings (ms). */
const EVERY = 60_000;
const DAY_MS = 86_400_000;

/** Counts searches for the analysis; writes the counts now and then, never on a reader's way. */
export interface SearchCounter {
  note(answer: SearchAnswer, lang: Lang, before: string): void;
  /** Writes what waits. What could not be written waits on. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export function createSearchCounter({ pool, log, clock }: Platform, recent: Pick<RecentQuestions, "note">): SearchCounter {
  const counts = new SearchCounts();
  let writing: Promise<void> = Promise.resolve();

  const write = async () => {
    const taken = counts.take();
    if (taken.counts.length === 0) return;
    await storeCounts(pool, taken).catch((error) => {
      counts.restore(taken);
      log.debug({ err: messageOf(error) }, "search counts wait for the database");
    });
  };
  const flush = () => (writing = writing.then(write));
  const timer = setInterval(() => void flush(), EVERY).unref();

  return {
    note: (answer, lang, before) => {
      const day = new Date(momentIn(QUEBEC_ZONE, clock.now()).today.number * DAY_MS).toISOString().slice(0, 10);
      counts.note({ answer, lang, before, day });
      recent.note(answer.query.text, lang);
    },
    flush,
    close: () => {
      clearInterval(timer);
      return flush();
    },
  };
}
