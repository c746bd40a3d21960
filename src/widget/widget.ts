import type { Needs } from "../directory/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";
import { address, withQuery } from "../platform/html/addresses.ts";
import type { Lang } from "../platform/i18n/lang.ts";
import type { Search } from "../search/index.ts";
import type { Territory } from "../territory/index.ts";

/** What the widget's pages answer from: memory only, never the database. */
export interface WidgetDeps {
  config: Config;
  clock: Clock;
  needs: Needs;
  territory: Territory;
  search: Search;
}

/** What a partner chose for their box; "" when nothing. */
export interface BoxChoice {
  lang: Lang;
  need: string;
  /** Free text or `kind:code`. */
  place: string;
}

/** Size of a framed box that nobody gave a size (px). */
export const FRAME = { width: 640, height: 680 };

function attribute(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

/** Address of the framed page. */
export function frameAddress(publicUrl: string, { lang, need, place }: BoxChoice): string {
  return publicUrl + withQuery(address("widget", lang), { need, place });
}

/** The line that partners paste: a script that draws the box next to itself. */
export function scriptCode(publicUrl: string, { lang, need, place }: BoxChoice): string {
  const chosen = Object.entries({ need, place, lang }).filter(([, value]) => value !== "");
  return `<script src="${attribute(publicUrl)}/widget.js"${chosen.map(([name, value]) => ` data-${name}="${attribute(value)}"`).join("")} async></script>`;
}

/** The same box in a frame, for sites that run no script of others. */
export function frameCode(publicUrl: string, choice: BoxChoice, title: string, { width, height }: { width: string | number; height: number }): string {
  return `<iframe src="${attribute(frameAddress(publicUrl, choice))}" title="${attribute(title)}" width="${width}" height="${height}" style="border:0;max-width:100%" loading="lazy"></iframe>`;
}
