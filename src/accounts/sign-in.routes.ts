import type { FastifyReply, FastifyRequest } from "fastify";
import type { Server } from "../platform/http/http.ts";
import { ACTIONS } from "./accounts.contract.ts";
import { normalEmail } from "./accounts.ts";
import { accountByEmail, accountById, hasAdministrator } from "./accounts.store.ts";
import { noteAudit } from "./audit.store.ts";
import { Code, PasskeyAnswer, PasswordSignIn, type Me, type Next } from "./console.contract.ts";
import type { AccountsContext } from "./context.ts";
import { clearCookie } from "./cookies.ts";
import { enter, enterHalf } from "./entering.ts";
import { findPasskey, readFactors, readPassword, readTotp, savePassword, useRecoveryCode, useTotpStep } from "./factors.store.ts";
import { fault } from "./faults.ts";
import { passkeyOptions, showPasskey } from "./passkeys.ts";
import { hashPassword, isOutdatedHash, isPassword } from "./passwords.ts";
import { mayEver } from "./policy.ts";
import { totpStep } from "./second-factor.ts";
import { endSession } from "./sessions.store.ts";
import { sourceOf, tryCode, tryPassword } from "./sources.ts";
import { forgetTries } from "./tries.store.ts";

const iso = (date: Date) => date.toISOString();

async function readMe({ config, pool }: AccountsContext, { actor }: FastifyRequest): Promise<Me> {
  if (!actor || actor.session.needs === "totp") {
    return { signedIn: false, firstRun: !(await hasAdministrator(pool)), oidc: config.oidc && { label: config.oidc.label }, next: actor ? "totp" : null };
  }
  const { id, name, email, lang, grants, session } = actor;
  const { oidc: _, ...factors } = await readFactors(pool, id);
  const mustEnrol = session.needs === "enrol";
  return {
    signedIn: true,
    person: { id, name, email, lang },
    roles: grants.map(({ role }) => role),
    areas: grants.some(({ areas }) => areas.length === 0) ? [] : [...new Set(grants.flatMap(({ areas }) => areas))],
    actions: mustEnrol ? [] : ACTIONS.filter((action) => mayEver(actor, action)),
    factors,
    session: { idleEndsAt: iso(session.idleEndsAt), endsAt: iso(session.endsAt) },
    stepUpUntil: session.stepUpUntil && iso(session.stepUpUntil),
    mustEnrol,
  };
}

/** A failure is noted for every address alike: that somebody has an account must not show, nor how long it took. */
async function noteFailure({ pool, now }: AccountsContext, how: string, accountId: string | null): Promise<void> {
  await noteAudit(pool, { actor: null, action: "session.refused", ...(accountId ? { target: `account:${accountId}` } : {}), details: { how } }, now());
}

async function signInWithPassword(context: AccountsContext, request: FastifyRequest, reply: FastifyReply): Promise<Next> {
  const { email: typed, password } = request.body as PasswordSignIn;
  const email = normalEmail(typed);
  const { pool, now } = context;
  const account = await accountByEmail(pool, email);
  const source = await sourceOf(context, request, account?.id ?? null);
  const tries = await tryPassword(context, email, source);
  const stored = account && account.state !== "suspended" ? await readPassword(pool, account.id) : null;
  if (!(await isPassword(password, stored, source.known ? "known" : "unknown")) || !account || !stored) {
    await noteFailure(context, "password", account?.id ?? null);
    throw fault("wrongSignIn", 400);
  }
  await forgetTries(pool, tries);
  if (isOutdatedHash(stored)) await savePassword(pool, account.id, await hashPassword(password), now());
  return enterHalf(context, request, reply, account.id, "password");
}

/** Whoever has shown a first factor and owes the second. */
function halfSignedIn({ actor }: FastifyRequest): string {
  if (actor?.session.needs !== "totp") throw fault("stepGone", 400);
  return actor.id;
}

/** Whether a code is right, unused, and now used. */
export async function isTotp({ key, pool, now }: AccountsContext, accountId: string, code: string): Promise<boolean> {
  const stored = await readTotp(pool, accountId);
  if (!stored) return false;
  const step = await totpStep(key.open(stored.secret, accountId), code, stored.usedStep, now());
  return step !== null && (await useTotpStep(pool, accountId, step));
}

/** A second factor that is typed: counted, looked at, and in. */
async function signInWithCode(context: AccountsContext, request: FastifyRequest, reply: FastifyReply, how: "totp" | "recoveryCode"): Promise<Next> {
  const accountId = halfSignedIn(request);
  const { code } = request.body as Code;
  const tries = await tryCode(context, accountId, await sourceOf(context, request, accountId));
  const right = how === "totp" ? await isTotp(context, accountId, code) : await useRecoveryCode(context.pool, accountId, code);
  if (!right) {
    await noteFailure(context, how, accountId);
    throw fault(how === "totp" ? "wrongCode" : "wrongRecoveryCode", 400);
  }
  await forgetTries(context.pool, tries);
  return enter(context, request, reply, accountId, how);
}

async function signInWithPasskey(context: AccountsContext, request: FastifyRequest, reply: FastifyReply): Promise<Next> {
  const { response } = request.body as PasskeyAnswer;
  const accountId = await showPasskey(context, request, reply, null, response).catch(async (error: unknown) => {
    // Of somebody's passkey only: anyone can send nonsense, and the log is kept for ever.
    const passkey = await findPasskey(context.pool, String(response["id"]));
    if (passkey) await noteFailure(context, "passkey", passkey.accountId);
    throw error;
  });
  const account = await accountById(context.pool, accountId);
  if (account?.state !== "active") {
    await noteFailure(context, "passkey", accountId);
    throw fault("wrongPasskey", 400);
  }
  return enter(context, request, reply, accountId, "passkey");
}

async function signOut({ config, pool, now }: AccountsContext, { actor }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (actor) {
    await endSession(pool, actor.id, actor.session.id);
    await noteAudit(pool, { actor: actor.id, action: "session.ended", target: `account:${actor.id}` }, now());
  }
  for (const purpose of ["", "step"] as const) clearCookie(config, reply, purpose);
  return reply.header("clear-site-data", '"cache"').status(204).send();
}

const OPEN = { config: { access: "public" as const } };

/** Who is signed in; signing in and out. */
export function signInRoutes(app: Server, context: AccountsContext): void {
  const base = "/api/console/sign-in";
  app.get("/api/console/me", OPEN, (request) => readMe(context, request));
  app.post(`${base}/password`, { ...OPEN, schema: { body: PasswordSignIn } }, (request, reply) => signInWithPassword(context, request, reply));
  app.post(`${base}/totp`, { ...OPEN, schema: { body: Code } }, (request, reply) => signInWithCode(context, request, reply, "totp"));
  app.post(`${base}/recovery`, { ...OPEN, schema: { body: Code } }, (request, reply) => signInWithCode(context, request, reply, "recoveryCode"));
  app.post(`${base}/passkey/options`, OPEN, (request, reply) => passkeyOptions(context, request, reply, null));
  app.post(`${base}/passkey`, { ...OPEN, schema: { body: PasskeyAnswer } }, (request, reply) => signInWithPasskey(context, request, reply));
  app.post("/api/console/sign-out", OPEN, (request, reply) => signOut(context, request, reply));
}
