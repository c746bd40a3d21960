import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LANGS, type Lang } from "../../src/platform/i18n/lang.ts";
import { testApp, type TestApp } from "../support/app.ts";
import { openBrowser, openVisit } from "../support/browser.ts";

/* The person's path: say the need and the place, read three choices, open one, call, say what is wrong. */

const ASKED: Record<Lang, { q: string; place: string; best: RegExp; understood: RegExp; report: string }> = {
  fr: { q: "j'ai plus rien à manger", place: "Sorel-Tracy", best: /meilleurs choix pour vous, à Sorel-Tracy|services? peu(ven)?t vous aider/, understood: /alimentaire/i, report: "Signaler une erreur" },
  en: { q: "nothing to eat", place: "Sorel-Tracy", best: /best choices for you, in Sorel-Tracy|services? can help/, understood: /food/i, report: "Report an error" },
};

let app: TestApp;
let browser: Browser;
beforeAll(async () => {
  app = await testApp();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

async function search(page: Page, lang: Lang): Promise<void> {
  await page.goto(`${app.url}/${lang}`);
  await page.fill("#q", ASKED[lang].q);
  await page.fill("#place", ASKED[lang].place);
  await page.press("#place", "Enter");
  await page.waitForURL(/\?q=/);
}

describe.each([true, false])("with JavaScript: %s", (javaScript) => {
  describe.each(LANGS)("in %s", (lang) => {
    let visit: BrowserContext;
    let page: Page;
    beforeAll(async () => {
      visit = await openVisit(browser, { javaScript, width: 390, height: 844, lang: `${lang}-CA` });
      page = await visit.newPage();
    });
    afterAll(() => visit.close());

    test("three services that accept people from home come first, each with its reasons", async () => {
      await search(page, lang);
      expect(await page.textContent("h1")).toMatch(ASKED[lang].best);
      expect(await page.textContent(".page-head")).toMatch(ASKED[lang].understood);
      const best = page.locator(".best .card");
      expect(await best.count()).toBe(3);
      for (const card of await best.all()) expect(await card.locator(".why li").count()).toBeGreaterThan(0);
    });

    test("a record gives a number that dials, and leads back to the results", async () => {
      await search(page, lang);
      await page.click(".best .card h3 a >> nth=0");
      await page.waitForSelector("article.page");
      expect(await page.locator('a[href^="tel:"]').count()).toBeGreaterThan(1);
      expect(await page.locator(".notice").count()).toBe(1);
      await page.click(".crumbs a");
      expect(await page.inputValue("#q")).toBe(ASKED[lang].q);
      expect(await page.inputValue("#place")).toBe(ASKED[lang].place);
    });

    test("an error can be reported without a name, and is stored for review", async () => {
      await search(page, lang);
      await page.click(".best .card h3 a >> nth=0");
      await page.click(`text=${ASKED[lang].report}`);
      await page.click("main button[type=submit]");
      await page.waitForSelector(".summary");
      await page.check('input[value="hours"]');
      await page.fill("#message", "Ouvert le samedi <b>matin</b>");
      await page.click("main button[type=submit]");
      await page.waitForURL(/sent=1/);
      const { rows } = await app.database.platform.pool.query("SELECT topic, message, lang, state FROM proposal ORDER BY received_at DESC LIMIT 1");
      expect(rows).toEqual([{ topic: "hours", message: "Ouvert le samedi <b>matin</b>", lang, state: "new" }]);
    });

    test("the language switch keeps the search", async () => {
      await search(page, lang);
      await page.click("header nav a[hreflang]");
      await page.waitForURL(lang === "fr" ? /\/en\/search\?/ : /\/fr\/recherche\?/);
      expect(await page.inputValue("#place")).toBe(ASKED[lang].place);
    });

    test("a need chosen by its button, then a place, ends with services", async () => {
      await page.goto(`${app.url}/${lang}`);
      await page.click(".needs.basic a >> nth=0");
      await page.fill("#place", "Rimouski");
      await page.press("#place", "Enter");
      await page.waitForSelector(".best .card");
      expect(await page.textContent(".page-head")).toContain("Rimouski");
      expect(await page.textContent(".page-head")).toMatch(lang === "fr" ? /alimentation/i : /food/i);
    });

    test("browsing by region, MRC and municipality ends with services", async () => {
      await page.goto(`${app.url}/${lang}/regions`);
      await page.click("main >> text=Montérégie");
      await page.click("main >> text=Pierre-De Saurel");
      await page.click("main .tiles >> text=Sorel-Tracy");
      await page.click(".needs a >> nth=0");
      await page.waitForSelector(".best .card");
      expect(await page.locator(".best .card").count()).toBe(3);
    });
  });
});
