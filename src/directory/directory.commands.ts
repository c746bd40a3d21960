import type { Check } from "../platform/cli/check.command.ts";
import { UsageError, type Command, type CommandInput } from "../platform/cli/command.ts";
import type { Platform } from "../platform/platform.ts";
import { loadTerritory, type Territory } from "../territory/index.ts";
import { exportAirs } from "./airs/airs-export.ts";
import { exportCsv } from "./csv/csv-export.ts";
import { duplicatesCommands } from "./duplicates/duplicates.commands.ts";
import { exportHsds } from "./hsds/hsds-export.ts";
import { importCommand, langOption } from "./imports/import.command.ts";
import { proposalsCommand } from "./imports/proposals.command.ts";
import { countRecords } from "./records.store.ts";
import { taxonomyCommand } from "./taxonomy/taxonomy.commands.ts";

type Exporter = (platform: Platform, territory: Territory, path: string, options: CommandInput["options"]) => Promise<string>;

const EXPORTERS: Record<string, Exporter> = {
  hsds: async (platform, territory, folder, options) => `${await exportHsds(platform, territory, folder, langOption(options["lang"]))} services written to ${folder}.`,
  airs: async (platform, territory, file, options) => {
    const { agencies, services } = await exportAirs(platform, territory, file, langOption(options["lang"]));
    return `${agencies} agencies with ${services} services written to ${file}.`;
  },
  csv: async (platform, territory, file) => {
    const { services, places } = await exportCsv(platform, territory, file);
    return `${services} services at ${places} places written to ${file}.`;
  },
};

const exportCommand: Command = {
  name: "export",
  usage: ["export hsds <folder> [--lang fr|en]", "export airs <file> [--lang fr|en]", "export csv <file>"],
  summary: "write the public directory as an HSDS 3.1 package, AIRS XML or a sheet (never what is confidential)",
  options: { lang: { type: "string", what: "language of the HSDS or AIRS texts (fr)" } },
  run: async ({ words, options, open, print }) => {
    const [what, path, surplus] = words;
    const exporter = EXPORTERS[what ?? ""];
    if (!exporter || path === undefined || surplus !== undefined) throw new UsageError("say: export hsds <folder>, export airs <file> or export csv <file>");
    langOption(options["lang"]);
    print(await exporter(await open(), await loadTerritory(), path, options));
    return 0;
  },
};

/** What the directory adds to `fanal`. */
export const directoryCommands: Command[] = [importCommand, exportCommand, proposalsCommand, ...duplicatesCommands, taxonomyCommand];

/** What `fanal check` looks at in the directory. */
export const directoryChecks: Check[] = [
  async ({ pool }) => {
    const count = await countRecords(pool);
    return [{ what: "directory", ok: count > 0, found: `${count} records`, todo: "run: fanal import sample" }];
  },
];
