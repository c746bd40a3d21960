import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findChromium } from "./browser.ts";

/** Brings Chromium where we may (root on Debian); elsewhere says in one sentence what to install. */
function install(): boolean {
  const mayInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (!mayInstall) return false;
  console.log("The browser tests need Chromium: installing Debian's package…");
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", "chromium"]]) {
    const { status } = spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"], env: environment });
    if (status !== 0) return false;
  }
  return findChromium() !== null;
}

if (findChromium() === null && !install()) {
  console.error("The browser tests need Chromium: install Debian's package `chromium` (apt-get install chromium), or set CHROMIUM to its path.");
  process.exitCode = 1;
}
