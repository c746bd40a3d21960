import { needOfSlug, needSlug } from "../../directory/index.ts";
import { FanalError } from "../../platform/errors.ts";
import { address } from "../../platform/html/addresses.ts";
import { sendPage } from "../../platform/html/render.tsx";
import { first, publicPage, type PageRequest } from "../../platform/http/page-routes.ts";
import { notFound, type Server } from "../../platform/http/http.ts";
import type { AreaKind } from "../../territory/index.ts";
import { areaAddresses, areaPage, needPage, needsPage, regionsPage } from "./browse.page.tsx";
import { codeOfPart } from "./place-addresses.ts";
import { PAGE_SIZE, resultsPage } from "./results.page.tsx";
import { TEXT_LIMIT } from "./search-form.tsx";
import type { Asked, SearchPageDeps } from "./search-page.ts";

/** Deepest result that a page shows. */
const OFFSET_LIMIT = 1000;

function tooLong(): FanalError {
  return new FanalError("tooLong", 400, {
    fr: `Votre question est trop longue. Dites-la en moins de ${TEXT_LIMIT} caractères.`,
    en: `Your question is too long. Say it in fewer than ${TEXT_LIMIT} characters.`,
  });
}

/** The words of the address, or a clear refusal. */
function readAsked(query: PageRequest["query"]): Asked {
  const asked = { q: first(query["q"]), place: first(query["place"]), need: first(query["need"]), open: first(query["open"]) === "now" ? "now" : "", language: first(query["language"]), offset: first(query["offset"]) };
  if (asked.q.length > TEXT_LIMIT || asked.place.length > TEXT_LIMIT) throw tooLong();
  const offset = Number(asked.offset);
  return { ...asked, language: /^[a-z]{2,3}$/.test(asked.language) ? asked.language : "", offset: Number.isInteger(offset) && offset > 0 ? String(Math.min(offset, OFFSET_LIMIT)) : "" };
}

function viewResults(deps: SearchPageDeps, { lang, query, reply }: PageRequest) {
  const asked = readAsked(query);
  // Nothing asked: the home page is where one asks.
  if (!asked.q && !asked.place && !asked.need) return reply.redirect(address("home", lang), 302);
  const answer = deps.search.search({
    lang,
    q: asked.q,
    place: asked.place,
    needs: asked.need ? [asked.need] : [],
    openNow: asked.open === "now",
    language: asked.language || null,
    limit: PAGE_SIZE,
    offset: Number(asked.offset) || 0,
  });
  return sendPage(reply, resultsPage({ deps, lang, asked, answer }), "never");
}

function viewNeed(deps: SearchPageDeps, { lang, params, reply }: PageRequest) {
  const need = deps.needs.need(needOfSlug(params["need"] ?? ""));
  if (!need) throw notFound();
  const proper = address("need", lang, { need: needSlug(need, lang) });
  if (params["need"] !== needSlug(need, lang)) return reply.redirect(proper, 301);
  return sendPage(reply, needPage(deps, lang, need), need.sensitive ? "never" : "briefly");
}

function viewArea(deps: SearchPageDeps, kind: AreaKind, part: string, { lang, params, reply }: PageRequest) {
  const area = deps.territory.area(kind, codeOfPart(params[part] ?? ""));
  if (!area) throw notFound();
  const proper = areaAddresses(deps, area)[lang];
  const asked = `/${lang}/regions/${[params["region"], params["mrc"], params["municipality"]].filter(Boolean).join("/")}`;
  if (asked !== proper) return reply.redirect(proper, 301);
  return sendPage(reply, areaPage(deps, lang, area), "briefly");
}

/** Results, needs and places. */
export function searchPages(app: Server, deps: SearchPageDeps): void {
  publicPage(app, "GET", "search", (page) => viewResults(deps, page));
  publicPage(app, "GET", "needs", ({ lang, reply }) => sendPage(reply, needsPage(deps, lang), "briefly"));
  publicPage(app, "GET", "need", (page) => viewNeed(deps, page));
  publicPage(app, "GET", "regions", ({ lang, reply }) => sendPage(reply, regionsPage(deps, lang), "briefly"));
  publicPage(app, "GET", "region", (page) => viewArea(deps, "region", "region", page));
  publicPage(app, "GET", "mrc", (page) => viewArea(deps, "mrc", "mrc", page));
  publicPage(app, "GET", "municipality", (page) => viewArea(deps, "municipality", "municipality", page));
}
