import type { Server } from "./http.ts";

/** Public JSON that the pages of any site may read, without cookies; never a page, never a form. */
const OPEN = /^\/(hsds|api|openapi\.json)(\/|\?|$)/;
const PREFLIGHTS = ["/hsds", "/hsds/*", "/api/*", "/openapi.json"];
/** How long a browser remembers that it may ask (s). */
const REMEMBER = "86400";

/** Cross-origin reading (CORS) of the open routes, for GET only. */
export function openToOtherSites(app: Server): void {
  app.addHook("onRequest", async (request, reply) => {
    if (!OPEN.test(request.url)) return;
    void reply.header("access-control-allow-origin", "*").header("access-control-expose-headers", "etag, link, retry-after").header("cross-origin-resource-policy", "cross-origin");
  });
  for (const url of PREFLIGHTS) {
    app.options(url, { config: { access: "public" } }, async (_request, reply) =>
      reply.status(204).header("access-control-allow-methods", "GET, HEAD").header("access-control-allow-headers", "accept, accept-language, if-none-match, x-api-key").header("access-control-max-age", REMEMBER).send(),
    );
  }
}
