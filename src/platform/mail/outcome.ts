import type { LetterState } from "./letter.ts";

/** How giving a letter to the server ended, as the connection tells it. */
export type Given =
  /** The server answered yes after the end of the letter. */
  | { what: "accepted"; reply: string }
  /** The server will never take it: its address or the letter itself was refused. */
  | { what: "refused"; reply: string }
  /** The server did not take it now (greylisting, full mailbox, connection lost before the end). */
  | { what: "later"; reply: string }
  /** Not about this letter: nobody answers, or we are not welcome (password, sender, too many). */
  | { what: "trouble"; reply: string }
  /** The end of the letter went out and no answer came. */
  | { what: "unknown"; reply: string }
  /** Another process took the letter from us before its end went out. */
  | { what: "lost" };

/** What an SMTP failure says, in nodemailer's words. */
export interface SmtpFailure {
  code?: string | undefined;
  responseCode?: number | undefined;
  command?: string | undefined;
}

const LETTER_COMMANDS = new Set(["RCPT TO", "DATA"]);

/** How far a letter was: nothing of it, some of it, or its end too had gone out. */
export type Phase = "before" | "during" | "ended";

/** Reads a failure. */
export function givenOf({ code, responseCode, command }: SmtpFailure, phase: Phase): Exclude<Given["what"], "accepted" | "lost"> {
  if (responseCode === undefined) {
    if (phase === "ended") return "unknown";
    // Our own side finds that no server would take it: an impossible address, a letter too large.
    if (code === "EENVELOPE" || code === "EMESSAGE") return "refused";
    return phase === "during" ? "later" : "trouble";
  }
  if (responseCode === 421 || !LETTER_COMMANDS.has(command ?? "")) return "trouble";
  return responseCode >= 500 ? "refused" : "later";
}

/** Minutes before each new attempt: what greylisting servers expect, then longer (RFC 5321 §4.5.4.1). */
const BACKOFF = [5, 15, 30, 60, 120, 240, 480, 480, 480, 480, 480, 480];
const MINUTE = 60_000;

/** What to note of a letter after an attempt. */
export interface Noted {
  state: LetterState;
  reply: string;
  dueAt: Date | null;
  /** An attempt that says nothing of the letter is not counted. */
  counts: boolean;
}

/** What the server said, without addresses and short enough to read. */
export function withoutAddresses(reply: string): string {
  return reply.replace(/<?[^\s<>@]+@[^\s<>@]+>?/g, "<…>").replace(/\s+/g, " ").trim().slice(0, 300);
}

/** After `attempts` attempts, the last of which ended so: what becomes of the letter. */
export function noted(given: Exclude<Given, { what: "lost" }>, attempts: number, now: Date): Noted {
  const reply = withoutAddresses(given.reply);
  if (given.what === "accepted") return { state: "sent", reply, dueAt: null, counts: true };
  if (given.what === "unknown") return { state: "uncertain", reply, dueAt: null, counts: true };
  if (given.what === "trouble") return { state: "waiting", reply, dueAt: null, counts: false };
  const minutes = BACKOFF[attempts - 1];
  if (given.what === "refused" || minutes === undefined) return { state: "refused", reply, dueAt: null, counts: true };
  return { state: "waiting", reply, dueAt: new Date(now.getTime() + minutes * MINUTE), counts: true };
}
