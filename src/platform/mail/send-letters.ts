import { setTimeout as delay } from "node:timers/promises";
import { asSoleWorker } from "../db/sole-worker.ts";
import { messageOf } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Platform } from "../platform.ts";
import type { LetterInHand } from "./letter.ts";
import { noteHanded, noteOutcome, takeDueLetter, takeOverLetters } from "./letters.store.ts";
import type { WriteMessage } from "./message.ts";
import { noted, type Given } from "./outcome.ts";
import type { SmtpLine } from "./smtp-line.ts";

/** Any number: one process at a time sends letters. */
const SEND_LOCK = 2_110_213;
/** Connections to the server at once. No more letters than that can be uncertain when the process dies. */
const LINES = 4;
/** An outcome that the database does not take is noted again after a while (ms); how often once the process must end. */
const NOTE_AGAIN = 1000;
const LAST_TRIES = 15;

/** How long things wait (ms). */
export interface Waits {
  /** For a letter to become due. */
  idle: number;
  /** After trouble with the server, or with the database. */
  trouble: number;
  /** For a silent server. */
  silence: number;
}
const WAITS: Waits = { idle: 2000, trouble: 30_000, silence: 120_000 };

export interface SendOptions {
  /** Kinds of letters that may not leave now: quiet hours. */
  heldKinds?: (now: Date) => readonly string[];
  waits?: Partial<Waits>;
}

/** A process that sends what is due. */
export interface Sending {
  /** Ends after the letters in hand. */
  stop(): Promise<void>;
}

/** Spreads letters evenly over each minute, all connections together. */
export function createPace(perMinute: number, now: () => number = () => performance.now()): () => number {
  const interval = 60_000 / perMinute;
  let next = now();
  return () => {
    const turn = Math.max(next, now());
    next = turn + interval;
    return Math.max(0, turn - now());
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}

interface Hands {
  platform: Platform;
  worker: string;
  waits: Waits;
  write: WriteMessage;
  wait: () => number;
  heldKinds: (now: Date) => readonly string[];
}

/** Notes an outcome, however long the database stays away: the server's yes must not be forgotten. Told to end, a few more times. */
async function noteForSure({ platform, worker }: Hands, letter: LetterInHand, given: Exclude<Given, { what: "lost" }>, signal: AbortSignal): Promise<void> {
  const { pool, clock, log } = platform;
  for (let tries = 0; tries < LAST_TRIES; tries = signal.aborted ? tries + 1 : 0) {
    try {
      return await noteOutcome(pool, letter.id, worker, noted(given, letter.attempts, clock.now()), clock.now());
    } catch (error) {
      log.warn({ err: messageOf(error), letter: letter.id, outcome: given.what }, "outcome of a letter not noted yet");
      await delay(NOTE_AGAIN);
    }
  }
}

/** Sends one letter. False when the server is in trouble. */
async function sendOne(hands: Hands, line: SmtpLine, letter: LetterInHand, signal: AbortSignal): Promise<boolean> {
  const { platform, worker, write, wait } = hands;
  const { pool, clock, log } = platform;
  await pause(wait(), signal);
  if (signal.aborted) {
    await noteForSure(hands, letter, { what: "trouble", reply: "" }, signal);
    return true;
  }
  const given = await line.give(await write(letter, clock.now()), () => noteHanded(pool, letter.id, worker, clock.now()));
  if (given.what === "lost") return true;
  if (given.what !== "accepted") log.warn({ letter: letter.id, outcome: given.what, attempts: letter.attempts }, "letter not taken");
  await noteForSure(hands, letter, given, signal);
  return given.what !== "trouble";
}

async function workLine(hands: Hands, line: SmtpLine, signal: AbortSignal): Promise<void> {
  const { platform, worker, waits, heldKinds } = hands;
  const { pool, clock, log } = platform;
  while (!signal.aborted) {
    try {
      const now = clock.now();
      const letter = await takeDueLetter(pool, worker, now, heldKinds(now));
      if (!letter) await pause(waits.idle, signal);
      else if (!(await sendOne(hands, line, letter, signal))) await pause(waits.trouble, signal);
    } catch (error) {
      log.warn({ err: messageOf(error) }, "letters wait");
      await pause(waits.trouble, signal);
    }
  }
  line.close();
}

async function takeOver({ pool, log }: Platform, worker: string): Promise<void> {
  const found = await takeOverLetters(pool, worker);
  if (found.waiting + found.uncertain > 0) log.warn(found, "letters of a process that ended");
}

/** Sends letters as they become due; null when no server is set: nothing leaves. */
export function startSending(platform: Platform, { heldKinds = () => [], waits = {} }: SendOptions = {}): Sending | null {
  const { mail } = platform.config;
  const { smtpUrl } = mail;
  if (smtpUrl === null) return null;
  const stopping = new AbortController();
  const all = { ...WAITS, ...waits };
  const wait = createPace(mail.perMinute);
  const work = async (signal: AbortSignal) => {
    // Loaded when letters are sent: a node that only serves pages starts sooner.
    const [{ messageWriter }, { smtpLine }] = await Promise.all([import("./message.ts"), import("./smtp-line.ts")]);
    // Another name each time: letters of a turn that was lost are taken over like anyone's.
    const hands: Hands = { platform, worker: newId(), waits: all, write: messageWriter(mail), wait, heldKinds };
    await takeOver(platform, hands.worker);
    await Promise.all(Array.from({ length: LINES }, () => workLine(hands, smtpLine({ smtpUrl, name: mail.domain, silence: all.silence }), signal)));
  };
  const done = asSoleWorker(platform.pool, SEND_LOCK, stopping.signal, work, (error) => platform.log.warn({ err: messageOf(error) }, "letters wait"));
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}
