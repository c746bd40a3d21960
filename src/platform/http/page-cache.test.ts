import { createElement } from "react";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../../../tests/support/database.ts";
import { sendPage } from "../html/render.tsx";
import type { Server } from "./http.ts";
import { createServer } from "./server.ts";
import type { Standing } from "./standing.ts";

let database: TestDatabase;
let server: Server;
let now: Date;
let standing: Standing;
let made: number;

beforeEach(async () => {
  database = await testDatabase();
  now = new Date("2026-11-24T15:00:00Z");
  standing = { ready: true, database: "up", asOf: null, version: 1 };
  made = 0;
  server = await createServer({ ...database.platform, clock: { now: () => now } }, () => standing);
  for (const [url, sameUntil] of [["/fr/same", new Date("2026-11-24T15:10:00Z")], ["/fr/own", null]] as const) {
    server.get(url, { config: { access: "public" } }, (_request, reply) => sendPage(reply, createElement("html", { lang: "fr" }, createElement("p", null, `made ${++made}`)), "briefly", sameUntil));
  }
});
afterEach(async () => {
  await server.close();
  await database.close();
});

const get = (url: string, encoding = "") => server.inject({ url, headers: { "accept-encoding": encoding } });
const said = async (url: string) => /made \d+/.exec((await get(url)).body)?.[0];

test("a page that is the same for everyone is made once, until the clock or the records change it", async () => {
  expect([await said("/fr/same"), await said("/fr/same")]).toEqual(["made 1", "made 1"]);
  now = new Date("2026-11-24T15:10:00Z");
  expect(await said("/fr/same")).toBe("made 2");
  now = new Date("2026-11-24T15:00:00Z");
  expect(await said("/fr/same")).toBe("made 2");
  standing = { ...standing, version: 2 };
  expect(await said("/fr/same")).toBe("made 3");
  standing = { ...standing, database: "down", asOf: "2026-11-24T14:00:00Z" };
  expect((await get("/fr/same")).headers["cache-control"]).toBe("no-store");
});

test("nothing that a person asked is kept", async () => {
  expect([await said("/fr/same?place=Sorel"), await said("/fr/same?place=Sorel"), await said("/fr/own"), await said("/fr/own")]).toEqual(["made 1", "made 2", "made 3", "made 4"]);
  expect(server.pages.bytes()).toBe(0);
});

test("each browser gets the compression that it takes, with the same headers from the shelf as when made", async () => {
  const open = { br: brotliDecompressSync, gzip: gunzipSync, "": (body: Buffer) => body };
  for (const encoding of ["br", "gzip", ""] as const) {
    const [first, again] = [await get("/fr/same", encoding), await get("/fr/same", encoding)];
    expect(open[encoding](again.rawPayload).toString()).toContain("made ");
    const { date: _first, ...whenMade } = first.headers;
    const { date: _again, ...fromShelf } = again.headers;
    expect(fromShelf).toEqual(whenMade);
    expect(fromShelf["content-security-policy"]).toContain("default-src 'none'");
  }
  expect(made).toBe(3);
  expect((await get("/fr/same", "gzip, br;q=0")).headers["content-encoding"]).toBeUndefined();
});

test("what is kept has a limit, and the least used leaves first", async () => {
  const small = await createServer({ ...database.platform, clock: { now: () => now } }, () => standing, 4000);
  small.get("/fr/page/:id", { config: { access: "public" } }, (_request, reply) => sendPage(reply, createElement("html", { lang: "fr" }, "x".repeat(800), ++made), "briefly", new Date("2026-11-24T15:10:00Z")));
  await small.inject("/fr/page/0");
  for (let id = 1; id < 20; id++) {
    await small.inject(`/fr/page/${id}`);
    await small.inject("/fr/page/0");
    expect(small.pages.bytes()).toBeLessThanOrEqual(4000);
  }
  expect(made).toBe(20);
  await small.inject("/fr/page/1");
  expect(made).toBe(21);
  await small.close();
});
