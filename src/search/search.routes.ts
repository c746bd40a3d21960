import type { Server } from "../platform/http/http.ts";
import { presentAnswer } from "./present.ts";
import { readSearchQuery, type RawQuery } from "./search-query.ts";
import type { Search } from "./search.ts";

/** `GET /api/search` (see `SearchResponse`). */
export function searchRoutes(app: Server, search: Search): void {
  app.get("/api/search", { config: { access: "public" } }, (request, reply) => {
    const query = readSearchQuery(request.query as RawQuery);
    // What someone looks for is theirs: no cache keeps it.
    return reply.header("cache-control", "no-store").send(presentAnswer(search.search(query), query.lang));
  });
}
