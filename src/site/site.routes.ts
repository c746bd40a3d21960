import { ALWAYS, sendPage } from "../platform/html/render.tsx";
import { serveAssets } from "../platform/http/assets.ts";
import { first, publicPage } from "../platform/http/page-routes.ts";
import { notFound, type Server } from "../platform/http/http.ts";
import { aboutText } from "./pages/about.page.tsx";
import { accessibilityText } from "./pages/accessibility.page.tsx";
import { chatPage } from "./pages/chat.page.tsx";
import { homePage } from "./pages/home.page.tsx";
import { myListPage } from "./pages/my-list.page.tsx";
import { privacyText } from "./pages/privacy.page.tsx";
import { sourcesText } from "./pages/sources.page.tsx";
import { textPage } from "./pages/text.page.tsx";
import type { SiteDeps } from "./site.ts";
import { sitemap } from "./sitemap.ts";

/** Longest list address that is read (characters): 50 ids. */
const LIST_LIMIT = 2000;

function robots(publicUrl: string): string {
  return ["User-agent: *", "Disallow: /fr/recherche", "Disallow: /en/search", "Disallow: /fr/ma-liste", "Disallow: /en/my-list", "Disallow: /api/", "Disallow: /console", "Disallow: /v/", `Sitemap: ${publicUrl}/sitemap.xml`, ""].join("\n");
}

function siteFiles(app: Server, deps: SiteDeps): void {
  let made: { version: number; files: Map<string, string> } | null = null;
  const files = () => {
    const version = deps.published.version();
    if (made?.version !== version) made = { version, files: sitemap(deps.config.publicUrl, deps) };
    return made.files;
  };
  app.get("/robots.txt", { config: { access: "public" } }, async (_request, reply) => reply.type("text/plain").send(robots(deps.config.publicUrl)));
  app.get<{ Params: { part: string } }>("/sitemap:part(^.*\\.xml$)", { config: { access: "public" } }, async (request, reply) => {
    const file = files().get(`sitemap${request.params.part}`);
    if (!file) throw notFound();
    return reply.type("application/xml").send(file);
  });
}

/** The site's own pages: home, list, chat's door, texts; sitemap, robots and assets. */
export function siteRoutes(app: Server, deps: SiteDeps): void {
  app.get("/", { config: { access: "public" } }, async (request, reply) => {
    const lang = /^\s*en\b/i.test(request.headers["accept-language"] ?? "") ? "en" : "fr";
    return reply.header("vary", "accept-language").redirect(`/${lang}`, 302);
  });
  publicPage(app, "GET", "home", ({ lang, reply }) => sendPage(reply, homePage(deps, lang), "briefly", ALWAYS));
  publicPage(app, "GET", "chat", ({ lang, reply }) => sendPage(reply, chatPage(deps, lang), "briefly", ALWAYS));
  publicPage(app, "GET", "list", ({ lang, query, reply }) => sendPage(reply, myListPage(deps, lang, first(query["ids"]).slice(0, LIST_LIMIT)), "never"));
  publicPage(app, "GET", "about", ({ lang, reply }) => sendPage(reply, textPage(deps, lang, "about", aboutText(deps.config.operator)[lang]), "briefly", ALWAYS));
  publicPage(app, "GET", "privacy", ({ lang, reply }) => sendPage(reply, textPage(deps, lang, "privacy", privacyText[lang]), "briefly", ALWAYS));
  publicPage(app, "GET", "accessibility", ({ lang, reply }) => sendPage(reply, textPage(deps, lang, "accessibility", accessibilityText[lang]), "briefly", ALWAYS));
  publicPage(app, "GET", "sources", ({ lang, reply }) => sendPage(reply, textPage(deps, lang, "sources", sourcesText[lang]), "briefly", ALWAYS));
  siteFiles(app, deps);
  serveAssets(app);
}
