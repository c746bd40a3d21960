import type { Factors, Grant, SessionNeed } from "./accounts.contract.ts";

/* How long things last, and when someone has proved enough. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A session ends after this long without a request (a counsellor's long call is under it), and in any case after a working day. */
export const SESSION_IDLE = HOUR;
export const SESSION_MOST = 12 * HOUR;
/** Time to bring the second factor. */
export const HALF_SESSION_MOST = 15 * MINUTE;
/** For this long after a factor was shown, dangerous actions ask for none. */
export const STEP_UP = 10 * MINUTE;
/** A session is noted as used at most this often. */
export const SEEN_EVERY = MINUTE;
export const INVITATION_MOST = 7 * DAY;
/** Time to answer a passkey's challenge, or to come back from the operator's directory. */
export const STEP_MOST = 10 * MINUTE;

export function later(from: Date, ms: number): Date {
  return new Date(from.getTime() + ms);
}

/** An address as it is kept and compared. */
export function normalEmail(email: string): string {
  return email.normalize("NFC").trim().toLowerCase();
}

/** Good enough to write to; whether it exists, the letter will tell. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>"(),;:\\]+@[^\s@<>"(),;:\\]+\.[^\s@<>"(),;:\\.]{2,}$/u.test(text);
}

/** A passkey is two factors in one (it is held, and unlocked); a password or the operator's directory needs the codes beside it. */
export function isEnrolled({ passkeys, password, totp, oidc }: Factors): boolean {
  return passkeys > 0 || (totp && (password || oidc));
}

/**
 * What is still to be shown after a first factor. Whoever has passkeys only never chose codes: their password
 * alone opens nothing, and the answer to "totp" is then their passkey.
 */
export function needAfterFirstFactor(factors: Factors): NonNullable<SessionNeed> {
  return isEnrolled(factors) ? "totp" : "enrol";
}

/** Browser and system of a device: what its owner recognises, and no more. */
export function deviceOf(userAgent: string | undefined): string {
  const agent = userAgent ?? "";
  const browser = [["Edg/", "Edge"], ["OPR/", "Opera"], ["Firefox/", "Firefox"], ["Chrome/", "Chrome"], ["Safari/", "Safari"]].find(([mark]) => agent.includes(mark!))?.[1];
  const system = [["Android", "Android"], ["iPhone", "iPhone"], ["iPad", "iPad"], ["Windows", "Windows"], ["Mac OS X", "macOS"], ["CrOS", "ChromeOS"], ["Linux", "Linux"]].find(([mark]) => agent.includes(mark!))?.[1];
  return [browser, system].filter(Boolean).join(" · ") || "?";
}

/** Each role once. */
export function hasEachRoleOnce(grants: readonly Grant[]): boolean {
  return new Set(grants.map(({ role }) => role)).size === grants.length;
}
