import type { Needs } from "../directory/index.ts";
import { bundle } from "../platform/http/assets.ts";
import { midSentence, typographic } from "../platform/i18n/format.ts";
import { LANGS } from "../platform/i18n/lang.ts";

/** Names of the needs inside a sentence, by code. */
function needNames(needs: Needs): Record<string, Record<string, string>> {
  return Object.fromEntries(needs.all().map(({ code, label }) => [code, Object.fromEntries(LANGS.map((lang) => [lang, midSentence(typographic(label[lang], lang))]))]));
}

/** The one file that partner sites load: script, style, names of needs and emergency lines together. */
export async function widgetScript(needs: Needs): Promise<string> {
  const style = (await bundle("src/widget/browser/widget.css")).trim();
  return bundle("src/widget/browser/widget.ts", { format: "iife", define: { WIDGET_STYLE: JSON.stringify(style), NEED_NAMES: JSON.stringify(needNames(needs)) } });
}
