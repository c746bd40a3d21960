import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { LANGS, type Lang } from "../../src/platform/i18n/lang.ts";
import { testApp, type TestApp } from "../support/app.ts";
import { axeFaults } from "../support/axe.ts";
import { openBrowser, openVisit } from "../support/browser.ts";

/* Suggestions under the two boxes: by keyboard, by finger, read aloud, and the form without them. */

const RESULTS: Record<Lang, string> = { fr: "/fr/recherche", en: "/en/search" };
const TYPED: Record<Lang, { need: string; organization: string; opens: string; said: RegExp }> = {
  fr: { need: "banque al", organization: "comité logement", opens: "Voir l’organisme", said: /^\d suggestions?\. La flèche du bas/ },
  en: { need: "food b", organization: "comité logement", opens: "See the organization", said: /^\d suggestions?\. The down arrow/ },
};

let app: TestApp;
let browser: Browser;
let visit: BrowserContext;
let page: Page;
let asked: string[];
beforeAll(async () => {
  app = await testApp();
  browser = await openBrowser();
  visit = await openVisit(browser);
  // The neutral page is outside: answered here, so that no test leaves the machine.
  await visit.route("**/*", (route) => (route.request().url().startsWith(app.url) ? route.continue() : route.fulfill({ body: "<title>météo</title>", contentType: "text/html; charset=utf-8" })));
});
afterAll(async () => {
  await browser.close();
  await app.close();
});
beforeEach(async () => {
  page = await visit.newPage();
  asked = [];
  page.on("request", (request) => asked.push(request.url()));
});
afterEach(() => page.close());

/** Types into a box as a person who pauses, and waits for its list. */
async function type(box: "#q" | "#place", text: string): Promise<void> {
  await page.fill(box, text);
  await page.waitForSelector(`${box}[aria-expanded="true"]`);
}

const options = (box: "#q" | "#place") => page.locator(`${box}-suggestions [role="option"]`);
/** The id of the option that the keyboard is on, as a screen reader is told. */
const active = (box: "#q" | "#place") => page.getAttribute(box, "aria-activedescendant");
const isOpen = async (box: "#q" | "#place") => (await page.getAttribute(box, "aria-expanded")) === "true";
const nameOf = (at: number) => options("#q").nth(at).locator("b").textContent();

describe.each(LANGS)("in %s", (lang) => {
  test("the keyboard walks through the list, chooses, and only then submits", async () => {
    await page.goto(`${app.url}/${lang}`);
    await type("#q", TYPED[lang].need);
    expect(await active("#q")).toBeNull();
    const last = (await options("#q").count()) - 1;
    await page.keyboard.press("ArrowDown");
    expect(await active("#q")).toBe("q-suggestions-0");
    expect(await options("#q").nth(0).getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("ArrowUp");
    expect(await active("#q")).toBeNull();
    await page.keyboard.press("ArrowUp");
    expect(await active("#q")).toBe(`q-suggestions-${last}`);
    await page.keyboard.press("Home");
    expect(await active("#q")).toBeNull();
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).selectionStart)).toBe(0);
    await page.keyboard.press("ArrowDown");
    const chosen = await nameOf(0);
    await page.keyboard.press("Enter");
    expect(await page.inputValue("#q")).toBe(chosen);
    expect(await isOpen("#q")).toBe(false);
    expect(page.url()).toBe(`${app.url}/${lang}`);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\?q=/);
    expect(await page.textContent(".page-head")).toMatch(lang === "fr" ? /alimentaire/i : /food/i);
  });

  test("an organisation says that it opens its page, and a click does", async () => {
    await page.goto(`${app.url}/${lang}`);
    await type("#q", TYPED[lang].organization);
    const option = options("#q").filter({ hasText: TYPED[lang].opens }).first();
    const name = await option.locator("b").textContent();
    await option.click();
    await page.waitForURL(lang === "fr" ? /\/fr\/organismes\// : /\/en\/organizations\//);
    expect(await page.textContent("h1")).toBe(name);
  });

  test("how many there are is said once, after the typing", async () => {
    await page.goto(`${app.url}/${lang}`);
    await page.evaluate(() => {
      const status = document.querySelector("#q-suggestions + [role=status]")!;
      new MutationObserver(() => (document.body.dataset["said"] = `${document.body.dataset["said"] ?? ""}${status.textContent}\n`)).observe(status, { childList: true });
    });
    await page.locator("#q").pressSequentially(TYPED[lang].need);
    await page.waitForFunction(() => document.body.dataset["said"]);
    expect(await page.evaluate(() => document.body.dataset["said"])).toMatch(new RegExp(`${TYPED[lang].said.source}[^\\n]*\\n$`));
  });

  test("a place chosen among homonyms is not asked about again", async () => {
    await page.goto(`${app.url}/${lang}`);
    await page.fill("#q", lang === "fr" ? "faim" : "hungry");
    await type("#place", "saint-damase");
    await options("#place").filter({ hasText: "La Matapédia" }).click();
    expect(await page.inputValue("#place")).toBe("Saint-Damase");
    await page.press("#place", "Enter");
    await page.waitForURL(/\?q=/);
    expect(await page.locator("#choose").count()).toBe(0);
    expect(await page.textContent("h1")).toContain("Saint-Damase");
    expect(await page.inputValue("#place")).toBe("Saint-Damase");
    // Asked again with another need, it is still that one; with another place, it is forgotten.
    await page.fill("#q", lang === "fr" ? "logement" : "housing");
    await page.press("#q", "Enter");
    await page.waitForURL(/logement|housing/);
    expect(await page.locator("#choose").count()).toBe(0);
    await page.fill("#place", "Rimouski");
    await page.press("#place", "Enter");
    await page.waitForURL(/Rimouski/);
    expect(page.url()).not.toContain("at=");
    expect(await page.textContent(".page-head")).toContain("Rimouski");
  });
});

test("Escape and Tab close the list and keep what was typed; the down arrow opens it again", async () => {
  await page.goto(`${app.url}/fr`);
  await type("#q", "loge");
  await page.keyboard.press("Escape");
  expect([await isOpen("#q"), await page.inputValue("#q")]).toEqual([false, "loge"]);
  await page.keyboard.press("Alt+ArrowDown");
  await page.waitForSelector('#q[aria-expanded="true"]');
  expect(await active("#q")).toBeNull();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  expect([await isOpen("#q"), await page.inputValue("#q")]).toEqual([false, "loge"]);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("place");
});

test("the arrow goes through what the box holds now, not through an older list", async () => {
  await page.goto(`${app.url}/fr`);
  await type("#place", "ri");
  await page.fill("#place", "sorel");
  await page.keyboard.press("ArrowDown");
  await page.waitForSelector('#place[aria-activedescendant="place-suggestions-0"]');
  expect(await options("#place").nth(0).locator("b").textContent()).toBe("Sorel-Tracy");
});

test.each([
  { look: "light", width: 320, path: "/fr", box: "#q", text: "loge" },
  { look: "dark", width: 320, path: `${RESULTS.en}?q=food&place=Laval`, box: "#place", text: "saint-d" },
  { look: "light", width: 1280, path: `${RESULTS.fr}?q=faim&place=Laval`, box: "#place", text: "saint-d" },
  { look: "dark", width: 1280, path: "/en", box: "#q", text: "hous" },
] as const)("open, $look, $width px wide, on $path: no fault that axe can see, fingers fit, nothing scrolls sideways", async ({ look, width, path, box, text }) => {
  await page.emulateMedia({ colorScheme: look });
  await page.setViewportSize({ width, height: width === 320 ? 256 : 900 });
  await page.goto(app.url + path);
  await type(box, text);
  await page.press(box, "ArrowDown");
  await page.waitForSelector(`${box}[aria-activedescendant]`);
  expect(await axeFaults(page, ".ask")).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  const heights = await options(box).evaluateAll((all) => all.map((option) => option.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
});

test("an option that the keyboard is on is seen without colours, and at 400 %", async () => {
  await page.emulateMedia({ forcedColors: "active" });
  await page.setViewportSize({ width: 320, height: 256 });
  await page.goto(`${app.url}/fr`);
  await type("#q", "loge");
  for (let presses = 0; presses < 5; presses++) await page.keyboard.press("ArrowDown");
  const seen = await options("#q").nth(4).evaluate((option) => {
    const { top, bottom } = option.getBoundingClientRect();
    return { outline: getComputedStyle(option).outlineStyle, inside: top >= 0 && bottom <= innerHeight + 1 };
  });
  expect(seen).toEqual({ outline: "solid", inside: true });
});

test.each(["no network", "a fault"])("with %s for an answer, the box is the plain box that it was", async (kind) => {
  const faults: string[] = [];
  page.on("pageerror", ({ message }) => faults.push(message));
  await page.route("**/api/suggest**", (route) => (kind === "a fault" ? route.fulfill({ status: 500, body: "{}" }) : route.abort()));
  await page.goto(`${app.url}/fr`);
  const answered: Promise<unknown> = kind === "a fault" ? page.waitForResponse(/api\/suggest/) : page.waitForEvent("requestfailed");
  await page.fill("#q", "faim");
  await answered;
  await page.keyboard.press("ArrowDown");
  expect(await isOpen("#q")).toBe(false);
  await page.fill("#place", "Sorel-Tracy");
  await page.press("#place", "Enter");
  await page.waitForURL(/\?q=faim&place=Sorel-Tracy/);
  expect(await page.locator(".best .card").count()).toBe(3);
  expect(faults).toEqual([]);
});

test("without JavaScript there is no trace of suggestions, and the form works", async () => {
  const devtools = await visit.newCDPSession(page);
  await devtools.send("Emulation.setScriptExecutionDisabled", { value: true });
  await page.goto(`${app.url}/fr`);
  expect(await page.getAttribute("#q", "role")).toBeNull();
  expect(await page.getAttribute("#q", "type")).toBe("search");
  await page.locator("#q").pressSequentially("faim");
  await page.locator("#place").pressSequentially("Sorel-Tracy");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${app.url}${RESULTS.fr}?q=faim&place=Sorel-Tracy`);
  expect(asked.filter((url) => url.includes("/api/"))).toEqual([]);
});

test("with the list open, three presses of Shift still leave at once", async () => {
  await page.goto(`${app.url}/fr`);
  await type("#q", "violence");
  for (let presses = 0; presses < 3; presses++) await page.keyboard.press("Shift");
  await page.waitForURL((url) => !url.href.startsWith(app.url));
  expect(await page.title()).toBe("météo");
});

test("what is typed goes to our own server alone, is kept nowhere, and is in no log", async () => {
  const { log } = app.database.platform;
  const logged = (["debug", "info", "warn", "error"] as const).map((level) => vi.spyOn(log, level));
  await page.goto(`${app.url}/fr`);
  await type("#q", "violence conj");
  await page.fill("#q", "violence conj".repeat(20).slice(0, 200));
  await fetch(`${app.url}/api/suggest?q=${"violence".repeat(40)}`);
  await vi.waitFor(() => expect(JSON.stringify(logged.map(({ mock }) => mock.calls))).toContain("/api/suggest"));
  expect(JSON.stringify(logged.map(({ mock }) => mock.calls))).not.toContain("violence");
  expect(asked.filter((url) => !url.startsWith(app.url))).toEqual([]);
  expect(await visit.cookies()).toEqual([]);
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  vi.restoreAllMocks();
});

test("a code that does not go with the name in the box is not heeded", async () => {
  const answer = await fetch(`${app.url}${RESULTS.fr}?q=faim&place=Rimouski&at=municipality:54017`);
  expect(await answer.text()).toMatch(/<h1>[^<]*Rimouski/);
  expect((await fetch(`${app.url}${RESULTS.fr}?q=faim&place=Rimouski&at=%27%3Cb%3E`)).status).toBe(200);
});
