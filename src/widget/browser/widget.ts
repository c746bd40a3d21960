import { isLang, type Lang } from "../../platform/i18n/lang.ts";
import { mountSearchBox } from "./search-box.ts";

/* `<script src="…/widget.js" data-need= data-place= data-lang=>`: a search box right after its own tag. */

/** Put in by the server when it bundles this file. */
declare const WIDGET_STYLE: string;
declare const NEED_NAMES: Record<string, Record<Lang, string>>;

const TAG = "fanal-search";

class FanalSearch extends HTMLElement {
  connectedCallback(): void {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    // A constructed sheet: no style element that a site's Content-Security-Policy could refuse.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(WIDGET_STYLE);
    root.adoptedStyleSheets = [sheet];
    const { site = "", need = "", place = "", lang } = this.dataset;
    const known = isLang(lang) ? lang : "fr";
    mountSearchBox(root, { site, lang: known, need: need in NEED_NAMES ? need : "", needName: NEED_NAMES[need]?.[known] ?? "", place });
  }
}

/** The language asked for, else the page's, else French. */
function langOf(script: HTMLScriptElement): Lang {
  const asked = script.dataset["lang"] ?? document.documentElement.lang.slice(0, 2).toLowerCase();
  return isLang(asked) ? asked : "fr";
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  if (!customElements.get(TAG)) customElements.define(TAG, FanalSearch);
  const box = document.createElement(TAG);
  const { need = "", place = "" } = script.dataset;
  Object.assign(box.dataset, { site: new URL(".", script.src).href, need, place, lang: langOf(script) });
  script.after(box);
}
