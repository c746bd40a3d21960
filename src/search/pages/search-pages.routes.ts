import { needOfSlug, needSlug } from "../../directory/index.ts";
import { address } from "../../platform/html/addresses.ts";
import { sendPage } from "../../platform/html/render.tsx";
import { first, publicPage, type PageRequest } from "../../platform/http/page-routes.ts";
import { notFound, type Server } from "../../platform/http/http.ts";
import { fold } from "../../platform/i18n/fold.ts";
import type { AreaKind } from "../../territory/index.ts";
import { placeOfCode } from "../home.ts";
import type { SearchQuery } from "../search.contract.ts";
import { readSearchQuery } from "../search-query.ts";
import { areaAddresses, areaPage, askNeedPage, needPage, needsPage, regionsPage } from "./browse.page.tsx";
import { codeOfPart } from "./place-addresses.ts";
import { PAGE_SIZE, resultsPage } from "./results.page.tsx";
import type { Asked, SearchPageDeps } from "./search-page.ts";

/** The words of a search as they stand in the addresses that a page links to. */
function askedOf(query: SearchQuery): Asked {
  return { q: query.q, place: query.place, need: query.needs.join(","), open: query.openNow ? "now" : "", language: query.language ?? "", offset: query.offset > 0 ? String(query.offset) : "" };
}

/** A form sent with its question left empty asks for the need that was chosen by a button. */
function withChosenNeed(words: PageRequest["query"]): PageRequest["query"] {
  return first(words["q"]) === "" && first(words["need"]) === "" ? { ...words, need: first(words["otherwise"]) } : words;
}

/** A place chosen among suggestions holds while the box still says its name. */
function withChosenPlace(words: PageRequest["query"], { territory }: SearchPageDeps): PageRequest["query"] {
  const at = first(words["at"]);
  const chosen = placeOfCode(territory, at);
  return chosen && fold(chosen.name) === fold(first(words["place"])) ? { ...words, place: at } : words;
}

function viewResults(deps: SearchPageDeps, { lang, query: words, reply }: PageRequest) {
  const query = { ...readSearchQuery({ ...withChosenPlace(withChosenNeed(words), deps), lang, limit: undefined }), limit: PAGE_SIZE };
  const asked = askedOf(query);
  // Nothing asked: the home page is where one asks.
  if (!asked.q && !asked.place && !asked.need) return reply.redirect(address("home", lang), 302);
  const answer = deps.search.search(query);
  if (query.offset === 0) deps.counter.note(answer, lang, first(words["before"]));
  const { place } = answer.query;
  if (place && !asked.q && !asked.need) return sendPage(reply, askNeedPage(deps, lang, place, answer.facets.serves.yes + answer.facets.serves.assumed), "never");
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
