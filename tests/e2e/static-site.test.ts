import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildRecord, buildServiceAtLocation } from "../../src/directory/directory.factory.ts";
import { saveRecords } from "../../src/directory/directory.store.ts";
import { LANGS, type Lang } from "../../src/platform/i18n/lang.ts";
import { ROOT_DIR } from "../../src/platform/paths.ts";
import { axeFaults } from "../support/axe.ts";
import { openBrowser, openVisit } from "../support/browser.ts";
import { testDatabase, type TestDatabase } from "../support/database.ts";
import { openFolder } from "../support/folder.ts";

/* A copy of the site, made by the program itself, opened as someone with a USB key would. */

const SECRETS = ["77, rue du Secret", "77 r. Secret", "J3P 9Z9", "46.0412345", "Entrée par la ruelle", "example.org/plan-de-la-maison"];
const shelter = buildRecord({
  needs: ["violence.shelter"],
  areas: [{ kind: "mrc", code: "53", assumed: false }],
  visibility: "published",
  notice: null,
  provenance: { source: "test", sourceId: null, urls: ["https://example.org/plan-de-la-maison"], asOf: null, verifiedOn: null, verifiedBy: null, nextDue: null },
  at: [buildServiceAtLocation({ location: { confidential: true, address: "77, rue du Secret", city: "Sorel-Tracy", postalCode: "J3P 9Z9", municipalityCode: "53052", lat: 46.0412345, lon: -73.1198765, pointSource: "exact", texts: { fr: { name: null, directions: "Entrée par la ruelle", accessibility: null }, en: null } } })],
});

/** Another service of the same organisation: it keeps the secret too. */
const sibling = buildRecord({ organization: shelter.organization, texts: { fr: { ...buildRecord().texts.fr!, description: "Venez au 77 r. Secret.", notes: "77, rue du Secret" }, en: null } });
shelter.organization.texts.fr!.description = "Une maison au 77, rue du Secret.";

const work = openFolder("copy");
const copy = join(work, "site");
let database: TestDatabase;
let browser: Browser;
let files: string[];
let said: string;

function fanal(...args: string[]) {
  return spawnSync(process.execPath, [join(ROOT_DIR, "bin", "fanal.js"), ...args], { encoding: "utf8", env: { ...process.env, FANAL_DATA_DIR: work, DATABASE_URL: database.url, LOG_LEVEL: "error", FANAL_PUBLIC_URL: "https://211.example" } });
}

beforeAll(async () => {
  database = await testDatabase();
  fanal("import", "sample");
  await saveRecords(database.platform.pool, [shelter, sibling], { actor: "test", source: "test", at: new Date() });
  said = fanal("export", "site", copy).stdout;
  files = readdirSync(copy, { recursive: true, encoding: "utf8" }).filter((file) => /\.\w+$/.test(file));
  browser = await openBrowser();
}, 300_000);
afterAll(async () => {
  await browser.close();
  await database.close();
  rmSync(work, { recursive: true, force: true });
});

const read = (file: string) => readFileSync(join(copy, file), "utf8");
const pages = () => files.filter((file) => file.endsWith(".html") && file !== "index.html");
/** Every kind of page, and some of each. */
const some = () => pages().filter((file, index) => file.split("/").length === 2 || index % 40 === 0);

test("says how far it is and what it weighs, and never writes over something", () => {
  expect(said).toMatch(/2000 of \d+ pages \(\d+ MB\)/);
  expect(said).toMatch(/\d+ pages, \d+ files, \d+ MB written/);
  const again = fanal("export", "site", copy);
  expect([again.status, again.stderr.trim().split("\n").length]).toEqual([1, 1]);
  expect(again.stderr).toContain("not empty");
  expect(fanal("export", "site").status).toBe(2);
});

test("every page says its date, and nothing that was true for an hour only", () => {
  const day = new Intl.DateTimeFormat("fr-CA", { timeZone: "America/Toronto", dateStyle: "long" }).format(new Date());
  for (const file of pages()) {
    const html = read(file).replaceAll("\u00a0", " ");
    expect(html.includes(file.startsWith("fr/") ? `Copie du ${day.replace(/^1 /, "1er ")}` : "Copy of "), file).toBe(true);
    expect(/[●○] (Ouvert|Fermé|Open|Closed)/.test(html), file).toBe(false);
    expect(/<form[^>]*method="post"|data-save=|type="module"/.test(html), file).toBe(false);
  }
});

test("every link of its own is relative and leads to a file of the copy", () => {
  const lost: string[] = [];
  for (const file of some()) {
    for (const [, link] of read(file).matchAll(/ (?:href|src|action)="([^"]+)"/g)) {
      if (/^(https?|tel|sms|mailto|data):|^#/.test(link!)) continue;
      if (link!.startsWith("/") || !existsSync(resolve(copy, dirname(file), decodeURI(link!.split(/[?#]/)[0]!)))) lost.push(`${file} → ${link}`);
    }
  }
  expect(lost).toEqual([]);
});

test("a confidential place is in none of its files, and its record still says how to reach it", () => {
  for (const file of files.filter((name) => /\.(html|js)$/.test(name))) {
    const text = read(file);
    expect(SECRETS.filter((secret) => text.includes(secret)), file).toEqual([]);
    expect(text.includes("postgresql://"), file).toBe(false);
  }
  expect(read(`fr/services/${shelter.id}.html`)).toContain('href="tel:');
  expect(read(`fr/services/${sibling.id}.html`)).toContain("12, rue du Quai");
});

const QUESTION: Record<Lang, string> = { fr: "banque alimentaire", en: "food bank" };
const DANGER: Record<Lang, string> = { fr: "je veux mourir", en: "I want to die" };

async function search(page: Page, question: string, place: string): Promise<void> {
  await page.fill("#q", question);
  await page.fill("#place", place);
  await page.press("#place", "Enter");
  await page.waitForSelector(".page-head h1");
}

describe.each(LANGS)("in %s, on a phone, from a USB key", (lang) => {
  test("someone finds a food bank in Sorel-Tracy, and nothing leaves the device", async () => {
    const visit = await openVisit(browser, { width: 360, height: 780, lang: `${lang}-CA` });
    const page = await visit.newPage();
    const faults: string[] = [];
    const elsewhere: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    page.on("request", (request) => !/^(file|data):/.test(request.url()) && elsewhere.push(request.url()));
    await page.goto(pathToFileURL(join(copy, "index.html")).href);
    await page.waitForURL(/fr\/index\.html$/);
    if (lang === "en") await page.click("header nav a[hreflang]");
    await search(page, QUESTION[lang], "Sorel-Tracy");
    expect(await page.textContent(".page-head")).toContain("Sorel-Tracy");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    const name = (await page.locator(".best .card h3").first().textContent())!;
    await page.click(".best .card h3 a >> nth=0");
    await page.waitForSelector(".record h1");
    expect(await page.textContent(".record h1")).toBe(name);
    expect(await page.textContent(".as-of")).toMatch(lang === "fr" ? /Copie du/ : /Copy of/);
    await page.goto(pathToFileURL(join(copy, lang, "index.html")).href);
    await search(page, DANGER[lang], "Saint-Damase");
    expect(await page.locator("main a").first().getAttribute("href")).toBe("tel:988");
    expect(await page.locator(".choose a").count()).toBeGreaterThan(1);
    await page.click(".choose a >> nth=0");
    await page.waitForSelector(".page-head h1");
    expect(await page.textContent(".page-head")).toContain("Saint-Damase");
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    expect([faults, elsewhere]).toEqual([[], []]);
    // Last: axe itself tries to read the stylesheet again, which a file may not.
    expect(await axeFaults(page)).toEqual([]);
    await visit.close();
  }, 120_000);
});

test("from a folder of any web server, the search and the pages work the same", async () => {
  const TYPES: Record<string, string> = { html: "text/html", css: "text/css", js: "text/javascript", svg: "image/svg+xml", woff2: "font/woff2" };
  const server = createServer((request, response) => {
    const path = decodeURI(new URL(request.url!, "http://x").pathname).replace("/some/mirror/", "");
    const file = join(copy, path);
    if (!existsSync(file)) return response.writeHead(404).end();
    return response.writeHead(200, { "content-type": TYPES[path.split(".").at(-1)!] ?? "text/plain" }).end(readFileSync(file));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const visit = await openVisit(browser);
  const page = await visit.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/some/mirror/en/index.html`);
  await search(page, QUESTION.en, "Montréal");
  expect(await page.locator(".best .card").count()).toBe(3);
  await visit.close();
  server.close();
}, 60_000);
