import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Needs, PublishedDirectory } from "../../directory/index.ts";
import { FanalError } from "../../platform/errors.ts";
import { address } from "../../platform/html/addresses.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Server } from "../../platform/http/http.ts";
import { ASSETS } from "../../platform/http/assets.ts";
import { LANGS, type Lang } from "../../platform/i18n/lang.ts";
import type { Territory } from "../../territory/index.ts";
import { publicAddresses } from "../sitemap.ts";
import { copiedPage } from "./copy-page.ts";
import { copyNotice, firstPage, onlinePage, searchShell } from "./copy-pages.tsx";
import { fileOf, onlineFile } from "./copy-links.ts";
import { searchBundle } from "./search-bundle.ts";
import { searchData } from "./search-data.ts";

/** What a copy is made from: the application, filled. */
export interface CopySource {
  platform: Platform;
  server: Server;
  published: PublishedDirectory;
  needs: Needs;
  territory: Territory;
}

export interface CopyReport {
  pages: number;
  files: number;
  bytes: number;
}

/** Pages between two lines of progress. */
const SAY_EVERY = 2000;
const SCRIPTS = ["search/data.js", "search/search.js"];
const DAY = new Intl.DateTimeFormat("en-CA", { timeZone: "America/Toronto" });

function folderInUse(folder: string): FanalError {
  return new FanalError("folderNotEmpty", 409, {
    fr: `Le dossier ${folder} n’est pas vide. Choisissez un dossier vide ou nouveau.`,
    en: `The folder ${folder} is not empty. Choose an empty or a new one.`,
  });
}

/** Writes files under the folder and counts what they weigh. */
function writer(folder: string) {
  const report = { files: 0, bytes: 0 };
  const made = new Set<string>();
  const write = async (file: string, body: string | Buffer) => {
    const path = join(folder, file);
    if (!made.has(dirname(path))) await mkdir(dirname(path), { recursive: true });
    made.add(dirname(path));
    await writeFile(path, body);
    report.files += 1;
    report.bytes += Buffer.byteLength(body);
  };
  return { report, write };
}

/** Every public page in one language: what search engines are told of, and the chat's door. */
function addressesOf(source: CopySource, lang: Lang): string[] {
  return [...publicAddresses(source, lang), address("chat", lang)];
}

async function copyAssets({ server }: CopySource, write: (file: string, body: string | Buffer) => Promise<void>): Promise<void> {
  for (const url of Object.values(ASSETS)) {
    const { rawPayload } = await server.inject(url);
    const file = fileOf(url);
    if (file.endsWith(".css")) await write(file, rawPayload.toString().replaceAll(ASSETS.font, fileOf(ASSETS.font).replace("assets/", "")));
    // A module on the site; in a copy a classic script, closed in itself.
    else if (file.endsWith(".js")) await write(file, `(()=>{${rawPayload.toString()}})();\n`);
    else await write(file, rawPayload);
  }
}

async function copyOne({ server }: CopySource, path: string): Promise<string> {
  const { statusCode, body } = await server.inject(path);
  if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`);
  return body;
}

/**
 * Writes the whole public site into an empty folder: opens from a USB key or from any folder of a web server.
 * The search runs in the reader's browser. Confidential addresses are not in the published directory, so not here.
 */
export async function exportSite(source: CopySource, folder: string, say: (line: string) => void): Promise<CopyReport> {
  const { config, clock } = source.platform;
  if ((await readdir(folder).catch(() => [])).length > 0) throw folderInUse(folder);
  const { report, write } = writer(folder);
  const perLang = LANGS.map((lang) => ({ lang, addresses: addressesOf(source, lang) }));
  const pages = perLang.flatMap(({ lang, addresses }) => [...addresses.map(fileOf), fileOf(address("search", lang)), onlineFile(lang)]);
  const files = new Set([...pages, ...SCRIPTS, ...Object.values(ASSETS).map(fileOf)]);
  const holds = (file: string) => files.has(file);
  const date = DAY.format(clock.now());

  let done = 0;
  for (const { lang, addresses } of perLang) {
    const notice = copyNotice(date, lang);
    const put = (file: string, html: string) => write(file, copiedPage(html, file, holds, notice));
    for (const path of addresses) {
      await put(fileOf(path), await copyOne(source, path));
      if (++done % SAY_EVERY === 0) say(`  ${done} of ${pages.length} pages (${Math.round(report.bytes / 1e6)} MB)…`);
    }
    await put(onlineFile(lang), onlinePage(config, lang));
    await put(fileOf(address("search", lang)), searchShell(config, lang, SCRIPTS));
  }
  await write("index.html", firstPage());
  await copyAssets(source, write);
  await write(SCRIPTS[0]!, searchData(config, source.needs, source.published, pages));
  await write(SCRIPTS[1]!, await searchBundle());
  return { pages: pages.length, ...report };
}
