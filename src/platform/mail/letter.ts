import type { Lang } from "../i18n/lang.ts";

/** A letter to be sent once. */
export interface Letter {
  /** What makes it one: the same cause never writes a second. */
  cause: string;
  kind: string;
  lang: Lang;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Where one click ends such letters (RFC 8058); null for letters that someone asked for. */
  unsubscribeUrl: string | null;
  /** Not before. */
  dueAt: Date;
}

/**
 * `held`: paused by whoever caused it. `sending`: a process has it in hand. `uncertain`: the process or the connection
 * ended after the end of the letter went out and before the server's answer was noted (decision 17).
 */
export const LETTER_STATES = ["waiting", "held", "sending", "sent", "refused", "uncertain", "cancelled"] as const;
export type LetterState = (typeof LETTER_STATES)[number];

/** A letter in the hands of a process that sends it. */
export interface LetterInHand extends Omit<Letter, "cause" | "dueAt"> {
  id: string;
  /** This attempt counted. */
  attempts: number;
}
