import type { FastifyReply } from "fastify";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { noBreaks } from "../i18n/format.ts";
import { RecordsAsOf } from "./records-as-of.tsx";

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

/**
 * Sends a page. While the database is away it says from when the records are, and no browser keeps it.
 * `sameUntil`: the page is the same for everyone, until then or until the records change; the server keeps it.
 */
export function sendPage(reply: FastifyReply, page: ReactElement, keep: Keep, sameUntil: Date | null = null): FastifyReply {
  const { pages, standing } = reply.server;
  const { asOf } = standing();
  const html = renderPage(<RecordsAsOf.Provider value={asOf}>{page}</RecordsAsOf.Provider>);
  const cacheControl = CACHE_CONTROL[asOf ? "never" : keep];
  if (sameUntil) return pages.sendKept(reply, { html, cacheControl, until: sameUntil });
  return reply.header("cache-control", cacheControl).type("text/html; charset=utf-8").send(html);
}

/** For pages that only a change of the records changes. */
export const ALWAYS = new Date(8.64e15);
