import { hash, randomUUID } from "node:crypto";

/** Namespace of every id that fanal derives from an outside key; never change it. */
const NAMESPACE = "6f0a1e7c-9d5b-4b57-8a21-2f1cf0a4d211";

const NAMESPACE_BYTES = Buffer.from(NAMESPACE.replaceAll("-", ""), "hex");

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The same name always gives the same UUID (version 5, RFC 9562 §5.5). */
export function uuidFor(...name: string[]): string {
  const hex = hash("sha1", Buffer.concat([NAMESPACE_BYTES, Buffer.from(name.join("\u001f"))]), "hex");
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function newId(): string {
  return randomUUID();
}

export function isUuid(text: string): boolean {
  return UUID.test(text);
}
