import type { Lang } from "../../platform/i18n/lang.ts";
import type { Letter } from "../../platform/mail/letter.ts";
import { writeOut } from "../../platform/mail/letter-page.tsx";
import { verificationMessages } from "../verification.messages.ts";

export const THANKS_LETTER = "thanks";

/** Thanks for a report. It never names the record: someone else may read the mailbox. */
export function thanksLetter({ to, lang, id, operator, now }: { to: string; lang: Lang; id: string; operator: string; now: Date }): Letter {
  const t = verificationMessages[lang];
  const written = writeOut({ lang, subject: t.thanksSubject, paragraphs: t.thanksLetter, button: null, more: [], signature: operator || "211" });
  return { cause: `thanks:${id}`, kind: THANKS_LETTER, lang, to, ...written, unsubscribeUrl: null, dueAt: now };
}
