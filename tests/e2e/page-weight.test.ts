import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LANGS } from "../../src/platform/i18n/lang.ts";
import { testApp, type TestApp } from "../support/app.ts";
import { everyKindOfPage } from "../support/pages.ts";

/** All that a page brings but the one web font, compressed (bytes). */
const BUDGET = 60 * 1024;

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

async function weightOf(path: string): Promise<number> {
  const html = await (await fetch(app.url + path)).text();
  const parts = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, url]) => url!).filter((url) => !url.endsWith(".woff2"));
  const bodies = await Promise.all([...new Set(parts)].map(async (url) => Buffer.from(await (await fetch(app.url + url)).arrayBuffer())));
  return [Buffer.from(html), ...bodies].reduce((sum, body) => sum + brotliCompressSync(body).length, 0);
}

test.each(LANGS)("every kind of page in %s weighs at most 60 KB compressed, with one stylesheet", async (lang) => {
  const heavy: string[] = [];
  for (const path of await everyKindOfPage(app.url, lang)) {
    const weight = await weightOf(path);
    if (weight > BUDGET) heavy.push(`${path} ${weight}`);
    const html = await (await fetch(app.url + path)).text();
    expect(html.match(/rel="stylesheet"/g)).toHaveLength(1);
  }
  expect(heavy).toEqual([]);
});
