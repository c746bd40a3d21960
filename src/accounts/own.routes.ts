import type { FastifyReply, FastifyRequest } from "fastify";
import { inTransaction } from "../platform/db/transaction.ts";
import { notFound, type Server } from "../platform/http/http.ts";
import { isUuid } from "../platform/ids.ts";
import { setPerson } from "./accounts.store.ts";
import { noteAudit, recordAudit } from "./audit.store.ts";
import { Code, PasskeyAnswer, Password, PersonalSettings, type Sessions, type StepUp } from "./console.contract.ts";
import type { AccountsContext } from "./context.ts";
import { setCookie } from "./cookies.ts";
import { showPassword, tryOwnCode } from "./factors.routes.ts";
import { fault } from "./faults.ts";
import { actorOf, needsStepUp } from "./guard.ts";
import { passkeyOptions, showPasskey } from "./passkeys.ts";
import { staff } from "./policy.ts";
import { endSession, listSessions, stepUp } from "./sessions.store.ts";
import { isTotp } from "./sign-in.routes.ts";
import { forgetTries } from "./tries.store.ts";

const OWN = { config: { access: staff("account.own") } };

async function steppedUp({ config, pool, now }: AccountsContext, request: FastifyRequest, reply: FastifyReply, how: string): Promise<StepUp> {
  const { id, session } = actorOf(request);
  const { token, until } = await stepUp(pool, session.id, now());
  setCookie(config, reply, "", token);
  await noteAudit(pool, { actor: id, action: "session.steppedUp", target: `account:${id}`, details: { how } }, now());
  return { stepUpUntil: until.toISOString() };
}

async function stepUpByCode(context: AccountsContext, request: FastifyRequest, reply: FastifyReply): Promise<StepUp> {
  const person = actorOf(request);
  const tries = await tryOwnCode(context, request, person);
  if (!(await isTotp(context, person.id, (request.body as Code).code))) throw fault("wrongCode", 400);
  await forgetTries(context.pool, tries);
  return steppedUp(context, request, reply, "totp");
}

function stepUpRoutes(app: Server, context: AccountsContext): void {
  const base = "/api/console/step-up";
  app.post(`${base}/password`, { ...OWN, schema: { body: Password } }, async (request, reply) => {
    await showPassword(context, request, actorOf(request), (request.body as Password).password);
    return steppedUp(context, request, reply, "password");
  });
  app.post(`${base}/totp`, { ...OWN, schema: { body: Code } }, (request, reply) => stepUpByCode(context, request, reply));
  app.post(`${base}/passkey/options`, OWN, (request, reply) => passkeyOptions(context, request, reply, actorOf(request).id));
  app.post(`${base}/passkey`, { ...OWN, schema: { body: PasskeyAnswer } }, async (request, reply) => {
    await showPasskey(context, request, reply, actorOf(request).id, (request.body as PasskeyAnswer).response);
    return steppedUp(context, request, reply, "passkey");
  });
}

async function ownSessions({ pool, now }: AccountsContext, request: FastifyRequest): Promise<Sessions> {
  const { id, session } = actorOf(request);
  const sessions = await listSessions(pool, id, now());
  return { sessions: sessions.map(({ startedAt, lastSeenAt, ...one }) => ({ ...one, current: one.id === session.id, startedAt: startedAt.toISOString(), lastSeenAt: lastSeenAt.toISOString() })) };
}

async function endOwnSession({ pool, now }: AccountsContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const actor = actorOf(request);
  const { id } = request.params as { id: string };
  if (id !== actor.session.id) needsStepUp(request, now());
  if (!isUuid(id) || !(await endSession(pool, actor.id, id))) throw notFound();
  await noteAudit(pool, { actor: actor.id, action: "session.ended", target: `account:${actor.id}` }, now());
  return reply.status(204).send();
}

async function changeOwn({ pool, now }: AccountsContext, request: FastifyRequest): Promise<{ name: string; lang: string }> {
  const actor = actorOf(request);
  const { name = actor.name, lang = actor.lang } = request.body as PersonalSettings;
  const settings = { name: name.trim(), lang };
  if (!settings.name) throw fault("nameMissing", 400);
  await inTransaction(pool, async (client) => {
    await setPerson(client, actor.id, settings);
    await recordAudit(client, { actor: actor.id, action: "account.changed", target: `account:${actor.id}`, details: { lang }, personal: { person: actor.id, values: { name: settings.name } } }, now());
  });
  return settings;
}

/** What everyone does with their own account: confirm that it is them, see and end their sessions, change name and language. */
export function ownRoutes(app: Server, context: AccountsContext): void {
  stepUpRoutes(app, context);
  app.get("/api/console/sessions", OWN, (request) => ownSessions(context, request));
  app.delete("/api/console/sessions/:id", OWN, (request, reply) => endOwnSession(context, request, reply));
  app.put("/api/console/me", { ...OWN, schema: { body: PersonalSettings } }, (request) => changeOwn(context, request));
}
