import type { Lang } from "../../platform/i18n/lang.ts";
import type { NameTable } from "./name-table.ts";
import type { Segment } from "./segment.ts";
import type { SharedTables } from "./segment-builder.ts";
import type { AsksServes } from "./shared-tables.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What an index is made of, as a question needs it. */
export interface IndexParts extends SharedTables {
  segments: readonly Segment[];
  vocabulary: Vocabulary;
  names: NameTable;
  needCodes: readonly string[];
  /** Living documents, and the words of all their texts by language. */
  documents: number;
  words: Record<Lang, number>;
  asksServes: AsksServes;
}
