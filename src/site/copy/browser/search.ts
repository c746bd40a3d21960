import { createPublishedDirectory, readNeeds, type Organization, type PublishedService } from "../../../directory/index.ts";
import { systemClock } from "../../../platform/clock.ts";
import { FanalError } from "../../../platform/errors.ts";
import { ROUTES } from "../../../platform/html/addresses.ts";
import type { Server } from "../../../platform/http/http.ts";
import { alwaysWell } from "../../../platform/http/standing.ts";
import type { Lang } from "../../../platform/i18n/lang.ts";
import { createSearch, searchPages } from "../../../search/index.ts";
import { loadTerritory } from "../../../territory/index.ts";
import { withCopiedLinks } from "../copy-links.ts";

/*
 * The search of a copy: the site's own engine and results page, in the reader's browser. Nothing leaves it.
 */

/** What the copy carries (`search/data.js`). */
interface Carried {
  config: Parameters<typeof searchPages>[1]["config"];
  asOf: string | null;
  organizations: Organization[];
  services: (Omit<PublishedService, "organization"> & { organization: string })[];
  /** Every page of the copy. */
  pages: string[];
}

type Handler = (request: { params: object; query: Record<string, string> }, reply: Reply) => unknown;

/** As much of a server's reply as a page uses. */
interface Reply {
  html: string | null;
  moved: string | null;
  server: { standing: typeof alwaysWell };
  header(): Reply;
  type(): Reply;
  status(): Reply;
  send(html: string): Reply;
  redirect(address: string): Reply;
}

function newReply(): Reply {
  const reply: Reply = {
    html: null,
    moved: null,
    server: { standing: alwaysWell },
    header: () => reply,
    type: () => reply,
    status: () => reply,
    send: (html) => Object.assign(reply, { html }),
    redirect: (address) => Object.assign(reply, { moved: address }),
  };
  return reply;
}

const carried = (globalThis as unknown as { fanalCopy: Carried }).fanalCopy;
const lang: Lang = document.documentElement.lang.startsWith("en") ? "en" : "fr";
const file = lang === "fr" ? "fr/recherche.html" : "en/search.html";
const pages = new Set(carried.pages);

/** The site's results page, as its server would answer it. */
function resultsHandler(): Handler {
  const organizations = new Map(carried.organizations.map((organization) => [organization.id, organization]));
  const published = createPublishedDirectory();
  published.load({ services: carried.services.map((service) => ({ ...service, organization: organizations.get(service.organization)! })), retired: [], asOf: carried.asOf });
  const territory = loadTerritory();
  const needs = readNeeds();
  const search = createSearch({ published, territory, needs, clock: systemClock });
  // A copy counts nothing: nothing leaves it.
  const counter = { note: () => undefined };
  const handlers = new Map<string, Handler>();
  const app = { route: ({ url, handler }: { url: string; handler: Handler }) => handlers.set(url, handler) };
  searchPages(app as unknown as Server, { config: carried.config, clock: systemClock, needs, territory, search, counter });
  return handlers.get(ROUTES.search[lang])!;
}

function show(html: string): void {
  const made = new DOMParser().parseFromString(withCopiedLinks(html, file, (wanted) => pages.has(wanted)), "text/html");
  // Without outlines, dots alone say nothing.
  made.querySelector("figure.map")?.remove();
  document.title = made.title;
  document.querySelector("main")!.replaceChildren(...made.querySelector("main")!.childNodes);
  document.querySelector("header nav a[hreflang]")?.replaceWith(made.querySelector("header nav a[hreflang]")!);
}

function answer(): void {
  const reply = newReply();
  try {
    resultsHandler()({ params: {}, query: Object.fromEntries(new URLSearchParams(location.search)) }, reply);
  } catch (error) {
    if (!(error instanceof FanalError)) throw error;
    document.querySelector("main [role=status]")!.textContent = error.say[lang];
    return;
  }
  if (reply.html !== null) return show(reply.html);
  // Nothing asked: the first page is where one asks.
  location.replace("index.html");
}

answer();
