import { ImapFlow } from "imapflow";

/** The mailbox that gets what comes back, and the journal's copies. */
export interface Mailbox {
  /** Gives every unread mail; what is taken is marked as read, what is not is given again next time. */
  eachNew(take: (raw: Buffer) => Promise<boolean>): Promise<void>;
  /** Is there a copy of this letter? */
  has(letterId: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Mails a reading: the rest waits for the next. */
const MOST = 200;
/** Larger ones say nothing of a letter of ours (bytes). */
const MOST_BYTES = 1024 * 1024;

/** Opens the inbox at `imap(s)://user:password@host:port`. Throws when it cannot. */
export async function openMailbox(url: string): Promise<Mailbox> {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === "imaps:";
  const client = new ImapFlow({ host: hostname, port: Number(port) || (secure ? 993 : 143), secure, auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) }, logger: false, socketTimeout: 60_000 });
  client.on("error", () => undefined);
  await client.connect();
  const lock = await client.getMailboxLock("INBOX");
  return {
    eachNew: async (take) => {
      const unread = (await client.search({ seen: false }, { uid: true })) || [];
      for (const uid of unread.slice(0, MOST)) {
        const mail = await client.fetchOne(String(uid), { source: { maxLength: MOST_BYTES } }, { uid: true });
        if (!mail || !mail.source || (await take(mail.source))) await client.messageFlagsAdd(String(uid), ["\\Seen"], { uid: true });
      }
    },
    has: async (letterId) => ((await client.search({ header: { "message-id": letterId } }, { uid: true })) || []).length > 0,
    close: async () => {
      lock.release();
      await client.logout().catch(() => client.close());
    },
  };
}
