import type { Lang } from "../../platform/i18n/lang.ts";
import type { SearchResponse } from "../../search/search.contract.ts";
import URGENT_LINES from "../../../data/urgent-lines.json" with { type: "json" };
import { widgetMessages } from "../widget.messages.ts";
import { h, type Child } from "./dom.ts";

type Result = SearchResponse["results"][number];
type Candidate = SearchResponse["query"]["placeCandidates"][number];
export type Urgent = NonNullable<SearchResponse["query"]["urgent"]>;

const DAY = 86_400_000;
const ZONE = "America/Toronto";
/** What already said that it is open: the state is shown apart. */
const SAYS_OPEN = /^(Ouvert|Open)\b/;
/** Places to choose from, at the most. */
const MOST_PLACES = 12;

/** The day of the next opening in words; the hour is on the record's page, in the place's own time. */
function dayOf(iso: string, lang: Lang): string {
  const t = widgetMessages[lang];
  const day = (at: number) => new Intl.DateTimeFormat("en-CA", { timeZone: ZONE }).format(at);
  const next = Date.parse(iso);
  if (day(next) === day(Date.now())) return t.today;
  if (day(next) === day(Date.now() + DAY)) return t.tomorrow;
  const far = next - Date.now() > 6 * DAY;
  const words = new Intl.DateTimeFormat(`${lang}-CA`, { timeZone: ZONE, ...(far ? { day: "numeric", month: "long" } : { weekday: "long" }) }).format(next);
  return lang === "fr" && far ? `le ${words}` : words;
}

function openState({ open }: Result, lang: Lang): Child {
  const t = widgetMessages[lang];
  if (open.now === null) return null;
  if (open.now) return h("li", { class: "open" }, `● ${t.openNow}`);
  return h("li", { class: "closed" }, `○ ${open.next ? t.opens(dayOf(open.next, lang)) : t.closedNow}`);
}

/** The main number, to call or to write to with a tap; the extension after a pause. */
function call({ phones }: Result): Child {
  const [main] = phones;
  if (!main) return null;
  const href = main.kind === "sms" ? `sms:${main.number}` : `tel:${main.number}${main.extension ? `,${main.extension}` : ""}`;
  return h("a", { class: "call quiet", href }, main.label);
}

function card(result: Result, site: string, lang: Lang): HTMLElement {
  const record = `${site}${lang}/services/${result.service.id}`;
  return h(
    "li",
    { class: "card" },
    h("h3", {}, h("a", { href: record, rel: "noreferrer" }, result.service.name)),
    h("p", { class: "org" }, result.organization.name),
    h("ul", { class: "facts" }, openState(result, lang), ...result.why.filter((reason) => !SAYS_OPEN.test(reason)).map((reason) => h("li", {}, reason))),
    call(result),
  );
}

/** The best results, each leading to its page on our site. */
export function resultList(results: Result[], site: string, lang: Lang): HTMLElement {
  return h("ol", { class: "cards" }, ...results.map((result) => card(result, site, lang)));
}

/** The lines that answer day and night, before anything else. */
export function urgentLines(urgent: Urgent, lang: Lang): HTMLElement {
  const lines = URGENT_LINES[urgent].map((line) => h("li", {}, h("a", { href: `tel:${line.dial}` }, h("strong", {}, line.shown), " ", h("span", {}, line[lang]))));
  return h("div", { class: "urgent" }, h("h3", {}, widgetMessages[lang].urgent[urgent]), h("ul", {}, ...lines));
}

/** Places of the same name, to choose from. */
export function placeChoice(candidates: Candidate[], choose: (candidate: Candidate) => void): HTMLElement {
  const buttons = candidates.slice(0, MOST_PLACES).map((candidate) => {
    const button = h("button", { type: "button", class: "quiet" }, h("span", {}, candidate.name), h("small", {}, candidate.context));
    button.addEventListener("click", () => choose(candidate));
    return h("li", {}, button);
  });
  return h("ul", { class: "places" }, ...buttons);
}
