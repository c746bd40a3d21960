import autocannon from "autocannon";
import { Agent, request } from "node:http";
import { cpus, loadavg } from "node:os";
import { rm } from "node:fs/promises";
import { ROUTES, withQuery } from "../src/platform/html/addresses.ts";
import { LANGS, type Lang } from "../src/platform/i18n/lang.ts";
import { openFolder } from "../tests/support/folder.ts";
import { end, startFanal } from "../tests/support/processes.ts";

/*
 * `npm run bench:load`: the real product in a process of its own, on the sample, loopback only.
 * First mixed requests at a constant rate, whatever the answers take: each time is counted from the
 * instant at which the request was due, so a slow moment is not hidden by waiting for it.
 * Then record pages as fast as several connections can ask. Ends by itself in about two minutes.
 */

const RATE = 200;
const SECONDS = 60;
const WARM_UP = 5;
const TARGET = { p95: 100, recordsPerSecond: 1000 };
const CONNECTIONS = 20;
const RECORD_SECONDS = 15;
const RECORDS = 500;

const QUESTIONS: Record<Lang, string[]> = {
  fr: ["j'ai faim", "plus rien à manger", "loyer trop cher", "je ne vais pas bien", "trouver un emploi", "carte d'assurance maladie", "mon conjoint me frappe", "aide aux devoirs", "popote roulante", "vetements pas chers", "parler à quelqu'un", "impots gratuits", "refuge pour ce soir", "depanage alimentaire"],
  en: ["nothing to eat", "cannot pay rent", "feeling down", "find a job", "health card", "my partner hits me", "help with homework", "meals on wheels", "cheap clothes", "talk to someone", "free tax clinic", "shelter tonight", "food bnak", "learn french"],
};
const PLACES = ["Sorel-Tracy", "Montréal", "Québec", "Gatineau", "Rimouski", "J3P", "H2X 1Y4", "Val-d'Or", "Sept-Îles", "Saint-Damase", "Sherbrooke", "Laval", "Trois-Rivières", "Saguenay"];
const TYPED = ["sor", "sorel", "montr", "quebec", "saint-j", "gat", "j3p", "rimou", "trois-r", "h2x"];

interface Kind {
  name: string;
  share: number;
  path: (lang: Lang) => string;
}

/** The same sequence at every run (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = sequence(211);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

async function addressesOf(url: string, lang: Lang): Promise<string[]> {
  const xml = await (await fetch(`${url}/sitemap-${lang}-1.xml`)).text();
  return [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => new URL(address!).pathname);
}

function kindsOf(addresses: Record<Lang, string[]>): Kind[] {
  const under = (lang: Lang, route: "service" | "organization" | "need" | "regions") => addresses[lang].filter((path) => path.startsWith(`${ROUTES[route][lang].split("/:")[0]!}/`));
  const lists = Object.fromEntries(LANGS.map((lang) => [lang, { records: under(lang, "service"), organizations: under(lang, "organization"), browse: [...under(lang, "need"), ...under(lang, "regions")] }])) as Record<Lang, Record<"records" | "organizations" | "browse", string[]>>;
  const search = (lang: Lang, place: string) => withQuery(ROUTES.search[lang], { q: pick(QUESTIONS[lang]), place });
  return [
    { name: "search, with a place", share: 25, path: (lang) => search(lang, pick(PLACES)) },
    { name: "search, without a place", share: 12, path: (lang) => search(lang, "") },
    { name: "record page", share: 20, path: (lang) => pick(lists[lang].records) },
    { name: "record page, from a search", share: 8, path: (lang) => withQuery(pick(lists[lang].records), { place: pick(PLACES) }) },
    { name: "organisation page", share: 5, path: (lang) => pick(lists[lang].organizations) },
    { name: "browse: need, region, town", share: 10, path: (lang) => pick(lists[lang].browse) },
    { name: "home", share: 5, path: (lang) => ROUTES.home[lang] },
    { name: "API: search", share: 5, path: (lang) => withQuery("/api/search", { lang, q: pick(QUESTIONS[lang]), place: pick(PLACES) }) },
    { name: "API: places while typing", share: 10, path: (lang) => withQuery("/api/places", { lang, q: pick(TYPED) }) },
  ];
}

function kindAt(kinds: Kind[]): Kind {
  let left = random() * kinds.reduce((sum, { share }) => sum + share, 0);
  return kinds.find(({ share }) => (left -= share) < 0) ?? kinds[0]!;
}

interface Answered {
  kind: string;
  ms: number;
  status: number;
}

/** Status of one request; 0: no answer. */
function get(agent: Agent, url: string): Promise<number> {
  return new Promise((resolve) => {
    const call = request(url, { agent, headers: { "accept-encoding": "br, gzip" } }, (response) => response.resume().on("end", () => resolve(response.statusCode ?? 0)));
    call.on("error", () => resolve(0)).end();
  });
}

/** Requests that leave when they are due, at a constant rate, for some seconds. */
async function atConstantRate(url: string, kinds: Kind[], seconds: number): Promise<Answered[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 500 });
  const answers: Promise<Answered>[] = [];
  const from = performance.now();
  const dueAt = (index: number) => from + (index * 1000) / RATE;
  await new Promise<void>((resolve) => {
    const send = () => {
      for (; answers.length < RATE * seconds && dueAt(answers.length) <= performance.now(); ) {
        const due = dueAt(answers.length);
        const kind = kindAt(kinds);
        answers.push(get(agent, url + kind.path(answers.length % 3 === 0 ? "en" : "fr")).then((status) => ({ kind: kind.name, status, ms: performance.now() - due })));
      }
      if (answers.length < RATE * seconds) setTimeout(send, 1);
      else resolve();
    };
    send();
  });
  const done = await Promise.all(answers);
  agent.destroy();
  return done;
}

/** Seconds of processor that the server used so far: tells its work apart from what else the machine does. */
async function cpuSeconds(url: string): Promise<number> {
  return Number(/^process_cpu_seconds_total (\S+)/m.exec(await (await fetch(`${url}/metrics`)).text())![1]);
}

function percentile(sorted: number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0).toFixed(1);
}

function row(name: string, answers: Answered[]): string {
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  const failed = answers.filter(({ status }) => status === 0 || status >= 500).length;
  return `| ${[name, answers.length, percentile(times, 0.5), percentile(times, 0.95), percentile(times, 0.99), times.at(-1)?.toFixed(1), failed].join(" | ")} |`;
}

function sayMixed(kinds: Kind[], answers: Answered[]): void {
  console.log(`\n| ${RATE} requests/s for ${SECONDS} s | requests | p50 ms | p95 ms | p99 ms | longest ms | failed |\n|---|---|---|---|---|---|---|`);
  console.log(row("**all**", answers));
  for (const { name } of kinds) console.log(row(name, answers.filter(({ kind }) => kind === name)));
}

async function recordsAtFullSpeed(url: string, records: string[]): Promise<{ perSecond: number; p99: number; failed: number }> {
  const result = await autocannon({ url, connections: CONNECTIONS, duration: RECORD_SECONDS, headers: { "accept-encoding": "br, gzip" }, requests: records.map((path) => ({ method: "GET", path })) });
  return { perSecond: result.requests.average, p99: result.latency.p99, failed: result.non2xx + result.errors };
}

async function main(): Promise<number> {
  const folder = openFolder("load");
  console.log("Starting fanal on the sample…");
  const fanal = await startFanal({ FANAL_DATA_DIR: folder });
  try {
    const addresses = { fr: await addressesOf(fanal.url, "fr"), en: await addressesOf(fanal.url, "en") };
    const kinds = kindsOf(addresses);
    await atConstantRate(fanal.url, kinds, WARM_UP);
    const before = await cpuSeconds(fanal.url);
    const answers = await atConstantRate(fanal.url, kinds, SECONDS);
    const cpuMs = ((await cpuSeconds(fanal.url)) - before) * 1000;
    console.log(`\n${cpus()[0]!.model}, ${cpus().length} cores for server, database and load together; Node ${process.versions.node}.`);
    sayMixed(kinds, answers);
    console.log(`\nThe server used ${(cpuMs / answers.length).toFixed(2)} ms of processor a request; load average of the machine ${loadavg()[0]!.toFixed(1)}.`);
    const records = LANGS.flatMap((lang) => addresses[lang].filter((path) => path.includes("/services/")).slice(0, RECORDS));
    const full = await recordsAtFullSpeed(fanal.url, records);
    console.log(`\n${records.length} record pages, ${CONNECTIONS} connections, ${RECORD_SECONDS} s, nothing warmed: **${Math.round(full.perSecond)} requests/s**, p99 ${full.p99} ms, failed ${full.failed}.`);
    const p95 = Number(percentile(answers.map(({ ms }) => ms).sort((a, b) => a - b), 0.95));
    const failed = answers.filter(({ status }) => status === 0 || status >= 500).length + full.failed;
    const kept = p95 <= TARGET.p95 && failed === 0 && full.perSecond >= TARGET.recordsPerSecond;
    console.log(`Targets (p95 ≤ ${TARGET.p95} ms, no failure, records ≥ ${TARGET.recordsPerSecond}/s): ${kept ? "met" : "MISSED"}.`);
    return kept ? 0 : 1;
  } finally {
    await end(fanal.child);
    await rm(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
