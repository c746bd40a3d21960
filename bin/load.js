// Loads the TypeScript sources in one piece, made in memory at each start: nothing to build, nothing that can be stale.
import { build } from "esbuild";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

const ENTRY = new URL("../src/main.ts", import.meta.url);
/** What takes longest to load, loaded while esbuild works in a process of its own. */
const SLOW_PACKAGES = ["fastify", "kysely", "libphonenumber-js", "pg", "prom-client", "react-dom/server", "typebox/schema"];

/** The sources as one module (packages stay outside), with its source map for traces. */
async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(ENTRY)],
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node24",
    jsx: "automatic",
    sourcemap: "inline",
    sourcesContent: false,
    write: false,
  });
  return outputFiles[0].text;
}

/** `src/main.ts`, ready to run. */
export async function loadProgram() {
  // React's development build notes the origin of every element: pages would take several times as long.
  process.env.NODE_ENV ??= "production";
  process.setSourceMapsEnabled(true);
  const [source] = await Promise.all([bundle(), ...SLOW_PACKAGES.map((name) => import(name))]);
  registerHooks({
    load: (url, context, next) => (url === ENTRY.href ? { format: "module", source, shortCircuit: true } : next(url, context)),
  });
  return import(ENTRY.href);
}
