import { build, type Plugin } from "esbuild";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { ASSETS } from "../platform/http/assets.ts";
import { ROOT_DIR } from "../platform/paths.ts";

/*
 * The console for browsers, made in memory from the sources at the first request for it (decision 16):
 * nothing is built, nothing can be stale. Screens come apart, each when it is first opened.
 */

export interface ConsoleFile {
  type: string;
  plain: Buffer;
  brotli: Buffer;
}

export interface ConsoleBundle {
  /** By name; a name holds a hash of the content, so a copy can be kept for ever. */
  files: ReadonlyMap<string, ConsoleFile>;
  /** Names of what the page itself asks for. */
  script: string;
  style: string;
  dark: string;
}

const HERE = join(ROOT_DIR, "src/console/app");
const ENTRIES = [join(HERE, "main.tsx"), join(HERE, "console.css"), join(HERE, "console-dark.css")];

/** Measured on the whole console: 5 gives 172 kB in 16 ms, 9 gives 169 kB in 218 ms, 11 gives 157 kB in 1.2 s. The first visit waits for it. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } };
const compressed = promisify(brotliCompress);

/** React Aria speaks some thirty languages; the console speaks two. */
const twoLanguages: Plugin = {
  name: "two-languages",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]intl[\\/].*[\\/][a-z]{2}-[A-Z]{2}\.mjs$/ }, ({ path }) => (/(fr-FR|en-US)\.mjs$/.test(path) ? null : { contents: "export default {};" }));
  },
};

async function fileOf(name: string, contents: Uint8Array): Promise<[string, ConsoleFile]> {
  const isStyle = name.endsWith(".css");
  const plain = isStyle ? Buffer.from(Buffer.from(contents).toString().replace("radio-canada.woff2", ASSETS.font)) : Buffer.from(contents);
  return [name, { type: isStyle ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8", plain, brotli: await compressed(plain, BROTLI) }];
}

/** Takes about half a second, nearly all of it in processes and threads of their own. */
export async function bundleConsole(): Promise<ConsoleBundle> {
  const { outputFiles } = await build({
    entryPoints: ENTRIES,
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    jsx: "automatic",
    legalComments: "none",
    logLevel: "error",
    outdir: "/console",
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    external: ["*.woff2"],
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [twoLanguages],
  });
  const files = new Map(await Promise.all(outputFiles.map(({ path, contents }) => fileOf(basename(path), contents))));
  const named = (pattern: RegExp) => [...files.keys()].find((name) => pattern.test(name))!;
  return { files, script: named(/^main-/), style: named(/^console-[A-Z0-9]{8}\.css$/), dark: named(/^console-dark-/) };
}
