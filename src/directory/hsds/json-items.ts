import { createReadStream } from "node:fs";

/*
 * The objects of a JSON file one by one, whatever its size: one a line (NDJSON), a list, or a page
 * `{"contents": […]}`. Works on bytes: structure is ASCII, and one bad object spoils no other.
 */

/** No object of a directory is longer; a longer one is a broken file (bytes). */
const LONGEST_ITEM = 4 * 1024 * 1024;

/** Read from the file at a time (bytes). */
const CHUNK = 256 * 1024;

export type JsonItem = { line: number } & ({ value: unknown } | { reason: string });

const [QUOTE, BACKSLASH, OPEN, CLOSE, LIST, LIST_END, NEWLINE] = [34, 92, 123, 125, 91, 93, 10];
const CONTENTS = /"contents"\s*:\s*$/;

const decoder = new TextDecoder("utf-8", { fatal: true });

function parseItem(bytes: Buffer, line: number): JsonItem | null {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { line, reason: "not UTF-8 (perhaps Windows-1252 or Latin-1); save the file as UTF-8" };
  }
  if (text.trim() === "") return null;
  try {
    return { line, value: JSON.parse(text) as unknown };
  } catch {
    return { line, reason: "not JSON" };
  }
}

/** Bytes of one object as they come, up to the longest. */
class Gathering {
  #parts: Buffer[] = [];
  #size = 0;

  add(part: Buffer): void {
    this.#size += part.length;
    if (this.#size <= LONGEST_ITEM) this.#parts.push(part);
    else this.#parts = [];
  }

  take(line: number): JsonItem | null {
    const tooLong = this.#size > LONGEST_ITEM;
    const bytes = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#size = 0;
    return tooLong ? { line, reason: `longer than ${LONGEST_ITEM / 1024 / 1024} MB` } : parseItem(bytes, line);
  }
}

/** One object a line. */
async function* lineItems(path: string): AsyncGenerator<JsonItem> {
  const gathering = new Gathering();
  let line = 1;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      gathering.add(chunk.subarray(start, end));
      const item = gathering.take(line++);
      if (item) yield item;
      start = end + 1;
    }
    gathering.add(chunk.subarray(start));
  }
  const last = gathering.take(line);
  if (last) yield last;
}

/** Walks through the bytes of a list, or of a page's `contents`, and cuts out the objects. */
class ListScanner {
  #gathering = new Gathering();
  #depth = 0;
  /** Depth inside the list of items; -1 until it begins. */
  #itemDepth = -1;
  #itemLine = 1;
  /** Where the present object begins in the present chunk; -1: between objects. */
  #start = -1;
  #line = 1;
  #inString = false;
  #escaped = false;
  #done = false;
  /** Everything before the list: the head of a page, or the only object of the file. */
  #before: number[] = [];

  scan(chunk: Buffer): JsonItem[] {
    const items: JsonItem[] = [];
    if (this.#start !== -1) this.#start = 0;
    for (let index = 0; index < chunk.length && !this.#done; index++) {
      const byte = chunk[index]!;
      if (byte === NEWLINE) this.#line++;
      if (this.#itemDepth === -1 && this.#before.length < LONGEST_ITEM) this.#before.push(byte);
      if (this.#inString) this.#inside(byte);
      else if (byte === QUOTE) this.#inString = true;
      else if (byte === OPEN || byte === LIST) this.#opens(byte, index);
      else if (byte === CLOSE || byte === LIST_END) this.#closes(chunk, index, items);
    }
    if (this.#start !== -1) this.#gathering.add(chunk.subarray(this.#start));
    return items;
  }

  /** What is left at the end of the file: its only object, or word that the list was cut. */
  end(): JsonItem[] {
    if (this.#itemDepth !== -1) return this.#done ? [] : [{ line: this.#line, reason: "the file ends in the middle of its list" }];
    const only = parseItem(Buffer.from(this.#before), 1);
    return only ? [only] : [];
  }

  #inside(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inString = false;
  }

  #beginsList(byte: number): boolean {
    if (this.#itemDepth !== -1 || byte !== LIST) return false;
    return this.#depth === 0 || (this.#depth === 1 && CONTENTS.test(String.fromCharCode(...this.#before.slice(-40, -1))));
  }

  #opens(byte: number, index: number): void {
    if (this.#beginsList(byte)) this.#itemDepth = this.#depth + 1;
    else if (this.#depth === this.#itemDepth) [this.#start, this.#itemLine] = [index, this.#line];
    this.#depth++;
  }

  #closes(chunk: Buffer, index: number, items: JsonItem[]): void {
    this.#depth--;
    if (this.#itemDepth === -1) return;
    if (this.#depth < this.#itemDepth) this.#done = true;
    if (this.#depth !== this.#itemDepth) return;
    this.#gathering.add(chunk.subarray(this.#start, index + 1));
    this.#start = -1;
    const item = this.#gathering.take(this.#itemLine);
    if (item) items.push(item);
  }
}

async function* listItems(path: string): AsyncGenerator<JsonItem> {
  const scanner = new ListScanner();
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) yield* scanner.scan(chunk);
  yield* scanner.end();
}

/** The first bytes tell how the objects are laid out; null: not JSON, or an encoding that is not UTF-8. */
export function jsonLayout(start: Buffer, name: string): "lines" | "list" | null {
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) return null;
  const text = start.toString("latin1").replace(/^ï»¿/, "").trimStart();
  if (/\.(ndjson|jsonl)$/i.test(name)) return "lines";
  if (text.startsWith("[")) return "list";
  if (!text.startsWith("{")) return null;
  const [first, ...rest] = text.split("\n");
  return rest.some((line) => line.trim().startsWith("{\"")) && first!.trimEnd().endsWith("}") ? "lines" : "list";
}

/** The file's objects in order, with the line where each begins; broken ones with the reason. */
export function jsonItems(path: string, layout: "lines" | "list"): AsyncGenerator<JsonItem> {
  return layout === "lines" ? lineItems(path) : listItems(path);
}
