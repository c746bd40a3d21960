import { spawnSync } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readIndexFile, writeIndexFile } from "../src/search/indexing/index-file.ts";
import { SearchIndex } from "../src/search/indexing/search-index.ts";
import { createCorpus } from "./search/corpus.ts";
import { createFanal } from "./search/fanal.ts";
import { truths } from "./search/oracle.ts";
import { ENGINES, LIGHTER } from "./search/peers.ts";
import { createQuestions } from "./search/questions.ts";

/*
 * `npm run bench:search [sizes]`: the same synthetic directory and the same questions to fanal's index and
 * to five peers, each in a process of its own, one after the other; fanal's answers against a brute-force
 * oracle; its snapshot. One core: every engine answers one question after another. Prints a table.
 */

const SIZES = [20_000, 200_000, 1_000_000];
/** Different questions; for how long they are asked (ms), again from the first where all were, after a while to warm up. */
const QUESTIONS = 10_000;
const ASK_FOR = 8_000;
const WARM_UP = 2_000;
/** An engine that has not built its index and answered by then is left (ms), or that needs more memory than this (MB). */
const PATIENCE = 600_000;
const MEMORY = 12_000;
/** Questions held against the oracle, which looks at every document for each. */
const HELD: Record<number, number> = { 20_000: 200, 200_000: 20, 1_000_000: 4 };
const MAIN = fileURLToPath(import.meta.url);

interface Measure {
  buildSeconds: number;
  queriesPerSecond: number;
  p50: number;
  p99: number;
  asked: number;
  found: number;
  memoryMb: number;
}

interface Snapshot {
  fileMb: number;
  loadSeconds: number;
  loadedMb: number;
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

function memoryMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1e6;
}

/** Builds one engine and asks it, in this process. */
async function measureEngine(name: string, size: number): Promise<Measure> {
  const corpus = createCorpus(size);
  const engine = { ...ENGINES, ...LIGHTER }[name]!(corpus);
  const [started, madeBefore] = [performance.now(), corpus.makingSeconds()];
  await engine.build();
  const buildSeconds = (performance.now() - started) / 1000 - (corpus.makingSeconds() - madeBefore);
  const questions = createQuestions(corpus, QUESTIONS);
  for (let at = 0, until = performance.now() + WARM_UP; performance.now() < until; at++) await engine.ask(questions[at % QUESTIONS]!);
  const times: number[] = [];
  let found = 0;
  const from = performance.now();
  for (let at = 0, before = from; before - from < ASK_FOR; at++) {
    const answer = engine.ask(questions[at % QUESTIONS]!);
    found += typeof answer === "number" ? answer : await answer;
    const now = performance.now();
    times.push(now - before);
    before = now;
  }
  const seconds = (performance.now() - from) / 1000;
  const sorted = times.toSorted((a, b) => a - b);
  const measure = { buildSeconds, queriesPerSecond: times.length / seconds, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99), asked: times.length, found: found / times.length, memoryMb: memoryMb() };
  await engine.close?.();
  return measure;
}

/** Writes fanal's index to a file, for another process to load. */
async function saveIndex(size: number, path: string): Promise<void> {
  const corpus = createCorpus(size);
  const { index } = createFanal(corpus);
  index.add(corpus.all());
  await writeIndexFile(path, "bench", index.saved());
}

async function loadIndex(size: number, path: string): Promise<Snapshot> {
  const corpus = createCorpus(size);
  const { setup } = createFanal(corpus);
  const started = performance.now();
  const kept = await readIndexFile(path);
  const index = SearchIndex.restored(setup, kept!.file);
  const loadSeconds = (performance.now() - started) / 1000;
  const { ask } = createFanal(corpus, index);
  for (const question of createQuestions(corpus, 20)) ask(question);
  return { fileMb: (await stat(path)).size / 1e6, loadSeconds, loadedMb: memoryMb() };
}

/** How many of the questions have exactly the oracle's top 20, total and facets. */
function compareWithOracle(size: number): { held: number; equal: number } {
  const corpus = createCorpus(size);
  const { index, ask } = createFanal(corpus);
  index.add(corpus.all());
  const questions = createQuestions(corpus, HELD[size] ?? 20, 99);
  const equal = truths(corpus, questions).filter((truth, at) => {
    const { hits, total, facets } = ask(questions[at]!);
    const needs = Object.fromEntries(facets.needs.map(({ code, count }) => [code, count]));
    const same = (a: Record<string, number>, b: Record<string, number>) => Object.keys({ ...a, ...b }).every((code) => a[code] === b[code]);
    return hits.map(({ id }) => id).join() === truth.top.map(({ id }) => id).join() && total === truth.total && same(needs, truth.needs) && facets.openNow === truth.openNow;
  });
  return { held: questions.length, equal: equal.length };
}

/** Runs a part of the bench in a process of its own; null when it failed, or took too long. */
function inProcess<T>(words: readonly string[], memory = MEMORY): T | null {
  const child = spawnSync(process.execPath, [...process.execArgv, "--expose-gc", `--max-old-space-size=${memory}`, MAIN, ...words], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: PATIENCE, killSignal: "SIGKILL" });
  const line = child.stdout?.trim().split("\n").at(-1) ?? "";
  return child.status === 0 && line.startsWith("{") ? (JSON.parse(line) as T) : null;
}

function number(value: number, digits = 0): string {
  return value.toLocaleString("en-CA", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function row(name: string, measure: Measure | null, ours: Measure | null): string {
  if (!measure) return `| ${name} | – | – | – | – | – | – | did not finish in ${PATIENCE / 60_000} min and ${MEMORY / 1000} GB |`;
  const { buildSeconds, queriesPerSecond, p50, p99, found, memoryMb: memory } = measure;
  const ratio = name === "fanal" || !ours ? "1" : `1/${number(ours.queriesPerSecond / queriesPerSecond)}`;
  return `| ${name} | ${number(queriesPerSecond, queriesPerSecond < 100 ? 1 : 0)} | ${ratio} | ${number(p50, 2)} | ${number(p99, 2)} | ${number(found)} | ${number(buildSeconds, 1)} | ${number(memory)} MB |`;
}

async function benchSize(size: number): Promise<void> {
  console.log(`\n### ${number(size)} services\n`);
  console.log("| engine | questions/s | ratio | p50 ms | p99 ms | found | build s | memory |\n|---|---:|---:|---:|---:|---:|---:|---:|");
  let ours: Measure | null = null;
  let best = 0;
  for (const name of Object.keys(ENGINES)) {
    const measure = inProcess<Measure>(["engine", name, String(size)]);
    if (name === "fanal") ours = measure;
    else best = Math.max(best, measure?.queriesPerSecond ?? 0);
    console.log(row(name, measure, ours));
  }
  for (const name of Object.keys(LIGHTER)) console.log(row(name, inProcess<Measure>(["engine", name, String(size)]), ours));
  if (ours && best > 0) console.log(`\nfanal answers ${number(ours.queriesPerSecond / best)} times as many questions as the best peer that does the same work.`);
  const folder = await mkdtemp(join(tmpdir(), "fanal-bench-"));
  const path = join(folder, "search.snapshot");
  inProcess(["save", String(size), path]);
  const snapshot = inProcess<Snapshot>(["load", String(size), path]);
  await rm(folder, { recursive: true, force: true });
  if (snapshot) console.log(`Snapshot: ${number(snapshot.fileMb)} MB, loaded in ${number(snapshot.loadSeconds, 1)} s; the process then holds ${number(snapshot.loadedMb)} MB.`);
  const truth = inProcess<{ held: number; equal: number }>(["oracle", String(size)]);
  console.log(truth ? `Oracle: ${truth.equal} of ${truth.held} questions have exactly the same top 20, total and facets.` : "Oracle: did not finish.");
}

const [, , part, ...words] = process.argv;
if (part === "engine") console.log(JSON.stringify(await measureEngine(words[0]!, Number(words[1]))));
else if (part === "save") {
  await saveIndex(Number(words[0]), words[1]!);
  console.log("{}");
} else if (part === "load") console.log(JSON.stringify(await loadIndex(Number(words[0]), words[1]!)));
else if (part === "oracle") console.log(JSON.stringify(compareWithOracle(Number(words[0]))));
else {
  console.log(`${cpus()[0]!.model.trim()}, ${cpus().length} cores; Node ${process.versions.node}; one question after another on one core.`);
  for (const size of part ? [part, ...words].map(Number) : SIZES) await benchSize(size);
}
