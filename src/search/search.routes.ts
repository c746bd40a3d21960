import type { Server } from "../platform/http/http.ts";
import { presentAnswer } from "./present.ts";
import type { SuggestResponse } from "./search.contract.ts";
import { readSearchQuery, readTyped, type RawQuery } from "./search-query.ts";
import type { SearchCounter } from "./counting/search-counter.ts";
import type { Search } from "./search.ts";

/** `GET /api/search` (see `SearchResponse`), `GET /api/suggest` (see `SuggestResponse`). */
export function searchRoutes(app: Server, { search, counter }: { search: Search; counter: Pick<SearchCounter, "note"> }): void {
  app.get("/api/search", { config: { access: "public" } }, (request, reply) => {
    const query = readSearchQuery(request.query as RawQuery);
    const answer = search.search(query);
    if (query.offset === 0) counter.note(answer, query.lang, "");
    // What someone looks for is theirs: no cache keeps it.
    return reply.header("cache-control", "no-store").send(presentAnswer(answer, query.lang));
  });
  app.get("/api/suggest", { config: { access: "public" } }, (request, reply) => {
    const { q, lang, kinds } = readTyped(request.query as RawQuery);
    const answer: SuggestResponse = { suggestions: search.suggest(q, lang, kinds) };
    return reply.header("cache-control", "no-store").send(answer);
  });
}
