import { hash, randomBytes } from "node:crypto";

const STEP_SECONDS = 30;
/** Clocks of telephones may be this far off (seconds): one step either way. */
const TOLERANCE = 30;
const CODES = 8;
/** No 0, 1, I, L, O, U: nothing that is misread, and no word. 30 letters, 25 of them: 122 bits. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS = 5;
const GROUP = 5;

/** Imported when first needed: nothing at start waits for it. */
const otplib = () => import("otplib");

export async function newTotpSecret(): Promise<string> {
  return (await otplib()).generateSecret();
}

/** Address that applications for codes read (otpauth://). */
export async function totpUri(secret: string, email: string, issuer: string): Promise<string> {
  return (await otplib()).generateURI({ secret, label: email, issuer });
}

/** The 30-second step of a right code that was not used yet; null for any other. */
export async function totpStep(secret: string, code: string, usedStep: number, now: Date): Promise<number | null> {
  const token = code.replaceAll(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return null;
  const epoch = Math.floor(now.getTime() / 1000);
  const result = (await otplib()).verifySync({ secret, token, epoch, period: STEP_SECONDS, epochTolerance: TOLERANCE, afterTimeStep: usedStep });
  return result.valid && "timeStep" in result ? result.timeStep : null;
}

function newCode(): string {
  const letters: string[] = [];
  while (letters.length < GROUPS * GROUP) {
    // Bytes past the last whole alphabet are thrown away: every letter is as likely.
    for (const byte of randomBytes(64)) if (byte < 240 && letters.length < GROUPS * GROUP) letters.push(ALPHABET[byte % ALPHABET.length]!);
  }
  return Array.from({ length: GROUPS }, (_, index) => letters.slice(index * GROUP, (index + 1) * GROUP).join("")).join("-");
}

/** New recovery codes, each good once. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, newCode);
}

/** How a recovery code is stored and compared: however it was typed; too long to be guessed, so a plain hash is enough. */
export function recoveryHash(code: string): Buffer {
  return hash("sha256", code.toUpperCase().replaceAll(/[^0-9A-Z]/g, ""), "buffer");
}
