import { writeFile } from "node:fs/promises";
import type { Check } from "../platform/cli/check.command.ts";
import { UsageError, type Command, type CommandInput } from "../platform/cli/command.ts";
import type { Platform } from "../platform/platform.ts";
import { isLang, type Lang } from "../platform/i18n/lang.ts";
import { loadTerritory, type Territory } from "../territory/index.ts";
import { exportHsds } from "./hsds/hsds-export.ts";
import { importHsds, openHsds } from "./hsds/hsds-import.ts";
import { reportLines, type ImportReport } from "./imports/import-report.ts";
import { proposalsCommand } from "./imports/proposals.command.ts";
import { SOURCE_OPTIONS, sourceFromOptions } from "./imports/source-options.ts";
import { importFacilities, importSample } from "./imports/import-sources.ts";
import { countRecords } from "./records.store.ts";

/** An import of many records says how far it is every so many. */
const SAY_EVERY = 5000;

function progress(print: CommandInput["print"]): (report: ImportReport) => void {
  let said = 0;
  return ({ read, seconds }) => {
    if (read - said < SAY_EVERY) return;
    said = read;
    print(`  ${read} read (${seconds.toFixed(0)} s)…`);
  };
}

function langOption(value: unknown): Lang {
  const lang = value ?? "fr";
  if (!isLang(lang)) throw new UsageError(`--lang takes fr or en, not "${String(lang)}"`);
  return lang;
}

type Importer = (platform: Platform, territory: Territory, print: CommandInput["print"]) => Promise<ImportReport>;

/** Checks the words and the file before anything is started. */
async function importerFor({ words, options }: CommandInput): Promise<Importer> {
  const [what, path, ...rest] = words;
  const surplus = what === "hsds" ? rest[0] : path;
  if (surplus !== undefined) throw new UsageError(`"${surplus}" is one word too many`);
  if (what === "sample") return (platform, territory, print) => importSample(platform, territory, progress(print));
  if (what === "facilities") return (platform, territory, print) => importFacilities(platform, territory, progress(print));
  if (what !== "hsds") throw new UsageError(what === undefined ? "say what to import: sample, facilities or hsds <path>" : `"${what}" cannot be imported; use sample, facilities or hsds <path>`);
  if (path === undefined) throw new UsageError("say which file or folder: import hsds <path>");
  const lang = langOption(options["lang"]);
  const card = sourceFromOptions(options, "hsds");
  const input = await openHsds(path);
  if ("reason" in input) throw new UsageError(input.reason);
  return (platform, territory, print) => importHsds(platform, territory, input, lang, progress(print), card);
}

const importCommand: Command = {
  name: "import",
  usage: ["import sample", "import facilities", "import hsds <path> [--lang fr|en] [--source id]"],
  summary: "add or update records; safe to repeat",
  options: {
    report: { type: "string", what: "write the whole report to this JSON file" },
    lang: { type: "string", what: "language of the HSDS texts (fr)" },
    ...SOURCE_OPTIONS,
  },
  run: async (input) => {
    const run = await importerFor(input);
    const report = await run(await input.open(), await loadTerritory(), input.print);
    for (const line of reportLines(report)) input.print(line);
    const file = input.options["report"];
    if (typeof file === "string") await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
    return report.refused > 0 ? 1 : 0;
  },
};

const exportCommand: Command = {
  name: "export",
  usage: ["export hsds <folder> [--lang fr|en]"],
  summary: "write the public directory as an HSDS 3.1 package (never what is confidential)",
  options: { lang: { type: "string", what: "language of the texts (fr)" } },
  run: async ({ words, options, open, print }) => {
    const [what, folder, surplus] = words;
    if (what !== "hsds" || folder === undefined || surplus !== undefined) throw new UsageError("say: export hsds <folder>");
    const lang = langOption(options["lang"]);
    const count = await exportHsds(await open(), await loadTerritory(), folder, lang);
    print(`${count} services written to ${folder}.`);
    return 0;
  },
};

/** What the directory adds to `fanal`. */
export const directoryCommands: Command[] = [importCommand, exportCommand, proposalsCommand];

/** What `fanal check` looks at in the directory. */
export const directoryChecks: Check[] = [
  async ({ pool }) => {
    const count = await countRecords(pool);
    return [{ what: "directory", ok: count > 0, found: `${count} records`, todo: "run: fanal import sample" }];
  },
];
