import type { Fault } from "../platform/html/form.tsx";
import type { Lang } from "../platform/i18n/lang.ts";
import { TOPICS, type Report, type Topic } from "./verification.contract.ts";
import { verificationMessages } from "./verification.messages.ts";

export const MESSAGE_LIMIT = 2000;
/** Longest address of e-mail (RFC 5321 §4.5.3.1.3), and the shape of one. */
const ADDRESS_LIMIT = 254;
const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/;

/** A report as typed. */
export interface ReportForm {
  id: string;
  topic: string;
  message: string;
  replyTo: string;
}

function clean(message: string): string {
  // Control characters cannot be stored and mean nothing; line breaks stay.
  return message.replace(/\r\n/g, "\n").replace(/(?![\n\t])\p{Cc}/gu, "").trim();
}

/** Reads a typed report: what to store, or what to correct. */
export function readReport(recordId: string, lang: Lang, form: ReportForm): { report: Report } | { faults: Fault[] } {
  const t = verificationMessages[lang];
  const topic = TOPICS.find((candidate): candidate is Topic => candidate === form.topic);
  const message = clean(form.message);
  const faults: Fault[] = [];
  if (!topic) faults.push({ field: "topic", say: t.topicMissing });
  if (topic === "other" && !message) faults.push({ field: "message", say: t.messageMissing });
  const replyTo = clean(form.replyTo);
  if (replyTo !== "" && !(ADDRESS.test(replyTo) && replyTo.length <= ADDRESS_LIMIT)) faults.push({ field: "replyTo", say: t.replyToWrong });
  if (message.length > MESSAGE_LIMIT) faults.push({ field: "message", say: t.messageLong(message.length) });
  if (faults.length > 0 || !topic) return { faults };
  return { report: { id: form.id, recordId, lang, topic, message: message || null, replyTo: replyTo || null } };
}
