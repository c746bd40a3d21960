import type { FastifyReply, FastifyRequest } from "fastify";
import { inTransaction } from "../platform/db/transaction.ts";
import { FanalError, messageOf } from "../platform/errors.ts";
import { notFound, type Server } from "../platform/http/http.ts";
import { isEmail, normalEmail } from "./accounts.ts";
import { accountByEmail, accountById, setState, type Account } from "./accounts.store.ts";
import { noteAudit, recordAudit } from "./audit.store.ts";
import { siteOf, type AccountsContext } from "./context.ts";
import { clearCookie, readCookie, setCookie } from "./cookies.ts";
import { enter, enterHalf } from "./entering.ts";
import { accountOfIdentity, saveIdentity } from "./factors.store.ts";
import { fault } from "./faults.ts";
import { invitationOf } from "./invitations.store.ts";
import { accept } from "./inviting.ts";
import { openProvider, type Identity, type Provider } from "./oidc.ts";
import { startStep, takeStep } from "./steps.store.ts";

const BASE = "/api/console/sign-in/oidc";

/** Someone who is invited, or has an account under that verified address and is tied to nobody else there; tied from now on. */
async function tie({ pool, now }: AccountsContext, { issuer, subject, email, name }: Identity): Promise<string> {
  const address = email === null ? "" : normalEmail(email);
  if (!isEmail(address)) throw fault("oidcUnknown", 403);
  return inTransaction(pool, async (client) => {
    const invitation = await invitationOf(client, address, now());
    const account = await accountByEmail(client, address);
    const id = invitation ? await accept(client, now(), { ...invitation, email: address }, { name: name ?? address, lang: invitation.lang }) : account?.id;
    if (id === undefined || !(await saveIdentity(client, id, issuer, subject))) throw fault("oidcUnknown", 403);
    await recordAudit(client, { actor: id, action: "factor.oidcTied", target: `account:${id}` }, now());
    return id;
  });
}

/** The provider's own name for someone decides; the address only the first time, as addresses are given to others. */
async function accountOf(context: AccountsContext, identity: Identity): Promise<Account> {
  const id = (await accountOfIdentity(context.pool, identity.issuer, identity.subject)) ?? (await tie(context, identity));
  const account = await accountById(context.pool, id);
  if (!account || account.state === "suspended") throw fault("oidcUnknown", 403);
  return account;
}

/** Another site's link: the directory might answer without a click, and somebody would be signed in who asked for nothing. */
function isSentByAnother({ headers }: FastifyRequest): boolean {
  const site = headers["sec-fetch-site"];
  return site === "cross-site" || site === "same-site";
}

async function leave({ config, pool, now }: AccountsContext, provider: Provider, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (isSentByAnother(request)) return reply.redirect("/console", 302);
  const { url, ...trip } = await provider.leave(new URL(`${BASE}/callback`, siteOf(config, request)).href);
  setCookie(config, reply, "step", await startStep(pool, "oidc", trip, now()));
  return reply.redirect(url, 302);
}

async function identify({ config, pool, now }: AccountsContext, provider: Provider, request: FastifyRequest): Promise<Identity> {
  const token = readCookie(config, request, "step");
  const trip = token === null ? null : await takeStep(pool, "oidc", token, now());
  if (!trip) throw fault("stepGone", 400);
  try {
    return await provider.comeBack(new URL(request.url, siteOf(config, request)), trip);
  } catch (error) {
    throw new FanalError("oidcFailed", 400, fault("oidcFailed", 400).say, error);
  }
}

async function comeBack(context: AccountsContext, provider: Provider, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const identity = await identify(context, provider, request);
  const account = await accountOf(context, identity);
  if (!identity.strong) return void (await enterHalf(context, request, reply, account.id, "oidc"));
  if (account.state === "invited") await setState(context.pool, account.id, "active");
  await enter(context, request, reply, account.id, "oidc");
}

/** Back in the console, signed in or with the reason why not: this is a page's way, not a script's. */
async function land(context: AccountsContext, provider: Provider, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  clearCookie(context.config, reply, "step");
  try {
    await comeBack(context, provider, request, reply);
    return reply.redirect("/console", 302);
  } catch (error) {
    if (!(error instanceof FanalError) || error.status >= 500) throw error;
    context.log.warn({ id: error.id, err: error.cause ? messageOf(error.cause) : undefined }, "sign-in by the directory refused");
    // Somebody whom the directory knows; anyone can make the rest fail.
    if (error.id === "oidcUnknown") await noteAudit(context.pool, { actor: null, action: "session.refused", details: { how: "oidc", why: error.id } }, context.now());
    return reply.redirect(`/console?fault=${error.id}`, 302);
  }
}

/** Signing in through the operator's own directory, where one is set. */
export function oidcRoutes(app: Server, context: AccountsContext): void {
  const provider = context.config.oidc && openProvider(context.config.oidc);
  const needed = () => {
    if (!provider) throw notFound();
    return provider;
  };
  app.get(BASE, { config: { access: "public" } }, (request, reply) => leave(context, needed(), request, reply));
  app.get(`${BASE}/callback`, { config: { access: "public" } }, (request, reply) => land(context, needed(), request, reply));
}
