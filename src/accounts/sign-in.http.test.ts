import { afterEach, beforeEach, expect, test } from "vitest";
import { accountsServer, codeAt, enrol, PASSWORD } from "../../tests/support/accounts.ts";
import { testDatabase, type TestDatabase } from "../../tests/support/database.ts";
import { consoleVisitor } from "../../tests/support/staff.ts";
import type { Server } from "../platform/http/http.ts";
import { HALF_SESSION_MOST, INVITATION_MOST, later } from "./accounts.ts";
import { verifyChain } from "./audit.store.ts";
import type { Me, Sessions } from "./console.contract.ts";
import { invite } from "./invitations.store.ts";
import { firstAdministratorLink } from "./welcome.ts";

const START = new Date("2026-11-24T15:30:00Z");
const STEP = 30_000;

let now: Date;
let database: TestDatabase;
let server: Server;

beforeEach(async () => {
  now = START;
  database = await testDatabase({ now: () => now });
  server = await accountsServer(database.platform);
});
afterEach(async () => {
  await server.close();
  await database.close();
});

const me = async (visitor: ReturnType<typeof consoleVisitor>) => (await visitor.call<Me>("GET", "/me")).body;
const tokenOf = (link: string | null) => link!.split("#")[1]!;

test("the first administrator: a link from the terminal, a name, an address, a password, codes; then no link is given any more", async () => {
  const listening = "http://127.0.0.1:2110";
  const visitor = consoleVisitor(server);
  expect(await me(visitor)).toEqual({ signedIn: false, firstRun: true, oidc: null, next: null });
  const first = await firstAdministratorLink(database.platform, listening);
  expect(first).toMatch(/^http:\/\/localhost:2110\/console\/invite#[\w-]{43}$/);
  // A later start, nobody having come: a fresh link, and the one before it ends.
  const link = await firstAdministratorLink(database.platform, listening);
  expect((await visitor.call("POST", "/invite/open", { token: tokenOf(first) })).refused).toBe("invitationGone");
  expect((await visitor.call("POST", "/invite/open", { token: tokenOf(link) })).body).toEqual({ email: null, roles: ["administrator"], lang: "fr" });

  const acceptance = { token: tokenOf(link), name: "Admin Test", lang: "en", password: PASSWORD };
  expect((await visitor.call("POST", "/invite/accept", acceptance)).refused).toBe("emailWrong");
  expect((await visitor.call("POST", "/invite/accept", { ...acceptance, email: "Admin@Example.org " })).body).toEqual({ next: "enrol" });
  expect(await me(visitor)).toMatchObject({ signedIn: true, mustEnrol: true, actions: [], person: { email: "admin@example.org", lang: "en" } });
  expect(await firstAdministratorLink(database.platform, listening)).not.toBeNull();

  const { body } = await visitor.call<{ secret: string; uri: string; qrSvg: string }>("POST", "/factors/totp/start");
  expect(body.uri).toMatch(/^otpauth:\/\/totp\//);
  expect(body.qrSvg).toMatch(/^<svg/);
  expect((await visitor.call("POST", "/factors/totp/confirm", { code: "000000" })).refused).toBe("wrongCode");
  const confirmed = await visitor.call<{ recoveryCodes: string[] }>("POST", "/factors/totp/confirm", { code: codeAt(body.secret, now) });
  expect(new Set(confirmed.body.recoveryCodes).size).toBe(8);
  expect(await me(visitor)).toMatchObject({ signedIn: true, mustEnrol: false, roles: ["administrator"], areas: [], factors: { passkeys: 0, password: true, totp: true, recoveryCodesLeft: 8 } });
  expect(await firstAdministratorLink(database.platform, listening)).toBeNull();
  expect(await me(consoleVisitor(server))).toMatchObject({ firstRun: false });
});

test("a password, then a code; a code is good once, and not for a second sign-in at the same moment", async () => {
  const { email, secret } = await enrol(database.platform, consoleVisitor(server));
  const visitor = consoleVisitor(server);
  expect((await visitor.call("POST", "/sign-in/password", { email: "TEST@example.org", password: PASSWORD })).body).toEqual({ next: "totp" });
  expect(await me(visitor)).toMatchObject({ signedIn: false, next: "totp" });
  // The code that confirmed the application was used then.
  expect((await visitor.call("POST", "/sign-in/totp", { code: codeAt(secret, now) })).refused).toBe("wrongCode");
  now = later(START, STEP);
  const code = codeAt(secret, now);
  const other = consoleVisitor(server, "192.0.2.77");
  await other.call("POST", "/sign-in/password", { email, password: PASSWORD });
  const answers = await Promise.all([visitor, other].map((one) => one.call("POST", "/sign-in/totp", { code })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
  expect((await verifyChain(database.platform.pool)).intact).toBe(true);
});

test("a recovery code opens once, and each is another one", async () => {
  const { email, recoveryCodes } = await enrol(database.platform, consoleVisitor(server));
  const come = async (code: string) => {
    const visitor = consoleVisitor(server);
    await visitor.call("POST", "/sign-in/password", { email, password: PASSWORD });
    return visitor.call("POST", "/sign-in/recovery", { code });
  };
  expect((await come(recoveryCodes[0]!.toLowerCase().replaceAll("-", " "))).body).toEqual({ next: "done" });
  expect((await come(recoveryCodes[0]!)).refused).toBe("wrongRecoveryCode");
  expect((await come(recoveryCodes[1]!)).body).toEqual({ next: "done" });
});

test("a wrong password and an unknown address: the same answer, after the same work", async () => {
  await enrol(database.platform, consoleVisitor(server));
  const measure = async (email: string) => {
    const from = performance.now();
    const answer = await consoleVisitor(server).call("POST", "/sign-in/password", { email, password: "not the one at all" });
    return { answer: [answer.status, answer.body], ms: performance.now() - from };
  };
  const [known, unknown] = [await measure("test@example.org"), await measure("nobody@example.org")];
  expect(unknown.answer).toEqual(known.answer);
  expect(unknown.ms).toBeGreaterThan(known.ms / 3);
  expect(known.ms).toBeGreaterThan(unknown.ms / 3);
});

test("a stranger who fails again and again waits; the owner does not, at home nor from a new place", async () => {
  const home = consoleVisitor(server, "192.0.2.1");
  const { email, secret } = await enrol(database.platform, home);
  // Twelve at once: tries are counted before they are made.
  const stranger = consoleVisitor(server, "203.0.113.5");
  const guesses = await Promise.all(Array.from({ length: 12 }, (_, index) => stranger.call("POST", "/sign-in/password", { email, password: `a long guess ${index}` })));
  expect(guesses.filter(({ refused }) => refused === "wrongSignIn")).toHaveLength(5);
  expect(guesses.filter(({ refused, status }) => refused === "tooManyTries" && status === 429)).toHaveLength(7);
  expect((await stranger.call("POST", "/sign-in/password", { email, password: PASSWORD })).refused).toBe("tooManyTries");
  // The same /24, in the owner's own browser, which fanal knows.
  const known = consoleVisitor(server, "203.0.113.9");
  known.cookies.set("fanal-device", home.cookies.get("fanal-device")!);
  expect((await known.call("POST", "/sign-in/password", { email, password: PASSWORD })).body).toEqual({ next: "totp" });
  const elsewhere = consoleVisitor(server, "198.51.100.20");
  await elsewhere.call("POST", "/sign-in/password", { email, password: PASSWORD });
  now = later(START, STEP);
  expect((await elsewhere.call("POST", "/sign-in/totp", { code: codeAt(secret, now) })).body).toEqual({ next: "done" });
  // And the stranger, once the wait is over, may try again: once.
  now = later(START, 2 * 60_000);
  expect((await stranger.call("POST", "/sign-in/password", { email, password: "one more long guess" })).refused).toBe("wrongSignIn");
  expect((await stranger.call("POST", "/sign-in/password", { email, password: "one more long guess" })).refused).toBe("tooManyTries");
});

test("whoever has the password still guesses few codes", async () => {
  const { email } = await enrol(database.platform, consoleVisitor(server));
  const thief = consoleVisitor(server, "203.0.113.5");
  await thief.call("POST", "/sign-in/password", { email, password: PASSWORD });
  const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => thief.call("POST", "/sign-in/totp", { code: String(100_000 + index) })));
  expect(answers.filter(({ refused }) => refused === "wrongCode").length).toBeLessThanOrEqual(5);
  expect(answers.some(({ status }) => status === 429)).toBe(true);
});

test("a cookie that was planted is never taken over, and every step gives a new one", async () => {
  const { email, secret } = await enrol(database.platform, consoleVisitor(server));
  const visitor = consoleVisitor(server);
  visitor.cookies.set("fanal", "planted-by-someone-else");
  await visitor.call("POST", "/sign-in/password", { email, password: PASSWORD });
  const half = visitor.cookies.get("fanal")!;
  expect(half).not.toContain("planted");
  now = later(START, STEP);
  const done = await visitor.call("POST", "/sign-in/totp", { code: codeAt(secret, now) });
  expect(visitor.cookies.get("fanal")).not.toBe(half);
  expect([done.headers["set-cookie"]].flat().every((line) => /HttpOnly; SameSite=Lax/.test(String(line)) && /Path=\//.test(String(line)))).toBe(true);
  const thief = consoleVisitor(server);
  thief.cookies.set("fanal", half);
  expect(await me(thief)).toMatchObject({ signedIn: false, next: null });
});

test("over https every cookie is locked to this host, and only pages of the public address may write", async () => {
  const config = { ...database.platform.config, publicUrl: "https://211.example.org" };
  const secure = await accountsServer({ ...database.platform, config });
  const visitor = consoleVisitor(secure);
  await enrol(database.platform, visitor);
  expect([...visitor.cookies.keys()].toSorted()).toEqual(["__Host-fanal", "__Host-fanal-device"]);
  const signIn = (headers: Record<string, string>) => secure.inject({ method: "POST", url: "/api/console/sign-in/password", headers, payload: { email: "test@example.org", password: PASSWORD } });
  const { headers } = await signIn({ origin: "https://211.example.org" });
  expect(headers["set-cookie"]).toMatch(/^__Host-fanal=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  expect(headers["strict-transport-security"]).toContain("includeSubDomains");
  expect((await signIn({ origin: "http://211.example.org" })).json()).toMatchObject({ error: { id: "crossSite" } });
  await secure.close();
});

test("half a session, stolen, adds no factor, and ends by itself", async () => {
  const { email } = await enrol(database.platform, consoleVisitor(server));
  const thief = consoleVisitor(server);
  await thief.call("POST", "/sign-in/password", { email, password: PASSWORD });
  for (const [method, path] of [["POST", "/factors/totp/start"], ["POST", "/factors/passkey/options"], ["POST", "/factors/recovery-codes"], ["GET", "/sessions"], ["GET", "/staff"]] as const) {
    expect((await thief.call(method, path)).refused).toBe("secondFactorNeeded");
  }
  expect((await thief.call("POST", "/factors/password", { password: "quelques mots au hasard" })).refused).toBe("secondFactorNeeded");
  now = later(START, HALF_SESSION_MOST);
  expect(await me(thief)).toMatchObject({ next: null });
});

test("an invitation: opening it changes nothing, it is good once even for two at once, and not after a week", async () => {
  const inviteTest = () => invite(database.platform.pool, { email: "new@example.org", lang: "en", grants: [{ role: "analyst", areas: [] }], invitedBy: null }, now);
  const { token } = await inviteTest();
  const visitor = consoleVisitor(server);
  for (let times = 0; times < 3; times += 1) expect((await visitor.call("POST", "/invite/open", { token })).body).toMatchObject({ email: "new@example.org", roles: ["analyst"] });
  const acceptance = { token, name: "Personne Test", lang: "fr" };
  const both = await Promise.all([0, 1].map(() => consoleVisitor(server).call("POST", "/invite/accept", acceptance)));
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 410]);
  expect((await visitor.call("POST", "/invite/accept", acceptance)).refused).toBe("invitationGone");
  const late = await inviteTest();
  now = later(START, INVITATION_MOST);
  for (const path of ["/invite/open", "/invite/accept"]) expect((await visitor.call("POST", path, { ...acceptance, token: late.token })).refused).toBe("invitationGone");
  for (const forged of ["x", token.slice(0, -1), `${token}A`]) expect((await visitor.call("POST", "/invite/open", { token: forged })).refused).toBe("invitationGone");
});

test("a password is long and not one of those tried first; nothing is asked of its letters", async () => {
  const { token } = await invite(database.platform.pool, { email: "marguerite@example.org", lang: "fr", grants: [{ role: "analyst", areas: [] }], invitedBy: null }, now);
  const visitor = consoleVisitor(server);
  const refused = async (password: string) => (await visitor.call("POST", "/invite/accept", { token, name: "Personne Test", lang: "fr", password })).refused;
  expect(await refused("court")).toBe("passwordShort");
  expect(await refused("é".repeat(300))).toBe("passwordLong");
  for (const guessable of ["qwerty123456", "QWERTY123456", "aaaaaaaaaaaaaaaa", "fanal211fanal211", "marguerite-2026", "personne test 1"]) expect(await refused(guessable)).toBe("passwordGuessable");
  expect(await refused("cinq mots tout en bas")).toBeUndefined();
});

test("sessions are listed and ended; a new password ends the others", async () => {
  const first = consoleVisitor(server);
  const { email, secret } = await enrol(database.platform, first);
  const second = consoleVisitor(server);
  now = later(START, STEP);
  await second.call("POST", "/sign-in/password", { email, password: PASSWORD });
  await second.call("POST", "/sign-in/totp", { code: codeAt(secret, now) });
  const { sessions } = (await second.call<Sessions>("GET", "/sessions")).body;
  expect(sessions.map(({ current }) => current).toSorted()).toEqual([false, true]);
  expect((await second.call("DELETE", `/sessions/${sessions.find(({ current }) => !current)!.id}`)).status).toBe(204);
  expect(await me(first)).toMatchObject({ signedIn: false });

  const third = consoleVisitor(server);
  now = later(START, 2 * STEP);
  await third.call("POST", "/sign-in/password", { email, password: PASSWORD });
  await third.call("POST", "/sign-in/totp", { code: codeAt(secret, now) });
  expect((await second.call("POST", "/factors/password", { current: "not the one", password: "d’autres mots au hasard" })).refused).toBe("wrongPassword");
  expect((await second.call("POST", "/factors/password", { current: PASSWORD, password: "d’autres mots au hasard" })).status).toBe(204);
  expect(await me(third)).toMatchObject({ signedIn: false });
  expect(await me(second)).toMatchObject({ signedIn: true });
  expect((await second.call("POST", "/sign-out")).status).toBe(204);
  expect(await me(second)).toMatchObject({ signedIn: false, next: null });
});

test("after a while a factor is shown again before anything dangerous: password, code; each change is written to its owner", async () => {
  const visitor = consoleVisitor(server);
  const { secret } = await enrol(database.platform, visitor);
  expect((await visitor.call("POST", "/factors/recovery-codes")).status).toBe(200);
  now = later(START, 20 * 60_000);
  for (const path of ["/factors/recovery-codes", "/factors/totp/start", "/factors/passkey/options"]) expect((await visitor.call("POST", path)).refused).toBe("stepUpNeeded");
  expect((await visitor.call("DELETE", "/sessions/6f0a1e7c-9d5b-4b57-8a21-2f1cf0a4d211")).refused).toBe("stepUpNeeded");
  expect((await visitor.call("POST", "/step-up/password", { password: "not the one at all" })).refused).toBe("wrongPassword");
  const before = visitor.cookies.get("fanal");
  expect((await visitor.call("POST", "/step-up/password", { password: PASSWORD })).body).toEqual({ stepUpUntil: later(now, 600_000).toISOString() });
  expect(visitor.cookies.get("fanal")).not.toBe(before);
  expect((await visitor.call("POST", "/factors/recovery-codes")).status).toBe(200);
  now = later(START, 40 * 60_000);
  expect((await visitor.call("POST", "/step-up/totp", { code: "123456" })).refused).toBe("wrongCode");
  expect((await visitor.call("POST", "/step-up/totp", { code: codeAt(secret, now) })).status).toBe(200);
  expect((await visitor.call("POST", "/step-up/totp", { code: codeAt(secret, now) })).refused).toBe("wrongCode");
  const { rows } = await database.platform.pool.query<{ n: number; to: string }>("SELECT count(*)::int AS n, min(recipient) AS to FROM letter WHERE kind = 'accountChange'");
  expect(rows).toEqual([{ n: 2, to: "test@example.org" }]);
});

test("no secret is readable in the database", async () => {
  const visitor = consoleVisitor(server);
  const { secret, recoveryCodes } = await enrol(database.platform, visitor);
  await visitor.call("POST", "/factors/totp/start");
  const { rows: tables } = await database.platform.pool.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'");
  const dump = (await Promise.all(tables.map(({ name }) => database.platform.pool.query<{ all: string | null }>(`SELECT string_agg(t::text, ' ') AS all FROM "${name}" t`)))).map(({ rows }) => rows[0]!.all ?? "").join(" ");
  const hex = (text: string) => Buffer.from(text).toString("hex");
  for (const word of [secret, recoveryCodes[0]!, PASSWORD, ...visitor.cookies.values()]) {
    expect(dump).not.toContain(word);
    expect(dump).not.toContain(hex(word));
  }
});
