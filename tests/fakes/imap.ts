import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";

/* A mailbox at the network's edge: as much of IMAP (RFC 3501) as a client needs to read mail, mark it, and look for a Message-ID. */

export interface FakeMail {
  raw: string;
  seen: boolean;
}

export interface FakeImap {
  url: string;
  mails: FakeMail[];
  close(): void;
}

function found({ mails }: Pick<FakeImap, "mails">, words: string): number[] {
  const header = /HEADER\s+"?MESSAGE-ID"?\s+"?([^"\s)]+)"?/i.exec(words)?.[1];
  return mails.flatMap(({ raw, seen }, index) => {
    if (/UNSEEN/i.test(words) && seen) return [];
    if (header && !new RegExp(`^Message-ID:.*${header}`, "im").test(raw)) return [];
    return [index + 1];
  });
}

type Answer = (box: FakeImap, words: string) => string[];

/** Untagged lines by command; ids and sequence numbers are the same. */
const ANSWERS: Record<string, Answer> = {
  CAPABILITY: () => ["* CAPABILITY IMAP4rev1"],
  LOGIN: () => [],
  NAMESPACE: () => ['* NAMESPACE (("" "/")) NIL NIL'],
  LIST: () => ['* LIST (\\HasNoChildren) "/" INBOX'],
  LSUB: () => ['* LSUB (\\HasNoChildren) "/" INBOX'],
  SELECT: ({ mails }) => ["* FLAGS (\\Seen)", "* OK [PERMANENTFLAGS (\\Seen)] ok", `* ${mails.length} EXISTS`, "* 0 RECENT", "* OK [UIDVALIDITY 1] ok", `* OK [UIDNEXT ${mails.length + 1}] ok`],
  SEARCH: (box, words) => [`* SEARCH ${found(box, words).join(" ")}`.trim()],
  FETCH: ({ mails }, words) => {
    const uid = Number(/\d+/.exec(words)?.[0]);
    const { raw, seen } = mails[uid - 1]!;
    const size = Buffer.byteLength(raw);
    return [`* ${uid} FETCH (UID ${uid} FLAGS (${seen ? "\\Seen" : ""}) BODY[]<0> {${size}}\r\n${raw})`];
  },
  STORE: ({ mails }, words) => {
    const uid = Number(/\d+/.exec(words)?.[0]);
    mails[uid - 1]!.seen = true;
    return [`* ${uid} FETCH (UID ${uid} FLAGS (\\Seen))`];
  },
  LOGOUT: () => ["* BYE"],
  NOOP: () => [],
};

function answer(box: FakeImap, line: string): string {
  const [tag = "*", first = "", ...rest] = line.split(" ");
  const [command, words] = first.toUpperCase() === "UID" ? [rest[0] ?? "", rest.slice(1).join(" ")] : [first, rest.join(" ")];
  const lines = ANSWERS[command.toUpperCase()]?.(box, words);
  return lines ? [...lines, `${tag} OK done`, ""].join("\r\n") : `${tag} BAD unknown\r\n`;
}

function serve(box: FakeImap, socket: Socket): void {
  let typed = "";
  socket.write("* OK ready\r\n");
  socket.on("error", () => undefined);
  socket.setEncoding("utf8").on("data", (chunk: string) => {
    typed += chunk;
    for (let end = typed.indexOf("\r\n"); end >= 0; end = typed.indexOf("\r\n")) {
      socket.write(answer(box, typed.slice(0, end)));
      typed = typed.slice(end + 2);
    }
  });
}

export async function openFakeImap(): Promise<FakeImap> {
  const box: FakeImap = { url: "", mails: [], close: () => undefined };
  const server = createServer((socket) => serve(box, socket)).listen(0, "127.0.0.1");
  await once(server, "listening");
  box.url = `imap://test:secret@127.0.0.1:${(server.address() as AddressInfo).port}`;
  box.close = () => void server.close();
  return box;
}
