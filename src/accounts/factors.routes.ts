import type { FastifyReply, FastifyRequest } from "fastify";
import type pg from "pg";
import { renderSVG } from "uqr";
import { inTransaction } from "../platform/db/transaction.ts";
import { notFound, type Server } from "../platform/http/http.ts";
import { isUuid, newId } from "../platform/ids.ts";
import { writeLetter } from "../platform/mail/letters.store.ts";
import type { SignedIn } from "./accounts.contract.ts";
import { deviceOf, isEnrolled } from "./accounts.ts";
import { recordAudit } from "./audit.store.ts";
import { Code, NewPassword, PasskeyAnswer, type FactorList, type Next, type RecoveryCodes, type TotpStart } from "./console.contract.ts";
import type { AccountsContext } from "./context.ts";
import { clearCookie, readCookie, setCookie } from "./cookies.ts";
import { enterIfEnrolled } from "./entering.ts";
import { deletePasskey, listPasskeys, readFactors, readPassword, savePasskey, savePassword, saveRecoveryCodes, saveTotp } from "./factors.store.ts";
import { fault } from "./faults.ts";
import { actorOf, needsStepUp } from "./guard.ts";
import { noticeLetter } from "./letters/letters.ts";
import type { Change } from "./letters/letters.messages.ts";
import { madePasskey, newPasskeyOptions } from "./passkeys.ts";
import { hashPassword, isPassword, passwordFault } from "./passwords.ts";
import { staff } from "./policy.ts";
import { newRecoveryCodes, newTotpSecret, totpStep, totpUri } from "./second-factor.ts";
import { endOtherSessions } from "./sessions.store.ts";
import { sourceOf, tryCode, tryPassword } from "./sources.ts";
import { readStep, startStep, takeStep } from "./steps.store.ts";
import { forgetTries } from "./tries.store.ts";

const FOR = { config: { access: staff("account.own"), halfSession: true as const } };

/** Whoever is enrolling has just shown who they are; anyone else shows a factor first. */
function owner(context: AccountsContext, request: FastifyRequest): SignedIn {
  const person = actorOf(request);
  if (person.session.needs === null) needsStepUp(request, context.now());
  return person;
}

/** Whoever held what was taken away is out. */
const ENDS_OTHER_SESSIONS = new Set<Change>(["passkeyRemoved", "passwordChanged", "codesChanged"]);

/** In the change's transaction: the log notes it, and its owner gets a letter (not while they are still enrolling). */
async function noteChange({ config, now }: AccountsContext, client: pg.PoolClient, person: SignedIn, change: Change): Promise<void> {
  if (person.session.needs === null) {
    await writeLetter(client, noticeLetter({ to: person.email, lang: person.lang, operator: config.operator, id: newId(), change, now: now() }), now());
  }
  if (ENDS_OTHER_SESSIONS.has(change)) await endOtherSessions(client, person.id, person.session.id);
  await recordAudit(client, { actor: person.id, action: `factor.${change}`, target: `account:${person.id}` }, now());
}

async function addPasskey(context: AccountsContext, request: FastifyRequest, reply: FastifyReply): Promise<Next> {
  const person = owner(context, request);
  const { response, name } = request.body as PasskeyAnswer;
  const made = await madePasskey(context, request, reply, person, response);
  await inTransaction(context.pool, async (client) => {
    await savePasskey(client, { ...made, name: name?.trim() || deviceOf(request.headers["user-agent"]) }, context.now());
    await noteChange(context, client, person, "passkeyAdded");
  });
  return enterIfEnrolled(context, request, reply, person.id);
}

async function removePasskey(context: AccountsContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const person = owner(context, request);
  const { id } = request.params as { id: string };
  await inTransaction(context.pool, async (client) => {
    if (!isUuid(id) || !(await deletePasskey(client, person.id, id))) throw notFound();
    // What is left must still be enough to come in.
    if (!isEnrolled(await readFactors(client, person.id))) throw fault("lastFactor", 409);
    await noteChange(context, client, person, "passkeyRemoved");
  });
  return reply.status(204).send();
}

async function startTotp(context: AccountsContext, request: FastifyRequest, reply: FastifyReply): Promise<TotpStart> {
  const person = owner(context, request);
  const { config, key, pool, now } = context;
  const secret = await newTotpSecret();
  const uri = await totpUri(secret, person.email, config.operator || "fanal");
  setCookie(config, reply, "step", await startStep(pool, "totp", { secret: key.seal(secret, person.id).toString("base64"), accountId: person.id }, now()));
  return { secret, uri, qrSvg: renderSVG(uri, { border: 2 }) };
}

/** The secret that was shown to this person in this browser. */
async function shownSecret({ config, pool, now }: AccountsContext, request: FastifyRequest, person: SignedIn): Promise<{ token: string; sealed: Buffer }> {
  const token = readCookie(config, request, "step") ?? "";
  const step = await readStep(pool, "totp", token, now());
  if (step?.accountId !== person.id) throw fault("stepGone", 400);
  return { token, sealed: Buffer.from(step.secret, "base64") };
}

async function confirmTotp(context: AccountsContext, request: FastifyRequest, reply: FastifyReply): Promise<RecoveryCodes> {
  const person = owner(context, request);
  const { config, key, pool, now } = context;
  const { token, sealed } = await shownSecret(context, request, person);
  const step = await totpStep(key.open(sealed, person.id), (request.body as Code).code, 0, now());
  if (step === null) throw fault("wrongCode", 400);
  const recoveryCodes = newRecoveryCodes();
  await inTransaction(pool, async (client) => {
    if (!(await takeStep(client, "totp", token, now()))) throw fault("stepGone", 400);
    await saveTotp(client, person.id, sealed, step, now());
    await saveRecoveryCodes(client, person.id, recoveryCodes);
    await noteChange(context, client, person, "codesChanged");
  });
  clearCookie(config, reply, "step");
  await enterIfEnrolled(context, request, reply, person.id);
  return { recoveryCodes };
}

async function remakeRecoveryCodes(context: AccountsContext, request: FastifyRequest): Promise<RecoveryCodes> {
  const person = owner(context, request);
  const recoveryCodes = newRecoveryCodes();
  await inTransaction(context.pool, async (client) => {
    await saveRecoveryCodes(client, person.id, recoveryCodes);
    await noteChange(context, client, person, "recoveryCodesMade");
  });
  return { recoveryCodes };
}

/** Whether it is this person's password, counted like any try at it. Throws `tooManyTries`, `wrongPassword`. */
export async function showPassword(context: AccountsContext, request: FastifyRequest, person: SignedIn, password: string): Promise<void> {
  const source = await sourceOf(context, request, person.id);
  const tries = await tryPassword(context, person.email, source);
  if (!(await isPassword(password, await readPassword(context.pool, person.id), source.known ? "known" : "unknown"))) throw fault("wrongPassword", 400);
  await forgetTries(context.pool, tries);
}

/** Counts a try at a code of someone who is signed in; returns what to forget when it is right. */
export async function tryOwnCode(context: AccountsContext, request: FastifyRequest, person: SignedIn): Promise<Buffer[]> {
  return tryCode(context, person.id, await sourceOf(context, request, person.id));
}

async function changePassword(context: AccountsContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const person = owner(context, request);
  const { current, password } = request.body as NewPassword;
  const { pool, config, now } = context;
  if ((await readPassword(pool, person.id)) !== null) await showPassword(context, request, person, current ?? "");
  const wrong = passwordFault(password, [person.name, person.email, config.operator]);
  if (wrong) throw wrong;
  const hash = await hashPassword(password);
  await inTransaction(pool, async (client) => {
    await savePassword(client, person.id, hash, now());
    await noteChange(context, client, person, "passwordChanged");
  });
  await enterIfEnrolled(context, request, reply, person.id);
  return reply.status(204).send();
}

/** What someone signs in with: their own, after a factor was shown. */
export function factorRoutes(app: Server, context: AccountsContext): void {
  const base = "/api/console/factors";
  app.get(base, FOR, async (request): Promise<FactorList> => ({ passkeys: (await listPasskeys(context.pool, actorOf(request).id)).map(({ id, name }) => ({ id, name })) }));
  app.post(`${base}/passkey/options`, FOR, (request, reply) => newPasskeyOptions(context, request, reply, owner(context, request)));
  app.post(`${base}/passkey`, { ...FOR, schema: { body: PasskeyAnswer } }, (request, reply) => addPasskey(context, request, reply));
  app.delete(`${base}/passkey/:id`, { config: { access: staff("account.own") } }, (request, reply) => removePasskey(context, request, reply));
  app.post(`${base}/totp/start`, FOR, (request, reply) => startTotp(context, request, reply));
  app.post(`${base}/totp/confirm`, { ...FOR, schema: { body: Code } }, (request, reply) => confirmTotp(context, request, reply));
  app.post(`${base}/recovery-codes`, { config: { access: staff("account.own") } }, (request) => remakeRecoveryCodes(context, request));
  app.post(`${base}/password`, { ...FOR, schema: { body: NewPassword } }, (request, reply) => changePassword(context, request, reply));
}
