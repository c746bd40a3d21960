import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Territory } from "../../territory/index.ts";
import type { ImportItem, ImportReport } from "../imports/import-report.ts";
import { importRecords } from "../imports/import-run.ts";
import { LeftOut } from "../imports/left-out.ts";
import { unreadable } from "../imports/unreadable.ts";
import { createNeedGuesser } from "../need-guess.ts";
import { readTaxonomy } from "../taxonomy/need-edits.store.ts";
import { readOutsideMap } from "../taxonomy/outside-terms.store.ts";
import type { SourceCard } from "../protection.store.ts";
import { airsRecords, type AirsContext } from "./airs-record.ts";
import { airsAgencies, airsEncoding } from "./airs-xml.ts";

/** An AIRS file that exists and looks like XML. */
export interface AirsInput {
  path: string;
  encoding: string;
}

/** Looks at a file before anything starts. */
export async function openAirs(path: string): Promise<AirsInput | { reason: string }> {
  try {
    if ((await stat(path)).isDirectory()) return { reason: `${path} is a folder; give the XML file` };
    const found = await airsEncoding(path);
    return "reason" in found ? { reason: `${path} ${found.reason}` } : { path, encoding: found.encoding };
  } catch (error) {
    return unreadable(path, error);
  }
}

async function* airsItems({ path, encoding }: AirsInput, context: AirsContext): AsyncGenerator<ImportItem> {
  const file = basename(path);
  for await (const item of airsAgencies(path, encoding)) {
    if ("reason" in item) yield { origin: { file, line: item.line }, faults: [{ field: "xml", reason: `the file ${item.reason}`.replace("the file this agency", "this agency") }] };
    else for (const { line, ...read } of airsRecords(item.agency, context)) yield { origin: { file, line }, ...read };
  }
}

export interface AirsImportOptions {
  card: SourceCard;
  lang: Lang;
  dryRun: boolean;
  progress?: (report: ImportReport) => void;
}

/** Imports AIRS XML in one language; texts of the other language stay. Streams: memory does not grow with the file. */
export async function importAirs(platform: Platform, territory: Territory, input: AirsInput, { card, lang, dryRun, progress }: AirsImportOptions): Promise<{ report: ImportReport; leftOut: LeftOut }> {
  const needs = await readTaxonomy(platform.pool);
  const leftOut = new LeftOut();
  const context: AirsContext = { source: card.id, lang, territory, guess: createNeedGuesser(needs, await readOutsideMap(platform.pool)), leftOut: (field, value) => leftOut.add(field, value) };
  const report = await importRecords(platform.pool, airsItems(input, context), { source: card.id, card, actor: `import airs ${card.id}`, at: platform.clock.now(), needs, keepTexts: true, dryRun, ...(progress ? { progress } : {}) });
  return { report, leftOut };
}
