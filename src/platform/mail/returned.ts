import type { ParsedMail } from "mailparser";
import { letterOfReturnPath } from "./message.ts";

/*
 * What comes back: returns to sender (RFC 3464 and the common forms of Exchange, Gmail, Postfix, Exim, qmail) and
 * automatic answers (RFC 3834). Which letter it was is in the address that it came back to; else in what it quotes.
 */

/** `hard`: that address will never take it. `soft`: not now, or not sure. `away`: a machine answered for someone. */
export interface Returned {
  letterId: string;
  kind: "hard" | "soft" | "away";
}

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const DAEMON = /(mailer-daemon|postmaster|mail delivery (sub)?system|microsoft outlook)/i;
const FAILED = /(undeliver|delivery status notification|delivery (has )?failed|failure notice|returned mail|mail delivery failed|non[- ]remis|échec de (la )?remise|non distribu|message bloqué)/i;
const AWAY_SUBJECT = /^(out of (the )?office|automatic reply|auto(matic)?[- ]?(reply|response)|réponse automatique|absence|absent\b|absente\b|de retour le)/i;

function headerText(mail: ParsedMail, name: string): string {
  return mail.headerLines.filter(({ key }) => key === name).map(({ line }) => line.slice(line.indexOf(":") + 1).trim()).join("\n");
}

/** The addresses that a mail came to. */
function arrivedAt(mail: ParsedMail): string[] {
  const lines = ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to", "cc"].map((name) => headerText(mail, name)).join("\n");
  return lines.match(/[^\s<>,;"]+@[^\s<>,;"]+/g) ?? [];
}

function everything(mail: ParsedMail): string {
  const parts = mail.attachments.filter(({ contentType }) => /^(message|text)\//.test(contentType)).map(({ content }) => content.toString("utf8"));
  return [mail.text ?? "", typeof mail.html === "string" && !mail.text ? mail.html.replace(/<[^>]*>/g, " ") : "", ...parts].join("\n");
}

/** The letter that a mail is about; null: none of ours. */
function letterOf(mail: ParsedMail, whole: string, domain: string): string | null {
  for (const address of arrivedAt(mail)) {
    const id = letterOfReturnPath(address);
    if (id) return id;
  }
  const own = new RegExp(`<?(${UUID})@${domain.replaceAll(".", "\\.")}>?`, "i");
  const quoted = [mail.inReplyTo ?? "", [mail.references ?? []].flat().join(" "), whole].join("\n");
  return own.exec(quoted)?.[1]?.toLowerCase() ?? null;
}

/** Mailbox full, message too large, refused as spam or by a rule: says nothing of the address. */
const NOT_THE_ADDRESS = /^5\.(2\.2|2\.3|3\.\d|7\.\d+)$/;

function kindOfStatus(status: string): "hard" | "soft" {
  return status.startsWith("5") && !NOT_THE_ADDRESS.test(status) ? "hard" : "soft";
}

/** RFC 3464: what the report itself says. */
function reported(whole: string): "hard" | "soft" | "delivered" | null {
  const action = /^Action:\s*(failed|delayed|delivered|relayed|expanded)/im.exec(whole)?.[1]?.toLowerCase();
  if (!action) return null;
  if (action === "delayed") return "soft";
  if (action !== "failed") return "delivered";
  return kindOfStatus(/^Status:\s*(\d\.\d{1,3}\.\d{1,3})/im.exec(whole)?.[1] ?? "5.0.0");
}

/** Reports in words only: the first code that they quote. */
function toldInWords(mail: ParsedMail, whole: string): "hard" | "soft" | null {
  const isReport = DAEMON.test(headerText(mail, "from")) || FAILED.test(mail.subject ?? "");
  if (!isReport || !(FAILED.test(mail.subject ?? "") || FAILED.test(whole) || /\b[45]\d\d[ -]/.test(whole))) return null;
  const enhanced = /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(whole)?.[1];
  if (enhanced) return kindOfStatus(enhanced);
  return /\b4\d\d[ -]/.test(whole) && !/\b5\d\d[ -]/.test(whole) ? "soft" : "hard";
}

function isAutomatic(mail: ParsedMail): boolean {
  const auto = headerText(mail, "auto-submitted").toLowerCase();
  if (auto.startsWith("auto-replied")) return true;
  const told = ["x-autoreply", "x-autorespond", "x-auto-reply"].some((name) => headerText(mail, name) !== "") || /auto_reply/i.test(headerText(mail, "precedence"));
  return told || AWAY_SUBJECT.test(mail.subject ?? "");
}

/** Reads a mail that came to our return path; null: neither a return nor an automatic answer to a letter of ours. */
export function readReturned(mail: ParsedMail, domain: string): Returned | null {
  const whole = everything(mail);
  const letterId = letterOf(mail, whole, domain);
  if (letterId === null) return null;
  const report = reported(whole);
  if (report === "delivered") return null;
  // Before words: Exchange sends absences in the name of people, and quotes codes in neither.
  const kind = report ?? (isAutomatic(mail) ? "away" : toldInWords(mail, whole));
  return kind === null ? null : { letterId, kind };
}
