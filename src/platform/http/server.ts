import compress from "@fastify/compress";
import formbody from "@fastify/formbody";
import helmet from "@fastify/helmet";
import { fastify, type FastifyReply, type FastifyRequest, type RouteOptions } from "fastify";
import { randomUUID } from "node:crypto";
import { FanalError } from "../errors.ts";
import type { Platform } from "../platform.ts";
import { allowOtherSites } from "./cors.ts";
import { answerError } from "./error-answers.ts";
import { notFound, type Server } from "./http.ts";
import { createMetrics } from "./metrics.ts";
import { keepPages, MOST_PAGE_BYTES } from "./page-cache.ts";
import { alwaysWell, type Standing } from "./standing.ts";

/** Forms hold a few sentences; nothing a visitor sends is larger (bytes). */
const BODY_LIMIT = 64 * 1024;
/** What is worth compressing. */
const COMPRESSED = /^text\/|[/+-](json|ndjson|xml|javascript)(;|$)/;
/** Longest address that a route looks at (characters of one parameter). */
const PARAM_LIMIT = 300;

function requireAccess(route: RouteOptions): void {
  if (route.config?.access) return;
  throw new FanalError("routeWithoutAccess", 500, {
    fr: `La route ${String(route.method)} ${route.url} ne déclare pas son accès.`,
    en: `Route ${String(route.method)} ${route.url} does not declare its access.`,
  });
}

const SELF = ["'self'"];
const DIRECTIVES = {
  defaultSrc: ["'none'"],
  scriptSrc: SELF,
  styleSrc: SELF,
  imgSrc: ["'self'", "data:"],
  fontSrc: SELF,
  connectSrc: SELF,
  manifestSrc: SELF,
  formAction: SELF,
  frameSrc: SELF,
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/** Only our own files run or show; nothing of ours is framed, but by `allowFraming`. Only over https are addresses upgraded. */
function securityHeaders(publicUrl: string) {
  return {
    contentSecurityPolicy: { useDefaults: false, directives: DIRECTIVES },
    strictTransportSecurity: publicUrl.startsWith("https:") ? { maxAge: 31_536_000 } : false,
    // What someone looked for must not travel to the sites they leave for.
    referrerPolicy: { policy: "no-referrer" as const },
    crossOriginEmbedderPolicy: false,
  };
}

/** The route pattern, never the address: addresses hold what people look for and where they live. */
function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? "(none)";
}

function logRequests(app: Server, platform: Platform): void {
  app.addHook("onResponse", async (request: FastifyRequest, reply: FastifyReply) => {
    const ms = Math.round(reply.elapsedTime);
    platform.log.debug({ req: request.id, route: routeOf(request), method: request.method, status: reply.statusCode, ms }, "request");
  });
}

function nothingToAnswerFrom(): FanalError {
  return new FanalError("notReady", 503, {
    fr: "Le répertoire n’est pas disponible pour le moment. Réessayez dans une minute. Vous pouvez aussi appeler le 2-1-1 pour trouver de l’aide, ou le 9-1-1 en cas de danger.",
    en: "The directory is not available right now. Try again in a minute. You can also call 2-1-1 to find help, or 9-1-1 if there is danger.",
  });
}

/** Until there is a directory, public pages say so instead of looking empty; stylesheet and script still come. */
function requireDirectory(app: Server): void {
  app.addHook("onRequest", async (request) => {
    const { url, config } = request.routeOptions;
    // Staff sign in to an empty directory too: they fill it.
    if (config.access === "public" && !/^\/(assets|console|api\/console)\b/.test(url ?? "") && !app.standing().ready) throw nothingToAnswerFrom();
  });
}

function noGuard(): FanalError {
  return new FanalError("notAllowed", 403, {
    fr: "Cette page est réservée à l’équipe. Connectez-vous, puis recommencez.",
    en: "This page is for staff only. Sign in, then try again.",
  });
}

/** Deny by default: a route for staff answers only whom the accounts' guard let in; without a guard, nobody. */
function refuseUnguarded(app: Server): void {
  app.decorateRequest("admitted", false);
  app.addHook("preValidation", async ({ routeOptions, admitted }) => {
    if (typeof routeOptions.config.access === "object" && !admitted) throw noGuard();
  });
}

/** The HTTP server with everything that every route shares; features add their routes to it. */
export async function createServer(platform: Platform, standing: () => Standing = alwaysWell, pageBytes = MOST_PAGE_BYTES): Promise<Server> {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    // A proxy on this machine or network says whose request it is, so that limits count each caller apart.
    trustProxy: "loopback, linklocal, uniquelocal",
    routerOptions: { maxParamLength: PARAM_LIMIT, ignoreTrailingSlash: true },
    genReqId: () => randomUUID().slice(0, 8),
    frameworkErrors: (error, request, reply) => answerError(error, request, reply, platform),
    ajv: { customOptions: { coerceTypes: "array", removeAdditional: true, allErrors: false } },
    forceCloseConnections: true,
  });
  app.decorate("standing", standing);
  // Its own route answers preflights only: everything after it declares its access.
  await allowOtherSites(app);
  app.addHook("onRoute", requireAccess);
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply, platform));
  app.setNotFoundHandler((request, reply) => answerError(notFound(), request, reply, platform));
  await app.register(helmet, securityHeaders(platform.config.publicUrl));
  await app.register(compress, { threshold: 1024, encodings: ["br", "gzip"], customTypes: COMPRESSED });
  await app.register(formbody, { bodyLimit: BODY_LIMIT });
  requireDirectory(app);
  refuseUnguarded(app);
  keepPages(app, platform.clock, standing, pageBytes);
  logRequests(app, platform);
  createMetrics(app, routeOf);
  return app;
}
