import { FanalError } from "../../platform/errors.ts";
import { address, withQuery } from "../../platform/html/addresses.ts";
import { sendPage } from "../../platform/html/render.tsx";
import { first, publicPage, type PageRequest } from "../../platform/http/page-routes.ts";
import { notFound, type Server } from "../../platform/http/http.ts";
import { isUuid } from "../../platform/ids.ts";
import type { Place, PlaceKind } from "../../territory/index.ts";
import type { PublishedService } from "../directory.contract.ts";
import { calendarEvent } from "./calendar.ts";
import { nextChange, nextOpening } from "./opening.ts";
import { organizationPage } from "./organization.page.tsx";
import type { RecordDeps } from "./record-deps.ts";
import { servicePage } from "./service.page.tsx";

function gone(): FanalError {
  return new FanalError("recordGone", 410, {
    fr: "Ce service n’est plus offert, ou sa fiche a été retirée. Cherchez un autre service à partir de l’accueil.",
    en: "This service is no longer offered, or its record was withdrawn. Look for another service from the home page.",
  });
}

/** The published service of an address; a retired one leads to what replaces it, or says it is gone. */
function serviceOf(deps: RecordDeps, { lang, params, reply }: PageRequest): PublishedService | null {
  const id = (params["id"] ?? "").toLowerCase();
  const service = isUuid(id) ? deps.published.service(id) : null;
  if (service) return service;
  const retired = isUuid(id) ? deps.published.retired(id) : null;
  if (!retired) throw notFound();
  if (!retired.replacedBy) throw gone();
  void reply.redirect(address("service", lang, { id: retired.replacedBy }), 301);
  return null;
}

/** The home that the reader searched from, when their address carries it and it is one clear place. */
function homeOf(deps: RecordDeps, { lang, query }: PageRequest): Place | null {
  const text = first(query["place"]).slice(0, 200);
  if (!text) return null;
  const [kind, code] = text.split(":");
  if (kind && code) return deps.territory.place(kind as PlaceKind, code);
  const candidates = deps.territory.resolve(text, lang, 2);
  const [best, second] = candidates;
  return best && (!second || best.score - second.score >= 0.15) ? best : null;
}

function viewService(deps: RecordDeps, page: PageRequest) {
  const service = serviceOf(deps, page);
  if (!service) return page.reply;
  const { lang, query, reply } = page;
  const words = { q: first(query["q"]).slice(0, 200), place: first(query["place"]).slice(0, 200), need: first(query["need"]).slice(0, 60) };
  const cameFromSearch = Object.values(words).some(Boolean);
  const back = cameFromSearch ? withQuery(address("search", lang), words) : null;
  const home = homeOf(deps, page);
  return sendPage(reply, servicePage({ deps, lang, service, home, back }), service.sensitive || cameFromSearch ? "never" : "briefly", cameFromSearch ? null : nextChange([service], deps.clock.now()));
}

function viewOrganization(deps: RecordDeps, { lang, params, reply }: PageRequest) {
  const id = (params["id"] ?? "").toLowerCase();
  const found = isUuid(id) ? deps.published.organization(id) : null;
  const movedTo = found || !isUuid(id) ? null : (deps.published.retired(id)?.replacedBy ?? null);
  if (movedTo && deps.published.organization(movedTo)) return reply.redirect(address("organization", lang, { id: movedTo }), 301);
  if (!found) throw notFound();
  const keep = found.services.some(({ sensitive }) => sensitive) ? "never" : "briefly";
  return sendPage(reply, organizationPage(deps, lang, found.organization, found.services), keep, nextChange(found.services, deps.clock.now()));
}

function sendCalendar(deps: RecordDeps, page: PageRequest) {
  const service = serviceOf(deps, page);
  if (!service) return page.reply;
  const wanted = first(page.query["at"]);
  const at = service.at.find(({ id }) => id === wanted) ?? service.at[0];
  const opening = at && nextOpening(at, deps.clock.now());
  if (!at || !opening || service.sensitive) throw notFound();
  return page.reply
    .header("cache-control", "no-store")
    .header("content-disposition", 'attachment; filename="fanal.ics"')
    .type("text/calendar; charset=utf-8")
    .send(calendarEvent(deps.config.publicUrl, service, at, opening, page.lang));
}

/** Service and organisation pages, and the calendar event. */
export function directoryPages(app: Server, deps: RecordDeps): void {
  publicPage(app, "GET", "service", (page) => viewService(deps, page));
  publicPage(app, "GET", "organization", (page) => viewOrganization(deps, page));
  publicPage(app, "GET", "calendar", (page) => sendCalendar(deps, page));
}
