import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { FanalError, codeOf } from "./errors.ts";
import { commandOf } from "./processes.ts";

export interface FolderLock {
  /** Says where the running fanal can be reached, for the next one that finds the lock. */
  announce(url: string): void;
  release(): void;
}

interface Holder {
  pid: number;
  url: string | null;
}

function lockFile(dataDir: string): string {
  return join(dataDir, "fanal.lock");
}

function readHolder(dataDir: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(lockFile(dataDir), "utf8")) as Partial<Holder>;
    return typeof holder.pid === "number" ? { pid: holder.pid, url: holder.url ?? null } : null;
  } catch {
    return null;
  }
}

/** The process still exists and is a fanal: after a kill -9 its number may belong to a stranger. */
function isFanal(pid: number): boolean {
  return pid !== process.pid && /fanal|main\.ts/.test(commandOf(pid));
}

/** Who runs on this folder now, or null (a lock left by a killed process does not count). */
export function folderHolder(dataDir: string): Holder | null {
  const holder = readHolder(dataDir);
  return holder && isFanal(holder.pid) ? holder : null;
}

function busy(holder: Holder): FanalError {
  const where = holder.url ? ` (${holder.url})` : "";
  return new FanalError("folderBusy", 409, {
    fr: `fanal tourne déjà sur ce dossier${where}, processus ${holder.pid}. Arrêtez-le ou choisissez un autre FANAL_DATA_DIR.`,
    en: `fanal already runs on this folder${where}, process ${holder.pid}. Stop it, or choose another FANAL_DATA_DIR.`,
  });
}

function create(path: string, holder: Holder): boolean {
  try {
    const file = openSync(path, "wx", 0o600);
    writeSync(file, JSON.stringify(holder));
    closeSync(file);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Takes the data folder for this process, or throws `folderBusy`. A stale lock is taken over. */
export function lockFolder(dataDir: string): FolderLock {
  mkdirSync(dataDir, { recursive: true });
  const path = lockFile(dataDir);
  const mine: Holder = { pid: process.pid, url: null };
  if (!create(path, mine)) {
    const holder = folderHolder(dataDir);
    if (holder) throw busy(holder);
    rmSync(path, { force: true });
    if (!create(path, mine)) throw busy(readHolder(dataDir) ?? mine);
  }
  return {
    announce: (url) => {
      const file = openSync(path, "w", 0o600);
      writeSync(file, JSON.stringify({ ...mine, url }));
      closeSync(file);
    },
    release: () => rmSync(path, { force: true }),
  };
}
