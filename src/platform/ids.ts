import { createHash, randomUUID } from "node:crypto";

/** Namespace of every id that fanal derives from an outside key; never change it. */
const NAMESPACE = "6f0a1e7c-9d5b-4b57-8a21-2f1cf0a4d211";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The same name always gives the same UUID (version 5, RFC 9562 §5.5). */
export function uuidFor(...name: string[]): string {
  const bytes = createHash("sha1").update(Buffer.from(NAMESPACE.replaceAll("-", ""), "hex")).update(name.join("\u001f")).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export function newId(): string {
  return randomUUID();
}

export function isUuid(text: string): boolean {
  return UUID.test(text);
}
