import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT_DIR } from "../../src/platform/paths.ts";
import { openBrowser, openVisit } from "./browser.ts";
import { everyKindOfPage } from "./pages.ts";

/*
 * Pictures of a running fanal: `npm run pictures [folder] [address]`. Without a folder, the README's.
 * Every kind of page, both languages, three widths, light and dark.
 */
const [folder = join(ROOT_DIR, "docs", "pictures"), url = "http://127.0.0.1:2110"] = process.argv.slice(2);
const everything = process.argv.length > 2;
const SHOTS = everything
  ? (["fr", "en"] as const).flatMap((lang) => [360, 768, 1280].flatMap((width) => [false, true].map((dark) => ({ lang, width, dark }))))
  : [
      { lang: "fr" as const, width: 1280, dark: false },
      { lang: "fr" as const, width: 360, dark: false },
      { lang: "en" as const, width: 1280, dark: true },
    ];
const NAMES = ["home", "results", "danger", "homonym", "place-only", "nothing", "service", "shelter", "report", "organization", "needs", "need", "need-sensitive", "regions", "region", "mrc", "municipality", "list", "list-empty", "chat", "about", "privacy", "accessibility", "sources", "frame", "frame-danger", "embed", "api", "not-found"];
const README = new Set(["home", "results", "service", "danger"]);

mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
for (const { lang, width, dark } of SHOTS) {
  const visit = await openVisit(browser, { width, height: width < 500 ? 780 : 900, dark, lang: `${lang}-CA` });
  const page = await visit.newPage();
  const pages = await everyKindOfPage(url, lang);
  for (const [index, path] of pages.entries()) {
    const name = NAMES[index]!;
    if (!everything && !README.has(name)) continue;
    await page.goto(url + path);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(folder, `${name}-${lang}-${width}${dark ? "-dark" : ""}.png`), fullPage: everything });
  }
  await visit.close();
}
await browser.close();
