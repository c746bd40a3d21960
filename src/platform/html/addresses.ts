import type { Lang, PerLang } from "../i18n/lang.ts";
import { fold } from "../i18n/fold.ts";

/*
 * Every public address, in one place. Codes lead and never change; the words after them are for
 * people and may change (the page then moves the reader to the new address).
 */

export function slug(text: string): string {
  return fold(text).replaceAll(" ", "-");
}

function pair(fr: string, en: string): PerLang<string> {
  return { fr: `/fr${fr}`, en: `/en${en}` };
}

/** Route patterns, one per language. */
export const ROUTES = {
  home: pair("", ""),
  search: pair("/recherche", "/search"),
  service: pair("/services/:id", "/services/:id"),
  calendar: pair("/services/:id/calendrier.ics", "/services/:id/calendar.ics"),
  report: pair("/services/:id/signaler", "/services/:id/report"),
  organization: pair("/organismes/:id", "/organizations/:id"),
  needs: pair("/besoins", "/needs"),
  need: pair("/besoins/:need", "/needs/:need"),
  regions: pair("/regions", "/regions"),
  region: pair("/regions/:region", "/regions/:region"),
  mrc: pair("/regions/:region/:mrc", "/regions/:region/:mrc"),
  municipality: pair("/regions/:region/:mrc/:municipality", "/regions/:region/:mrc/:municipality"),
  list: pair("/ma-liste", "/my-list"),
  chat: pair("/clavarder", "/chat"),
  about: pair("/a-propos", "/about"),
  privacy: pair("/confidentialite", "/privacy"),
  accessibility: pair("/accessibilite", "/accessibility"),
  sources: pair("/donnees-et-sources", "/data-and-sources"),
  api: pair("/api", "/api"),
  widget: pair("/widget", "/widget"),
  embed: pair("/integrer", "/embed"),
} as const;

export type PublicRoute = keyof typeof ROUTES;

/** The address of a route with its parameters, in a language. */
export function address(route: PublicRoute, lang: Lang, params: Record<string, string> = {}): string {
  return ROUTES[route][lang].replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
}

/** The same page in both languages. */
export function bothAddresses(route: PublicRoute, params: Record<string, string> | PerLang<Record<string, string>> = {}): PerLang<string> {
  const per = isPerLang(params) ? params : { fr: params, en: params };
  return { fr: address(route, "fr", per.fr), en: address(route, "en", per.en) };
}

function isPerLang(params: Record<string, string> | PerLang<Record<string, string>>): params is PerLang<Record<string, string>> {
  return typeof params["fr"] === "object";
}

/** Adds the search words that are set, in a fixed order, to an address. */
export function withQuery(path: string, query: Record<string, string | number | null | undefined>): string {
  const words = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  if (words.length === 0) return path;
  return `${path}?${new URLSearchParams(words.map(([name, value]) => [name, String(value)])).toString()}`;
}
