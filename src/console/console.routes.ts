import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../platform/config.ts";
import { renderPage } from "../platform/html/render.tsx";
import { langOf } from "../platform/http/error-answers.ts";
import { notFound, type Server } from "../platform/http/http.ts";
import { isLang, type Lang } from "../platform/i18n/lang.ts";
import { bundleConsole, type ConsoleBundle } from "./console-bundle.ts";
import { CHOICES, isTheme, type Theme } from "./choices.contract.ts";
import { ConsolePage } from "./pages/console.page.tsx";
import { paletteRoutes, type PaletteDeps } from "./palette.routes.ts";

export interface ConsoleDeps extends PaletteDeps {
  config: Config;
}

/** Where its scripts and styles are. */
const ASSETS_AT = "/assets/console";
const KEEP_FOR_EVER = "public, max-age=31536000, immutable";

/** The value of one of this browser's own choices. */
function choiceOf(request: FastifyRequest, name: string): string {
  const pairs = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim().split("="));
  return pairs.find(([key]) => key === name)?.[1] ?? "";
}

function choicesOf(request: FastifyRequest): { lang: Lang; theme: Theme } {
  const [lang, theme] = [choiceOf(request, CHOICES.lang), choiceOf(request, CHOICES.theme)];
  return { lang: isLang(lang) ? lang : langOf(request), theme: isTheme(theme) ? theme : "system" };
}

/** Made at the first request, by whoever comes first; a fault is not kept. */
function onceMade(): () => Promise<ConsoleBundle> {
  let made: Promise<ConsoleBundle> | null = null;
  return () => {
    made ??= bundleConsole().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}

/** `/console` and every address under it are one page that holds no data; its script shows what the person may see. */
export function consoleRoutes(app: Server, deps: ConsoleDeps): void {
  const bundle = onceMade();
  const sendPage = async (request: FastifyRequest, reply: FastifyReply) => {
    const { script, style, dark } = await bundle();
    const files = { script: `${ASSETS_AT}/${script}`, style: `${ASSETS_AT}/${style}`, dark: `${ASSETS_AT}/${dark}` };
    const page = ConsolePage({ ...choicesOf(request), files, operator: deps.config.operator });
    return reply.header("cache-control", "no-store").header("x-robots-tag", "noindex").header("vary", "accept-language, cookie").type("text/html; charset=utf-8").send(renderPage(page));
  };
  for (const url of ["/console", "/console/*"]) app.get(url, { config: { access: "public" } }, sendPage);

  app.get<{ Params: { file: string } }>(`${ASSETS_AT}/:file`, { config: { access: "public" } }, async (request, reply) => {
    const file = (await bundle()).files.get(request.params.file);
    if (!file) throw notFound();
    const takesBrotli = /\bbr\b/.test(String(request.headers["accept-encoding"] ?? ""));
    if (takesBrotli) void reply.header("content-encoding", "br");
    return reply.header("cache-control", KEEP_FOR_EVER).header("vary", "accept-encoding").header("cross-origin-resource-policy", "same-origin").type(file.type).send(takesBrotli ? file.brotli : file.plain);
  });

  paletteRoutes(app, deps);
}
