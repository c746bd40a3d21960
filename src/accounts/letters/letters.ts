import { formatDate } from "../../platform/i18n/format.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Letter } from "../../platform/mail/letter.ts";
import { writeOut } from "../../platform/mail/letter-page.tsx";
import type { Grant } from "../accounts.contract.ts";
import { roleMessages } from "../roles.messages.ts";
import { letterMessages, type Change } from "./letters.messages.ts";

const DAY = new Intl.DateTimeFormat("en-CA", { timeZone: "America/Toronto" });

interface Addressee {
  to: string;
  lang: Lang;
  operator: string;
}

/** The letter that brings an invitation's link. */
export function invitationLetter({ to, lang, operator, id, grants, link, expiresAt, now }: Addressee & { id: string; grants: readonly Grant[]; link: string; expiresAt: Date; now: Date }): Letter {
  const { hello, team, list, invitation: t } = letterMessages[lang];
  const from = operator || team;
  const roles = list(grants.map(({ role }) => roleMessages[lang][role].name));
  const written = writeOut({ lang, subject: t.subject(from), paragraphs: [hello, t.lead(from, roles), t.how], button: { label: t.button, url: link }, more: [t.until(formatDate(DAY.format(expiresAt), lang)), t.ignore], signature: from });
  return { cause: `invitation:${id}`, kind: "invitation", lang, to, ...written, unsubscribeUrl: null, dueAt: now };
}

/** The letter that tells someone how their account changed: if it was not them, they know. */
export function noticeLetter({ to, lang, operator, id, change, now }: Addressee & { id: string; change: Change; now: Date }): Letter {
  const { hello, team, notice: t } = letterMessages[lang];
  const written = writeOut({ lang, subject: t.subject, paragraphs: [hello, t.changes[change], t.yours], button: null, more: [t.notYours], signature: operator || team });
  return { cause: `accountChange:${id}`, kind: "accountChange", lang, to, ...written, unsubscribeUrl: null, dueAt: now };
}
