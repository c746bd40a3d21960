import { LANGS, type Lang } from "../../platform/i18n/lang.ts";

/*
 * Where each address of the site lies in its copy. Links are relative and name whole files, so that a
 * copy opens from a USB key (file://) and from any folder of a web server.
 */

/** The file of an address of the site, without its question: `/fr/services/x` → `fr/services/x.html`. Scripts keep their names. */
export function fileOf(address: string): string {
  const path = address.split(/[?#]/)[0]!.replace(/^\/|\/$/g, "");
  if (path.startsWith("assets/")) return `assets/${path.split("/").at(-1)}`;
  if (path.startsWith("search/")) return path;
  return LANGS.some((lang) => lang === path) ? `${path}/index.html` : `${path}.html`;
}

/** The page that says what needs the site itself, per language. */
export function onlineFile(lang: Lang): string {
  return `${lang}/${lang === "fr" ? "en-ligne" : "online"}.html`;
}

/** The way from one file of the copy to another. */
export function wayTo(from: string, to: string): string {
  return "../".repeat(from.split("/").length - 1) + to;
}

function langOfFile(file: string): Lang {
  return file.startsWith("en/") ? "en" : "fr";
}

/**
 * What a link of a page becomes in the copy. `holds`: whether the copy has a file; what it has not
 * leads to the page that says why. The search keeps its question, which the page itself reads.
 */
export function copiedLink(address: string, from: string, holds: (file: string) => boolean): string {
  const file = fileOf(address);
  if (!holds(file)) return wayTo(from, onlineFile(langOfFile(file)));
  const question = /^(fr\/recherche|en\/search)\.html$/.test(file) ? address.slice(address.split("?")[0]!.length) : "";
  return wayTo(from, file) + question;
}

/** Every link of our own in some HTML, as it is in the copy. Addresses elsewhere stay. */
export function withCopiedLinks(html: string, from: string, holds: (file: string) => boolean): string {
  return html.replace(/ (href|src|action)="(\/[^"/][^"]*)"/g, (_, name: string, address: string) => ` ${name}="${copiedLink(address, from, holds)}"`);
}
