import type pg from "pg";
import type { Lang } from "../platform/i18n/lang.ts";
import { newId } from "../platform/ids.ts";
import { writeLetter } from "../platform/mail/letters.store.ts";
import { isEmail, normalEmail } from "./accounts.ts";
import { accountByEmail, createAccount, setGrants, setPerson, setState } from "./accounts.store.ts";
import { recordAudit } from "./audit.store.ts";
import { invitationLink, type AccountsContext } from "./context.ts";
import { clearFactors } from "./factors.store.ts";
import { fault } from "./faults.ts";
import { invite, markAccepted, type Invitation, type NewInvitation } from "./invitations.store.ts";
import { invitationLetter } from "./letters/letters.ts";

/** An address as it is kept. Throws `emailWrong`. */
export function readEmail(typed: string): string {
  const email = normalEmail(typed);
  if (!isEmail(email)) throw fault("emailWrong", 400);
  return email;
}

/** Invites someone by letter, in the caller's transaction. Returns the link. */
export async function inviteByLetter(client: pg.PoolClient, { config, now }: Pick<AccountsContext, "config" | "now">, invitation: NewInvitation & { email: string }, site: URL): Promise<string> {
  const { id, token, expiresAt } = await invite(client, invitation, now());
  const link = invitationLink(site, token);
  const { email: to, lang, grants } = invitation;
  await writeLetter(client, invitationLetter({ to, lang, operator: config.operator, id, grants, link, expiresAt, now: now() }), now());
  await recordAudit(client, { actor: invitation.invitedBy, action: "invitation.sent", target: `invitation:${id}`, details: { roles: grants.map(({ role }) => role) }, personal: { person: id, values: { email: to } } }, now());
  return link;
}

/**
 * Makes the account of an invitation, in the caller's transaction; it is active once it has a second factor.
 * Someone who had an account starts anew: no factor, browser or session of before counts any more.
 */
export async function accept(client: pg.PoolClient, now: Date, invitation: Invitation & { email: string }, { name, lang }: { name: string; lang: Lang }): Promise<string> {
  const { email, grants } = invitation;
  const known = await accountByEmail(client, email);
  const id = known?.id ?? newId();
  if (known) {
    await clearFactors(client, id);
    await setPerson(client, id, { name, lang });
    await setState(client, id, "invited");
    await setGrants(client, id, grants);
  } else await createAccount(client, { id, email, name, lang, state: "invited" }, grants, now);
  await markAccepted(client, invitation.id, now);
  await recordAudit(client, { actor: id, action: "invitation.accepted", target: `invitation:${invitation.id}`, details: { account: id, again: known !== null, roles: grants.map(({ role }) => role) }, personal: { person: id, values: { email } } }, now);
  return id;
}
