import { createServer as createHttp, type Server as HttpServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";
import { afterEach, beforeEach, expect, test } from "vitest";
import { accountsServer, codeAt } from "../../tests/support/accounts.ts";
import { testDatabase, type TestDatabase } from "../../tests/support/database.ts";
import { consoleVisitor, signedInAs, type ConsoleVisitor } from "../../tests/support/staff.ts";
import type { Server } from "../platform/http/http.ts";
import type { Me } from "./console.contract.ts";
import { invite } from "./invitations.store.ts";
import { isStrong } from "./oidc.ts";

/* A real OpenID Connect provider on loopback; the test plays the browser that goes there and back. */

interface Directory {
  issuer: string;
  http: HttpServer;
  /** Changes the token on its way to fanal. */
  forge: ((token: string) => string) | null;
  /** Who will sign in there next. */
  person: { sub: string; email: string; email_verified: boolean; name: string; amr?: string[] };
}

async function openDirectory(): Promise<Directory> {
  const http = createHttp();
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const { port } = http.address() as AddressInfo;
  const directory: Directory = { issuer: `http://localhost:${port}`, http, forge: null, person: { sub: "u1", email: "test@example.org", email_verified: true, name: "Personne Test" } };
  const provider = new Provider(directory.issuer, {
    clients: [{ client_id: "fanal", client_secret: "a-secret-of-the-test-only", redirect_uris: ["http://localhost/api/console/sign-in/oidc/callback"] }],
    claims: { openid: ["sub", "amr"], email: ["email", "email_verified"], profile: ["name"] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...directory.person }) }),
    cookies: { keys: ["test"] },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
  });
  const callback = provider.callback();
  http.on("request", (request, response) => {
    const { forge } = directory;
    if (forge && request.url === "/token") {
      const end = response.end.bind(response);
      response.end = ((body: string) => end(JSON.stringify({ ...JSON.parse(body), id_token: forge(JSON.parse(body).id_token) }))) as typeof end;
      const setHeader = response.setHeader.bind(response);
      response.setHeader = (name: string, value: string) => (name.toLowerCase() === "content-length" ? response : setHeader(name, value));
    }
    if (!request.url?.startsWith("/interaction/")) return void callback(request, response);
    void (async () => {
      const { params, prompt } = await provider.interactionDetails(request, response);
      const { sub, amr } = directory.person;
      if (prompt.name === "login") return provider.interactionFinished(request, response, { login: { accountId: sub, ...(amr && { amr }) } }, { mergeWithLastSubmission: false });
      const grant = new provider.Grant({ accountId: sub, clientId: params["client_id"] as string });
      grant.addOIDCScope("openid email profile");
      return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
    })();
  });
  return directory;
}

let database: TestDatabase;
let server: Server;
let directory: Directory;
const now = new Date();

beforeEach(async () => {
  directory = await openDirectory();
  database = await testDatabase({ now: () => now });
  const oidc = { issuer: directory.issuer, clientId: "fanal", clientSecret: "a-secret-of-the-test-only", label: "Répertoire Test" };
  database.platform.config = { ...database.platform.config, oidc };
  server = await accountsServer(database.platform);
});
afterEach(async () => {
  await server.close();
  await database.close();
  directory.http.closeAllConnections();
  directory.http.close();
});

/** Follows the provider's pages with its own cookies until it sends back to fanal. */
async function throughDirectory(start: string): Promise<URL> {
  const cookies = new Map<string, string>();
  for (let url = start; ; ) {
    const answer = await fetch(url, { redirect: "manual", headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") } });
    for (const line of answer.headers.getSetCookie()) cookies.set(/^[^=]+/.exec(line)![0], /=([^;]*)/.exec(line)![1]!);
    if (!answer.headers.get("location")) throw new Error(`the directory stopped at ${url}: ${await answer.text()}`);
    const next = new URL(answer.headers.get("location")!, url);
    if (!next.href.startsWith(directory.issuer)) return next;
    url = next.href;
  }
}

async function leave(visitor: ConsoleVisitor): Promise<URL> {
  const answer = await visitor.call("GET", "/sign-in/oidc");
  expect(answer.status).toBe(302);
  return throughDirectory(String(answer.headers["location"]));
}

/** There and back; where fanal sends the browser in the end. */
async function signIn(visitor: ConsoleVisitor): Promise<string> {
  const back = await leave(visitor);
  return String((await visitor.call("GET", back.href.split("/api/console")[1]!)).headers["location"]);
}

const me = async (visitor: ConsoleVisitor) => (await visitor.call<Me>("GET", "/me")).body;
const inviteTest = (email = "test@example.org") => invite(database.platform.pool, { email, lang: "fr", grants: [{ role: "analyst", areas: [] }], invitedBy: null }, now);

test("someone invited joins through the directory, adds codes, and comes back with both; who is not invited does not get in", async () => {
  expect(await me(consoleVisitor(server))).toMatchObject({ oidc: { label: "Répertoire Test" } });
  expect(await signIn(consoleVisitor(server))).toBe("/console?fault=oidcUnknown");

  await inviteTest();
  const visitor = consoleVisitor(server);
  expect(await signIn(visitor)).toBe("/console");
  expect(await me(visitor)).toMatchObject({ signedIn: true, mustEnrol: true, person: { name: "Personne Test", email: "test@example.org" }, actions: [] });
  const { body } = await visitor.call<{ secret: string }>("POST", "/factors/totp/start");
  await visitor.call("POST", "/factors/totp/confirm", { code: codeAt(body.secret, now) });
  expect(await me(visitor)).toMatchObject({ signedIn: true, mustEnrol: false, roles: ["analyst"] });

  const again = consoleVisitor(server);
  expect(await signIn(again)).toBe("/console");
  expect(await me(again)).toMatchObject({ signedIn: false, next: "totp" });
  expect((await again.call("POST", "/sign-in/totp", { code: codeAt(body.secret, new Date(now.getTime() + 30_000)) })).body).toEqual({ next: "done" });
});

test("the directory's own second factor counts when the directory says so", async () => {
  await inviteTest();
  directory.person.amr = ["pwd", "mfa"];
  const visitor = consoleVisitor(server);
  expect(await signIn(visitor)).toBe("/console");
  expect(await me(visitor)).toMatchObject({ signedIn: true, mustEnrol: false });
});

test("an address that the directory has not verified, or gave to someone else since, opens no account", async () => {
  directory.person = { ...directory.person, email_verified: false, amr: ["mfa"] };
  await inviteTest();
  expect(await signIn(consoleVisitor(server))).toBe("/console?fault=oidcUnknown");
  directory.person.email_verified = true;
  expect(await signIn(consoleVisitor(server))).toBe("/console");
  directory.person = { ...directory.person, sub: "u2" };
  expect(await signIn(consoleVisitor(server))).toBe("/console?fault=oidcUnknown");
});

test("an answer that was not asked for, asked for by another browser, or used already, opens nothing", async () => {
  await inviteTest();
  directory.person.amr = ["mfa"];
  const [owner, thief] = [consoleVisitor(server), consoleVisitor(server)];
  const path = (await leave(owner)).href.split("/api/console")[1]!;
  const land = async (visitor: ConsoleVisitor, to: string) => String((await visitor.call("GET", to)).headers["location"]);
  expect(await land(thief, path)).toBe("/console?fault=stepGone");
  await thief.call("GET", "/sign-in/oidc");
  expect(await land(thief, path)).toBe("/console?fault=oidcFailed");
  expect(await land(owner, path)).toBe("/console");
  expect(await land(owner, path)).toBe("/console?fault=stepGone");
  expect(await me(thief)).toMatchObject({ signedIn: false });
});

test("someone suspended does not come in by the directory; an account that has that address is tied to it once", async () => {
  const staff = await signedInAs(database.platform, ["analyst"]);
  directory.person = { ...directory.person, email: `staff-${staff.id}@example.org`, amr: ["mfa"] };
  expect(await signIn(consoleVisitor(server))).toBe("/console");
  await database.platform.pool.query("UPDATE account SET state = 'suspended'");
  expect(await signIn(consoleVisitor(server))).toBe("/console?fault=oidcUnknown");
});

test("a token whose signature, content or recipient is not right opens nothing", async () => {
  await inviteTest();
  directory.person.amr = ["mfa"];
  const changed = (token: string, change: (claims: Record<string, unknown>) => object, header?: object) => {
    const [head, body, signature] = token.split(".") as [string, string, string];
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    return [header ? encode(header) : head, encode(change(JSON.parse(Buffer.from(body, "base64url").toString()))), signature].join(".");
  };
  const forgeries: ((token: string) => string)[] = [
    (token) => token.replace(/.{20}$/, "A".repeat(20)),
    (token) => changed(token, (claims) => ({ ...claims, amr: ["mfa", "more"] })),
    (token) => changed(token, (claims) => ({ ...claims, aud: "someone-else" })),
    (token) => changed(token, (claims) => claims, { alg: "none" }).replace(/[^.]*$/, ""),
  ];
  for (const forge of forgeries) {
    directory.forge = forge;
    expect(await signIn(consoleVisitor(server))).toBe("/console?fault=oidcFailed");
  }
  directory.forge = null;
  expect(await signIn(consoleVisitor(server))).toBe("/console");
});

test("another site's link does not start the trip to the directory", async () => {
  for (const site of ["cross-site", "same-site"]) {
    const { headers } = await server.inject({ url: "/api/console/sign-in/oidc", headers: { "sec-fetch-site": site } });
    expect(headers["location"]).toBe("/console");
    expect(headers["set-cookie"]).toBeUndefined();
  }
});

test("what counts as several factors", () => {
  expect([{ amr: ["mfa"] }, { acr: "http://schemas.openid.net/pape/policies/2007/06/multi-factor" }, { acr: "urn:example:aal2" }, { acr: "phr" }].every(isStrong)).toBe(true);
  expect([{}, { amr: ["pwd"] }, { amr: "mfa" }, { acr: "1" }, { acr: "urn:example:aal1" }, { acr: "smfa1" }].some(isStrong)).toBe(false);
});
