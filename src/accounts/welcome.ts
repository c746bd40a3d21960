import { inTransaction } from "../platform/db/transaction.ts";
import type { Platform } from "../platform/platform.ts";
import { hasAdministrator } from "./accounts.store.ts";
import { recordAudit } from "./audit.store.ts";
import { invitationLink, siteOf } from "./context.ts";
import { invite } from "./invitations.store.ts";

/**
 * While nobody can administer: a new one-time link for the first administrator (the one before it ends); else null.
 * For the terminal of whoever starts fanal, and nowhere else. `listening`: where this fanal answers.
 */
export async function firstAdministratorLink({ config, pool, clock }: Platform, listening: string): Promise<string | null> {
  if (await hasAdministrator(pool)) return null;
  const now = clock.now();
  const { token } = await inTransaction(pool, async (client) => {
    const invitation = await invite(client, { email: null, lang: "fr", grants: [{ role: "administrator", areas: [] }], invitedBy: null }, now);
    await recordAudit(client, { actor: null, action: "invitation.printed", target: `invitation:${invitation.id}` }, now);
    return invitation;
  });
  return invitationLink(siteOf(config, { host: new URL(listening).host }), token);
}
