import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ROUTES, withQuery } from "../../src/platform/html/addresses.ts";
import { LANGS, type Lang } from "../../src/platform/i18n/lang.ts";
import { testApp, type TestApp } from "../support/app.ts";
import { axeFaults } from "../support/axe.ts";
import { openBrowser, openVisit, type Visitor } from "../support/browser.ts";
import { openForeignSite, type ForeignSite } from "../support/foreign-site.ts";

/* The search box on someone else's site: script, frame, oEmbed, and the page where its code is made. */

const MOST_BYTES = 15 * 1024;
/** For a test that opens three browsers one after the other (ms). */
const SEVERAL_BROWSERS = 120_000;
const HUNGRY: Record<Lang, string> = { fr: "plus rien à manger", en: "nothing to eat" };
const DANGER: Record<Lang, string> = { fr: "je veux mourir", en: "I want to die" };

let app: TestApp;
let browser: Browser;
const opened: { close(): unknown }[] = [];
beforeAll(async () => {
  app = await testApp();
  browser = await openBrowser();
});
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

/** As strict as a site can be: no style, no picture, no text turned into HTML; only our script and our answers. */
const strictPolicy = () => `default-src 'none'; script-src ${app.url}; connect-src ${app.url}; require-trusted-types-for 'script'`;

interface Visit {
  page: Page;
  context: BrowserContext;
  site: ForeignSite;
  /** Every origin that the browser spoke to. */
  origins: Set<string>;
}

async function visit(lang: Lang, body: string, options: Visitor = {}, policy = strictPolicy()): Promise<Visit> {
  const site = await openForeignSite(lang, body, policy);
  const context = await openVisit(browser, { lang: `${lang}-CA`, ...options });
  opened.push(site, context);
  const page = await context.newPage();
  const origins = new Set<string>();
  page.on("request", (request) => origins.add(new URL(request.url()).origin));
  await page.goto(site.url);
  return { page, context, site, origins };
}

const script = (lang: Lang, more = "") => `<script src="${app.url}/widget.js" data-lang="${lang}" ${more}></script>`;
const status = (page: Page) => page.locator("fanal-search .status");

async function ask(page: Page, q: string, place: string): Promise<void> {
  await page.fill("fanal-search #q", q);
  await page.fill("fanal-search #place", place);
  await page.press("fanal-search #place", "Enter");
}

test("the script weighs at most 15 KB compressed", async () => {
  const bytes = Buffer.from(await (await fetch(`${app.url}/widget.js`)).arrayBuffer());
  expect(gzipSync(bytes).length).toBeLessThan(MOST_BYTES);
  expect(brotliCompressSync(bytes).length).toBeLessThan(MOST_BYTES);
});

describe.each(LANGS)("the script in %s", (lang) => {
  test.each([
    { look: "light, 320 px", dark: false, width: 320 },
    { look: "dark, 1280 px", dark: true, width: 1280 },
  ])("$look: finds services by keyboard, has no fault that axe can see, keeps nothing and calls nobody else", { timeout: SEVERAL_BROWSERS }, async ({ dark, width }) => {
    const { page, context, origins } = await visit(lang, script(lang), { dark, width });
    await page.waitForSelector("fanal-search form");
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press("Tab");
    await page.keyboard.type(HUNGRY[lang]);
    await page.keyboard.press("Tab");
    await page.keyboard.type("Sorel-Tracy");
    await page.keyboard.press("Enter");
    await page.waitForSelector("fanal-search .card");
    expect(await status(page).getAttribute("role")).toBe("status");
    expect(await status(page).textContent()).toMatch(lang === "fr" ? /^Sorel-Tracy.: \d+ services peuvent vous aider$/ : /^Sorel-Tracy: \d+ services can help you$/);
    const card = page.locator("fanal-search .card").first();
    expect(await card.textContent()).toMatch(lang === "fr" ? /Accueille les gens/ : /Accepts people/);
    expect(await card.locator(".call").getAttribute("href")).toMatch(/^tel:(\+1\d{10}|\d{3})(,\d+)?$/);
    expect(await card.locator(".call").textContent()).toMatch(lang === "fr" ? /^Appeler \d/ : /^Call \d/);
    expect(await card.locator("h3 a").getAttribute("href")).toMatch(new RegExp(`^${app.url}/${lang}/services/[0-9a-f-]{36}$`));
    expect((await fetch((await page.getAttribute("fanal-search .body > div > a.main", "href"))!)).status).toBe(200);
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await context.cookies()).toEqual([]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    expect([...origins].filter((origin) => origin !== app.url)).toEqual([new URL(page.url()).origin]);
  });

  test("words of danger bring the emergency lines first", async () => {
    const { page } = await visit(lang, script(lang));
    await ask(page, DANGER[lang], "Gatineau");
    await page.waitForSelector("fanal-search .urgent");
    expect(await page.locator("fanal-search .body a").first().getAttribute("href")).toBe("tel:988");
    expect(await axeFaults(page)).toEqual([]);
  });

  test("asks which place is meant, and keeps the reader's place on the page", async () => {
    const { page } = await visit(lang, script(lang));
    await ask(page, HUNGRY[lang], "Saint-Damase");
    await page.click("fanal-search .places button >> nth=1");
    await page.waitForSelector("fanal-search .card");
    expect(await status(page).textContent()).toContain("Saint-Damase");
    expect(await page.evaluate(() => document.querySelector("fanal-search")!.shadowRoot!.activeElement!.className)).toBe("status");
  });

  test("a need and a place chosen by the partner show at once, the place by its name", async () => {
    const { page } = await visit(lang, script(lang, 'data-need="food" data-place="municipality:53052"'));
    await page.waitForSelector("fanal-search .card");
    expect(await page.inputValue("fanal-search #place")).toBe("Sorel-Tracy");
    expect(await page.textContent("fanal-search .top")).toMatch(lang === "fr" ? /alimentation/ : /food/);
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  });

  test("when our site is away or the place unknown, it says what to do, and 2-1-1", async () => {
    const { page } = await visit(lang, script(lang));
    await ask(page, HUNGRY[lang], "xqzzy");
    await expect.poll(() => status(page).textContent()).toMatch(lang === "fr" ? /ne connaissons pas ce lieu/ : /do not know this place/);
    await page.route("**/api/search*", (route) => route.abort());
    await ask(page, HUNGRY[lang], "Sorel-Tracy");
    await expect.poll(() => status(page).textContent()).toMatch(lang === "fr" ? /Réessayez dans une minute.*2-1-1/ : /Try again in a minute.*2-1-1/);
    expect(await page.getAttribute("fanal-search .body > div > a.main", "href")).toBe("tel:211");
    await page.fill("fanal-search #q", "");
    await page.press("fanal-search #q", "Enter");
    expect(await status(page).textContent()).toMatch(lang === "fr" ? /Dites de quoi/ : /Say what you need/);
  });

  test("the code that a partner copies works as it stands, without JavaScript on our side, as script and as frame", async () => {
    const maker = await openVisit(browser, { javaScript: false });
    opened.push(maker);
    const page = await maker.newPage();
    await page.goto(app.url + ROUTES.embed[lang]);
    await page.selectOption("#need", "food");
    await page.fill("#place", "Sorel-Tracy");
    await page.click("main button[type=submit]");
    // The application was made before its port was known: its public address ends in port 0.
    const [asScript, asFrame] = (await page.locator("main pre").allTextContents()).map((code) => code.replaceAll(app.database.platform.config.publicUrl, app.url));

    const scripted = await visit(lang, asScript!);
    await scripted.page.waitForSelector("fanal-search .card");
    const framed = await visit(lang, asFrame!, { javaScript: false }, `default-src 'none'; frame-src ${app.url}`);
    const frame = framed.page.frameLocator("iframe");
    await frame.locator(".card").first().waitFor();
    await frame.locator("#q").fill(HUNGRY[lang]);
    await frame.locator("#q").press("Enter");
    await frame.locator("h2", { hasText: "Sorel-Tracy" }).waitFor();
    expect(framed.page.url()).toBe(framed.site.url);
    await frame.locator(".card a").first().click();
    await framed.page.waitForURL(new RegExp(`^${app.url}/${lang}/services/`));
  }, SEVERAL_BROWSERS);
});

describe("what other sites may do", () => {
  const get = (path: string, headers: Record<string, string> = {}) => app.app.server.inject({ url: path, headers: { origin: "https://partner.example", ...headers } });

  test("only the widget's page may be framed", async () => {
    for (const lang of LANGS) {
      const framed = (await get(ROUTES.widget[lang])).headers;
      expect(framed["content-security-policy"]).toContain("frame-ancestors *");
      expect(framed["x-frame-options"]).toBeUndefined();
      for (const path of [ROUTES.home[lang], ROUTES.embed[lang], withQuery(ROUTES.search[lang], { q: "faim" }), `/${lang}/none`]) expect((await get(path)).headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
    }
  });

  test("scripts of any origin may read public JSON and the widget, nothing else, and never with credentials", async () => {
    for (const path of ["/api/search?q=faim", "/api/places?q=sorel", "/api/none", "/widget.js", "/oembed"]) {
      const { headers } = await get(path);
      expect(headers["access-control-allow-origin"], path).toBe("*");
      expect(headers["access-control-allow-credentials"], path).toBeUndefined();
      expect(headers["set-cookie"], path).toBeUndefined();
    }
    for (const path of ["/fr", "/health/ready", "/metrics", "/fr/ma-liste"]) expect((await get(path)).headers["access-control-allow-origin"], path).toBeUndefined();
    const preflight = (url: string) => app.app.server.inject({ method: "OPTIONS", url, headers: { origin: "https://partner.example", "access-control-request-method": "GET" } });
    expect((await preflight("/api/search")).headers["access-control-allow-methods"]).toBe("GET, HEAD");
    expect((await preflight("/fr")).statusCode).toBe(404);
  });

  test("oEmbed answers for our pages as its specification says", async () => {
    const site = app.database.platform.config.publicUrl;
    const oembed = (url: string, more: Record<string, string> = {}) => get(withQuery("/oembed", { url, ...more }));
    const answer = await oembed(`${site}/fr/besoins/food--j-ai-besoin-de-manger`, { format: "json", maxwidth: "400", maxheight: "10" });
    expect(answer.headers["content-type"]).toMatch(/^application\/json/);
    expect(answer.json()).toMatchObject({ version: "1.0", type: "rich", width: 400, height: 320, html: expect.stringContaining(`src="${site}/fr/widget?need=food"`) });
    expect((await oembed(`${site}/en/search?q=secret&place=Sorel-Tracy`)).json()).toMatchObject({ title: "Find help near you", html: expect.not.stringContaining("secret") });
    expect((await get("/oembed")).statusCode).toBe(400);
    expect((await oembed("")).statusCode).toBe(400);
    for (const url of ["nonsense", "https://elsewhere.example/fr", `${site}/fr/a-propos`, `${site}/fr/besoins/none`, `${site}/fr/besoins/%E0%A4%A`]) expect((await oembed(url)).statusCode, url).toBe(404);
    expect((await oembed(`${site}/fr`, { format: "xml" })).statusCode).toBe(501);
  });

  test("the framed page answers odd questions with a sentence", async () => {
    for (const query of ["place=municipality:99999&q=faim", "place=xqzzy&q=faim", "q=xqzzy&place=Ivujivik", "need=none", `q=${"a".repeat(5000)}`]) {
      const { statusCode, body } = await get(`/fr/widget?${query}`);
      expect(statusCode, query).toBe(200);
      expect(body, query).toContain("<form");
    }
  });
});
