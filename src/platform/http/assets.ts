import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ROOT_DIR } from "../paths.ts";
import type { Server } from "./http.ts";

interface Asset {
  /** Holds a hash of the content, so a copy can be kept for ever. */
  url: string;
  type: string;
  body: Buffer;
}

const KEEP_FOR_EVER = "public, max-age=31536000, immutable";

function asset(name: string, type: string, body: Buffer): Asset {
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 10);
  return { url: `/assets/${hash}/${name}`, type, body };
}

/** One file for browsers from a source and all it imports. `iife`: runs as a classic script. */
export async function bundle(entry: string, options: { external?: string[]; define?: Record<string, string>; format?: "esm" | "iife" } = {}): Promise<string> {
  const result = await build({ entryPoints: [join(ROOT_DIR, entry)], bundle: true, minify: true, write: false, format: "esm", target: "es2019", charset: "utf8", legalComments: "none", logLevel: "error", ...options });
  return result.outputFiles[0]!.text;
}

function font(): Buffer {
  return readFileSync(createRequire(import.meta.url).resolve("@fontsource-variable/radio-canada/files/radio-canada-latin-wght-normal.woff2"));
}

const [style, script] = await Promise.all([bundle("src/platform/html/fanal.css", { external: ["*.woff2"] }), bundle("src/islands/islands.ts")]);
const FONT = asset("radio-canada.woff2", "font/woff2", font());
const STYLE = asset("fanal.css", "text/css; charset=utf-8", Buffer.from(style.replace("radio-canada.woff2", FONT.url)));
const SCRIPT = asset("fanal.js", "text/javascript; charset=utf-8", Buffer.from(script));
const ICON = asset("fanal.svg", "image/svg+xml", readFileSync(join(ROOT_DIR, "src/platform/html/fanal.svg")));

/** Addresses of the one stylesheet, the one script, the one font and the icon. */
export const ASSETS = { style: STYLE.url, script: SCRIPT.url, font: FONT.url, icon: ICON.url };

/** Serves them; their addresses change with their content. */
export function serveAssets(app: Server): void {
  for (const { url, type, body } of [FONT, STYLE, SCRIPT, ICON]) {
    app.get(url, { config: { access: "public" } }, async (_request, reply) => reply.header("cache-control", KEEP_FOR_EVER).header("cross-origin-resource-policy", "same-origin").type(type).send(body));
  }
}
