import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { migrate } from "../src/platform/db/migrate.ts";
import { startPostgres } from "../src/platform/db/postgres.ts";
import { ROOT_DIR } from "../src/platform/paths.ts";
import { openFolder } from "../tests/support/folder.ts";
import { openMailServer } from "../tests/support/mail.ts";

/*
 * Letters to a server on this machine, each process of its own (server, sender, PostgreSQL):
 * how many leave in a minute, and whether killing the whole program sends any twice. `npm run bench:letters`.
 */
const LETTERS = 15_000;
const MOST_MINUTES = 60;
const KILLED_LETTERS = 2000;
const KILLS = 20;

/** The server, in its own process: tells how many it took, and which ids when asked. */
async function serve(): Promise<void> {
  const server = await openMailServer({ end: () => delay(2).then(() => null) });
  process.on("message", (question) => process.send!(question === "ids" ? server.taken.map(({ id }) => id) : server.taken.length));
  process.send!(server.url);
}

function startSender(databaseUrl: string, smtpUrl: string): ChildProcess {
  const env = { ...process.env, DATABASE_URL: databaseUrl, FANAL_SMTP_URL: smtpUrl, FANAL_MAIL_FROM: "211 <bonjour@example.org>", FANAL_MAIL_PER_MINUTE: "60000", LOG_LEVEL: "silent" };
  return spawn(process.execPath, ["--import", "tsx", join(ROOT_DIR, "tests/support/mail-child.ts")], { cwd: ROOT_DIR, stdio: ["ignore", "ignore", "inherit"], env });
}

/** The whole program, as an operator starts it, on the bench's database. */
function startFanal(databaseUrl: string, smtpUrl: string, dataDir: string): ChildProcess {
  const env = { ...process.env, DATABASE_URL: databaseUrl, FANAL_DATA_DIR: dataDir, PORT: "0", FANAL_SMTP_URL: smtpUrl, FANAL_MAIL_FROM: "211 <bonjour@example.org>", FANAL_MAIL_PER_MINUTE: "60000", LOG_LEVEL: "silent" };
  return spawn(process.execPath, [join(ROOT_DIR, "bin/fanal.js"), "start"], { cwd: ROOT_DIR, stdio: ["ignore", "ignore", "inherit"], env });
}

async function endNow(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

async function fill(pool: pg.Pool, count: number): Promise<void> {
  await pool.query("DELETE FROM letter");
  await pool.query(
    `INSERT INTO letter (id, cause, kind, lang, recipient, subject, body_text, body_html, unsubscribe_url, due_at, written_at)
     SELECT gen_random_uuid(), 'bench:' || n, 'bench', 'fr', 'n' || n || '@example.org', 'Est-ce exact ?', repeat('Bonjour, est-ce exact ? ', 60), '<p>' || repeat('Bonjour, est-ce exact ? ', 60) || '</p>', 'https://211.example.org/v/x/fin', now() - interval '1 day', now() FROM generate_series(1, $1) n`,
    [count],
  );
}

async function left(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ left: number }>("SELECT count(*)::int AS left FROM letter WHERE state IN ('waiting', 'sending')");
  return rows[0]!.left;
}

async function ask<T>(server: ChildProcess, question: string): Promise<T> {
  server.send(question);
  return ((await once(server, "message")) as [T])[0];
}

async function measureRate(pool: pg.Pool, databaseUrl: string, smtpUrl: string): Promise<boolean> {
  await fill(pool, LETTERS);
  const from = performance.now();
  const sender = startSender(databaseUrl, smtpUrl);
  while ((await left(pool)) > 0) await delay(200);
  const minutes = (performance.now() - from) / 60_000;
  await endNow(sender);
  console.log(`${LETTERS} letters in ${minutes.toFixed(2)} minutes: ${Math.round(LETTERS / minutes)} a minute (asked: under ${MOST_MINUTES} minutes).`);
  return minutes < MOST_MINUTES;
}

async function killAtRandom(pool: pg.Pool, databaseUrl: string, smtpUrl: string, server: ChildProcess, dataDir: string): Promise<boolean> {
  const before = new Set(await ask<string[]>(server, "ids"));
  await fill(pool, KILLED_LETTERS);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const taken = await ask<number>(server, "count");
    const sender = startFanal(databaseUrl, smtpUrl, dataDir);
    while ((await ask<number>(server, "count")) === taken && (await left(pool)) > 0) await delay(5);
    await delay(Math.random() * 150);
    await endNow(sender);
  }
  const last = startFanal(databaseUrl, smtpUrl, dataDir);
  while ((await left(pool)) > 0) await delay(200);
  await endNow(last);
  const ids = (await ask<string[]>(server, "ids")).filter((id) => !before.has(id));
  const { rows } = await pool.query<{ id: string; state: string }>("SELECT id, state FROM letter");
  const twice = ids.length - new Set(ids).size;
  const uncertain = rows.filter(({ state }) => state === "uncertain").length;
  const taken = new Set(ids);
  const lost = rows.filter(({ id, state }) => state !== "uncertain" && !taken.has(id)).length;
  console.log(`The whole program killed ${KILLS} times over ${KILLED_LETTERS} letters: ${twice} sent twice, ${lost} lost, ${uncertain} left to a person (of which ${rows.filter(({ id, state }) => state === "uncertain" && taken.has(id)).length} had left).`);
  return twice === 0 && lost === 0;
}

async function bench(): Promise<void> {
  const folder = openFolder("bench-letters");
  const postgres = await startPostgres(folder);
  const pool = new pg.Pool({ connectionString: postgres.url });
  await migrate(pool);
  const server = fork(import.meta.filename, ["server"], { execArgv: ["--import", "tsx"] });
  const [smtpUrl] = (await once(server, "message")) as [string];
  const fine = [await measureRate(pool, postgres.url, smtpUrl), await killAtRandom(pool, postgres.url, smtpUrl, server, folder)];
  await endNow(server);
  await pool.end();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
  if (!fine.every(Boolean)) process.exitCode = 1;
}

await (process.argv[2] === "server" ? serve() : bench());
