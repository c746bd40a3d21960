import { messageOf } from "../../platform/errors.ts";
import type { Logger } from "../../platform/log.ts";
import { readIndexFile, writeIndexFile, type IndexFile } from "./index-file.ts";

/** Keeps an index from one start to the next. */
export interface IndexKeeper {
  /** What was kept of an index made of the same, once; null: make it anew. */
  take(made: string): IndexFile | null;
  /** Keeps it once changes pause. */
  put(made: () => string, index: () => IndexFile): void;
  /** Keeps what waits to be kept. */
  close(): Promise<void>;
}

/** Quiet time before a changed index is written again (ms). */
const SAVE_AFTER = 10_000;

/** A keeper over a file; a damaged one is as good as none. */
export async function openIndexKeeper(path: string, log: Logger): Promise<IndexKeeper> {
  let kept = await readIndexFile(path);
  let waiting: (() => Promise<void>) | null = null;
  let timer: NodeJS.Timeout | null = null;

  const save = async () => {
    if (timer) clearTimeout(timer);
    timer = null;
    const write = waiting;
    waiting = null;
    await write?.().catch((error) => log.warn({ err: messageOf(error) }, "search index not saved"));
  };

  return {
    take: (made) => {
      const file = kept?.made === made ? kept.file : null;
      kept = null;
      return file;
    },
    put: (made, index) => {
      waiting = () => writeIndexFile(path, made(), index());
      if (timer) clearTimeout(timer);
      timer = setTimeout(() => void save(), SAVE_AFTER).unref();
    },
    close: save,
  };
}
