import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import sax from "sax";
import { messageOf } from "../../platform/errors.ts";

/*
 * The agencies of an AIRS file one by one, whatever its size. No DOCTYPE, no entity but the fixed ones of XML
 * and HTML: nothing can be pulled in from elsewhere or swell.
 */

/** An element with its namespace left out; attributes of ours keep their `fanal:`. */
export interface XmlElement {
  name: string;
  line: number;
  attributes: Record<string, string>;
  text: string;
  children: XmlElement[];
}

export type AirsItem = { line: number } & ({ agency: XmlElement } | { reason: string });

/** An agency with all its sites is never larger; a larger one is a broken file (characters, elements). */
const LONGEST_AGENCY = 8_000_000;
const MOST_ELEMENTS = 200_000;
const DEEPEST = 40;

function localName(name: string): string {
  return name.startsWith("fanal:") ? name : name.slice(name.indexOf(":") + 1);
}

/** Stops the reading: what follows cannot be trusted. */
class Stop extends Error {}

class AgencyReader {
  readonly items: AirsItem[] = [];
  readonly #parser = sax.parser(true, { trim: false });
  readonly #stack: XmlElement[] = [];
  #depth = 0;
  #size = 0;
  #elements = 0;
  /** The agency being read is too large: skipped to its end. */
  #skipping = false;

  constructor() {
    Object.assign(this.#parser, {
      ondoctype: () => this.#stop("holds a DOCTYPE, where entities may hide; remove it from the file"),
      onopentag: ({ name, attributes }: sax.Tag) => this.#opens(localName(name), attributes),
      onclosetag: () => this.#closes(),
      ontext: (text: string) => this.#text(text),
      oncdata: (text: string) => this.#text(text),
      onerror: (error: Error) => this.#stop(`is not well-formed XML: ${messageOf(error).split("\n")[0]}`),
    });
  }

  write(text: string): void {
    this.#parser.write(text);
  }

  end(): void {
    if (this.#depth > 0) this.#stop("ends in the middle: it was cut");
    this.#parser.close();
  }

  #line(): number {
    return this.#parser.line + 1;
  }

  #stop(reason: string): never {
    this.items.push({ line: this.#line(), reason });
    throw new Stop(reason);
  }

  #opens(name: string, attributes: Record<string, string>): void {
    this.#depth++;
    if (this.#depth === 1 && name !== "Source" && name !== "Agency") this.#stop(`is not AIRS XML: it begins with ${name}, not Source`);
    if (this.#depth > DEEPEST) this.#stop(`nests elements more than ${DEEPEST} deep`);
    if (this.#stack.length === 0 && name !== "Agency") return;
    this.#elements++;
    const own = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [localName(key), value]));
    const element: XmlElement = { name, line: this.#line(), attributes: own, text: "", children: [] };
    if (this.#elements > MOST_ELEMENTS) this.#skipping = true;
    if (!this.#skipping) this.#stack.at(-1)?.children.push(element);
    this.#stack.push(element);
  }

  #text(text: string): void {
    const element = this.#stack.at(-1);
    this.#size += text.length;
    if (this.#size > LONGEST_AGENCY) this.#skipping = true;
    if (element && !this.#skipping) element.text += text;
  }

  #closes(): void {
    this.#depth--;
    const element = this.#stack.pop();
    if (!element || this.#stack.length > 0) return;
    this.items.push(this.#skipping ? { line: element.line, reason: "this agency is longer than any can be" } : { line: element.line, agency: element });
    this.#skipping = false;
    this.#size = 0;
    this.#elements = 0;
  }
}

/** The encoding that the file says it is in, UTF-8 when it says nothing; or why it cannot be read. */
export async function airsEncoding(path: string): Promise<{ encoding: string } | { reason: string }> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0);
    const start = buffer.subarray(0, bytesRead);
    if (bytesRead === 0) return { reason: "is empty" };
    const wide = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
    const text = start.toString("latin1");
    const encoding = wide ? (start[0] === 0xff ? "utf-16le" : "utf-16be") : (/^[^>]*encoding\s*=\s*["']([\w.-]+)["']/.exec(text)?.[1] ?? "utf-8");
    if (!wide && !/^(\u00ef\u00bb\u00bf)?\s*</.test(text)) return { reason: "is not XML" };
    return { encoding: new TextDecoder(encoding).encoding };
  } catch (error) {
    if (error instanceof RangeError) return { reason: "is in an encoding that cannot be read; save it as UTF-8" };
    throw error;
  } finally {
    await file.close();
  }
}

/** Every agency of the file in order; the first thing that breaks it ends the reading, with the reason. */
export async function* airsAgencies(path: string, encoding: string): AsyncGenerator<AirsItem> {
  const reader = new AgencyReader();
  const decoder = new TextDecoder(encoding);
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 128 * 1024 }) as AsyncIterable<Buffer>) {
      reader.write(decoder.decode(chunk, { stream: true }));
      yield* reader.items.splice(0);
    }
    reader.write(decoder.decode());
    reader.end();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
  }
  yield* reader.items;
}
