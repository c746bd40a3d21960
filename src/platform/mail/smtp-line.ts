import SMTPConnection from "nodemailer/lib/smtp-connection";
import { parseConnectionUrl } from "nodemailer/lib/shared";
import { once } from "node:events";
import { Readable } from "node:stream";
import type { Message } from "./message.ts";
import { givenOf, type Given, type Phase, type SmtpFailure } from "./outcome.ts";

/*
 * One connection to the server that takes letters. We hold the end of a letter back until it is noted that it goes
 * out: before that, whatever dies, the server has not taken it (RFC 5321 §4.1.1.4: nothing is accepted before the
 * line with a single dot is answered).
 */

/** How long the server may stay silent (ms): most answers within seconds, the last may take minutes (RFC 5321 §4.5.3.2). */
const CONNECT_TIMEOUT = 20_000;
const SILENCE_TIMEOUT = 120_000;

export interface SmtpLine {
  /** Gives a message over. `mayEnd` is asked just before its end goes out. */
  give(message: Message, mayEnd: () => Promise<boolean>): Promise<Given>;
  close(): void;
}

export interface LineOptions {
  smtpUrl: string;
  /** What we call ourselves. */
  name: string;
  silence?: number;
}

/** Why we ourselves did not let a letter end. The connection rewrites what it is given: what was meant stays inside. */
class Kept extends Error {
  readonly given: Given;
  constructor(given: Given) {
    super("kept");
    this.given = given;
  }
}

/** The connection's own account of who was refused in this transaction. */
function refusedSoFar(connection: SMTPConnection): SmtpFailure[] {
  const envelope = Reflect.get(connection, "_envelope") as { rejectedErrors?: SmtpFailure[] } | undefined;
  return envelope?.rejectedErrors ?? [];
}

function sayingOf(error: unknown): string {
  const { message, response } = error as { message?: string; response?: string | false };
  return response || message || String(error);
}

async function openConnection({ smtpUrl, name, silence = SILENCE_TIMEOUT }: LineOptions): Promise<SMTPConnection> {
  const { auth, ...options } = parseConnectionUrl(smtpUrl);
  const connection = new SMTPConnection({ ...options, name, connectionTimeout: CONNECT_TIMEOUT, greetingTimeout: CONNECT_TIMEOUT, socketTimeout: silence, socketCloseTimeout: 0 });
  await new Promise<void>((resolve, reject) => {
    connection.once("error", reject);
    connection.once("end", () => reject(new Error("the server closed the connection")));
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  // A connection that dies while nothing is sent is opened again; a send in course hears of it by itself.
  connection.on("error", () => undefined);
  if (auth && connection.allowsAuth) await new Promise<void>((resolve, reject) => connection.login(auth as Parameters<SMTPConnection["login"]>[0], (error) => (error ? reject(error) : resolve())));
  return connection;
}

/** Pieces small enough that a connection lost in the middle is noticed in the middle (bytes). */
const PIECE = 16 * 1024;

/** The letter as the connection asks for it; its end waits for a yes. */
async function* heldBack(raw: Buffer, begin: () => void, allow: () => Promise<void>): AsyncGenerator<Buffer> {
  begin();
  for (let at = 0; at < raw.length; at += PIECE) yield raw.subarray(at, at + PIECE);
  await allow();
}

/** One transaction on an open connection. */
async function transact(connection: SMTPConnection, { envelope, raw }: Message, mayEnd: () => Promise<boolean>): Promise<Given> {
  let phase: Phase = "before";
  let gone = false;
  const lose = () => void (gone = true);
  connection.once("end", lose);
  const stream = Readable.from(heldBack(raw, () => (phase = "during"), async () => {
    // With a journal both must be taken: the copy is worth nothing as a proof otherwise.
    const [refused] = refusedSoFar(connection);
    if (refused) throw new Kept({ what: givenOf(refused, phase), reply: sayingOf(refused) });
    if (!(await mayEnd())) throw new Kept({ what: "lost" });
    if (gone) throw new Kept({ what: "later", reply: "the connection was lost before the end" });
    phase = "ended";
  }));
  let kept: Given | null = null;
  stream.on("error", (error) => {
    if (error instanceof Kept) kept = error.given;
  });
  try {
    const { response } = await new Promise<{ response?: string | undefined }>((resolve, reject) => connection.send({ ...envelope, size: raw.length }, stream, (error, info) => (error ? reject(error) : resolve(info))));
    return { what: "accepted", reply: response ?? "" };
  } catch (error) {
    return kept ?? { what: givenOf(error as SmtpFailure, phase), reply: sayingOf(error) };
  } finally {
    connection.off("end", lose);
  }
}

/** A connection that is opened when it is needed, and again when it was lost. */
export function smtpLine(options: LineOptions): SmtpLine {
  let open: SMTPConnection | null = null;
  const close = () => {
    open?.close();
    open = null;
  };
  const connected = async (): Promise<SMTPConnection> => {
    if (open) return open;
    const connection = await openConnection(options);
    connection.once("end", () => {
      if (open === connection) open = null;
    });
    return (open = connection);
  };
  return {
    give: async (message, mayEnd) => {
      let connection: SMTPConnection;
      try {
        connection = await connected();
      } catch (error) {
        return { what: "trouble", reply: sayingOf(error) };
      }
      const given = await transact(connection, message, mayEnd);
      // After anything but a clear answer the dialogue may be anywhere: a new one begins.
      if (given.what !== "accepted") close();
      return given;
    },
    close: () => {
      const connection = open;
      open = null;
      if (!connection) return;
      connection.quit();
      void once(connection, "end", { signal: AbortSignal.timeout(1000) }).catch(() => connection.close());
    },
  };
}
