import type { Lang } from "../../src/platform/i18n/lang.ts";
import { ROUTES, withQuery } from "../../src/platform/html/addresses.ts";

interface Result {
  service: { id: string };
  organization: { id: string };
}

async function firstResult(url: string, need: string, place: string): Promise<Result> {
  const answer = await fetch(withQuery(`${url}/api/search`, { need, place, limit: 1 }));
  const { results } = (await answer.json()) as { results: Result[] };
  if (!results[0]) throw new Error(`No result for ${need} at ${place}`);
  return results[0];
}

const QUESTION: Record<Lang, string> = { fr: "plus rien à manger", en: "nothing to eat" };
const DANGER: Record<Lang, string> = { fr: "je veux mourir", en: "I want to die" };

/** One address of every kind of public page, with real records. */
export async function everyKindOfPage(url: string, lang: Lang): Promise<string[]> {
  const food = await firstResult(url, "food.hamper", "Sorel-Tracy");
  const shelter = await firstResult(url, "violence.shelter", "Montréal");
  const route = (name: keyof typeof ROUTES) => ROUTES[name][lang];
  const search = (query: Record<string, string>) => withQuery(route("search"), query);
  const service = (id: string) => route("service").replace(":id", id);
  return [
    route("home"),
    search({ q: QUESTION[lang], place: "Sorel-Tracy" }),
    search({ q: DANGER[lang], place: "Gatineau" }),
    search({ q: QUESTION[lang], place: "Saint-Damase" }),
    search({ place: "J3P" }),
    search({ q: "xqzzy", place: "Ivujivik", open: "now" }),
    `${service(food.service.id)}?place=Sorel-Tracy`,
    service(shelter.service.id),
    route("report").replace(":id", food.service.id),
    route("organization").replace(":id", food.organization.id),
    route("needs"),
    route("need").replace(":need", "food"),
    route("need").replace(":need", "violence.shelter"),
    route("regions"),
    route("region").replace(":region", "16"),
    route("mrc").replace(":region", "16").replace(":mrc", "53"),
    route("municipality").replace(":region", "16").replace(":mrc", "53").replace(":municipality", "53052"),
    `${route("list")}?ids=${food.service.id}`,
    route("list"),
    route("chat"),
    route("about"),
    route("privacy"),
    route("accessibility"),
    route("sources"),
    route("api"),
    withQuery(route("widget"), { q: QUESTION[lang], place: "Sorel-Tracy" }),
    withQuery(route("widget"), { q: DANGER[lang] }),
    withQuery(route("embed"), { need: "food", place: "Sorel-Tracy" }),
    `/${lang}/nothing-here`,
  ];
}
