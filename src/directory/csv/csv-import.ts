import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { codeOf, messageOf } from "../../platform/errors.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Territory } from "../../territory/index.ts";
import type { ImportItem, ImportReport } from "../imports/import-report.ts";
import { importRecords } from "../imports/import-run.ts";
import { LeftOut } from "../imports/left-out.ts";
import { unreadable } from "../imports/unreadable.ts";
import type { Fault } from "../imports/record-check.ts";
import { createNeedGuesser } from "../need-guess.ts";
import { readTaxonomy } from "../taxonomy/need-edits.store.ts";
import { readOutsideMap } from "../taxonomy/outside-terms.store.ts";
import { LONGEST_MAP, readCsvMap, unknownColumns, type CsvMap, type MapFault } from "./csv-map.ts";
import { csvRecord, keyOf, type CsvContext } from "./csv-record.ts";
import { csvHeader, csvRows } from "./csv-rows.ts";
import type { Row } from "./csv-values.ts";

/** Places of one service at most: more rows with one key are a wrong key column. */
const MOST_PLACES = 200;

/** A CSV file and a map that fit together. */
export interface CsvInput {
  path: string;
  map: CsvMap;
}

function mapFaultLines(path: string, faults: readonly MapFault[]): string {
  return `${basename(path)} cannot be used:\n${faults.map(({ line, reason }) => `  line ${line}: ${reason}`).join("\n")}`;
}

async function openMap(path: string): Promise<{ map: CsvMap } | { reason: string }> {
  const { size } = await stat(path);
  if (size > LONGEST_MAP) return { reason: `${path} is too long to be a map` };
  const read = readCsvMap(await readFile(path, "utf8"));
  return "faults" in read ? { reason: mapFaultLines(path, read.faults) } : read;
}

/** The columns of a file, or why it cannot be a CSV. */
export async function openHeader(path: string, form: Pick<CsvMap, "encoding" | "delimiter">): Promise<string[] | { reason: string }> {
  try {
    const header = await csvHeader(path, form);
    if (header.length === 0) return { reason: `${path} is empty` };
    const twice = header.find((name, index) => name !== "" && header.indexOf(name) !== index);
    if (twice !== undefined) return { reason: `${path} has two columns named "${twice}"; rename one` };
    if (header.some((name) => name.includes("\u0000") || name.includes("\ufffd"))) return { reason: `${path} is not a CSV in ${form.encoding}; say its encoding in the map (file: encoding:), or save it as UTF-8` };
    return header;
  } catch (error) {
    if (codeOf(error)?.startsWith("CSV_")) return { reason: `the first row of ${path} cannot be read: ${messageOf(error)}` };
    return unreadable(path, error);
  }
}

/** Looks at the map and the file before anything starts: every column must exist. */
export async function openCsv(path: string, mapPath: string): Promise<CsvInput | { reason: string }> {
  try {
    const opened = await openMap(mapPath);
    if ("reason" in opened) return opened;
    const header = await openHeader(path, opened.map);
    if (!Array.isArray(header)) return header;
    const faults = unknownColumns(opened.map, header);
    if (faults.length > 0) return { reason: `${mapFaultLines(mapPath, faults)}\n  its columns are: ${header.filter(Boolean).join(", ")}` };
    return { path, map: opened.map };
  } catch (error) {
    return unreadable(mapPath, error);
  }
}

/** The rows of one service. */
interface Group {
  line: number;
  key: string;
  rows: Row[];
}

/** Rows that follow each other with the same key, when the map says which place each is. */
async function* services(path: string, map: CsvMap): AsyncGenerator<Group | { line: number; fault: Fault }> {
  const grouped = map.fields.has("place.key");
  let open = null as Group | null;
  for await (const read of csvRows(path, map)) {
    if ("fault" in read) {
      yield read;
      continue;
    }
    const key = keyOf(read.row, map);
    if (key === null) yield { line: read.line, fault: { field: "key", reason: "empty: nothing tells this row from the others" } };
    else if (grouped && open?.key === key && open.rows.length < MOST_PLACES) open.rows.push(read.row);
    else {
      if (open) yield open;
      open = { line: read.line, key, rows: [read.row] };
    }
  }
  if (open) yield open;
}

async function* csvItems({ path, map }: CsvInput, context: CsvContext): AsyncGenerator<ImportItem> {
  const file = basename(path);
  for await (const service of services(path, map)) {
    const origin = { file, line: service.line };
    yield "fault" in service ? { origin, faults: [service.fault] } : { origin, ...csvRecord(service.rows, service.key, context) };
  }
}

/** A file that only speaks one language leaves the texts of the other as they are. */
function speaksBoth({ fields }: CsvMap): boolean {
  const keys = [...fields.keys()];
  return keys.some((key) => key.endsWith("name.fr")) && keys.some((key) => key.endsWith("name.en"));
}

export interface CsvImportOptions {
  dryRun: boolean;
  progress?: (report: ImportReport) => void;
}

/** Imports a CSV by its map. Streams: memory does not grow with the file. */
export async function importCsv(platform: Platform, territory: Territory, input: CsvInput, { dryRun, progress }: CsvImportOptions): Promise<{ report: ImportReport; leftOut: LeftOut }> {
  const needs = await readTaxonomy(platform.pool);
  const leftOut = new LeftOut();
  const context: CsvContext = { map: input.map, territory, guess: createNeedGuesser(needs, await readOutsideMap(platform.pool)), leftOut: (field, value) => leftOut.add(field, value) };
  const { source } = input.map;
  const report = await importRecords(platform.pool, csvItems(input, context), {
    source: source.id, card: source, actor: `import csv ${source.id}`, at: platform.clock.now(), needs, keepTexts: !speaksBoth(input.map), dryRun, ...(progress ? { progress } : {}),
  });
  return { report, leftOut };
}
