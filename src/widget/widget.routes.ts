import type { FastifyReply } from "fastify";
import { FanalError } from "../platform/errors.ts";
import { withQuery } from "../platform/html/addresses.ts";
import { sendPage } from "../platform/html/render.tsx";
import { allowFraming } from "../platform/http/framing.ts";
import type { Server } from "../platform/http/http.ts";
import { first, publicPage, type PageRequest } from "../platform/http/page-routes.ts";
import { isLang } from "../platform/i18n/lang.ts";
import { oembedOf } from "./oembed.ts";
import { embedPage } from "./pages/embed.page.tsx";
import { framePage } from "./pages/frame.page.tsx";
import { frameAddress, type WidgetDeps } from "./widget.ts";
import { widgetScript } from "./widget-script.ts";

/** The script's address never changes, so a copy is kept for an hour only. */
const KEEP_SCRIPT = "public, max-age=3600";
const TEXT_LIMIT = 200;

type Words = PageRequest["query"];

function text(words: Words, name: string): string {
  return first(words[name]).slice(0, TEXT_LIMIT);
}

function needOf({ needs }: WidgetDeps, words: Words): string {
  return needs.need(text(words, "need"))?.code ?? "";
}

function viewFrame(deps: WidgetDeps, { lang, query, reply }: PageRequest): FastifyReply {
  const asked = { q: text(query, "q"), place: text(query, "place"), need: needOf(deps, query) };
  const oembed = withQuery(`${deps.config.publicUrl}/oembed`, { url: frameAddress(deps.config.publicUrl, { lang, need: asked.need, place: "" }), format: "json" });
  return sendPage(allowFraming(reply), framePage(deps, lang, asked, oembed), asked.q || asked.place || asked.need ? "never" : "briefly");
}

function viewEmbed(deps: WidgetDeps, { lang, query, reply }: PageRequest): FastifyReply {
  const asked = first(query["lang"]);
  const choice = { lang: isLang(asked) ? asked : lang, need: needOf(deps, query), place: text(query, "place") };
  return sendPage(reply, embedPage({ deps, lang, choice }), "briefly");
}

function noSuchBox(): FanalError {
  return new FanalError("notEmbeddable", 404, {
    fr: "Cette adresse n’est pas une page que l’on peut intégrer. Donnez l’accueil, une recherche ou un besoin de ce site.",
    en: "This address is not a page that can be embedded. Give the home page, a search or a need of this site.",
  });
}

function addressMissing(): FanalError {
  return new FanalError("addressMissing", 400, {
    fr: "Dites quelle page intégrer : « url= » et son adresse.",
    en: "Say which page to embed: “url=” and its address.",
  });
}

function jsonOnly(): FanalError {
  return new FanalError("formatNotImplemented", 501, {
    fr: "Ce service répond en JSON seulement. Demandez « format=json ».",
    en: "This service answers in JSON only. Ask for “format=json”.",
  });
}

function sendOembed(deps: WidgetDeps, query: Words, reply: FastifyReply): FastifyReply {
  if ((first(query["format"]) || "json") !== "json") throw jsonOnly();
  if (first(query["url"]) === "") throw addressMissing();
  const answer = oembedOf(deps.config.publicUrl, deps.needs, { url: first(query["url"]), maxwidth: first(query["maxwidth"]), maxheight: first(query["maxheight"]) });
  if (!answer) throw noSuchBox();
  return reply.type("application/json; charset=utf-8").send(answer);
}

/** The search box for other sites: its script, its frame, oEmbed, and the page where a partner makes the code. */
export function widgetRoutes(app: Server, deps: WidgetDeps): void {
  // Bundled when first asked for: a start does not wait for it.
  let made: Promise<string> | null = null;
  const script = () => (made ??= widgetScript(deps.needs));
  app.get("/widget.js", { config: { access: "public" } }, async (_request, reply) =>
    // Other sites' pages load it: the usual "same-origin" of our files would stop them.
    reply.header("cache-control", KEEP_SCRIPT).header("cross-origin-resource-policy", "cross-origin").type("text/javascript; charset=utf-8").send(await script()),
  );
  app.get("/oembed", { config: { access: "public" } }, (request, reply) => sendOembed(deps, request.query as Words, reply));
  publicPage(app, "GET", "widget", (page) => viewFrame(deps, page));
  publicPage(app, "GET", "embed", (page) => viewEmbed(deps, page));
}
