import rateLimit from "@fastify/rate-limit";
import type { FastifyReply, FastifyRequest } from "fastify";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { address } from "../../../platform/html/addresses.ts";
import { sendTagged, tagOf } from "../../../platform/http/entity-tags.ts";
import { langOf } from "../../../platform/http/error-answers.ts";
import type { Server } from "../../../platform/http/http.ts";
import { isUuid } from "../../../platform/ids.ts";
import { DATA_DIR } from "../../../platform/paths.ts";
import type { RecordDeps } from "../../pages/record-deps.ts";
import { createBodies } from "./hsds-bodies.ts";
import { COLLECTIONS, type Collection, type HsdsState } from "./hsds-collections.ts";
import { pageOutOfRange, recordGone, tooMany, unknownId } from "./hsds-errors.ts";
import { indexForHsds } from "./hsds-index.ts";
import { profileDocument } from "./hsds-profile.ts";
import { readHsdsQuery, type HsdsQuery } from "./hsds-query.ts";
import { hsdsViews } from "../hsds-view.ts";

/*
 * The open HSDS 3.1 API, from the published directory in memory: no database on this way.
 */

/** Requests from one network in a minute. */
const MOST_A_MINUTE = 600;
/** Lines of NDJSON written at a time; other requests have their turn between. */
const LINES_AT_A_TIME = 100;
/** The version of HSDS. */
const HSDS_VERSION = "3.1";

const JSON_TYPE = "application/json; charset=utf-8";
const PUBLIC = { access: "public" } as const;
/** Short: a record that changes shows within a minute. */
const BRIEFLY = "public, max-age=60";
const NEVER = "no-store";

/** What the API answers from, made again when the directory or the year of its seasons changes. */
function stateOf({ published, needs, territory, clock }: RecordDeps): () => HsdsState & { version: string } {
  let made: (HsdsState & { version: string }) | null = null;
  return () => {
    const year = clock.now().getFullYear();
    const version = `${published.version()}-${year}`;
    if (made?.version === version) return made;
    const views = hsdsViews({ year, needs, territory });
    const index = indexForHsds(published, needs);
    made = { version, index, views, bodies: createBodies(views, index), needs, territory };
    return made;
  };
}

/** Who is counted by the limit. Keys (`x-api-key`) arrive with the staff console; until then, the network's address, held in memory only. */
function callerOf(request: FastifyRequest): string {
  return request.ip;
}

/** What someone looks for, or where they live, is kept by no cache. */
function keepList({ search, postcode, taxonomy_term_id }: HsdsQuery): string {
  return search.length > 0 || postcode !== null || taxonomy_term_id !== null ? NEVER : BRIEFLY;
}

function envelope(total: number, { page, perPage }: HsdsQuery, contents: readonly string[]): string {
  const pages = Math.ceil(total / perPage);
  const head = JSON.stringify({ total_items: total, total_pages: pages, page_number: page, size: contents.length, first_page: page === 1, last_page: page >= pages, empty: total === 0 });
  return `${head.slice(0, -1)},"contents":[${contents.join(",")}]}`;
}

async function* inBatches<T>(items: readonly T[], write: (item: T) => string): AsyncGenerator<string> {
  for (let start = 0; start < items.length; start += LINES_AT_A_TIME) {
    yield items.slice(start, start + LINES_AT_A_TIME).map((item) => `${write(item)}\n`).join("");
    await new Promise((resolve) => void setImmediate(resolve));
  }
}

function speak(request: FastifyRequest, reply: FastifyReply) {
  const lang = langOf(request);
  void reply.header("content-language", lang).header("vary", "accept-language");
  return lang;
}

/** Tags of streams: this process, its version of the directory, and what was asked of it. */
const PROCESS = String(process.hrtime.bigint());

function addList<T>(app: Server, path: string, collection: Collection<T>, current: ReturnType<typeof stateOf>): void {
  app.get(path, { config: PUBLIC }, async (request, reply) => {
    const query = readHsdsQuery(request.query, collection.parameters);
    const lang = speak(request, reply);
    const state = current();
    const found = collection.select(state, query);
    void reply.header("cache-control", keepList(query));
    const write = (item: T) => collection.listed(state, item, query, lang);
    if (query.format === "ndjson") {
      const tag = tagOf(PROCESS + state.version + request.url + lang);
      return sendTagged(request, reply, { type: "application/x-ndjson; charset=utf-8", tag, body: () => Readable.from(inBatches(found, write)) });
    }
    const { page, perPage } = query;
    const pages = Math.max(1, Math.ceil(found.length / perPage));
    if (page > pages) throw pageOutOfRange(page, pages);
    const body = envelope(found.length, query, found.slice((page - 1) * perPage, page * perPage).map(write));
    return sendTagged(request, reply, { type: JSON_TYPE, tag: tagOf(body), body: () => body });
  });
}

/** A withdrawn service, or an organisation merged into another, says where to go instead. */
function refuseGone<T>(path: string, collection: Collection<T>, state: HsdsState, { published, config }: RecordDeps, id: string, reply: FastifyReply): void {
  const retired = published.retired(id);
  if (!retired) return;
  const { replacedBy } = retired;
  const isOrganization = replacedBy !== null && published.organization(replacedBy) !== null;
  if (path !== (isOrganization ? "/organizations" : "/services")) return;
  const isThere = replacedBy !== null && collection.find(state, replacedBy) !== null;
  const replacement = isThere ? `${config.publicUrl}/hsds${path}/${replacedBy}` : null;
  if (replacement) void reply.header("link", `<${replacement}>; rel="successor-version"`);
  throw recordGone(replacement);
}

function addSingle<T>(app: Server, path: string, collection: Collection<T>, current: ReturnType<typeof stateOf>, deps: RecordDeps): void {
  app.get<{ Params: { id: string } }>(`${path}/:id`, { config: PUBLIC }, async (request, reply) => {
    const query = readHsdsQuery(request.query, collection.singleParameters);
    const lang = speak(request, reply);
    const id = request.params.id.toLowerCase();
    const state = current();
    const item = isUuid(id) ? collection.find(state, id) : null;
    if (item === null) refuseGone(path, collection, state, deps, id, reply);
    if (item === null) throw unknownId();
    void reply.header("cache-control", collection.isSensitive(state, item) ? NEVER : BRIEFLY);
    const body = collection.single(state, item, query, lang);
    return sendTagged(request, reply, { type: JSON_TYPE, tag: tagOf(body), body: () => body });
  });
}

function addStart(app: Server, publicUrl: string): void {
  const body = JSON.stringify({ version: HSDS_VERSION, profile: `${publicUrl}/hsds/profile`, openapi_url: `${publicUrl}/openapi.json` });
  app.get("/", { config: PUBLIC }, async (request, reply) => {
    void reply.header("cache-control", BRIEFLY);
    return sendTagged(request, reply, { type: JSON_TYPE, tag: tagOf(body), body: () => body });
  });
}

/** The schemas of the standard, as they are vendored (CC BY-SA 4.0), so that references to them resolve here. */
function addSchemas(app: Server): void {
  const folder = join(DATA_DIR, "hsds-3.1", "schema");
  const schemas = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  app.get<{ Params: { name: string } }>("/schema/:name", { config: PUBLIC }, async (request, reply) => {
    const body = schemas.get(request.params.name);
    if (body === undefined) throw unknownId();
    void reply.header("cache-control", BRIEFLY);
    return sendTagged(request, reply, { type: JSON_TYPE, tag: tagOf(body), body: () => body });
  });
}

/** The profile: a document for machines, the page about it for browsers. */
function addProfile(app: Server, publicUrl: string): void {
  const body = JSON.stringify(profileDocument(publicUrl));
  app.get("/profile", { config: PUBLIC }, async (request, reply) => {
    void reply.header("cache-control", BRIEFLY).header("vary", "accept, accept-language");
    if (/\btext\/html\b/.test(request.headers.accept ?? "")) return reply.redirect(`${address("api", langOf(request))}#profile`, 303);
    return sendTagged(request, reply, { type: JSON_TYPE, tag: tagOf(body), body: () => body });
  });
}

/** `/hsds/…`: services, organisations, services at locations, taxonomies, terms, the profile and the schemas. */
export async function hsdsRoutes(server: Server, deps: RecordDeps): Promise<void> {
  const { publicUrl } = deps.config;
  const current = stateOf(deps);
  const routes = async (app: Server) => {
    await app.register(rateLimit, { global: true, max: MOST_A_MINUTE, timeWindow: "1 minute", keyGenerator: callerOf, errorResponseBuilder: tooMany });
    addStart(app, publicUrl);
    for (const [name, collection] of Object.entries(COLLECTIONS) as [string, Collection<unknown>][]) {
      addList(app, `/${name}`, collection, current);
      addSingle(app, `/${name}`, collection, current, deps);
    }
    addProfile(app, publicUrl);
    addSchemas(app);
  };
  await server.register(routes, { prefix: "/hsds" });
}
