import type { FastifyReply, FastifyRequest } from "fastify";
import { FanalError, codeOf, messageOf } from "../errors.ts";
import { renderErrorPage } from "../html/error.page.tsx";
import type { Lang } from "../i18n/lang.ts";
import type { Platform } from "../platform.ts";

/** PostgreSQL is away: connection refused or lost, shutting down, starting up, too many clients (SQLSTATE classes 08, 57, 53). */
const DATABASE_AWAY = /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|08\w{3}|57P0\d|57014|53300)$/;
const AWAY_WORDS = /timeout|Connection terminated|connection.*(closed|ended)|Query read timeout/i;

/** The database cannot take what was sent; the reader is told to try again and nothing is half-written. */
export function isDatabaseAway(error: unknown): boolean {
  return DATABASE_AWAY.test(codeOf(error) ?? "") || AWAY_WORDS.test(messageOf(error));
}

function databaseAway(cause: unknown): FanalError {
  return new FanalError("databaseAway", 503, {
    fr: "Nous ne pouvons pas enregistrer pour le moment. Attendez une minute, puis essayez encore.",
    en: "We cannot save right now. Wait a minute, then try again.",
  }, cause);
}

function badRequest(cause: unknown): FanalError {
  const name = (cause as { validation?: { instancePath: string; message?: string }[] }).validation?.[0];
  const field = name?.instancePath.replace(/^\//, "") || messageOf(cause);
  return new FanalError("badRequest", 400, {
    fr: `Cette demande contient une valeur que nous ne pouvons pas lire (${field}). Corrigez-la, puis essayez encore.`,
    en: `This request holds a value that we cannot read (${field}${name?.message ? `: ${name.message}` : ""}). Correct it, then try again.`,
  }, cause);
}

function tooLarge(cause: unknown): FanalError {
  return new FanalError("tooLarge", 413, {
    fr: "Votre message est trop gros. Raccourcissez-le, puis envoyez-le de nouveau.",
    en: "Your message is too large. Shorten it, then send it again.",
  }, cause);
}

function wrongKind(cause: unknown): FanalError {
  return new FanalError("wrongKind", 415, {
    fr: "Nous ne lisons pas cette sorte de message. Utilisez le formulaire de la page.",
    en: "We do not read this kind of message. Use the form on the page.",
  }, cause);
}

function unexpected(cause: unknown): FanalError {
  return new FanalError("unexpected", 500, {
    fr: "Quelque chose n'a pas fonctionné de notre côté. Essayez encore dans une minute.",
    en: "Something went wrong on our side. Try again in a minute.",
  }, cause);
}

/** Any thrown value as an error with an id and a sentence. */
export function asFanalError(error: unknown): FanalError {
  if (error instanceof FanalError) return error;
  if (isDatabaseAway(error)) return databaseAway(error);
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  if (status === 413) return tooLarge(error);
  if (status === 415) return wrongKind(error);
  if (status >= 400 && status < 500) return badRequest(error);
  return unexpected(error);
}

/** The page's own language, else what the browser prefers, else French. */
export function langOf(request: FastifyRequest): Lang {
  const query = (request.query as { lang?: unknown } | undefined)?.lang;
  if (/^\/en(\/|\?|$)/.test(request.url) || query === "en") return "en";
  if (/^\/fr(\/|\?|$)/.test(request.url) || query === "fr") return "fr";
  return /^\s*en\b/i.test(request.headers["accept-language"] ?? "") ? "en" : "fr";
}

function wantsJson(request: FastifyRequest): boolean {
  return /^\/(api|health|metrics|oembed)(\/|\?|$)/.test(request.url);
}

/** Answers any error: JSON with its id on the API, a page with a way back elsewhere. The log has the cause. */
export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply, platform: Platform): FastifyReply {
  const error = asFanalError(thrown);
  if (error.status >= 500) {
    platform.log.error({ req: request.id, route: request.routeOptions?.url, id: error.id, err: messageOf(error.cause ?? error), stack: (error.cause as Error | undefined)?.stack }, "request failed");
  }
  const lang = langOf(request);
  reply.status(error.status).header("cache-control", "no-store");
  if (error.status === 503) reply.header("retry-after", "30");
  if (wantsJson(request)) return reply.type("application/json").send({ error: { id: error.id, message: error.say[lang] } });
  return reply.type("text/html; charset=utf-8").send(renderErrorPage(platform.config, lang, error, request.id));
}
