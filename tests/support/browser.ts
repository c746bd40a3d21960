import { existsSync } from "node:fs";
import { chromium, type BrowserContext } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

/** The machine's own Chromium (or the one that CHROMIUM names), or null. */
export function findChromium(): string | null {
  const named = process.env["CHROMIUM"];
  return [...(named ? [named] : []), ...PLACES].find((path) => existsSync(path)) ?? null;
}

/** A browser with an empty profile that talks to nobody but the page under test. */
export async function openBrowser(options: { javaScript?: boolean; width?: number; height?: number; dark?: boolean; lang?: string } = {}): Promise<BrowserContext> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("No Chromium: run `npm run browser`.");
  // No folder named: a new profile, removed when the browser closes.
  return chromium.launchPersistentContext("", {
    executablePath,
    headless: true,
    javaScriptEnabled: options.javaScript ?? true,
    viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
    colorScheme: options.dark ? "dark" : "light",
    locale: options.lang ?? "fr-CA",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
  });
}
