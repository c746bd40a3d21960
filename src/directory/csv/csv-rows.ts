import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { messageOf } from "../../platform/errors.ts";
import type { Fault } from "../imports/record-check.ts";

/*
 * The rows of a CSV file one by one, whatever its size.
 */

/** No row of a directory is longer; a longer one is a broken file, often an unclosed quote (characters). */
const LONGEST_ROW = 1_000_000;

export type CsvRow = { line: number } & ({ row: Record<string, string> } | { fault: Fault });

interface CsvForm {
  encoding: "utf-8" | "windows-1252";
  delimiter: string;
}

/** Texts as people wrote them: a wrong byte becomes U+FFFD, so that it spoils its own row only. */
async function* decoded(path: string, encoding: CsvForm["encoding"]): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** A sheet that was protected from formulas has an apostrophe before them. */
function unprotected(value: string): string {
  return /^'+[=+\-@\t\r]/.test(value) ? value.slice(1) : value;
}

function garbledIn(row: Record<string, string>): Fault | null {
  const column = Object.keys(row).find((name) => row[name]!.includes("\ufffd") || row[name]!.includes("\u0000"));
  return column === undefined ? null : { field: column, reason: "holds characters that are not in this encoding; say another one in the map (file: encoding: windows-1252), or save the file as UTF-8" };
}

/** The names of the columns; throws when the first row cannot be read. */
export async function csvHeader(path: string, { encoding, delimiter }: CsvForm): Promise<string[]> {
  const source = Readable.from(decoded(path, encoding));
  const parser = source.pipe(parse({ delimiter, bom: true, to: 1, relax_column_count: true, max_record_size: LONGEST_ROW }));
  source.on("error", (error) => parser.destroy(error));
  for await (const row of parser as AsyncIterable<string[]>) return row.map((name) => name.trim());
  return [];
}

/** Every row after the header; a broken one with the reason. */
export async function* csvRows(path: string, { encoding, delimiter }: CsvForm): AsyncGenerator<CsvRow> {
  const skipped: CsvRow[] = [];
  const source = Readable.from(decoded(path, encoding));
  const parser = source.pipe(
    parse({
      delimiter, bom: true, info: true, skip_empty_lines: true, relax_column_count_less: true, skip_records_with_error: true, max_record_size: LONGEST_ROW,
      columns: (names: string[]) => names.map((name) => name.trim()),
      on_skip: (error) => void skipped.push({ line: (error as { lines?: number } | undefined)?.lines ?? 0, fault: { field: "row", reason: messageOf(error) } }),
    }),
  );
  source.on("error", (error) => parser.destroy(error));
  for await (const { record, info } of parser as AsyncIterable<{ record: Record<string, string>; info: { lines: number } }>) {
    yield* skipped.splice(0);
    const row = Object.fromEntries(Object.entries(record).map(([name, value]) => [name, unprotected(value)]));
    const fault = garbledIn(row);
    yield fault ? { line: info.lines, fault } : { line: info.lines, row };
  }
  yield* skipped;
}
