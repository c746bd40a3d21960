import type { SuggestResponse } from "../search/search.contract.ts";

/*
 * Suggestions under a search box while one types: WAI-ARIA 1.2 combobox with a list, nothing chosen
 * for the person (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). What is typed goes to our own
 * server only and is kept nowhere; without an answer the box is the plain box that it was.
 */
type Suggestion = SuggestResponse["suggestions"][number];

/** After a key, before asking; and before saying aloud how many there are (ms). */
const ASK_AFTER = 120;
const SAY_AFTER = 700;
const SHORTEST = 2;
/** Room for three options, and what is left free around the list (CSS pixels). */
const LEAST_ROOM = 180;
const MARGIN = 8;
const MOST = 8;

/** Answers of this page, by address. They leave with it. */
const answers = new Map<string, Suggestion[]>();

async function ask(address: string, signal: AbortSignal): Promise<Suggestion[]> {
  const known = answers.get(address);
  if (known) return known;
  const response = await fetch(address, { signal, cache: "no-store", credentials: "omit" });
  if (!response.ok) throw new Error(String(response.status));
  const { suggestions } = (await response.json()) as SuggestResponse;
  answers.set(address, suggestions);
  return suggestions;
}

/** Needs first, and beside them no more than two of each other kind. */
function few(suggestions: Suggestion[]): Suggestion[] {
  const needs = suggestions.filter(({ kind }) => kind === "need").length;
  const most = needs > 1 ? 2 : MOST;
  const counts: Record<string, number> = {};
  return suggestions.filter(({ kind }) => (counts[kind] = (counts[kind] ?? 0) + 1) <= (kind === "need" ? MOST : most)).slice(0, MOST);
}

class SuggestBox {
  private readonly input: HTMLInputElement;
  private readonly source: string;
  private readonly list: HTMLElement;
  private readonly status: HTMLElement;
  /** An empty option of each kind. */
  private readonly models = new Map<string, HTMLElement>();
  /** Holds the code of a chosen place. */
  private readonly code: HTMLInputElement | null;
  private shown: Suggestion[] = [];
  /** The option that the arrow keys are on; -1: the box itself. */
  private active = -1;
  /** What was asked last and is shown or awaited; "" after closing. */
  private asked = "";
  private looking = Promise.resolve();
  private asking = new AbortController();
  private timers = { ask: 0, say: 0 };

  constructor(input: HTMLInputElement, template: HTMLTemplateElement) {
    const parts = template.content;
    this.input = input;
    this.source = template.dataset["suggest"] ?? "";
    this.list = parts.querySelector<HTMLElement>("[role=listbox]")!;
    this.status = parts.querySelector<HTMLElement>("[role=status]")!;
    for (const model of this.list.querySelectorAll<HTMLElement>("[role=option]")) this.models.set(model.dataset["kind"] ?? "", model);
    this.code = this.models.has("place") ? input.form!.querySelector("[name=at]") : null;
    this.list.id = `${input.id}-suggestions`;
    this.list.textContent = "";
    template.replaceWith(parts);
  }

  /** Tells the box's new role, and takes its keys and fingers. */
  start(): void {
    this.becomeCombobox();
    this.listen();
  }

  private becomeCombobox(): void {
    // A search box may not be a combobox (ARIA in HTML); it looks and sends the same.
    this.input.type = "text";
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(roles)) this.input.setAttribute(name, value);
  }

  private listen(): void {
    const { input, list } = this;
    input.addEventListener("keydown", (event) => {
      if (!event.isComposing) this.press(event);
    });
    input.addEventListener("input", () => {
      this.move(-1);
      if (this.code) this.code.disabled = true;
      clearTimeout(this.timers.ask);
      this.timers.ask = window.setTimeout(() => void this.look(), ASK_AFTER);
    });
    input.addEventListener("blur", () => this.close());
    // The box keeps the focus while a finger or the mouse is on the list.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest("[role=option]");
      if (option) this.choose([...list.children].indexOf(option));
    });
  }

  private press(event: KeyboardEvent): void {
    const { key, altKey } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (altKey && key === "ArrowUp") this.close();
      else void this.step(key === "ArrowDown" ? 1 : -1, altKey);
    } else if (key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.choose(this.active);
    } else if (key === "Escape" || key === "Enter" || key === "Tab") {
      this.close();
    } else if (/^(Home|End|ArrowLeft|ArrowRight)$/.test(key)) {
      // They move the cursor in the box, as in any box.
      this.move(-1);
    }
  }

  /** Opens the list of what the box holds now (and `stays` in the box), or goes to the next option; the box itself is one of the stops. */
  private async step(by: 1 | -1, stays: boolean): Promise<void> {
    await this.look();
    if (this.list.hidden || stays) return;
    const stops = this.shown.length + 1;
    this.move(((this.active + 1 + by + stops) % stops) - 1);
  }

  private move(to: number): void {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = to;
    const option = this.list.children[to];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  /** Asks for what the box holds now, once; what was asked before is dropped. */
  private look(): Promise<void> {
    const text = this.input.value.trim();
    if (text === this.asked) return this.looking;
    this.forget();
    this.asked = text;
    this.looking = text.length < SHORTEST ? Promise.resolve(this.close()) : this.lookFor(text, this.asking.signal);
    return this.looking;
  }

  private async lookFor(text: string, signal: AbortSignal): Promise<void> {
    try {
      const suggestions = await ask(this.source + encodeURIComponent(text), signal);
      if (!signal.aborted) this.open(few(suggestions));
    } catch {
      // Something else was asked meanwhile, or nobody answers: the form works without.
      if (!signal.aborted) this.close();
    }
  }

  /** Nothing that was asked will show. */
  private forget(): void {
    clearTimeout(this.timers.ask);
    this.asking.abort();
    this.asking = new AbortController();
    this.asked = "";
  }

  private open(suggestions: Suggestion[]): void {
    const { list, status } = this;
    this.move(-1);
    this.shown = suggestions;
    list.textContent = "";
    list.append(...suggestions.map((suggestion, at) => this.optionOf(suggestion, at)));
    this.expand(suggestions.length > 0);
    this.fit();
    const { one = "", many = "" } = status.dataset;
    // Without any, silence: many a sentence has none, and is none the worse for it.
    this.say(["", one][suggestions.length] ?? many.replace("#", String(suggestions.length)));
  }

  /** As high as the screen has room for, keyboard of a phone deducted; without room, the box moves up. */
  private fit(): void {
    const { list, input } = this;
    const { height, offsetTop } = window.visualViewport ?? { height: innerHeight, offsetTop: 0 };
    const room = () => height + offsetTop - input.getBoundingClientRect().bottom - 2 * MARGIN;
    if (!list.hidden && room() < LEAST_ROOM) input.labels?.[0]?.scrollIntoView();
    list.style.maxHeight = `min(27rem, ${Math.max(room(), LEAST_ROOM)}px)`;
  }

  private expand(isOpen: boolean): void {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
  }

  private optionOf({ kind, text, detail }: Suggestion, at: number): HTMLElement {
    const option = this.models.get(kind)!.cloneNode(true) as HTMLElement;
    option.id = `${this.list.id}-${at}`;
    option.querySelector("b")!.textContent = text;
    option.querySelector("small")!.textContent = detail;
    return option;
  }

  private close(): void {
    this.forget();
    this.move(-1);
    this.expand(false);
    this.say("");
  }

  private choose(at: number): void {
    const { kind, id, text } = this.shown[at]!;
    const page = this.models.get(kind)!.dataset["page"];
    this.close();
    if (page) {
      location.assign(page.replace(":id", encodeURIComponent(id)));
      return;
    }
    this.input.value = text;
    if (!this.code) return;
    this.code.value = id;
    this.code.disabled = false;
  }

  /** Once the person has stopped typing, and not twice the same. */
  private say(words: string): void {
    clearTimeout(this.timers.say);
    const { status } = this;
    if (status.textContent !== words) this.timers.say = window.setTimeout(() => (status.textContent = words), words ? SAY_AFTER : 0);
  }
}

for (const template of document.querySelectorAll<HTMLTemplateElement>("template[data-suggest]")) {
  const input = template.previousElementSibling;
  if (input instanceof HTMLInputElement) new SuggestBox(input, template).start();
}
