import cors from "@fastify/cors";
import type { FastifyRequest } from "fastify";
import type { Server } from "./http.ts";

/**
 * What scripts of other sites may read: public JSON and the widget's own files, by GET, without credentials.
 * Everything else (pages, forms) answers our own origin only.
 */
const ANY_ORIGIN = /^\/(api(?!\/console)|hsds|oembed|openapi\.json|widget\.js)(\/|\?|$)/;
/** Browsers need not ask again for a day (seconds). */
const PREFLIGHT_AGE = 86_400;
const OPEN = {
  origin: "*",
  methods: ["GET", "HEAD"],
  allowedHeaders: ["accept", "accept-language", "if-none-match", "x-api-key"],
  exposedHeaders: ["etag", "link", "retry-after"],
  credentials: false,
  maxAge: PREFLIGHT_AGE,
};

/** Cross-origin rules of the whole server, in one place. */
export async function allowOtherSites(app: Server): Promise<void> {
  await app.register(cors, {
    delegator: (request: FastifyRequest, answer: (error: Error | null, options: object) => void) =>
      answer(null, ANY_ORIGIN.test(request.url) ? OPEN : { origin: false }),
  });
}
