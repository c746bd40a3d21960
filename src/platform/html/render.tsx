import type { FastifyReply } from "fastify";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { noBreaks } from "../i18n/format.ts";

/** HTML of a whole page. React escapes every text; nothing on public pages is set as raw HTML but our own icons and JSON-LD. */
export function renderPage(page: ReactElement): string {
  const html = renderToStaticMarkup(page);
  return `<!doctype html>${html.startsWith('<html lang="fr') ? typesetFrench(html) : html}`;
}

/** What people typed and what machines read stay as they are; every other text between tags is typeset. */
const TEXTS = /<(textarea|script)[\s\S]*?<\/\1>|>[^<]+(?=<)/g;

function typesetFrench(html: string): string {
  return html.replace(TEXTS, (found) => (found.startsWith(">") ? noBreaks(found) : found));
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
