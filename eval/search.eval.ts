import { readFileSync } from "node:fs";
import { readNeeds, type PublishedService } from "../src/directory/index.ts";
import { fixedClock } from "../src/platform/clock.ts";
import { createSearch } from "../src/search/index.ts";
import { loadTerritory, type Place } from "../src/territory/index.ts";
import { naiveLexicon, plainTextSearch } from "./baselines.ts";
import { shippedDirectory } from "./directory.ts";
import { measure, type Judged, type Measures } from "./judge.ts";

/*
 * npm run eval:search — judged everyday questions against the shipped data: precision at 3 and nDCG
 * at 10, beside two baselines. Exit 1 below the bar.
 */

const BAR = 0.8;
/** A Tuesday morning, so that "open now" never changes the figures. */
const NOW = "2026-11-24T15:30:00Z";

const territory = loadTerritory();
const needs = readNeeds();
const published = await shippedDirectory(territory);
const services = [...published.all()];
const search = createSearch({ published, territory, needs, clock: fixedClock(NOW) });
const plain = plainTextSearch(services);
const naive = naiveLexicon(services, needs.all(), territory);

interface Row {
  judged: Judged;
  ours: Measures;
  plain: Measures;
  naive: Measures;
}

function evaluate(judged: Judged): Row | null {
  const { lang, q, place } = judged;
  const { query, hits } = search.search({ lang, q, place, needs: [], openNow: false, language: null, limit: 10, offset: 0 });
  const home: Place | null = query.place;
  const against = (found: readonly PublishedService[]) => measure(found, services, judged, home, territory);
  const [ours, text, lexicon] = [against(hits.map(({ service }) => service)), against(plain(`${q} ${place}`)), against(naive(q, home))];
  return ours && text && lexicon && { judged, ours, plain: text, naive: lexicon };
}

function mean(rows: readonly Row[], read: (row: Row) => number): string {
  return (rows.reduce((sum, row) => sum + read(row), 0) / rows.length).toFixed(3);
}

function printTotals(name: string, rows: readonly Row[]): void {
  const figures = (key: "ours" | "plain" | "naive") => `${mean(rows, (row) => row[key].precision)} / ${mean(rows, (row) => row[key].ndcg)}`;
  console.log(`${name.padEnd(22)} ${String(rows.length).padStart(3)}   fanal ${figures("ours")}   plain text ${figures("plain")}   naive lexicon ${figures("naive")}`);
}

const lines = readFileSync(new URL("queries.jsonl", import.meta.url), "utf8").split("\n").filter(Boolean);
const questions = lines.map((line) => JSON.parse(line) as Judged);
const rows = questions.map(evaluate).filter((row) => row !== null);
const unanswerable = questions.length - rows.length;
for (const { judged, ours } of rows) console.log(`${ours.precision.toFixed(2)}  ${ours.ndcg.toFixed(2)}  ${judged.lang}  ${judged.q}${judged.place ? ` @ ${judged.place}` : ""}`);
console.log("\nprecision at 3 / nDCG at 10");
printTotals("all", rows);
for (const lang of ["fr", "en"]) printTotals(`in ${lang}`, rows.filter(({ judged }) => judged.lang === lang));
printTotals("used for tuning", rows.filter(({ judged }) => judged.set === "tuned"));
printTotals("second half", rows.filter(({ judged }) => judged.set === "second"));
printTotals("last set", rows.filter(({ judged }) => judged.set === "unseen"));
console.log(`precision at 3 over three always, even where the data holds fewer: ${mean(rows, (row) => row.ours.strict)} (plain text ${mean(rows, (row) => row.plain.strict)}, naive lexicon ${mean(rows, (row) => row.naive.strict)})`);
if (unanswerable > 0) console.log(`${unanswerable} left out: the shipped data holds no answer to them`);
if (Number(mean(rows, (row) => row.ours.precision)) < BAR) {
  console.error(`\nPrecision at 3 is below ${BAR}.`);
  process.exitCode = 1;
}
