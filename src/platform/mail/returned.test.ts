import { simpleParser } from "mailparser";
import { expect, it } from "vitest";
import { readReturned } from "./returned.ts";

const ID = "0b2c9a54-1f7e-4c1e-9a55-0d6f2f1f7a10";
const VERP = `bounce+${ID}@example.org`;

function mail(headers: Record<string, string>, body: string): string {
  return `${Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join("\r\n")}\r\n\r\n${body.replace(/\n/g, "\r\n")}`;
}

function report(status: string, action = "failed"): string {
  return `--b\nContent-Type: text/plain; charset=utf-8\n\nI'm sorry to have to inform you.\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; test@example.net\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; 550 ${status} no\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <${ID}@example.org>\nSubject: Bonjour\n\nBonjour\n--b--\n`;
}
const DSN = { From: "MAILER-DAEMON@mx.example.org (Mail Delivery System)", Subject: "Undelivered Mail Returned to Sender", "Content-Type": 'multipart/report; report-type=delivery-status; boundary="b"', "MIME-Version": "1.0" };

const CASES: [string, string, "hard" | "soft" | "away" | null][] = [
  ["Postfix, to the return path", mail({ ...DSN, To: VERP }, report("5.1.1")), "hard"],
  ["a report to another address, by what it quotes", mail({ ...DSN, To: "bonjour@example.org" }, report("5.4.4")), "hard"],
  ["mailbox full", mail({ ...DSN, To: VERP }, report("5.2.2")), "soft"],
  ["refused as spam", mail({ ...DSN, To: VERP }, report("5.7.1")), "soft"],
  ["delayed", mail({ ...DSN, To: VERP }, report("4.4.1", "delayed")), "soft"],
  ["delivered", mail({ ...DSN, To: VERP }, report("2.0.0", "delivered")), null],
  ["Gmail, in words", mail({ From: "Mail Delivery Subsystem <mailer-daemon@googlemail.com>", To: VERP, Subject: "Delivery Status Notification (Failure)" }, "Address not found\nThe response was: 550 5.1.1 The email account that you tried to reach does not exist."), "hard"],
  ["Exchange in French, in words", mail({ From: "Microsoft Outlook <postmaster@example.net>", "Delivered-To": VERP, To: "bonjour@example.org", Subject: "=?utf-8?q?Non_remis=C2=A0:_Bonjour?=" }, "Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'"), "hard"],
  ["qmail, later", mail({ From: "MAILER-DAEMON@example.net", To: VERP, Subject: "failure notice" }, "Remote host said: 451 try again later"), "soft"],
  ["an absence by its header", mail({ From: "test@example.net", To: VERP, Subject: "Re: Bonjour", "Auto-Submitted": "auto-replied" }, "Je reviens lundi."), "away"],
  ["an absence in French by its subject, answering the letter", mail({ From: "test@example.net", To: "bonjour@example.org", "In-Reply-To": `<${ID}@example.org>`, Subject: "=?utf-8?q?R=C3=A9ponse_automatique=C2=A0:_Bonjour?=" }, "Je reviens lundi. Urgence : 450 555-0100."), "away"],
  ["a person who answers", mail({ From: "test@example.net", To: "bonjour@example.org", "In-Reply-To": `<${ID}@example.org>`, Subject: "Re: Bonjour" }, "Merci!"), null],
  ["a stranger's bounce", mail({ ...DSN, To: "bonjour@example.org" }, report("5.1.1").replaceAll(ID, "x")), null],
  ["noise", "\u0000\u0001garbage", null],
];

it.each(CASES)("%s", async (_, raw, kind) => {
  const read = readReturned(await simpleParser(raw, { keepDeliveryStatus: true }), "example.org");
  expect(read).toEqual(kind === null ? null : { letterId: ID, kind });
});
