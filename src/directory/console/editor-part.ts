import type { ServiceRecord } from "../directory.contract.ts";
import type { Advice } from "../editing/editing.contract.ts";

/** What every part of the editor is given. */
export interface EditorPart {
  record: ServiceRecord;
  change: (next: (body: ServiceRecord) => ServiceRecord) => void;
  /** As of the last quiet moment. */
  advice: Advice | null;
}
