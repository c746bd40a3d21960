import { open as openFile, writeFile } from "node:fs/promises";
import { UsageError, type Command, type CommandInput } from "../../platform/cli/command.ts";
import type { Platform } from "../../platform/platform.ts";
import { isLang, type Lang } from "../../platform/i18n/lang.ts";
import { loadTerritory, type Territory } from "../../territory/index.ts";
import { importAirs, openAirs } from "../airs/airs-import.ts";
import { importCsv, openCsv, openHeader } from "../csv/csv-import.ts";
import { likelyDelimiter, likelyEncoding, suggestMap } from "../csv/csv-suggest.ts";
import { candidateLine, duplicatesOfImport } from "../duplicates/duplicates.ts";
import { importHsds, openHsds } from "../hsds/hsds-import.ts";
import { reportLines, type ImportReport } from "./import-report.ts";
import { importFacilities, importSample } from "./import-sources.ts";
import { unreadable } from "./unreadable.ts";
import { SOURCE_OPTIONS, sourceFromOptions } from "./source-options.ts";
import { isZip, unpackZip } from "./zip-package.ts";
import type { SourceCard } from "../protection.store.ts";

/** An import of many records says how far it is every so many. */
const SAY_EVERY = 5000;

export function progressTo(print: CommandInput["print"]): (report: ImportReport) => void {
  let said = 0;
  return ({ read, seconds }) => {
    if (read - said < SAY_EVERY) return;
    said = read;
    print(`  ${read} read (${seconds.toFixed(0)} s)…`);
  };
}

export function langOption(value: unknown): Lang {
  const lang = value ?? "fr";
  if (!isLang(lang)) throw new UsageError(`--lang takes fr or en, not "${String(lang)}"`);
  return lang;
}

/** What an import did, and what else there is to say of it. */
interface Imported {
  report: ImportReport;
  notes: string[];
}

interface Importer {
  run(platform: Platform, territory: Territory, print: CommandInput["print"]): Promise<Imported>;
  /** Removes what was unpacked. */
  close?(): Promise<void>;
}

const USES = "sample, facilities, hsds <path>, airs <file> or csv <file>";

function onlyReport(run: (platform: Platform, territory: Territory, progress: (report: ImportReport) => void) => Promise<ImportReport>): Importer {
  return { run: async (platform, territory, print) => ({ report: await run(platform, territory, progressTo(print)), notes: [] }) };
}

async function hsdsImporter(path: string, options: CommandInput["options"]): Promise<Importer> {
  const lang = langOption(options["lang"]);
  const card = sourceFromOptions(options, "hsds");
  if (await isZip(path)) return zippedHsds(path, lang, card, options);
  const input = await openHsds(path);
  if ("reason" in input) throw new UsageError(input.reason);
  return onlyReport((platform, territory, progress) => importHsds(platform, territory, input, lang, { progress, card, dryRun: options["dry-run"] === true }));
}

async function zippedHsds(path: string, lang: Lang, card: SourceCard, options: CommandInput["options"]): Promise<Importer> {
  const unpacked = await unpackZip(path);
  if ("reason" in unpacked) throw new UsageError(unpacked.reason);
  const { close } = unpacked;
  const input = await openHsds(unpacked.path).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  if ("reason" in input) {
    await close();
    throw new UsageError(`${path}: ${input.reason.replaceAll(unpacked.path, "the zip")}`);
  }
  return { ...onlyReport((platform, territory, progress) => importHsds(platform, territory, input, lang, { progress, card, dryRun: options["dry-run"] === true })), close };
}

async function csvImporter(path: string, options: CommandInput["options"]): Promise<Importer> {
  const map = options["map"];
  if (typeof map !== "string") throw new UsageError(`say which column is what: import csv ${path} --map <map.yaml> (import csv ${path} --suggest prints a first map)`);
  const input = await openCsv(path, map);
  if ("reason" in input) throw new UsageError(input.reason);
  return {
    run: async (platform, territory, print) => {
      const { report, leftOut } = await importCsv(platform, territory, input, { dryRun: options["dry-run"] === true, progress: progressTo(print) });
      return { report, notes: leftOut.lines() };
    },
  };
}

async function airsImporter(path: string, options: CommandInput["options"]): Promise<Importer> {
  const lang = langOption(options["lang"]);
  const card = sourceFromOptions(options, "airs");
  const input = await openAirs(path);
  if ("reason" in input) throw new UsageError(input.reason);
  return {
    run: async (platform, territory, print) => {
      const { report, leftOut } = await importAirs(platform, territory, input, { card, lang, dryRun: options["dry-run"] === true, progress: progressTo(print) });
      return { report, notes: leftOut.lines() };
    },
  };
}

const WITH_PATH: Record<string, (path: string, options: CommandInput["options"]) => Promise<Importer>> = { hsds: hsdsImporter, airs: airsImporter, csv: csvImporter };

/** Options that mean something to some imports only. */
const OPTIONS_OF: Record<string, readonly string[]> = { hsds: ["lang", ...Object.keys(SOURCE_OPTIONS)], airs: ["lang", ...Object.keys(SOURCE_OPTIONS)], csv: ["map"] };
const FOR_ALL = new Set(["report", "dry-run"]);

function checkOptions(what: string | undefined, options: CommandInput["options"]): void {
  const odd = Object.keys(options).find((name) => !FOR_ALL.has(name) && !(OPTIONS_OF[what ?? ""] ?? []).includes(name));
  if (odd !== undefined) throw new UsageError(`--${odd} means nothing to import ${what}${what === "csv" ? "; the map says it" : ""}`);
}

/** Checks the words and the file before anything is started. */
async function importerFor({ words, options }: CommandInput): Promise<Importer> {
  const [what, path, ...rest] = words;
  const withPath = WITH_PATH[what ?? ""];
  const surplus = withPath ? rest[0] : path;
  if (surplus !== undefined) throw new UsageError(`"${surplus}" is one word too many`);
  if (what === "sample" || what === "facilities") checkOptions(what, options);
  const dryRun = options["dry-run"] === true;
  if (what === "sample") return onlyReport((platform, territory, progress) => importSample(platform, territory, progress, dryRun));
  if (what === "facilities") return onlyReport((platform, territory, progress) => importFacilities(platform, territory, progress, dryRun));
  if (!withPath) throw new UsageError(what === undefined ? `say what to import: ${USES}` : `"${what}" cannot be imported; use ${USES}`);
  checkOptions(what, options);
  if (path === undefined) throw new UsageError(`say which file or folder: import ${what} <path>`);
  return withPath(path, options);
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await openFile(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** `import csv <file> --suggest`: a first map, from the file's own header. */
async function suggest({ words, print }: CommandInput): Promise<number> {
  const [what, path] = words;
  if (what !== "csv" || path === undefined) throw new UsageError("--suggest goes with import csv <file>");
  const start = await firstBytes(path).catch((error: unknown) => unreadable(path, error));
  if ("reason" in start) throw new UsageError(start.reason);
  const encoding = likelyEncoding(start);
  const form = { encoding, delimiter: likelyDelimiter(new TextDecoder(encoding).decode(start).split("\n")[0]!) };
  const header = await openHeader(path, form);
  if (!Array.isArray(header)) throw new UsageError(header.reason);
  print(suggestMap(header, form));
  return 0;
}

const SHOWN_DUPLICATES = 20;

/** What an import created that looks like what another source already told; kept for someone to decide, never merged. */
async function duplicateLines({ pool }: Platform, { dryRun, created, at }: ImportReport): Promise<string[]> {
  if (dryRun || created === 0) return [];
  const found = await duplicatesOfImport(pool, new Date(at));
  if (found.length === 0) return [];
  const more = found.length - SHOWN_DUPLICATES;
  return [`  ${found.length} of the new look like something another source already told; nothing was merged:`, ...found.slice(0, SHOWN_DUPLICATES).map(candidateLine), ...(more > 0 ? [`  … and ${more} more; see them with fanal duplicates.`] : [])];
}

async function runImport(importer: Importer, { open, print }: CommandInput): Promise<ImportReport> {
  const platform = await open();
  const { report, notes } = await importer.run(platform, await loadTerritory(), print);
  for (const line of [...reportLines(report), ...notes, ...(await duplicateLines(platform, report))]) print(line);
  return report;
}

export const importCommand: Command = {
  name: "import",
  usage: ["import sample", "import facilities", "import hsds <path> [--lang fr|en] [--source id]", "import airs <file> [--lang fr|en] [--source id]", "import csv <file> --map <map>", "import csv <file> --suggest"],
  summary: "add or update records; safe to repeat",
  options: {
    report: { type: "string", what: "write the whole report to this JSON file" },
    "dry-run": { type: "boolean", what: "say what would happen, show three records, write nothing" },
    map: { type: "string", what: "mapping file of a CSV (docs/importing.md)" },
    suggest: { type: "boolean", what: "print a first mapping file for a CSV" },
    lang: { type: "string", what: "language of the HSDS or AIRS texts (fr)" },
    ...SOURCE_OPTIONS,
  },
  run: async (input) => {
    if (input.options["suggest"] === true) return suggest(input);
    const importer = await importerFor(input);
    const report = await runImport(importer, input).finally(() => importer.close?.());
    const file = input.options["report"];
    if (typeof file === "string") await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
    return report.refused > 0 ? 1 : 0;
  },
};
