import { sendPage } from "../../../platform/html/render.tsx";
import { sendTagged, tagOf } from "../../../platform/http/entity-tags.ts";
import { langOf } from "../../../platform/http/error-answers.ts";
import { publicPage } from "../../../platform/http/page-routes.ts";
import type { Server } from "../../../platform/http/http.ts";
import type { RecordDeps } from "../../pages/record-deps.ts";
import { API_ROUTES, routerPath, type ApiRoute } from "./api-routes.ts";
import { openApiDocument } from "./openapi.ts";
import { apiPage } from "./pages/api.page.tsx";

/** `/openapi.json`, and the same for people to read, in both languages: only routes that this server has. */
export function apiDocsRoutes(app: Server, { config }: Pick<RecordDeps, "config">): void {
  const served = (): ApiRoute[] => API_ROUTES.filter((route) => app.hasRoute({ method: "GET", url: routerPath(route) }));
  app.get("/openapi.json", { config: { access: "public" } }, async (request, reply) => {
    const lang = langOf(request);
    const body = JSON.stringify(openApiDocument(served(), config.publicUrl, lang));
    void reply.header("cache-control", "public, max-age=60").header("content-language", lang).header("vary", "accept-language");
    return sendTagged(request, reply, { type: "application/json; charset=utf-8", tag: tagOf(body), body: () => body });
  });
  publicPage(app, "GET", "api", ({ lang, reply }) => sendPage(reply, apiPage(config, served(), lang), "briefly"));
}
