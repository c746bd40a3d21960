import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DATA_DIR } from "../platform/paths.ts";

/** Bytes of each entry (data/passwords/README.md). */
const ENTRY = 5;

let list: Buffer | null = null;

/** Is it one of those tried first? Looked up in the shipped list; nothing leaves this machine. */
export function isCommonPassword(password: string): boolean {
  list ??= readFileSync(join(DATA_DIR, "passwords", "common.bin"));
  const wanted = hash("sha256", password.normalize("NFC").toLowerCase(), "buffer").subarray(0, ENTRY);
  let [low, high] = [0, list.length / ENTRY];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list.subarray(middle * ENTRY, middle * ENTRY + ENTRY).compare(wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return list.subarray(low * ENTRY, low * ENTRY + ENTRY).equals(wanted);
}
