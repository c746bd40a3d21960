import type pg from "pg";
import { codeOf, messageOf } from "../../platform/errors.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import { liveSaving, rehearsed, type Saved, type SaveContext, type Saving } from "../directory.store.ts";
import { IdSet } from "./id-set.ts";
import { emptyReport, noteOutcome, noteRefusal, type ImportItem, type ImportReport, type Origin } from "./import-report.ts";
import type { Needs } from "../needs.ts";
import type { SourceCard } from "../protection.store.ts";
import type { Fault } from "./record-check.ts";

/** Records saved in one transaction. */
const BATCH = 250;

export interface ImportOptions {
  source: string;
  /** What to keep of the source itself. */
  card?: SourceCard;
  actor: string;
  at: Date;
  needs: Needs;
  keepTexts?: boolean;
  /** Does everything, then takes it all back: the report says what an import would do. */
  dryRun?: boolean;
  /** Called after each batch, to show how far it is. */
  progress?: (report: ImportReport) => void;
}

type Read = { origin: Origin; record: ServiceRecord };

/** Classes 22 and 23: the data is at fault, not the database. */
function isDataFault(error: unknown): boolean {
  return /^2[23]/.test(codeOf(error) ?? "");
}

function unknownNeed(record: ServiceRecord, needs: Needs): Fault | null {
  const index = record.needs.findIndex((code) => needs.need(code) === null);
  return index === -1 ? null : { field: `needs.${index}`, reason: `"${record.needs[index]}" is not a need of the taxonomy` };
}

/** Refuses the records of a source of the same rank: nobody said which of the two is right. */
async function ownRecords(saving: Saving, batch: Read[], report: ImportReport): Promise<Read[]> {
  const { owners, priorityOf } = await saving.standing(batch.map(({ record }) => record.id));
  return batch.filter(({ origin, record }) => {
    const { source } = record.provenance;
    const owner = owners.get(record.id) ?? source;
    const disputed = owner !== source && priorityOf(owner) === priorityOf(source);
    if (disputed) noteRefusal(report, origin, [{ field: "id", reason: `this service belongs to the source "${owner}", of the same priority; only that source changes it (give one of the two a higher priority)` }]);
    return !disputed;
  });
}

/** Saves a batch; when one record breaks a rule of the database, halves it until that one stands alone and is refused. */
async function saveBatch(saving: Saving, batch: Read[], context: SaveContext, report: ImportReport): Promise<void> {
  let saved: Saved;
  try {
    saved = await saving.save(batch.map(({ record }) => record), context);
  } catch (error) {
    if (!isDataFault(error)) throw error;
    if (batch.length === 1) return noteRefusal(report, batch[0]!.origin, [{ field: "record", reason: messageOf(error) }]);
    const middle = Math.ceil(batch.length / 2);
    await saveBatch(saving, batch.slice(0, middle), context, report);
    return saveBatch(saving, batch.slice(middle), context, report);
  }
  batch.forEach(({ record }, index) => noteOutcome(report, record, saved.outcomes[index]!));
  report.proposed += saved.proposed;
}

async function run(saving: Saving, items: Iterable<ImportItem> | AsyncIterable<ImportItem>, options: ImportOptions): Promise<ImportReport> {
  const { source, card, actor, at, needs, keepTexts = false, progress } = options;
  if (card) await saving.saveSource(card);
  const report = emptyReport(source, at, options.dryRun === true);
  const context: SaveContext = { actor, source, at, keepTexts, settled: new IdSet() };
  const started = performance.now();
  const seen = new IdSet();
  let batch: Read[] = [];
  const flush = async () => {
    const own = await ownRecords(saving, batch, report);
    if (own.length > 0) await saveBatch(saving, own, context, report);
    batch = [];
    report.seconds = (performance.now() - started) / 1000;
    progress?.(report);
  };
  for await (const item of items) {
    report.read += 1;
    const { origin } = item;
    if ("faults" in item) {
      noteRefusal(report, origin, item.faults);
      continue;
    }
    const fault = seen.has(item.record.id) ? { field: "id", reason: "the same service was already read" } : unknownNeed(item.record, needs);
    if (fault) noteRefusal(report, origin, [fault]);
    else {
      seen.add(item.record.id);
      batch.push({ origin, record: item.record });
    }
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  return report;
}

/**
 * Imports whatever comes, in batches; a bad one is refused with its reason and never stops the rest.
 * Throws only when the database or the input itself fails: what was saved until then stays, whole.
 */
export function importRecords(pool: pg.Pool, items: Iterable<ImportItem> | AsyncIterable<ImportItem>, options: ImportOptions): Promise<ImportReport> {
  return options.dryRun === true ? rehearsed(pool, (saving) => run(saving, items, options)) : run(liveSaving(pool), items, options);
}
