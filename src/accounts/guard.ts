import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../platform/config.ts";
import { withPatience } from "../platform/db/patience.ts";
import type { FanalError } from "../platform/errors.ts";
import type { StaffAccess, Server } from "../platform/http/http.ts";
import type { Platform } from "../platform/platform.ts";
import type { Action, Actor, SignedIn, Target } from "./accounts.contract.ts";
import { noteAudit } from "./audit.store.ts";
import { readCookie } from "./cookies.ts";
import { fault } from "./faults.ts";
import { may, mayEver } from "./policy.ts";
import { findSession } from "./sessions.store.ts";

/*
 * The one door of the console. Every route for staff and everything under /api/console passes it: the session is
 * looked up, writes from other sites are refused, nothing is kept by caches. What a route lets through here is
 * only "someone who may do this to something": its handler asks `authorize` again with what it acts on.
 */

declare module "fastify" {
  interface FastifyRequest {
    /** Whoever is signed in; null on every other route. */
    actor: SignedIn | null;
  }
  interface FastifyContextConfig {
    /** Someone who has no second factor yet may call it, to set one up. */
    halfSession?: true;
  }
}

const CONSOLE = /^\/api\/console(\/|\?|$)/;
const READS = new Set(["GET", "HEAD", "OPTIONS"]);

function staffAccess(request: FastifyRequest): StaffAccess | null {
  const access = request.routeOptions.config?.access;
  return typeof access === "object" ? access : null;
}

/** Browsers say themselves where a request comes from (Fetch Metadata); older ones at least its origin. */
function isFromHere({ headers }: FastifyRequest, config: Config): boolean {
  const site = headers["sec-fetch-site"];
  return site === undefined ? headers.origin === new URL(config.publicUrl).origin : site === "same-origin";
}

function admit(request: FastifyRequest, { staff }: StaffAccess): void {
  const { actor } = request;
  if (!actor) throw fault("signInNeeded", 401);
  const { needs } = actor.session;
  if (needs === "totp" || (needs === "enrol" && !request.routeOptions.config.halfSession)) throw fault("secondFactorNeeded", 401);
  if (!mayEver(actor, staff as Action)) throw fault("notAllowed", 403);
  request.admitted = true;
}

/** Guards every route for staff. Once, right after the server is made: routes added earlier would not be guarded. */
export function guardStaff(server: Server, platform: Platform): void {
  const { config, pool, clock } = platform;
  server.decorateRequest("actor", null);
  noteRefusals(server, platform);
  server.addHook("onRequest", async (request: FastifyRequest, reply: FastifyReply) => {
    const access = staffAccess(request);
    if (!access && !CONSOLE.test(request.url)) return;
    void reply.header("cache-control", "no-store");
    const token = readCookie(config, request);
    if (token) request.actor = await withPatience(findSession(pool, token, clock.now()));
    if (!READS.has(request.method) && !isFromHere(request, config)) throw fault("crossSite", 403);
    if (access) admit(request, access);
  });
}

/** Someone signed in reached for what they may not do: noted, whatever refused it. */
function noteRefusals(server: Server, { pool, clock, log }: Platform): void {
  server.addHook("onError", async (request, _reply, error) => {
    const { id } = error as { id?: string };
    if (!request.actor || (id !== "notAllowed" && id !== "crossSite")) return;
    const note = { actor: request.actor.id, action: "access.refused", details: { why: id, method: request.method, route: request.routeOptions.url ?? null } };
    await noteAudit(pool, note, clock.now()).catch((failure: Error) => log.error({ err: failure.message }, "refusal not noted"));
  });
}

/** Whoever is signed in. Throws `signInNeeded` where nobody is. */
export function actorOf(request: FastifyRequest): SignedIn {
  if (!request.actor) throw fault("signInNeeded", 401);
  return request.actor;
}

/** What someone hears who may not do this. */
export function notAllowed(): FanalError {
  return fault("notAllowed", 403);
}

/** Refuses, unless this person may do this to that. */
export function authorize(actor: Actor, action: Action, target: Target = {}): void {
  if (!may(actor, action, target)) throw notAllowed();
}

/** Refuses a dangerous action until a factor was shown again: throws `stepUpNeeded`. */
export function needsStepUp(request: FastifyRequest, now: Date): void {
  const { stepUpUntil } = actorOf(request).session;
  if (stepUpUntil === null || stepUpUntil <= now) throw fault("stepUpNeeded", 403);
}
