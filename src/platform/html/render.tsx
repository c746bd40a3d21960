import type { FastifyReply } from "fastify";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";

/** HTML of a whole page. React escapes every text; nothing on public pages is set as raw HTML but our own icons and JSON-LD. */
export function renderPage(page: ReactElement): string {
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}

/** How long a page may be kept: `never` for anything that tells what a person looks for. */
export type Keep = "never" | "briefly";

const CACHE_CONTROL: Record<Keep, string> = {
  never: "no-store",
  briefly: "public, max-age=60",
};

export function sendPage(reply: FastifyReply, page: ReactElement, keep: Keep): FastifyReply {
  return reply.header("cache-control", CACHE_CONTROL[keep]).type("text/html; charset=utf-8").send(renderPage(page));
}
