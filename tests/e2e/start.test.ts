import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { ROOT_DIR } from "../../src/platform/paths.ts";
import { openFolder } from "../support/folder.ts";

/* The program as a newcomer runs it: real processes, real folders, real signals. */

const PROGRAM = join(ROOT_DIR, "bin", "fanal.js");
const folder = openFolder("start");
const environment = { ...process.env, FANAL_DATA_DIR: folder, PORT: "0", LOG_LEVEL: "warn", DATABASE_URL: "" };
const running: ChildProcess[] = [];

afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

function fanal(...args: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { cwd: folder, encoding: "utf8", env: environment });
  return { status, out: stdout, err: stderr };
}

interface Started {
  child: ChildProcess;
  url: string;
  said: () => string;
  ms: number;
}

/** Starts fanal and waits until it says its address. */
async function start(): Promise<Started> {
  const from = performance.now();
  const child = spawn(process.execPath, [PROGRAM, "start"], { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  running.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  while (!/http:\/\/127\.0\.0\.1:\d+/.test(said)) {
    if (child.exitCode !== null) throw new Error(`fanal stopped: ${said}`);
    await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
  }
  return { child, url: /http:\/\/127\.0\.0\.1:\d+/.exec(said)![0], said: () => said, ms: performance.now() - from };
}

async function stop({ child }: Started, signal: NodeJS.Signals): Promise<number | null> {
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
  return child.exitCode;
}

/** The one-time link of the first administrator, at the port that was found. */
const INVITE = /http:\/\/localhost:[1-9]\d+\/console\/invite#[\w-]{43}/;

function postmasterPid(): number {
  return Number(readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

test("told to stop while it still loads, it stops at once, and the next start finishes the load", async () => {
  const child = spawn("npm", ["start"], { cwd: ROOT_DIR, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  running.push(child);
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  while (!said.includes("First start")) await once(child.stdout, "data");
  const server = postmasterPid();
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
  await vi.waitUntil(() => !alive(server), { timeout: 10_000 });
  expect(said).not.toContain("fanal is ready");
}, 60_000);

test("first start migrates, loads the sample and the open data, serves; SIGTERM ends PostgreSQL too", async () => {
  const first = await start();
  expect(first.said()).toMatch(/505/);
  // Nobody manages it yet: a link for whoever reads the terminal.
  await vi.waitFor(() => expect(first.said()).toMatch(INVITE));
  expect((await fetch(`${first.url}/fr`)).status).toBe(200);
  expect(await (await fetch(`${first.url}/health/ready`)).json()).toEqual({ ready: true, database: "up" });
  const server = postmasterPid();
  expect(await stop(first, "SIGTERM")).toBe(0);
  expect(alive(server)).toBe(false);
}, 180_000);

test("a later start takes under 3 seconds and loads nothing again", async () => {
  const later = await start();
  expect(later.ms).toBeLessThan(3000);
  expect(later.said()).not.toMatch(/505/);
  await vi.waitFor(() => expect(later.said()).toMatch(INVITE));
  const again = fanal("start");
  expect(again.status).toBe(1);
  expect(again.err.trim().split("\n")).toHaveLength(1);
  expect(again.err).toContain(later.url);
  expect(fanal("check").out).toContain("All is well.");
  await stop(later, "SIGTERM");
});

test("after kill -9 the next start recovers the lock and the orphaned PostgreSQL", async () => {
  const killed = await start();
  const orphan = postmasterPid();
  await stop(killed, "SIGKILL");
  expect(alive(orphan)).toBe(true);
  const next = await start();
  expect(alive(orphan)).toBe(false);
  expect((await fetch(`${next.url}/fr`)).status).toBe(200);
  await stop(next, "SIGTERM");
});

test("a port that is taken is said in one line, and nothing is left running", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, "start"], { encoding: "utf8", env: { ...environment, PORT: String(port) } });
  other.close();
  expect(status).toBe(1);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stderr).toContain("Choose another port with PORT");
  expect(existsSync(join(folder, "postgres", "postmaster.pid"))).toBe(false);
});

test("a half-made database (killed during initdb) is made again", async () => {
  const broken = openFolder("broken");
  spawnSync("mkdir", ["-p", join(broken, "postgres", "base")]);
  writeFileSync(join(broken, "postgres", "PG_VERSION"), "18\n");
  const { status, stdout } = spawnSync(process.execPath, [PROGRAM, "migrate"], { encoding: "utf8", env: { ...environment, FANAL_DATA_DIR: broken } });
  expect(stdout).toContain("Applied");
  expect(status).toBe(0);
  rmSync(broken, { recursive: true, force: true });
});
