import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { accountsServer } from "../../tests/support/accounts.ts";
import { openBrowser, openVisit } from "../../tests/support/browser.ts";
import { testDatabase, type TestDatabase } from "../../tests/support/database.ts";
import type { Server } from "../platform/http/http.ts";
import { systemClock } from "../platform/clock.ts";
import { setState } from "./accounts.store.ts";
import { invite } from "./invitations.store.ts";

/* Passkeys as a real browser makes and shows them, with an authenticator that Chromium simulates. */

let browser: Browser;
let database: TestDatabase;
let server: Server;
let url: string;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  database = await testDatabase(systemClock);
  server = await accountsServer(database.platform);
  server.get("/console", { config: { access: "public" } }, (_request, reply) => reply.type("text/html").send("<!doctype html><title>Test</title>"));
  await server.listen({ host: "127.0.0.1", port: 0 });
  url = `http://localhost:${(server.server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await server.close();
  await database.close();
});

interface Answer {
  status: number;
  body: Record<string, unknown> & { error?: { id: string } };
}

interface Desk {
  page: Page;
  visit: BrowserContext;
  authenticator: CDPSession;
  authenticatorId: string;
  call(method: string, path: string, body?: object): Promise<Answer>;
  /** Asks for options, has the browser make or show a passkey, and returns what it answered. */
  passkey(kind: "create" | "get", optionsPath: string): Promise<object>;
}

async function openDesk(): Promise<Desk> {
  const visit = await openVisit(browser);
  const page = await visit.newPage();
  const authenticator = await visit.newCDPSession(page);
  await authenticator.send("WebAuthn.enable");
  const { authenticatorId } = await authenticator.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  await page.goto(`${url}/console`);
  const call: Desk["call"] = (method, path, body) =>
    page.evaluate(
      async ({ method, path, body }) => {
        const answer = await fetch(`/api/console${path}`, { method, ...(body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }) });
        return { status: answer.status, body: answer.status === 204 ? {} : await answer.json() };
      },
      { method, path, body },
    );
  const passkey: Desk["passkey"] = async (kind, optionsPath) => {
    const { status, body: options } = await call("POST", optionsPath);
    expect(status).toBe(200);
    return page.evaluate(
      async ({ kind, options }) => {
        const publicKey = kind === "create" ? PublicKeyCredential.parseCreationOptionsFromJSON(options as never) : PublicKeyCredential.parseRequestOptionsFromJSON(options as never);
        const credential = kind === "create" ? await navigator.credentials.create({ publicKey: publicKey as never }) : await navigator.credentials.get({ publicKey: publicKey as never });
        return (credential as PublicKeyCredential).toJSON() as object;
      },
      { kind, options },
    );
  };
  return { page, visit, authenticator, authenticatorId, call, passkey };
}

/** Accepts an invitation and adds a passkey, nothing else: two clicks and no password. */
async function enrolWithPasskey(desk: Desk): Promise<void> {
  const { token } = await invite(database.platform.pool, { email: "test@example.org", lang: "fr", grants: [{ role: "administrator", areas: [] }], invitedBy: null }, new Date());
  expect((await desk.call("POST", "/invite/accept", { token, name: "Personne Test", lang: "fr" })).body).toEqual({ next: "enrol" });
  const made = await desk.passkey("create", "/factors/passkey/options");
  expect((await desk.call("POST", "/factors/passkey", { response: made, name: "Portable" })).body).toEqual({ next: "done" });
}

test("a passkey is enough to join, to sign in and to confirm; its answer is good once", async () => {
  const desk = await openDesk();
  await enrolWithPasskey(desk);
  expect((await desk.call("GET", "/me")).body).toMatchObject({ signedIn: true, mustEnrol: false, factors: { passkeys: 1, password: false, totp: false } });

  await desk.call("POST", "/sign-out");
  expect((await desk.call("GET", "/me")).body).toMatchObject({ signedIn: false });
  const shown = await desk.passkey("get", "/sign-in/passkey/options");
  expect((await desk.call("POST", "/sign-in/passkey", { response: shown })).body).toEqual({ next: "done" });
  expect((await desk.call("GET", "/me")).body).toMatchObject({ signedIn: true });
  expect((await desk.call("POST", "/sign-in/passkey", { response: shown })).body.error?.id).toBe("stepGone");

  await database.platform.pool.query("UPDATE staff_session SET step_up_until = NULL");
  expect((await desk.call("POST", "/factors/recovery-codes")).body.error?.id).toBe("stepUpNeeded");
  const confirmed = await desk.passkey("get", "/step-up/passkey/options");
  expect((await desk.call("POST", "/step-up/passkey", { response: confirmed })).status).toBe(200);
  expect((await desk.call("POST", "/factors/recovery-codes")).status).toBe(200);

  // The only way in stays; with a second one, either may go.
  const [{ id }] = (await desk.call("GET", "/factors")).body["passkeys"] as [{ id: string }];
  expect((await desk.call("DELETE", `/factors/passkey/${id}`)).body.error?.id).toBe("lastFactor");
  expect((await desk.call("GET", "/me")).body).toMatchObject({ factors: { passkeys: 1 } });
  await desk.visit.close();
});

test("an answer to another challenge, or changed on the way, or of a suspended account, opens nothing", async () => {
  const desk = await openDesk();
  await enrolWithPasskey(desk);
  await desk.call("POST", "/sign-out");
  const old = await desk.passkey("get", "/sign-in/passkey/options");
  await desk.call("POST", "/sign-in/passkey/options");
  expect((await desk.call("POST", "/sign-in/passkey", { response: old })).body.error?.id).toBe("wrongPasskey");

  const shown = (await desk.passkey("get", "/sign-in/passkey/options")) as { response: { signature: string } };
  const changed = { ...shown, response: { ...shown.response, signature: shown.response.signature.replace(/^.{20}/, "A".repeat(20)) } };
  expect((await desk.call("POST", "/sign-in/passkey", { response: changed })).body.error?.id).toBe("wrongPasskey");
  await desk.call("POST", "/sign-in/passkey/options");
  expect((await desk.call("POST", "/sign-in/passkey", { response: { id: "nonsense" } })).body.error?.id).toBe("wrongPasskey");

  const { rows } = await database.platform.pool.query<{ id: string }>("SELECT id FROM account");
  await setState(database.platform.pool, rows[0]!.id, "suspended");
  const suspended = await desk.passkey("get", "/sign-in/passkey/options");
  expect((await desk.call("POST", "/sign-in/passkey", { response: suspended })).body.error?.id).toBe("wrongPasskey");
  await desk.visit.close();
});

test("an authenticator that cannot check who holds it is not enough", async () => {
  const desk = await openDesk();
  await desk.authenticator.send("WebAuthn.setUserVerified", { authenticatorId: desk.authenticatorId, isUserVerified: false });
  await expect(enrolWithPasskey(desk)).rejects.toThrow("NotAllowedError");
  expect((await desk.call("GET", "/me")).body).toMatchObject({ mustEnrol: true });
  await desk.visit.close();
});
