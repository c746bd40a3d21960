import { useEffect, useState, useSyncExternalStore } from "react";
import type { ServiceRecord } from "../directory.contract.ts";
import type { RecordView } from "../editing/editing.contract.ts";
import { DraftKeeper, type Kept } from "./draft-keeper.ts";

export interface DraftWork extends Kept {
  body: ServiceRecord;
  /** It was never published. */
  isNew: boolean;
  keeper: DraftKeeper;
  change(next: (body: ServiceRecord) => ServiceRecord): void;
}

/** A draft that keeps itself while it is written; leaving with words that are not kept is asked about. */
export function useDraft(id: string, view: RecordView | null): DraftWork {
  const [keeper] = useState(() => new DraftKeeper(id, view));
  const kept = useSyncExternalStore(keeper.subscribe, keeper.now);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => keeper.isKept || event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => {
      removeEventListener("beforeunload", warn);
      // Moving to another screen loses nothing.
      if (!keeper.isKept) void keeper.flush();
      keeper.stop();
    };
  }, [keeper]);
  const change: DraftWork["change"] = (next) => keeper.write({ body: next(keeper.now().written.body) });
  return { ...kept, body: kept.written.body, isNew: (view?.record ?? view?.draft?.base ?? null) === null, keeper, change };
}
