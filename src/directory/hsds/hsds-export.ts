import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { join } from "node:path";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Territory } from "../../territory/index.ts";
import { toHsds } from "./hsds-published.ts";
import { csvCell, dataPackage, HSDS_TABLES, tableRows, type HsdsTable, type TableRow } from "./hsds-tables.ts";
import { hsdsTaxonomy } from "./hsds-taxonomy.ts";
import { hsdsView } from "./hsds-view.ts";
import { IdSet } from "../imports/id-set.ts";
import { readTaxonomy } from "../taxonomy/need-edits.store.ts";
import { toPublished } from "../published/published.ts";
import { readAllRecords } from "../records.store.ts";

const TABLES = Object.keys(HSDS_TABLES) as HsdsTable[];

async function put(file: WriteStream, text: string): Promise<void> {
  if (text !== "" && !file.write(text)) await once(file, "drain");
}

/** The open files of a package, and what was already written to them. */
function openPackage(folder: string) {
  const files = new Map(TABLES.map((table) => [table, createWriteStream(join(folder, `${table}.csv`))]));
  const ndjson = createWriteStream(join(folder, "services.ndjson"));
  const written = new Map(TABLES.map((table) => [table, new IdSet()]));
  return {
    files,
    ndjson,
    isNew: (table: HsdsTable, id: string) => {
      const ids = written.get(table)!;
      if (ids.has(id)) return false;
      ids.add(id);
      return true;
    },
    close: async () => {
      for (const file of [...files.values(), ndjson]) {
        file.end();
        await once(file, "finish");
      }
    },
  };
}

function csvLines(table: HsdsTable, rows: readonly TableRow[]): string {
  return rows.filter((row) => row.table === table).map(({ row }) => `${HSDS_TABLES[table].map((column) => csvCell(row[column])).join(",")}\n`).join("");
}

/**
 * Writes the public directory into a folder as an HSDS 3.1 tabular data package and as
 * `services.ndjson`, with fanal's profile: the plain columns in one language, both in `x_translations`.
 * Only what `toPublished` lets out. Services come in the order of their ids, so that the same directory
 * always gives the same bytes (yearly seasons are dated in the clock's year). Returns the number of services.
 */
export async function exportHsds(platform: Platform, territory: Territory, folder: string, lang: Lang): Promise<number> {
  const needs = await readTaxonomy(platform.pool);
  const view = hsdsView({ lang, year: platform.clock.now().getFullYear(), needs, territory });
  await mkdir(folder, { recursive: true });
  const output = openPackage(folder);
  let count = 0;
  for (const table of TABLES) await put(output.files.get(table)!, `${HSDS_TABLES[table].join(",")}\n`);
  const putRows = async (rows: TableRow[]) => {
    const fresh = rows.filter(({ table, row }) => output.isNew(table, String(row["id"])));
    for (const table of TABLES) await put(output.files.get(table)!, csvLines(table, fresh));
  };
  await putRows([{ table: "taxonomies", row: { ...hsdsTaxonomy(lang) } }, ...[...view.terms.values()].map((term): TableRow => ({ table: "taxonomy_terms", row: { ...term } }))]);
  await readAllRecords(platform.pool, async (page) => {
    const services = page.map((stored) => toPublished(stored, needs.isSensitive)).filter((service) => service !== null).map((service) => toHsds(service, view));
    count += services.length;
    await put(output.ndjson, services.map((service) => `${JSON.stringify(service)}\n`).join(""));
    await putRows(services.flatMap(tableRows));
  });
  await output.close();
  await writeFile(join(folder, "datapackage.json"), `${JSON.stringify(dataPackage(lang), null, 2)}\n`);
  return count;
}
