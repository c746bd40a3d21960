import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { findDuplicates } from "../src/directory/duplicates/find-duplicates.ts";
import { profileOf, type Profile } from "../src/directory/duplicates/profile.ts";
import { likeness, wordWeights } from "../src/directory/duplicates/score.ts";
import { ROOT_DIR } from "../src/platform/paths.ts";

/*
 * `npm run eval:duplicates`: how well duplicates are found among two editions of an open data set on health
 * facilities, against pairs that a person labelled (eval/README.md). Fails below the bar. `--errors` lists the
 * errors of the tuned half; those of the unseen half are never listed.
 */

const BAR = { precision: 0.95, recall: 0.8 };

type Row = Record<string, string>;

interface Gold {
  one: string;
  other: string;
  same: "yes" | "no" | "unsure";
  stratum: string;
  set: "tuned" | "unseen";
}

function rows(file: string): Row[] {
  return parse(readFileSync(join(ROOT_DIR, "eval", file)), { columns: true }) as Row[];
}

function profile(row: Row): Profile {
  const point = row["lat"] ? { lat: Number(row["lat"]), lon: Number(row["lon"]) } : null;
  return profileOf({ id: row["id"]!, names: { fr: [row["name"]!], en: [] }, address: [row["number"], row["street"]].filter(Boolean).join(" ") || null, city: row["city"] || null, postalCode: row["postal_code"] || null, point, phones: [], websites: [], neq: null });
}

interface Figures {
  right: number;
  wrong: number;
  missed: number;
}

function ratio({ right, wrong, missed }: Figures): { precision: number; recall: number } {
  return { precision: right / Math.max(1e-9, right + wrong), recall: right / Math.max(1e-9, right + missed) };
}

function count(gold: readonly Gold[], found: ReadonlySet<string>, weightOf: (pair: Gold) => number): Figures {
  const figures: Figures = { right: 0, wrong: 0, missed: 0 };
  for (const pair of gold) {
    const says = found.has(`${pair.one} ${pair.other}`);
    if (says && pair.same === "yes") figures.right += weightOf(pair);
    if (says && pair.same === "no") figures.wrong += weightOf(pair);
    if (!says && pair.same === "yes") figures.missed += weightOf(pair);
  }
  return figures;
}

function say(name: string, { precision, recall }: { precision: number; recall: number }, of: number): void {
  console.log(`${name.padEnd(34)} precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  (${of} pairs)`);
}

/** How many pairs there are of each stratum that was sampled (eval/README.md): what a sampled pair stands for. */
const STRATUM_SIZES: Record<string, number> = { same_pc_samename: 434, same_pc_near: 658, same_pc_far: 1035, samename_otherpc: 40, near_coord: 371, similar_city: 564 };

function listErrors(gold: readonly Gold[], found: ReadonlySet<string>, profiles: ReadonlyMap<string, Profile>, names: ReadonlyMap<string, string>): void {
  const weight = wordWeights([...profiles.values()]);
  for (const { one, other, same } of gold) {
    const says = found.has(`${one} ${other}`);
    if (same === "unsure" || says === (same === "yes")) continue;
    const { score, reasons } = likeness(profiles.get(one)!, profiles.get(other)!, weight);
    console.log(`${says ? "wrong " : "missed"} ${score.toFixed(2)} ${names.get(one)} | ${names.get(other)} [${reasons.join(", ")}]`);
  }
}

function main(): number {
  const records = rows("duplicates-records.csv");
  const profiles = records.map(profile);
  const gold = rows("duplicates-gold.csv") as unknown as Gold[];
  const started = performance.now();
  const candidates = findDuplicates(profiles);
  const seconds = (performance.now() - started) / 1000;
  const found = new Set(candidates.flatMap(({ one, other }) => [`${one} ${other}`, `${other} ${one}`]));
  console.log(`${records.length} records, ${candidates.length} candidate pairs in ${seconds.toFixed(1)} s; ${gold.filter(({ same }) => same === "unsure").length} of ${gold.length} labelled pairs are unsure and not counted.`);

  const sampled = new Map<string, number>();
  for (const { stratum } of gold) sampled.set(stratum, (sampled.get(stratum) ?? 0) + 1);
  const sets = (["tuned", "unseen"] as const).map((name) => ({ name, pairs: gold.filter(({ set }) => set === name) }));
  const results = sets.map(({ name, pairs }) => {
    const result = ratio(count(pairs, found, () => 1));
    say(name, result, pairs.length);
    const known = pairs.filter(({ stratum }) => stratum in STRATUM_SIZES);
    say(`${name}, each pair as its stratum`, ratio(count(known, found, ({ stratum }) => STRATUM_SIZES[stratum]! / sampled.get(stratum)!)), known.length);
    return result;
  });
  if (process.argv.includes("--errors")) listErrors(sets[0]!.pairs, found, new Map(profiles.map((one) => [one.id, one])), new Map(records.map((row) => [row["id"]!, `${row["name"]} (${row["number"]} ${row["street"]}, ${row["city"]} ${row["postal_code"]})`])));
  const good = results.every(({ precision, recall }) => precision >= BAR.precision && recall >= BAR.recall);
  if (!good) console.log(`Below the bar: precision ${BAR.precision}, recall ${BAR.recall}.`);
  return good ? 0 : 1;
}

process.exitCode = main();
