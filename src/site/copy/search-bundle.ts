import { build, type Plugin } from "esbuild";
import { existsSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { ROOT_DIR } from "../../platform/paths.ts";

const HERE = join(ROOT_DIR, "src/site/copy/browser");
const BUILTIN = new Set(builtinModules);
/** Packages that the search and its page use; any other belongs to the server and is left out. */
const BROWSER_PACKAGES = /^(react|react-dom|d3-geo|d3-array|internmap|scheduler|typebox|flatbush|flatqueue|temporal-polyfill|temporal-utils|uqr)(\/|$)/;

/** Small stand-ins for what only a server has; as CommonJS, so that any name may be asked of them. */
const STAND_INS: Record<string, string> = {
  // What the program reads from its data folder comes with the copy, in a script that was loaded before.
  fs: `exports.readFileSync = (path) => {
    const text = globalThis.fanalCopy.files[path];
    if (text === undefined) throw new Error("Not in this copy: " + path);
    return text;
  };`,
  path: 'exports.join = (...parts) => parts.filter(Boolean).join("/");',
  "platform/paths.ts": 'export const ROOT_DIR = "", DATA_DIR = "", MIGRATIONS_DIR = "";',
  "platform/http/assets.ts": 'export const ASSETS = { style: "", script: "", font: "", icon: "" }; export const serveAssets = () => undefined; export const bundle = () => "";',
  // Anything asked of it exists and does nothing: it is never called by what stays in the bundle.
  nothing: "const nothing = new Proxy(function () {}, { get: (_, name) => (name === Symbol.toPrimitive ? () => \"\" : nothing), apply: () => nothing, construct: () => nothing }); module.exports = nothing;",
};

function standInFor(path: string, from: string): string | null {
  const bare = path.replace(/^node:/, "");
  if (bare === "fs" || bare === "path") return bare;
  if (BUILTIN.has(bare)) return "nothing";
  if (path.startsWith(".")) return Object.keys(STAND_INS).find((name) => resolve(dirname(from), path).endsWith(`src/${name}`)) ?? null;
  return BROWSER_PACKAGES.test(path) || path.startsWith("/") ? null : "nothing";
}

/** Server modules become stand-ins, and what nothing uses is left out. */
const forBrowsers: Plugin = {
  name: "for-browsers",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
      if (kind === "entry-point") return null;
      if (path === "csv-parse/sync") return { path: createRequire(import.meta.url).resolve("csv-parse/browser/esm/sync"), sideEffects: false };
      const standIn = importer.includes("node_modules") && !BUILTIN.has(path.replace(/^node:/, "")) ? null : standInFor(path, importer);
      if (standIn !== null) return { path: standIn, namespace: "stand-in", sideEffects: false };
      const own = resolve(dirname(importer), path);
      return path.startsWith(".") && !importer.includes("node_modules") && existsSync(own) ? { path: own, sideEffects: false } : null;
    });
    onLoad({ filter: /.*/, namespace: "stand-in" }, ({ path }) => ({ contents: STAND_INS[path]!, loader: "js" }));
  },
};

/** The site's own search and results page as one classic script for browsers. */
export async function searchBundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(HERE, "search.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "es2022",
    charset: "utf8",
    jsx: "automatic",
    legalComments: "none",
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"', "import.meta.url": '""' },
    plugins: [forBrowsers],
  });
  return outputFiles[0]!.text;
}
