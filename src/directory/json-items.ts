import { createReadStream } from "node:fs";

/*
 * The objects of a JSON file one by one, whatever its size: one a line (NDJSON), a list, or a page
 * `{"contents": […]}`. Works on bytes: structure is ASCII, and one bad object spoils no other.
 */

/** No object of a directory is longer; a longer one is a broken file (bytes). */
const LONGEST_ITEM = 4 * 1024 * 1024;

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
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
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

/** Objects of a list, or of a page's `contents`; an object that is neither is itself the one item. */
async function* listItems(path: string): AsyncGenerator<JsonItem> {
  let gathering = new Gathering();
  let [depth, itemDepth, line, itemLine] = [0, -1, 1, 1];
  let [inString, escaped, done] = [false, false, false];
  let before = "";
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    let start = itemDepth !== -1 && depth > itemDepth ? 0 : -1;
    for (let index = 0; index < chunk.length && !done; index++) {
      const byte = chunk[index]!;
      if (byte === NEWLINE) line++;
      if (itemDepth === -1 && before.length < LONGEST_ITEM) before += String.fromCharCode(byte);
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
      } else if (byte === QUOTE) inString = true;
      else if (byte === OPEN || byte === LIST) {
        if (itemDepth === -1 && byte === LIST && (depth === 0 || (depth === 1 && CONTENTS.test(before.slice(-40, -1))))) itemDepth = depth + 1;
        else if (depth === itemDepth) [start, itemLine] = [index, line];
        depth++;
      } else if (byte === CLOSE || byte === LIST_END) {
        depth--;
        if (itemDepth !== -1 && depth === itemDepth) {
          gathering.add(chunk.subarray(start, index + 1));
          const item = gathering.take(itemLine);
          if (item) yield item;
          start = -1;
        } else if (itemDepth !== -1 && depth < itemDepth) done = true;
      }
    }
    if (start !== -1) gathering.add(chunk.subarray(start));
  }
  if (itemDepth === -1) {
    gathering = new Gathering();
    gathering.add(Buffer.from(before, "latin1"));
    const only = gathering.take(1);
    if (only) yield only;
  } else if (!done) yield { line, reason: "the file ends in the middle of its list" };
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
