import { afterEach, beforeEach, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../../tests/support/database.ts";
import { signedInAs } from "../../tests/support/staff.ts";
import type { Server } from "../platform/http/http.ts";
import { createServer } from "../platform/http/server.ts";
import { setState } from "./accounts.store.ts";
import { HALF_SESSION_MOST, later, SESSION_IDLE, SESSION_MOST, STEP_UP } from "./accounts.ts";
import { actorOf, authorize, guardStaff, needsStepUp } from "./guard.ts";
import { staff } from "./policy.ts";
import { startSession } from "./sessions.store.ts";

const START = new Date("2026-11-24T15:30:00Z");

let now: Date;
let database: TestDatabase;
let server: Server;

beforeEach(async () => {
  now = START;
  database = await testDatabase({ now: () => now });
  server = await createServer(database.platform);
  guardStaff(server, database.platform);
  server.get("/api/console/records", { config: { access: staff("record.read") } }, (request) => ({ who: actorOf(request).id }));
  server.post("/api/console/records/:area", { config: { access: staff("record.edit") } }, (request) => {
    authorize(actorOf(request), "record.edit", { within: [(request.params as { area: string }).area] });
    return { done: true };
  });
  server.post("/api/console/danger", { config: { access: staff("staff.invite") } }, (request) => {
    needsStepUp(request, now);
    return { done: true };
  });
  server.get("/api/console/own", { config: { access: staff("account.own"), halfSession: true } }, () => "half");
});
afterEach(async () => {
  await server.close();
  await database.close();
});

const idOf = (answer: { json(): { error: { id: string } } }) => answer.json().error.id;

test("a route for staff on a server without a guard is refused to everyone", async () => {
  const unguarded = await createServer(database.platform);
  unguarded.get("/x", { config: { access: staff("record.read") } }, () => "secret");
  const { headers } = await signedInAs(database.platform, ["administrator"]);
  const answer = await unguarded.inject({ url: "/x", headers });
  expect(answer.statusCode).toBe(403);
  expect(answer.body).not.toContain("secret");
});

test("nobody, a forged cookie and a role without the right are refused; a role with it is let in, and nothing is kept by caches", async () => {
  const url = "/api/console/records";
  expect(idOf(await server.inject(url))).toBe("signInNeeded");
  expect((await server.inject({ url, headers: { cookie: "fanal=AAAA" } })).statusCode).toBe(401);
  const counsellor = await signedInAs(database.platform, ["counsellor"]);
  const answer = await server.inject({ url, headers: { cookie: counsellor.cookie } });
  expect(answer.json()).toEqual({ who: counsellor.id });
  expect(answer.headers["cache-control"]).toBe("no-store");
  expect(idOf(await server.inject({ method: "POST", url: "/api/console/records/mrc:540", headers: counsellor.headers }))).toBe("notAllowed");
  const nothing = await signedInAs(database.platform, []);
  expect(idOf(await server.inject({ url, headers: nothing.headers }))).toBe("notAllowed");
});

test("a role limited to an area acts there only", async () => {
  const { headers } = await signedInAs(database.platform, ["resourceSpecialist"], ["mrc:540"]);
  const edit = (area: string) => server.inject({ method: "POST", url: `/api/console/records/${area}`, headers });
  expect((await edit("mrc:540")).statusCode).toBe(200);
  expect(idOf(await edit("mrc:530"))).toBe("notAllowed");
});

test("a write from another site is refused, whatever its cookie", async () => {
  const { cookie } = await signedInAs(database.platform, ["resourceSpecialist"]);
  const write = (headers: Record<string, string>) => server.inject({ method: "POST", url: "/api/console/records/mrc:540", headers: { cookie, ...headers } });
  for (const headers of [{}, { "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }, { "sec-fetch-site": "none" }, { origin: "https://other.example.org" }, { origin: "null" }]) {
    expect(idOf(await write(headers as Record<string, string>))).toBe("crossSite");
  }
  expect((await write({ origin: new URL(database.platform.config.publicUrl).origin })).statusCode).toBe(200);
  expect((await write({ "sec-fetch-site": "same-origin" })).statusCode).toBe(200);
});

test("scripts of other sites may not read the console", async () => {
  const { cookie } = await signedInAs(database.platform, ["counsellor"]);
  const answer = await server.inject({ url: "/api/console/records", headers: { cookie, origin: "https://other.example.org" } });
  expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
});

test("a session ends when idle, after a working day, and when its account is suspended", async () => {
  const { id, cookie } = await signedInAs(database.platform, ["counsellor"]);
  const status = async () => (await server.inject({ url: "/api/console/records", headers: { cookie } })).statusCode;
  now = later(START, SESSION_IDLE - 1000);
  expect(await status()).toBe(200);
  now = later(now, SESSION_IDLE);
  expect(await status()).toBe(401);
  const busy = await signedInAs(database.platform, ["counsellor"]);
  const day = now;
  for (; now < later(day, SESSION_MOST); now = later(now, SESSION_IDLE / 2)) {
    expect((await server.inject({ url: "/api/console/records", headers: busy.headers })).statusCode).toBe(200);
  }
  expect((await server.inject({ url: "/api/console/records", headers: busy.headers })).statusCode).toBe(401);
  const suspended = await signedInAs(database.platform, ["counsellor"]);
  await setState(database.platform.pool, suspended.id, "suspended");
  expect((await server.inject({ url: "/api/console/records", headers: suspended.headers })).statusCode).toBe(401);
  expect(id).not.toBe(suspended.id);
});

test("half a session opens what setting up a second factor needs, and nothing else, and not for long", async () => {
  const { id } = await signedInAs(database.platform, ["administrator", "resourceSpecialist"]);
  const half = async (needs: "totp" | "enrol") => {
    const { token } = await startSession(database.platform.pool, { accountId: id, needs, device: "Test" }, now);
    return { cookie: `fanal=${token}`, "sec-fetch-site": "same-origin" };
  };
  const [enrolling, waiting] = [await half("enrol"), await half("totp")];
  expect((await server.inject({ url: "/api/console/own", headers: enrolling })).statusCode).toBe(200);
  // Whoever stole a password sets up no factor of their own.
  expect(idOf(await server.inject({ url: "/api/console/own", headers: waiting }))).toBe("secondFactorNeeded");
  for (const headers of [enrolling, waiting]) {
    expect(idOf(await server.inject({ url: "/api/console/records", headers }))).toBe("secondFactorNeeded");
    expect(idOf(await server.inject({ method: "POST", url: "/api/console/danger", headers }))).toBe("secondFactorNeeded");
  }
  now = later(now, HALF_SESSION_MOST);
  expect((await server.inject({ url: "/api/console/own", headers: enrolling })).statusCode).toBe(401);
});

test("a dangerous action asks for a factor again a while after signing in", async () => {
  const { headers } = await signedInAs(database.platform, ["administrator"]);
  const danger = () => server.inject({ method: "POST", url: "/api/console/danger", headers });
  expect((await danger()).statusCode).toBe(200);
  now = later(START, STEP_UP);
  expect(idOf(await danger())).toBe("stepUpNeeded");
});

test("whoever reaches for what they may not do is noted, by number", async () => {
  const { id, headers, cookie } = await signedInAs(database.platform, ["counsellor"]);
  await server.inject({ method: "POST", url: "/api/console/danger", headers });
  await server.inject({ method: "POST", url: "/api/console/danger", headers: { cookie, origin: "https://other.example.org" } });
  const { rows } = await database.platform.pool.query("SELECT actor, action, details FROM audit_entry ORDER BY seq");
  expect(rows).toEqual(["notAllowed", "crossSite"].map((why) => ({ actor: id, action: "access.refused", details: { why, method: "POST", route: "/api/console/danger" } })));
});

test("the database holds no token", async () => {
  const { cookie } = await signedInAs(database.platform, ["counsellor"]);
  const { rows } = await database.platform.pool.query<{ all: string }>("SELECT string_agg(s::text, ' ') AS all FROM staff_session s");
  expect(rows[0]!.all).not.toContain(cookie.split("=")[1]);
});
