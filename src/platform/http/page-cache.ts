import type { FastifyReply, FastifyRequest } from "fastify";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Clock } from "../clock.ts";
import type { Server } from "./http.ts";
import type { Standing } from "./standing.ts";

/*
 * Pages that are the same for everyone (a record, an organisation, the home page), made once and
 * given again until what they show changes. Nothing asked by a person is here: an address with a
 * question mark is never kept.
 */

/** All kept pages together (bytes, compressed): about every record of Québec in both languages. */
export const MOST_PAGE_BYTES = 64 * 1024 * 1024;
/** Weight of an entry beside its body (bytes): key, headers, map. */
const ENTRY_BYTES = 500;
/** Made once, given many times: worth more than the fastest compression. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } };

type Encoding = "br" | "gzip" | "identity";

interface KeptPage {
  body: Buffer;
  encoding: Encoding;
  cacheControl: string;
  /** What the page was made from; another one means that the page is old. */
  stamp: string;
  /** Instant (ms) from which the page says something else by the clock alone. */
  until: number;
}

export interface PageCache {
  /** Keeps a page and sends it. */
  sendKept(reply: FastifyReply, page: { html: string; cacheControl: string; until: Date }): FastifyReply;
  /** Bytes held now. */
  bytes(): number;
}

declare module "fastify" {
  interface FastifyInstance {
    pages: PageCache;
  }
}

const COMPRESS: Record<Encoding, (html: string) => Buffer> = {
  br: (html) => brotliCompressSync(html, BROTLI),
  gzip: (html) => gzipSync(html),
  identity: (html) => Buffer.from(html),
};

/** The best that the reader's browser takes; one that refuses it by `q=0` gets plain text. */
function encodingOf({ headers }: FastifyRequest): Encoding {
  const taken = String(headers["accept-encoding"] ?? "");
  if (/;\s*q=0(\.0*)?\s*(,|$)/.test(taken)) return "identity";
  if (/\bbr\b/.test(taken)) return "br";
  return /\bgzip\b/.test(taken) ? "gzip" : "identity";
}

/** A page of one address in one encoding; null when the address carries a question. */
function keyOf(request: FastifyRequest, encoding: Encoding): string | null {
  return request.method !== "GET" || request.url.includes("?") ? null : `${encoding} ${request.url}`;
}

function give(reply: FastifyReply, { body, encoding, cacheControl }: KeptPage): FastifyReply {
  if (encoding !== "identity") reply.header("content-encoding", encoding);
  return reply.header("vary", "Origin, accept-encoding").header("cache-control", cacheControl).type("text/html; charset=utf-8").send(body);
}

/** Kept pages, the least recently used leaving first once they weigh too much. */
function createShelf(mostBytes: number) {
  const shelf = new Map<string, KeptPage>();
  let bytes = 0;
  const weight = ({ body }: KeptPage) => body.length + ENTRY_BYTES;
  const drop = (key: string) => {
    const page = shelf.get(key);
    if (!page) return;
    shelf.delete(key);
    bytes -= weight(page);
  };
  return {
    bytes: () => bytes,
    find: (key: string, stamp: string, now: number): KeptPage | null => {
      const page = shelf.get(key);
      if (!page) return null;
      if (page.stamp !== stamp || page.until <= now) {
        drop(key);
        return null;
      }
      // Last in the map: the most recently used.
      shelf.delete(key);
      shelf.set(key, page);
      return page;
    },
    put: (key: string, page: KeptPage) => {
      drop(key);
      shelf.set(key, page);
      bytes += weight(page);
      for (const oldest of shelf.keys()) {
        if (bytes <= mostBytes) break;
        drop(oldest);
      }
    },
  };
}

/** Adds the cache to a server: `app.pages` keeps a page, and the next reader gets it without any work. */
export function keepPages(app: Server, clock: Clock, standing: () => Standing, mostBytes: number): void {
  const shelf = createShelf(mostBytes);
  const stampNow = () => {
    const { version, asOf } = standing();
    return `${version} ${asOf}`;
  };

  app.decorate("pages", {
    bytes: shelf.bytes,
    sendKept: (reply, { html, cacheControl, until }) => {
      const encoding = encodingOf(reply.request);
      const page: KeptPage = { body: COMPRESS[encoding](html), encoding, cacheControl, stamp: stampNow(), until: until.getTime() };
      const key = keyOf(reply.request, encoding);
      if (key !== null) shelf.put(key, page);
      return give(reply, page);
    },
  });

  app.addHook("onRequest", (request, reply, done) => {
    const key = keyOf(request, encodingOf(request));
    const page = key === null ? null : shelf.find(key, stampNow(), clock.now().getTime());
    if (page) void give(reply, page);
    else done();
  });
}
