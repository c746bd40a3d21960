import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT_DIR } from "../../src/platform/paths.ts";

/* The program as someone runs it: its own process, real signals, and only to processes that the test started. */

const PROGRAM = join(ROOT_DIR, "bin", "fanal.js");
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+/;

export interface Started {
  child: ChildProcess;
  url: string;
  /** All it has said so far. */
  said: () => string;
  /** Until it said its address. */
  ms: number;
}

/** Starts `fanal start` and waits until it says its address. */
export async function startFanal(environment: Record<string, string>): Promise<Started> {
  const from = performance.now();
  const child = spawn(process.execPath, [PROGRAM, "start"], { env: { ...process.env, PORT: "0", LOG_LEVEL: "warn", DATABASE_URL: "", ...environment }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  while (!ADDRESS.test(said)) {
    if (child.exitCode !== null) throw new Error(`fanal stopped: ${said}`);
    await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
  }
  return { child, url: ADDRESS.exec(said)![0], said: () => said, ms: performance.now() - from };
}

/** Sends a signal and waits for the end. Returns the exit code. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
  return child.exitCode;
}

/** The PostgreSQL of a data folder that the test made. */
export function postmasterPid(dataDir: string): number {
  return Number(readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
}

function parentOf(pid: string): number | null {
  try {
    // "pid (name) state parent …"; the name may hold spaces and brackets.
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ")[1]);
  } catch {
    return null;
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && parentOf(name) === parent).map(Number);
}

export interface Frozen {
  thaw(): void;
}

/** Freezes a PostgreSQL that the test started: the postmaster, so that it makes no new children, then each of them. */
export function freezePostgres(dataDir: string): Frozen {
  const postmaster = postmasterPid(dataDir);
  process.kill(postmaster, "SIGSTOP");
  const all = [postmaster, ...childrenOf(postmaster)];
  for (const pid of all) process.kill(pid, "SIGSTOP");
  return { thaw: () => all.toReversed().forEach((pid) => process.kill(pid, "SIGCONT")) };
}
