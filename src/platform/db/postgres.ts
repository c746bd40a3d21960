import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, existsSync, readFileSync, rmSync } from "node:fs";
import { chown, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { FanalError } from "../errors.ts";
import { commandOf, isAlive } from "../processes.ts";
import { postgresSocketDir, preparePostgresHome, type PostgresHome } from "./postgres-home.ts";

export interface Postgres {
  url: string;
  stop(): Promise<void>;
}

export interface LaunchedPostgres extends Postgres {
  /** Kept once it answers; rejected when it does not start. */
  ready: Promise<void>;
  /** Kept once the server process is gone, asked or not. */
  ended: Promise<void>;
}

const USER = "fanal";
const DATABASE = "fanal";
/** Crash recovery of a large database can take this long (ms). */
const START_TIMEOUT = 60_000;
const POLL = 25;

function passwordFile(dataDir: string): string {
  return join(dataDir, "postgres.password");
}

/** Address of the server that belongs to a data folder (it may not be running). Unix socket: no port is open. */
export function postgresUrl(dataDir: string, database = DATABASE): string {
  const password = readFileSync(passwordFile(dataDir), "utf8").trim();
  return `postgresql://${USER}:${password}@/${database}?host=${encodeURIComponent(postgresSocketDir(dataDir))}`;
}

/** A server was made in this data folder before. */
export function hasPostgres(dataDir: string): boolean {
  return existsSync(passwordFile(dataDir));
}

function failed(what: string, cause: unknown): FanalError {
  return new FanalError("postgresFailed", 500, {
    fr: `PostgreSQL n'a pas démarré (${what}). Voyez postgres.log dans le dossier de données, puis « fanal check ».`,
    en: `PostgreSQL did not start (${what}). Read postgres.log in the data folder, then run "fanal check".`,
  }, cause);
}

async function initialise(home: PostgresHome, dataDir: string): Promise<void> {
  await rm(home.dataDir, { recursive: true, force: true });
  await mkdir(home.dataDir, { recursive: true, mode: 0o700 });
  if (home.account) await chown(home.dataDir, home.account.uid, home.account.gid);
  const password = randomBytes(24).toString("hex");
  await writeFile(passwordFile(dataDir), password, { mode: 0o600 });
  const passwordCopy = join(home.socketDir, "pw");
  await writeFile(passwordCopy, password, { mode: 0o600 });
  if (home.account) await chown(passwordCopy, home.account.uid, home.account.gid);
  const result = spawnSync(
    join(home.binDir, "initdb"),
    ["-D", home.dataDir, "-U", USER, "-A", "scram-sha-256", `--pwfile=${passwordCopy}`, "--no-locale", "-E", "UTF8"],
    { ...home.account, cwd: home.socketDir, encoding: "utf8" },
  );
  await rm(passwordCopy, { force: true });
  if (result.status !== 0) throw failed("initdb", new Error(result.stderr || String(result.error)));
  await writeFile(join(home.dataDir, ".initialised"), "");
}

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await delay(POLL);
}

/** After a kill -9 of fanal its server may live on, or its pid file may name a stranger: end the one, drop the other. */
async function clearLeftovers(home: PostgresHome): Promise<void> {
  const pidFile = join(home.dataDir, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
  if (!Number.isInteger(pid) || !isAlive(pid)) return;
  if (!commandOf(pid).includes(home.dataDir)) return rmSync(pidFile);
  process.kill(pid, "SIGINT");
  await untilGone(pid);
}

function launch(home: PostgresHome, dataDir: string): ChildProcess {
  const server = spawn(
    join(home.binDir, "postgres"),
    ["-D", home.dataDir, "-k", home.socketDir, "-c", "listen_addresses=", "-c", "jit=off", "-c", "max_connections=60", "-c", "shared_buffers=128MB"],
    // Its own group: Ctrl-C reaches fanal first, which then stops the server in order.
    { ...home.account, cwd: home.dataDir, detached: true, stdio: ["ignore", "pipe", "pipe"] },
  );
  const log = createWriteStream(join(dataDir, "postgres.log"), { flags: "a", mode: 0o600 });
  // Two streams write to one log: neither ends it for the other.
  for (const stream of [server.stdout, server.stderr]) stream?.pipe(log, { end: false });
  server.once("close", () => log.end());
  return server;
}

async function accepts(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function untilReady(server: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT;
  while (!(await accepts(url))) {
    if (server.exitCode !== null || server.signalCode !== null) throw failed(`exit ${server.exitCode ?? server.signalCode}`, undefined);
    if (Date.now() > deadline) throw failed("timeout", undefined);
    await delay(POLL);
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
  if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
  await client.end();
}

/**
 * Launches the PostgreSQL of a data folder (creating it the first time); `ready` once it answers.
 * As root it runs under `nobody`. The caller holds the folder's lock.
 */
export async function launchPostgres(dataDir: string): Promise<LaunchedPostgres> {
  await mkdir(dataDir, { recursive: true });
  const home = await preparePostgresHome(dataDir);
  if (!existsSync(join(home.dataDir, ".initialised")) || !existsSync(passwordFile(dataDir))) await initialise(home, dataDir);
  await clearLeftovers(home);
  const server = launch(home, dataDir);
  const ended = once(server, "exit").then(() => undefined, () => undefined);
  const failure = once(server, "error").then(([error]) => Promise.reject(failed("spawn", error)));
  const anyDatabase = postgresUrl(dataDir, "postgres");
  const ready = Promise.race([untilReady(server, anyDatabase), failure]).then(() => createDatabase(anyDatabase));
  return { url: postgresUrl(dataDir), ready, ended, stop: () => stopServer(server) };
}

/** Launches it and waits until it answers. */
export async function startPostgres(dataDir: string): Promise<LaunchedPostgres> {
  const server = await launchPostgres(dataDir);
  await server.ready;
  return server;
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, "exit");
  server.kill("SIGINT");
  await gone;
}
