import type { Need, OpenState, PublishedService, ServiceAtLocation } from "../directory/index.ts";
import { formatDistance, midSentence, typographic } from "../platform/i18n/format.ts";
import type { Lang } from "../platform/i18n/lang.ts";
import type { Place, Serves, ServiceArea, Territory } from "../territory/index.ts";
import { NAMED } from "./indexing/name-table.ts";
import { searchMessages } from "./search.messages.ts";

/** All that the reasons of one result come from. */
export interface WhyFacts {
  service: PublishedService;
  at: ServiceAtLocation;
  /** The asked need that it answers best; null when it was found by its words or name. */
  need: Need | null;
  name: number;
  textOnly: boolean;
  /** Not what was asked, but it may help. */
  related: boolean;
  serves: Serves;
  home: Place | null;
  distanceKm: number | null;
  open: OpenState;
  zone: string;
}

/** The widest area served that holds the home. */
function servedArea(areas: readonly ServiceArea[], home: Place): ServiceArea | null {
  const order = ["province", "region", "mrc", "municipality", "borough", "fsa"];
  const holding = areas.filter(({ kind, code }) => home.within[kind] === code);
  return holding.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0] ?? null;
}

function isWide(home: Place): boolean {
  return home.kind === "region" || home.kind === "mrc" || home.kind === "province";
}

function whyServed({ service, home }: WhyFacts, lang: Lang, territory: Territory): string[] {
  const t = searchMessages[lang];
  const area = home && servedArea(service.areas, home);
  if (!area) return [];
  if (area.kind === "province") return [t.servesAll];
  const name = territory.area(area.kind, area.code)?.name ?? home.name;
  if (area.kind === "region") return [t.servesRegion(name)];
  return [area.kind === "mrc" ? t.servesMrc(name) : t.servesPlace(name)];
}

function whyHome(facts: WhyFacts, lang: Lang, territory: Territory): string[] {
  const t = searchMessages[lang];
  const { service, serves, home } = facts;
  if (home === null) return service.areas.some(({ kind }) => kind === "province") ? [t.servesAll] : [];
  if (serves === "yes") return whyServed(facts, lang, territory);
  if (serves === "assumed") return [...whyServed(facts, lang, territory), t.servesAssumed];
  if (serves === "unknown") return [t.servesUnknown];
  return [isWide(home) ? t.servesNotWide(home.name) : t.servesNot(home.name)];
}

function whyNear({ at, home, distanceKm }: WhyFacts, lang: Lang): string[] {
  const t = searchMessages[lang];
  if (distanceKm !== null) return [t.distance(formatDistance(distanceKm, lang))];
  const town = at.location.municipalityCode;
  return town !== null && home?.kind === "municipality" && home.code === town ? [t.sameTown(home.name)] : [];
}

/** An instant as a clock of the zone shows it: 16 h 30, 4:30 p.m. */
function clockTime(instant: string, zone: string, lang: Lang): string {
  const time = new Intl.DateTimeFormat(lang === "fr" ? "fr-CA" : "en-CA", { timeZone: zone, hour: "numeric", minute: "2-digit" }).format(new Date(instant));
  return lang === "fr" ? time.replace(/\s*h\s*00$/, "\u00a0h").replace(/\s*h\s*(?=\d)/, "\u00a0h\u00a0") : time;
}

function whyOpen({ open, zone }: WhyFacts, lang: Lang): string[] {
  const t = searchMessages[lang];
  if (!open.now) return [];
  return [open.until === null ? t.openAlways : t.openUntil(clockTime(open.until, zone, lang))];
}

/** Reasons in sentences, most telling first; `facts` are what a page may show as signs instead. */
export interface Why {
  reasons: string[];
  facts: string[];
}

/** Why a result is shown, in the reader's language. */
export function whyOf(facts: WhyFacts, lang: Lang, territory: Territory): Why {
  const t = searchMessages[lang];
  const found = [
    ...(facts.name >= NAMED ? [t.named] : []),
    ...(facts.need ? [(facts.related ? t.mayHelp : t.answersNeed)(midSentence(typographic(facts.need.label[lang], lang)))] : []),
    ...(facts.textOnly ? [t.words] : []),
  ];
  return { reasons: [...found, ...whyHome(facts, lang, territory)], facts: [...whyNear(facts, lang), ...whyOpen(facts, lang)] };
}
