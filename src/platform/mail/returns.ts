import { hash, timingSafeEqual } from "node:crypto";
import { FanalError, messageOf } from "../errors.ts";
import type { Server } from "../http/http.ts";
import type { Platform } from "../platform.ts";
import { noteReturn, readCause, readSentSince, readUncertain, settleUncertain } from "./letters.store.ts";
import type { Mailbox } from "./mailbox.ts";
import { letterOfReturnPath } from "./message.ts";
import { readReturned, type Returned } from "./returned.ts";

/** Told of each letter that came back for good; it may be told twice. */
export type OnBounce = (cause: string) => Promise<void>;

/** Notes what came back; for good: whoever wrote the letter is told first, so that it is told again if that fails. */
async function note({ pool, clock }: Platform, { letterId, kind }: Returned, onBounce: OnBounce): Promise<void> {
  const cause = kind === "hard" ? await readCause(pool, letterId) : null;
  if (cause !== null) await onBounce(cause);
  await noteReturn(pool, letterId, kind, clock.now());
}

/** Reads a raw mail as it came. True when it was about a letter of ours. */
export async function takeReturned(platform: Platform, raw: Buffer | string, onBounce: OnBounce): Promise<boolean> {
  const { simpleParser } = await import("mailparser");
  const returned = readReturned(await simpleParser(raw, { skipImageLinks: true, keepDeliveryStatus: true }), platform.config.mail.domain);
  if (returned) await note(platform, returned, onBounce);
  return returned !== null;
}

/** How long a copy may take to arrive in the journal before its absence means something (ms). */
const JOURNAL_PATIENCE = 15 * 60_000;

/** Settles what is uncertain by the journal: there → sent; not there while a later letter is → not sent (decision 17). */
async function settleByJournal({ pool, clock }: Platform, mailbox: Mailbox): Promise<void> {
  const now = clock.now();
  for (const { id, attemptedAt } of await readUncertain(pool)) {
    if (await mailbox.has(id)) await settleUncertain(pool, id, "sent", "found in the journal", now);
    else if (now.getTime() - attemptedAt.getTime() >= JOURNAL_PATIENCE) {
      const later = await readSentSince(pool, attemptedAt);
      if (later !== null && (await mailbox.has(later))) await settleUncertain(pool, id, "notSent", "not in the journal", now);
    }
  }
}

/** Reads the mailbox once: what came back, and the journal. */
export async function readMailbox(platform: Platform, onBounce: OnBounce): Promise<void> {
  const { imapUrl, journal } = platform.config.mail;
  if (imapUrl === null) return;
  const { openMailbox } = await import("./mailbox.ts");
  const mailbox = await openMailbox(imapUrl);
  try {
    await mailbox.eachNew(async (raw) => {
      try {
        await takeReturned(platform, raw, onBounce);
        return true;
      } catch (error) {
        platform.log.warn({ err: messageOf(error) }, "a returned mail waits");
        return false;
      }
    });
    if (journal !== null) await settleByJournal(platform, mailbox);
  } finally {
    await mailbox.close();
  }
}

function refused(): FanalError {
  return new FanalError("notAllowed", 403, { fr: "Cette porte demande le secret de l’installation.", en: "This door asks for the secret of this installation." });
}

function isSecret(given: string | undefined, secret: string | null): boolean {
  if (secret === null) return false;
  const of = (text: string) => hash("sha256", text, "buffer");
  return timingSafeEqual(of(given ?? ""), of(`Bearer ${secret}`));
}

const MOST_BYTES = 1024 * 1024;

/** The door for mail providers: a raw mail (`message/rfc822`), or `{returnPath, kind}`. */
export function returnsRoute(server: Server, platform: Platform, onBounce: OnBounce): void {
  void server.register(async (app) => {
    app.addContentTypeParser("message/rfc822", { parseAs: "buffer", bodyLimit: MOST_BYTES }, (_request, body, done) => done(null, body));
    app.post("/api/mail/bounces", { config: { access: "link" }, bodyLimit: MOST_BYTES }, async (request) => {
      if (!isSecret(request.headers.authorization, platform.config.mail.bounceSecret)) throw refused();
      if (Buffer.isBuffer(request.body)) return { known: await takeReturned(platform, request.body, onBounce) };
      const { returnPath, kind } = (request.body ?? {}) as { returnPath?: unknown; kind?: unknown };
      const letterId = typeof returnPath === "string" ? letterOfReturnPath(returnPath) : null;
      if (letterId === null || (kind !== "hard" && kind !== "soft")) return { known: false };
      await note(platform, { letterId, kind }, onBounce);
      return { known: true };
    });
  });
}
