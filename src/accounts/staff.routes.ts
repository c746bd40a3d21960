import type { FastifyReply, FastifyRequest } from "fastify";
import { inTransaction } from "../platform/db/transaction.ts";
import { notFound, type Server } from "../platform/http/http.ts";
import { isUuid, newId } from "../platform/ids.ts";
import { writeLetter } from "../platform/mail/letters.store.ts";
import type { Grant, SignedIn } from "./accounts.contract.ts";
import { hasEachRoleOnce, isEnrolled } from "./accounts.ts";
import { accountByEmail, accountById, listPeople, setGrants, setState, type Account } from "./accounts.store.ts";
import { noteAudit, recordAudit } from "./audit.store.ts";
import { NewGrants, NewInvitation, type StaffList } from "./console.contract.ts";
import { siteOf, type AccountsContext } from "./context.ts";
import { readFactors } from "./factors.store.ts";
import { fault } from "./faults.ts";
import { actorOf, authorize, needsStepUp } from "./guard.ts";
import { inviteByLetter, readEmail } from "./inviting.ts";
import { listInvitations, withdrawInvitation, withdrawInvitationsOf } from "./invitations.store.ts";
import { noticeLetter } from "./letters/letters.ts";
import { staff } from "./policy.ts";
import { endOtherSessions } from "./sessions.store.ts";

async function view({ pool, now }: AccountsContext, request: FastifyRequest): Promise<StaffList> {
  const [people, invitations] = await Promise.all([listPeople(pool), listInvitations(pool)]);
  await noteAudit(pool, { actor: actorOf(request).id, action: "staff.read" }, now());
  return {
    people: people.map(({ passkeys, password, totp, recoveryCodesLeft, ...person }) => ({ ...person, factors: { passkeys, password, totp, recoveryCodesLeft } })),
    invitations: invitations.map(({ id, email, grants, sentAt, expiresAt }) => ({ id, email: email!, grants, sentAt: sentAt.toISOString(), expiresAt: expiresAt.toISOString() })),
  };
}

function readGrants(grants: readonly Grant[]): readonly Grant[] {
  if (!hasEachRoleOnce(grants)) throw fault("grantsWrong", 400);
  return grants;
}

async function sendInvitation(context: AccountsContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const actor = actorOf(request);
  authorize(actor, "staff.invite");
  needsStepUp(request, context.now());
  const { lang, ...typed } = request.body as NewInvitation;
  const [email, grants] = [readEmail(typed.email), readGrants(typed.grants)];
  await inTransaction(context.pool, async (client) => {
    const known = await accountByEmail(client, email);
    if (known && known.state !== "invited") throw fault("alreadyInvited", 409);
    await inviteByLetter(client, context, { email, lang, grants, invitedBy: actor.id }, siteOf(context.config, request));
  });
  return reply.status(201).send({});
}

async function withdraw(context: AccountsContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { pool, now } = context;
  const actor = actorOf(request);
  authorize(actor, "staff.invite");
  needsStepUp(request, now());
  const { id } = request.params as { id: string };
  await inTransaction(pool, async (client) => {
    if (!isUuid(id) || !(await withdrawInvitation(client, id, now()))) throw notFound();
    await recordAudit(client, { actor: actor.id, action: "invitation.withdrawn", target: `invitation:${id}` }, now());
  });
  return reply.status(204).send();
}

interface Edited {
  actor: SignedIn;
  person: Account & { grants: Grant[] };
}

/** The account that a dangerous change is about. Nobody changes their own. */
async function edited(context: AccountsContext, request: FastifyRequest): Promise<Edited> {
  const actor = actorOf(request);
  const { id } = request.params as { id: string };
  authorize(actor, "staff.edit", { account: id });
  needsStepUp(request, context.now());
  const person = isUuid(id) ? await accountById(context.pool, id) : null;
  if (!person) throw notFound();
  return { actor, person };
}

/** As the log holds them: `resourceSpecialist mrc:540`. */
const said = (grants: readonly Grant[]) => grants.map(({ role, areas }) => [role, ...areas].join(" "));

async function changeGrants(context: AccountsContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { pool, config, now } = context;
  const { actor, person } = await edited(context, request);
  const grants = readGrants((request.body as NewGrants).grants);
  await inTransaction(pool, async (client) => {
    await setGrants(client, person.id, grants);
    // A link sent before would bring the old roles back.
    await withdrawInvitationsOf(client, person.email, now());
    await writeLetter(client, noticeLetter({ to: person.email, lang: person.lang, operator: config.operator, id: newId(), change: "rolesChanged", now: now() }), now());
    await recordAudit(client, { actor: actor.id, action: "staff.granted", target: `account:${person.id}`, details: { before: said(person.grants), after: said(grants) } }, now());
  });
  return reply.status(204).send();
}

async function suspend(context: AccountsContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { actor, person } = await edited(context, request);
  await inTransaction(context.pool, async (client) => {
    await setState(client, person.id, "suspended");
    await endOtherSessions(client, person.id, null);
    await withdrawInvitationsOf(client, person.email, context.now());
    await recordAudit(client, { actor: actor.id, action: "staff.suspended", target: `account:${person.id}` }, context.now());
  });
  return reply.status(204).send();
}

async function restore(context: AccountsContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { actor, person } = await edited(context, request);
  await inTransaction(context.pool, async (client) => {
    await setState(client, person.id, isEnrolled(await readFactors(client, person.id)) ? "active" : "invited");
    await recordAudit(client, { actor: actor.id, action: "staff.restored", target: `account:${person.id}` }, context.now());
  });
  return reply.status(204).send();
}

/** Someone who lost everything they sign in with gets a new link; what they had stops working once they use it. */
async function inviteAgain(context: AccountsContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { actor, person } = await edited(context, request);
  const { email, lang, grants } = person;
  await inTransaction(context.pool, (client) => inviteByLetter(client, context, { email, lang, grants, invitedBy: actor.id }, siteOf(context.config, request)));
  return reply.status(201).send({});
}

/** The people of the team, for those who manage accounts. */
export function staffRoutes(app: Server, context: AccountsContext): void {
  const base = "/api/console/staff";
  const [inviting, editing] = [{ config: { access: staff("staff.invite") } }, { config: { access: staff("staff.edit") } }];
  app.get(base, { config: { access: staff("staff.read") } }, (request) => view(context, request));
  app.post(`${base}/invitations`, { ...inviting, schema: { body: NewInvitation } }, (request, reply) => sendInvitation(context, request, reply));
  app.delete(`${base}/invitations/:id`, inviting, (request, reply) => withdraw(context, request, reply));
  app.put(`${base}/:id/grants`, { ...editing, schema: { body: NewGrants } }, (request, reply) => changeGrants(context, request, reply));
  app.post(`${base}/:id/suspend`, editing, (request, reply) => suspend(context, request, reply));
  app.post(`${base}/:id/restore`, editing, (request, reply) => restore(context, request, reply));
  app.post(`${base}/:id/invite-again`, editing, (request, reply) => inviteAgain(context, request, reply));
}
