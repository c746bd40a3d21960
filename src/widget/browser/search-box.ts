import type { Lang } from "../../platform/i18n/lang.ts";
import type { SearchResponse } from "../../search/search.contract.ts";
import { widgetMessages } from "../widget.messages.ts";
import { ask, resultsAddress, type Question } from "./ask.ts";
import { h, lantern, type Child } from "./dom.ts";
import { placeChoice, resultList, urgentLines } from "./results.ts";

export interface BoxOptions {
  /** Address of our site, with its last slash. */
  site: string;
  lang: Lang;
  /** Code of a need that holds while the question is left empty; its name. */
  need: string;
  needName: string;
  /** Free text or `kind:code`. */
  place: string;
}

interface Parts {
  form: HTMLFormElement;
  q: HTMLInputElement;
  place: HTMLInputElement;
  /** Lines that answer in danger: above all else that was found. */
  urgent: HTMLElement;
  /** Read out when it changes. */
  status: HTMLElement;
  results: HTMLElement;
}

const CODE = /^[a-z_]+:[^\s:]+$/;

function textBox(id: string, label: string, hint: string, value: string, enter: string): { field: HTMLElement; input: HTMLInputElement } {
  const input = h("input", { id, type: "text", maxlength: "200", autocomplete: "off", enterkeyhint: enter, ...(hint ? { "aria-describedby": `${id}-hint` } : {}) });
  input.value = value;
  return { field: h("div", {}, h("label", { for: id }, label), hint !== "" && h("span", { class: "hint", id: `${id}-hint` }, hint), input), input };
}

function build({ site, lang, needName, place }: BoxOptions): { parts: Parts; nodes: Child[] } {
  const t = widgetMessages[lang];
  const q = textBox("q", needName ? t.otherNeed : t.need, needName ? "" : t.needHint, "", "next");
  const home = textBox("place", t.place, t.placeHint, CODE.test(place) ? "" : place, "search");
  const form = h("form", { role: "search", "aria-label": t.title, novalidate: "" }, q.field, home.field, h("button", { type: "submit", class: "main" }, t.search));
  const status = h("p", { role: "status", class: "status", tabindex: "-1" });
  const [urgent, results] = [h("div", {}), h("div", {})];
  const brand = h("a", { class: "brand", href: `${site}${lang}`, rel: "noreferrer" }, lantern(), h("span", {}, "fanal 211"));
  const foot = h("p", { class: "foot" }, `${t.promise} ${t.danger} `, h("a", { href: "tel:911" }, "9-1-1"), ".");
  const top = h("div", { class: "top" }, h("h2", {}, t.title), needName !== "" && h("p", {}, `${t.chosen} ${needName}`));
  return { parts: { form, q: q.input, place: home.input, urgent, status, results }, nodes: [h("div", { class: "band" }, top, form), h("div", { class: "body" }, urgent, status, results), h("div", { class: "end" }, brand, foot)] };
}

/** The search box in its shadow root: asks when sent, says what was found, keeps nothing. */
export function mountSearchBox(root: ShadowRoot, options: BoxOptions): void {
  const { site, lang } = options;
  const t = widgetMessages[lang];
  const { parts, nodes } = build(options);
  const { q, place, urgent, status, results } = parts;
  root.append(h("section", { lang: `${lang}-CA`, "aria-label": t.title, class: "box" }, ...nodes.filter((node) => node !== null && node !== false)));

  /** A place chosen by its code holds while its name stands in the box. */
  let coded: { name: string; code: string } | null = CODE.test(options.place) ? { name: "", code: options.place } : null;
  let latest = 0;

  const question = (): Question => {
    const typed = place.value.trim();
    return { q: q.value.trim(), need: options.need, place: coded?.name === typed ? coded.code : typed };
  };

  const say = (text: string, ...below: Child[]) => {
    status.textContent = text;
    results.replaceChildren(...below.filter((node) => node !== null && node !== false));
  };

  const fault = (text: string) => say(text, h("a", { class: "main", href: "tel:211" }, t.call211));

  const showPlaces = (candidates: SearchResponse["query"]["placeCandidates"]) =>
    say(t.chooseTitle, placeChoice(candidates, ({ kind, code, name }) => {
      coded = { name, code: `${kind}:${code}` };
      place.value = name;
      status.focus();
      void search();
    }));

  const showFound = ({ query, total, facets, results: found }: SearchResponse, asked: Question) => {
    urgent.replaceChildren(...(query.urgent ? [urgentLines(query.urgent, lang)] : []));
    if (!query.place && query.placeCandidates.length > 0) return showPlaces(query.placeCandidates);
    if (!query.place && asked.place) return say(t.unknownPlace);
    if (query.place && coded?.name === "") place.value = coded.name = query.place.name;
    const serving = total - facets.serves.no;
    const name = query.place?.name ?? null;
    if (serving === 0) return fault(t.nothing(name));
    const all = h("a", { class: "main", href: resultsAddress(site, lang, asked), rel: "noreferrer" }, t.all);
    return say(t.found(serving, name), !query.place && h("p", { class: "hint" }, t.addPlace), resultList(found.filter(({ serves }) => serves !== "no"), site, lang), all);
  };

  const search = async () => {
    const asked = question();
    if (!asked.q && !asked.need) {
      say(t.needMissing);
      return q.focus();
    }
    const mine = ++latest;
    say(t.searching);
    const answer = await ask(site, lang, asked, t.fault);
    if (mine !== latest) return;
    if ("fault" in answer) fault(answer.fault);
    else showFound(answer.found, asked);
  };

  parts.form.addEventListener("submit", (event) => {
    event.preventDefault();
    void search();
  });
  // What a partner chose in full is shown at once.
  if (options.need && options.place) void search();
}
