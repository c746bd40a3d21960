import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from "vitest";
import { testApp, type TestApp } from "../support/app.ts";
import { openBrowser, openVisit } from "../support/browser.ts";

/* What scripts add: leaving fast, the list kept on the device, copying, printing. */

let app: TestApp;
let browser: Browser;
let visit: BrowserContext;
let page: Page;
beforeAll(async () => {
  app = await testApp();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});
beforeEach(async () => {
  visit = await openVisit(browser, { width: 390, height: 844 });
  // The neutral page is outside: answered here, so that no test leaves the machine.
  await visit.route("**/*", (route) => (route.request().url().startsWith(app.url) ? route.continue() : route.fulfill({ body: "<title>météo</title>", contentType: "text/html" })));
  page = await visit.newPage();
});
afterEach(() => visit.close());

async function firstService(need: string): Promise<string> {
  const { results } = (await (await fetch(`${app.url}/api/search?need=${need}&limit=1`)).json()) as { results: { service: { id: string } }[] };
  return results[0]!.service.id;
}

test("the exit button replaces the page: going back does not return to it", async () => {
  await page.goto(`${app.url}/fr`);
  await page.goto(`${app.url}/fr/besoins`);
  await page.click("#quick-exit");
  await page.waitForURL((url) => !url.href.startsWith(app.url));
  await page.goBack();
  expect(page.url()).toBe(`${app.url}/fr`);
});

test("three presses of Shift leave; two, or a capital letter between, do not", async () => {
  await page.goto(`${app.url}/fr`);
  await page.keyboard.press("Shift");
  await page.keyboard.press("Shift");
  await page.keyboard.press("a");
  await page.keyboard.press("Shift");
  expect(page.url()).toBe(`${app.url}/fr`);
  await page.keyboard.press("Shift");
  await page.keyboard.press("Shift");
  await page.waitForURL((url) => !url.href.startsWith(app.url));
});

test("a kept service is in the list after a new visit, can be removed, and the list erased", async () => {
  const id = await firstService("food.hamper");
  await page.goto(`${app.url}/fr/services/${id}`);
  await page.click("button[data-save]");
  expect(await page.getAttribute("button[data-save]", "aria-pressed")).toBe("true");
  await page.goto(`${app.url}/fr/ma-liste`);
  await page.waitForURL(/ids=/);
  expect(await page.locator("main .card").count()).toBe(1);
  await page.click("button[data-remove]");
  await page.waitForURL((url) => !url.search);
  expect(await page.locator("main .card").count()).toBe(0);
});

test("a list's link works on another device, without JavaScript", async () => {
  const id = await firstService("food.hamper");
  const html = await (await fetch(`${app.url}/en/my-list?ids=${id}`)).text();
  expect(html).toContain(`/en/services/${id}`);
});

test("a sensitive service cannot be kept, shown from a list's link, or cached", async () => {
  const id = await firstService("violence.shelter");
  const answer = await fetch(`${app.url}/fr/services/${id}`);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(await answer.text()).not.toContain("data-save=");
  expect(await (await fetch(`${app.url}/fr/ma-liste?ids=${id}`)).text()).not.toContain(`/fr/services/${id}`);
});

test("copying gives the address of the record alone, without what was searched", async () => {
  const id = await firstService("food.hamper");
  await visit.grantPermissions(["clipboard-read", "clipboard-write"], { origin: app.url });
  await page.goto(`${app.url}/fr/services/${id}?q=faim&place=Sorel-Tracy`);
  await page.click("button[data-copy]");
  await page.waitForFunction(() => document.querySelector("button[data-copy] span")?.textContent === "Lien copié");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(new RegExp(`/fr/services/${id}$`));
});
