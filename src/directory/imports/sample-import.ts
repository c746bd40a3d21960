import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DATA_DIR } from "../../platform/paths.ts";
import type { Territory } from "../../territory/index.ts";
import type { ImportItem, Origin } from "./import-report.ts";
import type { Fault } from "./record-check.ts";
import { readSampleRow, sampleRecords, type SampleRow } from "./sample.ts";

type Line = { origin: Origin } & ({ row: SampleRow } | { faults: Fault[] });

function readLine(text: string, origin: Origin): Line {
  try {
    return { origin, ...readSampleRow(JSON.parse(text)) };
  } catch {
    return { origin, faults: [{ field: "row", reason: "not JSON" }] };
  }
}

async function readLines(folder: string): Promise<Line[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".jsonl")).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return texts.flatMap((text, index) => text.split("\n").map((line, number) => ({ line, number })).filter(({ line }) => line.trim() !== "").map(({ line, number }) => readLine(line, { file: files[index]!, line: number + 1 })));
}

/** The sample directory as records (505 rows, small enough to read whole). */
export async function sampleItems(territory: Territory, folder = join(DATA_DIR, "sample-directory")): Promise<ImportItem[]> {
  const lines = await readLines(folder);
  const good = lines.filter((line) => "row" in line);
  const records = sampleRecords(good.map(({ row }) => row), territory);
  const items: ImportItem[] = good.map(({ origin }, index) => ({ origin, ...records[index]! }));
  return [...items, ...lines.filter((line) => "faults" in line)];
}
