import { parse } from "csv-parse/sync";
import type { FeatureCollection } from "geojson";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DATA_DIR } from "../platform/paths.ts";
import { nameKey } from "./names.ts";
import type { Outline } from "./polygons.ts";
import type { EverydayWords, OutlinedKind, Row, TerritoryData, TerritoryTables } from "./tables.ts";

const OUTLINE_FILES: Record<OutlinedKind, { file: string; code: string }> = {
  region: { file: "qc-regions.geojson", code: "region_code" },
  mrc: { file: "qc-mrc.geojson", code: "mrc_code" },
  municipality: { file: "qc-municipalities.geojson", code: "code" },
  borough: { file: "boroughs.geojson", code: "code" },
};

function textOf(name: string): string {
  return readFileSync(join(DATA_DIR, "territory", name), "utf8");
}

function table(name: string): Row[] {
  return parse(textOf(name), { columns: true, skip_empty_lines: true });
}

function readTables(): TerritoryTables {
  return {
    regions: table("regions.csv"),
    mrcs: table("mrc.csv"),
    municipalities: table("municipalities.csv"),
    boroughs: table("boroughs.csv"),
    fsas: table("fsa.csv"),
    postalCodes: table("postal-codes.csv"),
    places: table("places.csv"),
    aliases: table("aliases.csv"),
  };
}

interface NeedsFile {
  terms: { label: Record<string, string>; citizen_label: Record<string, string>; lexicon: Record<string, string[]> }[];
}

/** A longer phrase of the lexicon describes, it does not name ("retour à la maison après l'hôpital"). */
const PHRASE_WORDS = 5;

/** What people say of needs, by word and by phrase; place names among them need a preposition before them. */
function everydayWords(): EverydayWords {
  const { terms } = JSON.parse(readFileSync(join(DATA_DIR, "needs-taxonomy", "needs.json"), "utf8")) as NeedsFile;
  const said = terms.flatMap(({ label, citizen_label, lexicon }) => [...Object.values(label), ...Object.values(citizen_label), ...Object.values(lexicon).flat()]).map(nameKey);
  const phrases = said.filter((phrase) => phrase.includes(" ") && phrase.split(" ").length <= PHRASE_WORDS);
  return { lexicon: new Set(said.flatMap((phrase) => phrase.split(" "))), phrases: new Set([...phrases, ...table("everyday-names.csv").map((row) => nameKey(row["name"]!))]) };
}

function readOutlines(kind: OutlinedKind): Map<string, Outline> {
  const { file, code } = OUTLINE_FILES[kind];
  const { features } = JSON.parse(textOf(file)) as FeatureCollection<Outline>;
  return new Map(features.map(({ properties, geometry }) => [String(properties![code]), geometry]));
}

/** Reads the files of the territory. Throws when one is missing. */
export function readTerritoryData(): TerritoryData {
  const read = new Map<OutlinedKind, Map<string, Outline>>();
  return {
    tables: readTables(),
    everyday: everydayWords(),
    outlines: (kind) => {
      const known = read.get(kind) ?? readOutlines(kind);
      read.set(kind, known);
      return known;
    },
  };
}
