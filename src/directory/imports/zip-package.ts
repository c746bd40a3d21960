import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, open, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { messageOf } from "../../platform/errors.ts";
import { unreadable } from "./unreadable.ts";

/*
 * A package in a zip, unpacked into a folder of its own. A zip comes from outside: its names, links, sizes
 * and ratios are not believed.
 */

const GIGABYTE = 1024 ** 3;

export interface ZipLimits {
  entries: number;
  /** Unpacked bytes of one file, and of all. */
  entryBytes: number;
  totalBytes: number;
  /** Unpacked bytes for each packed one; text rarely reaches 30. */
  ratio: number;
}

export const ZIP_LIMITS: ZipLimits = { entries: 2000, entryBytes: 4 * GIGABYTE, totalBytes: 8 * GIGABYTE, ratio: 200 };
/** Small files may be as repetitive as they like. */
const RATIO_COUNTS_FROM = 10 * 1024 ** 2;

const WANTED = /\.(csv|json|ndjson|jsonl)$/i;

/** An unpacked package; `close` removes it. */
export interface UnpackedZip {
  /** The folder, or the only file of services in it. */
  path: string;
  close(): Promise<void>;
}

class Refused extends Error {}

/** Does a file begin as a zip does? False when it cannot be read: whoever opens it next says why. */
export async function isZip(path: string): Promise<boolean> {
  const file = await open(path, "r").catch(() => null);
  try {
    const start = await file?.read(Buffer.alloc(4), 0, 4, 0).catch(() => null);
    return start?.buffer.readUInt32BE() === 0x504b0304 || start?.buffer.readUInt32BE() === 0x504b0506;
  } finally {
    await file?.close();
  }
}

function isLink(entry: Entry): boolean {
  return ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}

/** Refuses what no package needs. yauzl itself refuses absolute names, `..` and backslashes. */
function check(entry: Entry, limits: ZipLimits): void {
  const name = entry.fileName.slice(0, 80);
  if (isLink(entry)) throw new Refused(`"${name}" in it is a link`);
  if (entry.isEncrypted()) throw new Refused(`"${name}" in it is locked with a password`);
  if (entry.fileName.includes("\u0000") || entry.fileName.length > 255) throw new Refused("a name in it is not one of a file");
  if (entry.uncompressedSize > limits.entryBytes) throw new Refused(`"${name}" in it is larger than ${limits.entryBytes} bytes`);
}

/** Counts what really comes out: the sizes that a zip states may be lies. */
function meter(entry: Entry, limits: ZipLimits, spent: { bytes: number }): Transform {
  let own = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      own += chunk.length;
      spent.bytes += chunk.length;
      const swollen = own > RATIO_COUNTS_FROM && own > entry.compressedSize * limits.ratio;
      if (swollen) done(new Refused(`"${entry.fileName.slice(0, 80)}" in it swells more than ${limits.ratio} times: a bomb`));
      else if (own > limits.entryBytes || spent.bytes > limits.totalBytes) done(new Refused("it holds more than can be unpacked"));
      else done(null, chunk);
    },
  });
}

async function unpackEntry(zip: ZipFile, entry: Entry, folder: string, limits: ZipLimits, spent: { bytes: number }): Promise<void> {
  const path = join(folder, entry.fileName);
  await mkdir(dirname(path), { recursive: true });
  const source = await zip.openReadStreamPromise(entry);
  // wx: two entries of one name would overwrite each other.
  await pipeline(source, meter(entry, limits, spent), createWriteStream(path, { flags: "wx" }));
}

async function unpackInto(path: string, folder: string, limits: ZipLimits): Promise<void> {
  const zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false });
  try {
    if (zip.entryCount > limits.entries) throw new Refused(`it holds more than ${limits.entries} files`);
    const spent = { bytes: 0 };
    for await (const entry of zip.eachEntry()) {
      check(entry, limits);
      if (WANTED.test(entry.fileName)) await unpackEntry(zip, entry, folder, limits, spent);
    }
  } finally {
    zip.close();
  }
}

/** A package's folder, or its only file of services. */
async function contentOf(folder: string): Promise<string> {
  const files = (await readdir(folder, { recursive: true })).filter((name) => WANTED.test(name));
  const lists = files.filter((name) => !/\.csv$/i.test(name) && !/(^|\/)datapackage\.json$/i.test(name));
  if (files.length === 0) throw new Refused("it holds no CSV or JSON file");
  const described = files.find((name) => /(^|\/)datapackage\.json$/i.test(name));
  if (lists.length !== files.length) return join(folder, described ? dirname(described) : ".");
  if (lists.length > 1) throw new Refused(`it holds several lists of services (${lists.slice(0, 3).join(", ")}); give one`);
  return join(folder, lists[0]!);
}

/** Unpacks a zip into a temporary folder, or says why not; nothing is left behind then. */
export async function unpackZip(path: string, limits: ZipLimits = ZIP_LIMITS): Promise<UnpackedZip | { reason: string }> {
  const folder = await mkdtemp(join(tmpdir(), "fanal-zip-"));
  const close = () => rm(folder, { recursive: true, force: true });
  try {
    await unpackInto(path, folder, limits);
    return { path: await contentOf(folder), close };
  } catch (error) {
    await close();
    if (error instanceof Refused) return { reason: `${path} is not unpacked: ${error.message}` };
    if ((error as { code?: unknown }).code !== undefined && !/^(EEXIST|ENOTDIR|EISDIR|Z_|ERR_)/.test(String((error as { code: unknown }).code))) return unreadable(path, error);
    return { reason: `${path} is not a zip that can be unpacked: ${messageOf(error)}` };
  }
}
