import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { join } from "node:path";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Territory } from "../../territory/index.ts";
import { toHsds, type HsdsView } from "./hsds-published.ts";
import { csvCell, dataPackage, HSDS_TABLES, tableRows, type HsdsTable } from "./hsds-tables.ts";
import { IdSet } from "../imports/id-set.ts";
import { readNeeds } from "../needs.ts";
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

/**
 * Writes the public directory into a folder as an HSDS 3.1 tabular data package and as
 * `services.ndjson`, in one language. Only what `toPublished` lets out. Returns the number of services.
 */
export async function exportHsds(platform: Platform, territory: Territory, folder: string, lang: Lang): Promise<number> {
  const needs = readNeeds();
  const view: HsdsView = { lang, year: platform.clock.now().getFullYear(), needs, territory };
  await mkdir(folder, { recursive: true });
  const output = openPackage(folder);
  let count = 0;
  for (const table of TABLES) await put(output.files.get(table)!, `${HSDS_TABLES[table].join(",")}\n`);
  await readAllRecords(platform.pool, async (page) => {
    const services = page.map((stored) => toPublished(stored, needs.isSensitive)).filter((service) => service !== null).map((service) => toHsds(service, view));
    count += services.length;
    await put(output.ndjson, services.map((service) => `${JSON.stringify(service)}\n`).join(""));
    const rows = services.flatMap(tableRows).filter(({ table, row }) => output.isNew(table, String(row["id"])));
    for (const table of TABLES) {
      const lines = rows.filter((row) => row.table === table).map(({ row }) => `${HSDS_TABLES[table].map((column) => csvCell(row[column])).join(",")}\n`);
      await put(output.files.get(table)!, lines.join(""));
    }
  });
  await output.close();
  await writeFile(join(folder, "datapackage.json"), `${JSON.stringify(dataPackage(lang), null, 2)}\n`);
  return count;
}
