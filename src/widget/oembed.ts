import { needOfSlug, type Needs } from "../directory/index.ts";
import { ROUTES } from "../platform/html/addresses.ts";
import { LANGS } from "../platform/i18n/lang.ts";
import { FRAME, frameCode, type BoxChoice } from "./widget.ts";
import { widgetMessages } from "./widget.messages.ts";

/** The oEmbed answer for our pages (oembed.com, version 1.0, type rich). */
export interface OEmbed {
  version: "1.0";
  type: "rich";
  title: string;
  provider_name: string;
  provider_url: string;
  /** Seconds. */
  cache_age: number;
  width: number;
  height: number;
  html: string;
}

const A_DAY = 86_400;
/** Narrower or lower than this, the box cannot be used (px). */
const LEAST = { width: 280, height: 320 };

/** What a page of ours asks for, as a box; null for pages that have no box. */
function choiceOf(url: URL, needs: Needs): BoxChoice | null {
  const path = url.pathname.replace(/\/+$/, "");
  const place = url.searchParams.get("place")?.slice(0, 200) ?? "";
  const known = (code: string) => (needs.need(code) ? code : "");
  for (const lang of LANGS) {
    if ([ROUTES.home[lang], ROUTES.search[lang], ROUTES.widget[lang], ROUTES.embed[lang]].includes(path)) return { lang, need: known(url.searchParams.get("need") ?? ""), place };
    const prefix = ROUTES.need[lang].replace(":need", "");
    const need = path.startsWith(prefix) ? known(needOfSlug(path.slice(prefix.length))) : "";
    if (need) return { lang, need, place };
  }
  return null;
}

/** A side that the consumer limits: what we want, or less, never too small to use. */
function within(wanted: number, most: string | undefined, least: number): number {
  const limit = Number(most);
  return Number.isFinite(limit) && limit > 0 ? Math.max(least, Math.min(wanted, Math.floor(limit))) : wanted;
}

/** The answer for an address, or null when it is not a page of ours that can be embedded. */
export function oembedOf(publicUrl: string, needs: Needs, asked: { url?: string; maxwidth?: string; maxheight?: string }): OEmbed | null {
  if (!asked.url || !URL.canParse(asked.url)) return null;
  const url = new URL(asked.url);
  const choice = url.origin === new URL(publicUrl).origin ? choiceOf(url, needs) : null;
  if (!choice) return null;
  const { title } = widgetMessages[choice.lang];
  const size = { width: within(FRAME.width, asked.maxwidth, LEAST.width), height: within(FRAME.height, asked.maxheight, LEAST.height) };
  return { version: "1.0", type: "rich", title, provider_name: "fanal 211", provider_url: publicUrl, cache_age: A_DAY, ...size, html: frameCode(publicUrl, choice, title, size) };
}
