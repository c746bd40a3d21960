import { afterEach, beforeEach, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../../../tests/support/database.ts";
import { createServer } from "./server.ts";

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

test("a route that does not declare its access stops the server from starting", async () => {
  const server = await createServer(database.platform);
  expect(() => server.get("/forgotten", () => "x")).toThrow(/does not declare its access/);
});

test("an unexpected fault is a page with a code and no detail, and the log has the cause", async () => {
  const logged: object[] = [];
  const log = Object.assign(Object.create(database.platform.log), { error: (entry: object) => logged.push(entry) });
  const server = await createServer({ ...database.platform, log });
  server.get("/en/broken", { config: { access: "public" } }, () => {
    throw new Error("secret detail");
  });
  const { statusCode, body } = await server.inject("/en/broken?q=my-secret-need");
  expect(statusCode).toBe(500);
  expect(body).toContain("Something went wrong");
  expect(body).not.toContain("secret");
  expect(logged).toMatchObject([{ route: "/en/broken", err: "secret detail" }]);
  expect(JSON.stringify(logged)).not.toContain("my-secret-need");
});

test("health and metrics answer, and metrics name routes, not addresses", async () => {
  const server = await createServer(database.platform);
  server.get("/fr/x/:id", { config: { access: "public" } }, () => "x");
  await server.inject("/fr/x/private-words");
  expect((await server.inject("/health/live")).json()).toEqual({ live: true });
  expect((await server.inject("/health/ready")).json()).toEqual({ ready: true, database: "up" });
  const { body } = await server.inject("/metrics");
  expect(body).toContain('fanal_http_request_seconds_count{route="/fr/x/:id",method="GET",status="200"} 1');
  expect(body).not.toContain("private-words");
});

test("an error of the API is JSON with an id, in the language asked", async () => {
  const server = await createServer(database.platform);
  expect((await server.inject("/api/none?lang=fr")).json()).toEqual({ error: { id: "notFound", message: "Cette page n’existe pas, ou elle a changé d’adresse." } });
  expect((await server.inject("/api/none?lang=en")).json()).toMatchObject({ error: { message: "This page does not exist, or it has moved." } });
});
