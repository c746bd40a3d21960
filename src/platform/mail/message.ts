import { readFileSync } from "node:fs";
import DKIM from "nodemailer/lib/dkim";
import MailComposer from "nodemailer/lib/mail-composer";
import type { MailConfig } from "../config.ts";
import type { LetterInHand } from "./letter.ts";

/** A letter as SMTP carries it. */
export interface Message {
  envelope: { from: string; to: string[] };
  raw: Buffer;
}

/** Where a letter that cannot be delivered comes back to: the address itself says which letter it was (VERP). */
export function returnPath(letterId: string, domain: string): string {
  return `bounce+${letterId}@${domain}`;
}

/** Which letter a return path names; null when it names none. */
export function letterOfReturnPath(address: string): string | null {
  return /^bounce\+([0-9a-f-]{36})@/i.exec(address.trim())?.[1]?.toLowerCase() ?? null;
}

/** RFC 8058: one click in the mail program ends such letters; RFC 3834: no machine should answer. */
function headersOf({ unsubscribeUrl, to }: LetterInHand, { redirect }: MailConfig): Record<string, string> {
  return {
    "Auto-Submitted": "auto-generated",
    ...(redirect ? { "X-Fanal-Meant-For": to } : {}),
    ...(unsubscribeUrl ? { "List-Unsubscribe": `<${unsubscribeUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" } : {}),
  };
}

export type WriteMessage = (letter: LetterInHand, now: Date) => Promise<Message>;

async function signed(raw: Buffer, dkim: DKIM | null): Promise<Buffer> {
  if (!dkim) return raw;
  return Buffer.concat(await dkim.sign(raw).toArray());
}

/** Writes letters out as messages, signed when there is a key. */
export function messageWriter(config: MailConfig): WriteMessage {
  const { from, domain, redirect, journal, dkim } = config;
  const signer = dkim ? new DKIM({ domainName: domain, keySelector: dkim.selector, privateKey: readFileSync(dkim.keyFile, "utf8") }) : null;
  return async (letter, now) => {
    const to = redirect ?? letter.to;
    const mail = new MailComposer({ from, to, subject: letter.subject, text: letter.text, html: letter.html, messageId: `<${letter.id}@${domain}>`, date: now, headers: { "Content-Language": letter.lang === "fr" ? "fr-CA" : "en-CA", ...headersOf(letter, config) } });
    const raw = await mail.compile().build();
    return { envelope: { from: returnPath(letter.id, domain), to: journal ? [journal, to] : [to] }, raw: await signed(raw, signer) };
  };
}
