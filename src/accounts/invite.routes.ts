import type { FastifyReply, FastifyRequest } from "fastify";
import { inTransaction } from "../platform/db/transaction.ts";
import type { Server } from "../platform/http/http.ts";
import { Acceptance, InvitationToken, type Next, type OpenInvitation } from "./console.contract.ts";
import type { AccountsContext } from "./context.ts";
import { enterHalf } from "./entering.ts";
import { savePassword } from "./factors.store.ts";
import { fault } from "./faults.ts";
import { openInvitation } from "./invitations.store.ts";
import { accept, readEmail } from "./inviting.ts";
import { hashPassword, passwordFault, type PasswordHash } from "./passwords.ts";

async function view({ pool, now }: AccountsContext, request: FastifyRequest): Promise<OpenInvitation> {
  const invitation = await openInvitation(pool, (request.body as InvitationToken).token, now());
  if (!invitation) throw fault("invitationGone", 410);
  return { email: invitation.email, roles: invitation.grants.map(({ role }) => role), lang: invitation.lang };
}

async function submit(context: AccountsContext, request: FastifyRequest, reply: FastifyReply): Promise<Next> {
  const { pool, config, now } = context;
  const { token, lang, password, ...typed } = request.body as Acceptance;
  // Looked at first without holding it, so that what is typed wrong costs nothing.
  const open = await openInvitation(pool, token, now());
  if (!open) throw fault("invitationGone", 410);
  const name = typed.name.trim();
  if (!name) throw fault("nameMissing", 400);
  const email = open.email ?? readEmail(typed.email ?? "");
  const wrong = password === undefined ? null : passwordFault(password, [name, email, config.operator]);
  if (wrong) throw wrong;
  const hash: PasswordHash | null = password === undefined ? null : await hashPassword(password);
  const accountId = await inTransaction(pool, async (client) => {
    const held = await openInvitation(client, token, now(), "FOR UPDATE");
    if (!held) throw fault("invitationGone", 410);
    const id = await accept(client, now(), { ...held, email }, { name, lang });
    if (hash) await savePassword(client, id, hash, now());
    return id;
  });
  return enterHalf(context, request, reply, accountId, "invitation");
}

/** Opening an invitation changes nothing; accepting it uses it up. */
export function inviteRoutes(app: Server, context: AccountsContext): void {
  app.post("/api/console/invite/open", { config: { access: "link" }, schema: { body: InvitationToken } }, (request) => view(context, request));
  app.post("/api/console/invite/accept", { config: { access: "link" }, schema: { body: Acceptance } }, (request, reply) => submit(context, request, reply));
}
