import { spawnSync } from "node:child_process";
import { createReadStream, createWriteStream, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { ZipFile } from "yazl";
import { airsAgencies } from "../src/directory/airs/airs-xml.ts";
import { csvRows } from "../src/directory/csv/csv-rows.ts";
import { jsonItems } from "../src/directory/hsds/json-items.ts";
import { unpackZip } from "../src/directory/imports/zip-package.ts";
import { uuidFor } from "../src/platform/ids.ts";

/*
 * `npm run bench:huge-import`: a file of 1 GB of each kind through its reader, each in a process of its own.
 * Prints seconds, items, and the peak memory of the process. Needs 4 GB of free disk.
 */

const BYTES = 1024 ** 3;

/** Words that do not repeat as a whole: a zip of them shrinks as text does. */
function words(index: number): string {
  return `${uuidFor("bench", String(index))} ${"Un panier de nourriture pour finir le mois, sur rendez-vous. ".repeat(4)}${uuidFor("more", String(index))}`;
}

interface Kind {
  head: string;
  item(index: number): string;
  tail: string;
  read(path: string): AsyncIterable<unknown>;
}

const CSV: Kind = { head: "id,name,text\n", item: (index) => `${index},Entraide,"${words(index)}"\n`, tail: "", read: (path) => csvRows(path, { encoding: "utf-8", delimiter: "," }) };

const KINDS: Record<string, Kind> = {
  csv: CSV,
  "hsds json": { head: "[", item: (index) => `${index > 0 ? "," : ""}${JSON.stringify({ id: index, name: "Entraide", description: words(index) })}\n`, tail: "]", read: (path) => jsonItems(path, "list") },
  "airs xml": { head: "<Source>", item: (index) => `<Agency><Key>${index}</Key><Name>Entraide</Name><AgencyDescription>${words(index)}</AgencyDescription></Agency>\n`, tail: "</Source>", read: (path) => airsAgencies(path, "utf-8") },
  "hsds zip": { ...CSV, read: readZip },
};

async function* readZip(path: string): AsyncGenerator<unknown> {
  const unpacked = await unpackZip(path);
  if ("reason" in unpacked) throw new Error(unpacked.reason);
  try {
    yield* csvRows(join(unpacked.path, "services.csv"), { encoding: "utf-8", delimiter: "," });
  } finally {
    await unpacked.close();
  }
}

async function write(path: string, { head, item, tail }: Kind): Promise<void> {
  const file = createWriteStream(path, { highWaterMark: 1024 ** 2 });
  file.write(head);
  for (let index = 0, size = 0; size < BYTES; index++) {
    const text = item(index);
    size += text.length;
    if (!file.write(text)) await once(file, "drain");
  }
  file.end(tail);
  await once(file, "finish");
}

async function zipped(path: string, into: string): Promise<void> {
  const zip = new ZipFile();
  zip.addReadStream(createReadStream(path), "services.csv");
  zip.end();
  await once(zip.outputStream.pipe(createWriteStream(into)), "finish");
}

/** One reading, in its own process so that its memory is its own. */
async function readOnce(kind: string, path: string): Promise<void> {
  const started = performance.now();
  let count = 0;
  for await (const _ of KINDS[kind]!.read(path)) count++;
  console.log(`${kind}: ${(statSync(path).size / BYTES).toFixed(2)} GB, ${count} items in ${((performance.now() - started) / 1000).toFixed(0)} s, peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "fanal-huge-"));
  try {
    for (const [kind, shape] of Object.entries(KINDS)) {
      let path = join(folder, "plain");
      await write(path, shape);
      if (kind.endsWith("zip")) {
        await zipped(path, join(folder, "packed.zip"));
        await rm(path);
        path = join(folder, "packed.zip");
      }
      spawnSync(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), kind, path], { stdio: "inherit" });
      await rm(path);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const [, , kind, path] = process.argv;
await (kind !== undefined && path !== undefined ? readOnce(kind, path) : main());
