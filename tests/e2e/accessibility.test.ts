import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LANGS } from "../../src/platform/i18n/lang.ts";
import { testApp, type TestApp } from "../support/app.ts";
import { axeFaults, bringAxe } from "../support/axe.ts";
import { openBrowser, openVisit } from "../support/browser.ts";
import { everyKindOfPage } from "../support/pages.ts";

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

describe.each(LANGS)("every kind of page in %s", (lang) => {
  describe.each([
    { look: "light, phone", dark: false, width: 360 },
    { look: "dark, desktop", dark: true, width: 1280 },
  ])("$look", ({ dark, width }) => {
    let visit: BrowserContext;
    beforeAll(async () => {
      visit = await openVisit(browser, { dark, width, lang: `${lang}-CA` });
      await bringAxe(visit);
    });
    afterAll(() => visit.close());

    test("has no fault that axe can see", { timeout: 120_000 }, async () => {
      const page = await visit.newPage();
      const found: string[] = [];
      for (const path of await everyKindOfPage(app.url, lang)) {
        await page.goto(app.url + path);
        found.push(...(await axeFaults(page)).map((fault) => `${path} ${fault}`));
      }
      expect(found).toEqual([]);
    });
  });

  test("reads at 400 % (320 px wide) without sideways scrolling", async () => {
    const visit = await openVisit(browser, { width: 320, height: 256 });
    const page = await visit.newPage();
    const wide: string[] = [];
    for (const path of await everyKindOfPage(app.url, lang)) {
      await page.goto(app.url + path);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 320) wide.push(`${path} ${width}`);
    }
    await visit.close();
    expect(wide).toEqual([]);
  });

  test("is walked by keyboard: skip link first, then the boxes, and focus is always seen", async () => {
    const visit = await openVisit(browser);
    const page = await visit.newPage();
    await page.goto(`${app.url}/${lang}`);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("skip");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("q");
    const unseen: string[] = [];
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press("Tab");
      const seen = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        return { what: element.outerHTML.slice(0, 80), outline: getComputedStyle(element).outlineStyle, body: element === document.body };
      });
      if (seen.body) break;
      if (seen.outline === "none") unseen.push(seen.what);
    }
    await visit.close();
    expect(unseen).toEqual([]);
  });

  test("targets to press are at least 44 px high, or stand in a sentence", async () => {
    const visit = await openVisit(browser, { width: 360, height: 800 });
    const page = await visit.newPage();
    const small: string[] = [];
    for (const path of await everyKindOfPage(app.url, lang)) {
      await page.goto(app.url + path);
      small.push(...(await page.evaluate(() => [...document.querySelectorAll<HTMLElement>("a, button, input:not([type=radio]), summary")].filter((element) => element.offsetParent !== null && !element.closest("p, dd, td, .plain-list, .skip") && element.getBoundingClientRect().height < 44).map((element) => element.outerHTML.slice(0, 90)))));
    }
    await visit.close();
    expect(small).toEqual([]);
  });
});
