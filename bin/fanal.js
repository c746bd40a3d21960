#!/usr/bin/env node
// Starts fanal under the pinned Node 24, whatever Node the machine has.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const NEEDED = 24;
const major = Number(process.versions.node.split(".")[0]);

if (major >= NEEDED) {
  const { main } = await import("./load.js").then(({ loadProgram }) => loadProgram());
  process.exit(await main(process.argv.slice(2), process.env));
} else {
  const pinned = fileURLToPath(new URL("../node_modules/node/bin/node", import.meta.url));
  if (!existsSync(pinned)) {
    console.error(`fanal needs Node ${NEEDED}; this is ${process.version}. Run "npm ci" in fanal's folder: it brings its own.`);
    process.exit(1);
  }
  const child = spawn(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
