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

const get = async (path: string) => Buffer.from(await (await fetch(app.url + path)).arrayBuffer());
const compressed = (body: Buffer) => brotliCompressSync(body).length;

/** Most pages bring the same parts: each is weighed once. */
const weighed = new Map<string, Promise<number>>();
function partWeight(path: string): Promise<number> {
  if (!weighed.has(path)) weighed.set(path, get(path).then(compressed));
  return weighed.get(path)!;
}

async function weightOf(html: string): Promise<number> {
  const parts = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!).filter((path) => !path.endsWith(".woff2"));
  const weights = await Promise.all([...new Set(parts)].map(partWeight));
  return weights.reduce((sum, weight) => sum + weight, compressed(Buffer.from(html)));
}

test.each(LANGS)("every kind of page in %s weighs at most 60 KB compressed, with one stylesheet", async (lang) => {
  const heavy: string[] = [];
  for (const path of await everyKindOfPage(app.url, lang)) {
    const html = (await get(path)).toString();
    const weight = await weightOf(html);
    if (weight > BUDGET) heavy.push(`${path} ${weight}`);
    expect(html.match(/rel="stylesheet"/g)).toHaveLength(1);
  }
  expect(heavy).toEqual([]);
});
