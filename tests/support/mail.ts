import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { newId } from "../../src/platform/ids.ts";
import type { Letter } from "../../src/platform/mail/letter.ts";

/** What a server of the tests has taken. */
export interface Taken {
  from: string;
  to: string[];
  raw: string;
  /** The letter's id, from its Message-ID. */
  id: string;
}

/** How a server behaves to an address, or at the end of a letter; nothing: it takes it. */
export interface Behaviour {
  /** Code and words for RCPT TO. */
  recipient?: (address: string, session: SMTPServerSession) => Error | null;
  /** While a letter comes in: called at its first bytes. */
  during?: (session: SMTPServerSession, stream: SMTPServerDataStream) => void;
  /** After its end, before the yes. */
  end?: (taken: Taken, session: SMTPServerSession) => Promise<Error | null> | Error | null;
}

export interface TestMailServer {
  url: string;
  port: number;
  taken: Taken[];
  /** Cuts every connection. */
  cut(): void;
  close(): Promise<void>;
}

/** An answer with a code, as a server says it. */
export function answer(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}

function readTaken(session: SMTPServerSession, raw: string): Taken {
  const { mailFrom, rcptTo } = session.envelope;
  return { from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address), raw, id: /^Message-ID:\s*<([^@>]+)@/im.exec(raw)?.[1] ?? "" };
}

/** A real SMTP server on loopback that keeps what it takes. A letter is taken once its end is read, whatever becomes of the yes. */
export async function openMailServer(behaviour: Behaviour = {}): Promise<TestMailServer> {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo: ({ address }, session, done) => done(behaviour.recipient?.(address, session) ?? null),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.once("data", () => behaviour.during?.(session, stream));
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const letter = readTaken(session, Buffer.concat(chunks).toString("utf8"));
        void Promise.resolve(behaviour.end?.(letter, session) ?? null).then((refusal) => {
          if (!refusal) taken.push(letter);
          done(refusal);
        });
      });
    },
  });
  server.on("error", () => undefined);
  const listening = server.listen(0, "127.0.0.1");
  if (!listening.listening) await once(listening, "listening");
  const { port } = listening.address() as AddressInfo;
  const connections = server.connections as unknown as Set<object>;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    taken,
    cut: () => connections.forEach((connection) => (Reflect.get(connection, "_socket") as Socket).destroy()),
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

/** For tests: a letter that someone at « Test » gets; fields given win. */
export function buildLetter(fields: Partial<Letter> = {}): Letter {
  return { cause: `test:${newId()}`, kind: "test", lang: "fr", to: "test@example.org", subject: "Bonjour, est-ce exact ?", text: "Bonjour.", html: "<p>Bonjour.</p>", unsubscribeUrl: null, dueAt: new Date(0), ...fields };
}
