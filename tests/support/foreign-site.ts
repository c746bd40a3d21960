import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface ForeignSite {
  url: string;
  close(): void;
}

/** Another organisation's site, on a port (an origin) of its own, with loud styles and its own security policy. */
export async function openForeignSite(lang: string, body: string, policy: string): Promise<ForeignSite> {
  const page = `<!doctype html><html lang="${lang}"><head><title>Partenaire</title><meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main><h1>Partenaire</h1>${body}</main></body></html>`;
  const server = createServer((_request, response) => response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy }).end(page)).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => void server.close() };
}
