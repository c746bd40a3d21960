import { parse } from "csv-parse/sync";
import { readFile } from "node:fs/promises";
import { UsageError, type Command } from "../../platform/cli/command.ts";
import { unreadable } from "../imports/unreadable.ts";
import type { Needs } from "../needs.ts";
import { readTaxonomy } from "./need-edits.store.ts";
import { saveOutsideTaxonomy, type OutsideRow } from "./outside-terms.store.ts";

/** A taxonomy of words, not a directory (bytes). */
const LARGEST = 20 * 1024 * 1024;
const COLUMNS = ["code", "parent", "name_fr", "name_en", "need"] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

function said(text: string | undefined): string | null {
  return text?.trim() || null;
}

/** The terms of a sheet, or why it is none. Codes name each term once; a need must be one of ours. */
function termsOf(text: string, needs: Needs): OutsideRow[] {
  const rows = parse(text, { bom: true, columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()), skip_empty_lines: true, relax_column_count: true }) as Row[];
  if (rows.length === 0 || rows[0]!.code === undefined) throw new UsageError(`the sheet needs a header with ${COLUMNS.join(", ")}`);
  const terms = rows.map(({ code, parent, name_fr, name_en, need }, at) => {
    const line = at + 2;
    if (!said(code)) throw new UsageError(`line ${line} has no code`);
    if (!said(name_fr) && !said(name_en)) throw new UsageError(`line ${line} (${code}) has no name`);
    if (said(need) && !needs.need(need!.trim())) throw new UsageError(`line ${line} (${code}): "${need}" is no need of fanal`);
    return { code: code!.trim(), parent: said(parent), name: { fr: said(name_fr), en: said(name_en) }, need: said(need) };
  });
  const twice = terms.find(({ code }, at) => terms.findIndex((term) => term.code === code) !== at);
  if (twice) throw new UsageError(`code ${twice.code} is there twice`);
  return terms;
}

async function textOf(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new UsageError(unreadable(path, error).reason);
  });
  if (bytes.length > LARGEST) throw new UsageError(`${path} is larger than a taxonomy can be (20 MB)`);
  return new TextDecoder().decode(bytes);
}

/** `fanal taxonomy`: a taxonomy from elsewhere, beside ours. */
export const taxonomyCommand: Command = {
  name: "taxonomy",
  usage: ["taxonomy load <file.csv> --id <id> --name <name> [--licence <text>]"],
  summary: "load a (licensed) taxonomy beside fanal's; staff map its terms, imports then understand its codes",
  options: {
    id: { type: "string", what: "short name: small letters, digits, hyphens" },
    name: { type: "string", what: "name that staff see" },
    licence: { type: "string", what: "who may use it; its terms are never published" },
  },
  run: async ({ words, options, open, print }) => {
    const [what, path, surplus] = words;
    const { id, name, licence } = options;
    if (what !== "load" || path === undefined || surplus !== undefined) throw new UsageError("say: taxonomy load <file.csv> --id <id> --name <name>");
    if (typeof id !== "string" || !/^[a-z0-9-]{1,40}$/.test(id)) throw new UsageError("--id takes small letters, digits and hyphens");
    if (typeof name !== "string" || name.trim() === "") throw new UsageError("--name says what staff see");
    const text = await textOf(path);
    const { pool, clock } = await open();
    const count = await saveOutsideTaxonomy(pool, { id, name: name.trim(), licence: typeof licence === "string" ? licence : null }, termsOf(text, await readTaxonomy(pool)), clock.now());
    print(`${count} terms of ${name} loaded. Map them in the console: Taxonomy.`);
    return 0;
  },
};
