import { hash, randomBytes } from "node:crypto";

/** Something that opens a door, too long to be guessed: 256 bits. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** How it is stored: nothing to guess, so one plain hash is enough. */
export function tokenHash(token: string): Buffer {
  return hash("sha256", token, "buffer");
}
