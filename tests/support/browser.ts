import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContext } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

/** The machine's own Chromium (or the one that CHROMIUM names), or null. */
export function findChromium(): string | null {
  const named = process.env["CHROMIUM"];
  return [...(named ? [named] : []), ...PLACES].find((path) => existsSync(path)) ?? null;
}

// V8's helper threads only take turns with the page on machines with few cores: without them axe runs a third faster.
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--js-flags=--single-threaded"];

/** One Chromium for a whole test file: starting it costs more than most visits. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("No Chromium: run `npm run browser`.");
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}

export interface Visitor {
  javaScript?: boolean;
  width?: number;
  height?: number;
  dark?: boolean;
  lang?: string;
}

/** Someone new, with an empty profile: no visit knows anything of another. */
export function openVisit(browser: Browser, { javaScript = true, width = 1280, height = 900, dark = false, lang = "fr-CA" }: Visitor = {}): Promise<BrowserContext> {
  return browser.newContext({ javaScriptEnabled: javaScript, viewport: { width, height }, colorScheme: dark ? "dark" : "light", locale: lang });
}
