import type { FastifyReply, FastifyRequest } from "fastify";
import { inTransaction } from "../platform/db/transaction.ts";
import type { SessionNeed } from "./accounts.contract.ts";
import { deviceOf, isEnrolled, needAfterFirstFactor } from "./accounts.ts";
import { setState } from "./accounts.store.ts";
import { recordAudit } from "./audit.store.ts";
import type { Next } from "./console.contract.ts";
import type { AccountsContext } from "./context.ts";
import { readCookie, setCookie } from "./cookies.ts";
import { readFactors } from "./factors.store.ts";
import { endSession, startSession } from "./sessions.store.ts";
import { newToken } from "../platform/tokens.ts";
import { saveDevice } from "./tries.store.ts";

/* Sessions begin here. Each step of signing in gives a new token and ends the one before it: a cookie planted earlier is worth nothing. */

/** How someone came in, for the log. */
export type How = "password" | "totp" | "recoveryCode" | "passkey" | "oidc" | "invitation" | "enrolment";

/** Browsers keep what says "this person signed in here" for (seconds). */
const DEVICE_AGE = 365 * 86_400;

async function begin({ config, pool, now }: AccountsContext, request: FastifyRequest, reply: FastifyReply, accountId: string, needs: SessionNeed, how: How): Promise<void> {
  const device = readCookie(config, request, "device") ?? newToken();
  const before = request.actor;
  const { token } = await inTransaction(pool, async (client) => {
    if (before) await endSession(client, before.id, before.session.id);
    if (needs === null) await saveDevice(client, accountId, device, now());
    const session = await startSession(client, { accountId, needs, device: deviceOf(request.headers["user-agent"]) }, now());
    await recordAudit(client, { actor: accountId, action: needs === null ? "session.started" : "session.halfStarted", target: `account:${accountId}`, details: { how } }, now());
    return session;
  });
  setCookie(config, reply, "", token);
  if (needs === null) setCookie(config, reply, "device", device, DEVICE_AGE);
}

/** All that is asked for was shown: a whole session. */
export async function enter(context: AccountsContext, request: FastifyRequest, reply: FastifyReply, accountId: string, how: How): Promise<Next> {
  await begin(context, request, reply, accountId, null, how);
  return { next: "done" };
}

/** A first factor was shown: half a session, until the second one. */
export async function enterHalf(context: AccountsContext, request: FastifyRequest, reply: FastifyReply, accountId: string, how: How): Promise<Next> {
  const needs = needAfterFirstFactor(await readFactors(context.pool, accountId));
  await begin(context, request, reply, accountId, needs, how);
  return { next: needs };
}

/** After a factor was added: whoever was still enrolling and now has enough is in, and active. */
export async function enterIfEnrolled(context: AccountsContext, request: FastifyRequest, reply: FastifyReply, accountId: string): Promise<Next> {
  if (request.actor?.session.needs !== "enrol") return { next: "done" };
  if (!isEnrolled(await readFactors(context.pool, accountId))) return { next: "enrol" };
  await setState(context.pool, accountId, "active");
  return enter(context, request, reply, accountId, "enrolment");
}
