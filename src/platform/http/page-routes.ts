import type { FastifyReply, FastifyRequest } from "fastify";
import { ROUTES, type PublicRoute } from "../html/addresses.ts";
import { LANGS, type Lang } from "../i18n/lang.ts";
import type { Server } from "./http.ts";

export interface PageRequest {
  lang: Lang;
  params: Record<string, string>;
  query: Record<string, string | string[] | undefined>;
  body: Record<string, string | undefined>;
  reply: FastifyReply;
}

/** A first value of a query word, trimmed; "" when it is absent. */
export function first(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value)?.trim() ?? "";
}

function bodyOf(request: FastifyRequest): Record<string, string | undefined> {
  const body = (request.body ?? {}) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, typeof value === "string" ? value : undefined]));
}

/** Adds a public page in both languages. */
export function publicPage(app: Server, method: "GET" | "POST", route: PublicRoute, view: (page: PageRequest) => FastifyReply | Promise<FastifyReply>): void {
  for (const lang of LANGS) {
    app.route({
      method,
      url: ROUTES[route][lang],
      config: { access: "public" },
      handler: (request, reply) => {
        const params = request.params as Record<string, string>;
        return view({ lang, params, query: request.query as PageRequest["query"], body: bodyOf(request), reply });
      },
    });
  }
}
