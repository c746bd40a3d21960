import { createHmac, hash } from "node:crypto";

/* The audit log's chain: each entry's hash covers the one before it, so that no entry can be changed, removed or slipped in unseen. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type Details = { readonly [name: string]: Json };

/** What is hashed of an entry. */
export interface Chained {
  seq: number;
  at: Date;
  /** An account; null: the program, or someone without an account. */
  actor: string | null;
  action: string;
  target: string | null;
  details: Details;
}

/** Before the first entry. */
export const GENESIS = Buffer.alloc(32);

/** What PostgreSQL's jsonb can hold: no NUL, no half of a pair. */
function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "");
}

/** JSON with one way of writing each value: names sorted, no space. What the database gives back is written the same. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((one: Json) => canonical(one)).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const names = Object.keys(value).toSorted();
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonical((value as Details)[name]!)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** Details as they will be stored and hashed. */
export function storable(details: Details): Details {
  const clean = (value: Json): Json => {
    if (typeof value === "string") return storableText(value);
    if (typeof value === "number") return Number.isFinite(value) ? value : null;
    if (Array.isArray(value)) return value.map((one: Json) => clean(one));
    if (value !== null && typeof value === "object") return Object.fromEntries(Object.entries(value as Details).map(([name, one]) => [storableText(name), clean(one)]));
    return value;
  };
  return clean(details) as Details;
}

/** The hash of an entry that follows `before`. */
export function chainHash(before: Buffer, { seq, at, actor, action, target, details }: Chained): Buffer {
  return hash("sha256", Buffer.concat([before, Buffer.from(canonical([seq, at.toISOString(), actor, action, target, details]))]), "buffer");
}

/** A personal value as the log holds it: the same value of the same person gives the same mark, and without the salt it means nothing. */
export function personalMark(salt: Buffer, value: string): string {
  return `#${createHmac("sha256", salt).update(value.normalize("NFC").trim().toLowerCase()).digest("hex").slice(0, 24)}`;
}

/** The first entry that does not follow the one before it; null when all do. `before` is the hash and number to start from. */
export function firstBroken(entries: readonly (Chained & { hash: Buffer })[], before: { seq: number; hash: Buffer }): number | null {
  let last = before;
  for (const entry of entries) {
    if (entry.seq !== last.seq + 1 || !chainHash(last.hash, entry).equals(entry.hash)) return entry.seq;
    last = entry;
  }
  return null;
}
