import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { FanalError } from "../platform/errors.ts";
import { isCommonPassword } from "./common-passwords.ts";
import { fault } from "./faults.ts";

/** Characters, as people count them. No rule of composition: length is what counts (NIST SP 800-63B-4 §3.1.1.2). */
export const PASSWORD_LEAST = 12;
export const PASSWORD_MOST = 256;
/** What must be left once words that a stranger would guess are taken out. */
const LEFT_LEAST = 8;
const DISTINCT_LEAST = 5;
/** OWASP's 2^15, 8, 3: as slow as 2^17, 8, 1 in a quarter of the memory (32 MB), about 0.3 s of one core. */
const SCRYPT = { cost: 2 ** 15, blockSize: 8, parallel: 3 };
const HASH_BYTES = 32;
const SALT_BYTES = 16;
/** Hashes at once; with more waiting than this in a lane, the next is told to come back. */
const AT_ONCE = 2;
const MOST_WAITING = 40;

/** A password as stored. */
export interface PasswordHash {
  salt: Buffer;
  hash: Buffer;
  cost: number;
  blockSize: number;
  parallel: number;
}

type Lane = "known" | "unknown";
const waiting: Record<Lane, (() => void)[]> = { known: [], unknown: [] };
let busy = 0;

/** Takes turns: whoever signs in from a browser they know goes before strangers, so that a flood of guesses delays only itself. */
async function inTurn<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
  if (busy >= AT_ONCE) {
    if (waiting[lane].length >= MOST_WAITING) throw fault("tooManyTries", 429);
    await new Promise<void>((resolve) => waiting[lane].push(resolve));
  } else busy += 1;
  try {
    return await work();
  } finally {
    const next = waiting.known.shift() ?? waiting.unknown.shift();
    if (next) next();
    else busy -= 1;
  }
}

function derive(password: string, { salt, cost, blockSize, parallel }: Omit<PasswordHash, "hash">): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { N: cost, r: blockSize, p: parallel, maxmem: 2 * 128 * cost * blockSize };
    scrypt(password.normalize("NFC"), salt, HASH_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** A password to be stored. */
export async function hashPassword(password: string): Promise<PasswordHash> {
  const making = { salt: randomBytes(SALT_BYTES), ...SCRYPT };
  return { ...making, hash: await inTurn("known", () => derive(password, making)) };
}

const NOBODY: PasswordHash = { salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES), ...SCRYPT };

/** Whether it is the password; without one stored, no, after the same work. */
export async function isPassword(password: string, stored: PasswordHash | null, lane: Lane): Promise<boolean> {
  const against = stored ?? NOBODY;
  const key = await inTurn(lane, () => derive(password, against));
  return timingSafeEqual(key, against.hash) && stored !== null;
}

/** Made with other parameters than today's: hash it again at the next sign-in. */
export function isOutdatedHash({ cost, blockSize, parallel }: PasswordHash): boolean {
  return cost !== SCRYPT.cost || blockSize !== SCRYPT.blockSize || parallel !== SCRYPT.parallel;
}

/** Words that a stranger tries first here, beside the person's own name and address. */
const OF_THE_HOUSE = ["fanal", "211", "console", "quebec", "québec"];

function withoutGuesses(password: string, personal: readonly string[]): string {
  const words = [...OF_THE_HOUSE, ...personal.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 3)];
  // The longest first: "test" must not break "testing" before it is found.
  return words.toSorted((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, ""), password.normalize("NFC").toLowerCase());
}

function isGuessable(password: string, personal: readonly string[]): boolean {
  return new Set(password).size < DISTINCT_LEAST || [...withoutGuesses(password, personal)].length < LEFT_LEAST || isCommonPassword(password);
}

/** What is wrong with a new password, or null. `personal`: name, address, operator: words that others would try. */
export function passwordFault(password: string, personal: readonly string[]): FanalError | null {
  const length = [...password.normalize("NFC")].length;
  if (length < PASSWORD_LEAST) return fault("passwordShort", 400);
  if (length > PASSWORD_MOST) return fault("passwordLong", 400);
  return isGuessable(password, personal) ? fault("passwordGuessable", 400) : null;
}
