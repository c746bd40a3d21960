import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";

/*
 * Columns of numbers and lists of texts in one file: a line of JSON that describes, then the columns,
 * each from a multiple of eight bytes on, so that they are read where they lie.
 */

/** Raised whenever what an index holds, or how it counts words, changes: an older file is then made anew. */
const FORMAT = 2;

const KINDS = { Uint8Array, Uint16Array, Uint32Array, Int32Array, Float32Array } as const;
type Kind = keyof typeof KINDS;
export type Column = InstanceType<(typeof KINDS)[Kind]>;

export interface IndexFile {
  columns: Record<string, Column>;
  /** What is not numbers, as JSON. */
  texts: unknown;
}

interface Header {
  format: number;
  /** Of what the index was made: another directory, or other words, make another. */
  made: string;
  checksum: string;
  columns: { name: string; kind: Kind; length: number; at: number }[];
  texts: { at: number; length: number };
}

const ALIGNED = 8;

function padded(length: number): number {
  return Math.ceil(length / ALIGNED) * ALIGNED;
}

function bytesOf(column: ArrayBufferView): Buffer {
  return Buffer.from(column.buffer, column.byteOffset, column.byteLength);
}

function digest(parts: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

/** Writes beside the old file, then takes its place: a crash leaves one or the other, never half. */
export async function writeIndexFile(path: string, made: string, { columns, texts }: IndexFile): Promise<void> {
  const parts: Buffer[] = [];
  let at = 0;
  const put = (bytes: Buffer) => {
    const start = at;
    parts.push(bytes, Buffer.alloc(padded(bytes.length) - bytes.length));
    at += padded(bytes.length);
    return start;
  };
  const described = Object.entries(columns).map(([name, column]) => ({ name, kind: column.constructor.name as Kind, length: column.length, at: put(bytesOf(column)) }));
  const text = Buffer.from(JSON.stringify(texts));
  const header: Header = { format: FORMAT, made, checksum: "", columns: described, texts: { at: put(text), length: text.length } };
  header.checksum = digest(parts);
  const line = Buffer.from(JSON.stringify(header));
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}.new`;
  const file = await open(beside, "w");
  try {
    // The line is filled up so that the columns after it are aligned too.
    await file.write(Buffer.concat([line, Buffer.alloc(padded(line.length + 1) - line.length - 1, " "), Buffer.from("\n")]));
    for (const part of parts) await file.write(part);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}

/** Reads the file, and what it was made of; null when there is none, or it is damaged or of another format. */
export async function readIndexFile(path: string): Promise<{ made: string; file: IndexFile } | null> {
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return null;
  try {
    const end = bytes.indexOf(10) + 1;
    const header = JSON.parse(bytes.subarray(0, end).toString()) as Header;
    const body = bytes.subarray(end);
    if (header.format !== FORMAT || header.checksum !== digest([body])) return null;
    const columns = Object.fromEntries(header.columns.map(({ name, kind, length, at }) => [name, new KINDS[kind](body.buffer as ArrayBuffer, body.byteOffset + at, length)]));
    const texts: unknown = JSON.parse(body.subarray(header.texts.at, header.texts.at + header.texts.length).toString());
    return { made: header.made, file: { columns, texts } };
  } catch {
    return null;
  }
}
