import { createCipheriv, createDecipheriv, createHmac, hash, hkdfSync, randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../platform/config.ts";
import { codeOf, FanalError } from "../platform/errors.ts";

/*
 * The one key that is not in the database: whoever holds a copy of the database alone reads no second factor.
 * FANAL_SECRET_KEY, else a file of the data folder, made at the first start.
 */

const FILE = "secret.key";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const MARK_BYTES = 4;

export interface SecretKey {
  /** Encrypts (AES-256-GCM); `context` must be the same to open it: what is sealed for one account opens for no other. */
  seal(text: string, context: string): Buffer;
  /** Throws `wrongKey` when it was sealed with another key or for another context. */
  open(sealed: Buffer, context: string): string;
  /** A keyed hash of several words: nobody without the key can try values against it. */
  keyed(...words: string[]): Buffer;
  /** The first bytes of what this key seals: tells whether stored secrets are still readable. */
  mark: Buffer;
}

function wrongKey(cause?: unknown): FanalError {
  return new FanalError("wrongKey", 500, {
    fr: "La clé secrète n’est plus celle qui protège les codes de l’équipe. Remettez le fichier secret.key ou FANAL_SECRET_KEY.",
    en: "The secret key is no longer the one that protects staff codes. Put back the file secret.key or FANAL_SECRET_KEY.",
  }, cause);
}

function makeFile(path: string): Buffer | null {
  try {
    const file = openSync(path, "wx", 0o600);
    const key = randomBytes(KEY_BYTES);
    writeSync(file, key.toString("base64url"));
    closeSync(file);
    return key;
  } catch (error) {
    // Another process made it meanwhile.
    if (codeOf(error) === "EEXIST") return null;
    throw error;
  }
}

function fileKey(dataDir: string): Buffer {
  const path = join(dataDir, FILE);
  mkdirSync(dataDir, { recursive: true });
  return makeFile(path) ?? Buffer.from(readFileSync(path, "utf8").trim(), "base64url");
}

function subkey(key: Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", `fanal ${use}`, KEY_BYTES));
}

/** The key of this installation; made now if there is none. */
export function openSecretKey({ secretKey, dataDir }: Config): SecretKey {
  const key = secretKey ? Buffer.from(secretKey, "base64url") : fileKey(dataDir);
  const [sealing, hashing] = [subkey(key, "seal"), subkey(key, "keyed")];
  const mark = hash("sha256", sealing, "buffer").subarray(0, MARK_BYTES);
  return {
    mark,
    seal: (text, context) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", sealing, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([mark, nonce, cipher.getAuthTag(), body]);
    },
    open: (sealed, context) => {
      if (!sealed.subarray(0, MARK_BYTES).equals(mark)) throw wrongKey();
      const [nonce, rest] = [sealed.subarray(MARK_BYTES, MARK_BYTES + NONCE_BYTES), sealed.subarray(MARK_BYTES + NONCE_BYTES)];
      try {
        const decipher = createDecipheriv("aes-256-gcm", sealing, nonce).setAAD(Buffer.from(context)).setAuthTag(rest.subarray(0, TAG_BYTES));
        return Buffer.concat([decipher.update(rest.subarray(TAG_BYTES)), decipher.final()]).toString("utf8");
      } catch (error) {
        throw wrongKey(error);
      }
    },
    keyed: (...words) => createHmac("sha256", hashing).update(JSON.stringify(words)).digest(),
  };
}
