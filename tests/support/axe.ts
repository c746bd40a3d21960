import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { BrowserContext, Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** WCAG 2.0 to 2.2, A and AA, and axe's own good practices. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// Only what is wrong: telling all that is right, element by element, takes as long as looking.
const OPTIONS: RunOptions = { runOnly: RULES, resultTypes: ["violations"] };

type WithAxe = typeof globalThis & { axe?: { run(where: string, options: RunOptions): Promise<AxeResults> } };

/** Brings axe into every page of a visit, and the frames within: cheaper than bringing it to each page once it is there. */
export async function bringAxe(visit: BrowserContext): Promise<void> {
  await visit.addInitScript(AXE);
}

/** What axe finds wrong in a page, shadow roots included, as "rule: element"; `where`: only within. */
export async function axeFaults(page: Page, where = "html"): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE);
  const violations = await page.evaluate(async ([within, options]) => (await (globalThis as WithAxe).axe!.run(within, options)).violations, [where, OPTIONS] as const);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}
