import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, expect, test } from "vitest";
import { accountsServer, PASSWORD, enrol } from "../../tests/support/accounts.ts";
import { testDatabase, type TestDatabase } from "../../tests/support/database.ts";
import { consoleVisitor, signedInAs, type ConsoleVisitor } from "../../tests/support/staff.ts";
import type { Server } from "../platform/http/http.ts";
import type { Grant, Role } from "./accounts.contract.ts";
import { later, STEP_UP } from "./accounts.ts";
import { noteAudit } from "./audit.store.ts";
import type { AuditPage, Me, StaffList } from "./console.contract.ts";

const START = new Date("2026-11-24T15:30:00Z");

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

interface Desk extends ConsoleVisitor {
  id: string;
}

async function deskOf(...roles: Role[]): Promise<Desk> {
  const { id, cookie } = await signedInAs(database.platform, roles);
  const visitor = consoleVisitor(server);
  visitor.cookies.set("fanal", cookie.slice("fanal=".length));
  return Object.assign(visitor, { id });
}

const everywhere = (...roles: Role[]): Grant[] => roles.map((role) => ({ role, areas: [] }));

/** The link of the last letter to someone, as they would read it. */
async function linkFor(email: string): Promise<{ token: string; text: string; html: string; subject: string }> {
  const { rows } = await database.platform.pool.query<{ text: string; html: string; subject: string }>("SELECT body_text AS text, body_html AS html, subject FROM letter WHERE recipient = $1 AND kind = 'invitation' ORDER BY written_at DESC, id LIMIT 1", [email]);
  return { ...rows[0]!, token: /#([\w-]+)/.exec(rows[0]!.text)![1]! };
}

test("an administrator invites someone by letter; they accept, and are listed with what they may do", async () => {
  const admin = await deskOf("administrator");
  const grants: Grant[] = [{ role: "resourceSpecialist", areas: ["mrc:540", "region:16"] }];
  expect((await admin.call("POST", "/staff/invitations", { email: "Nouvelle@example.org", lang: "fr", grants })).status).toBe(201);
  const letter = await linkFor("nouvelle@example.org");
  expect(letter.text).toMatch(/Votre rôle\s: ressources\./u);
  expect(letter.text).toMatch(/jusqu’au\s1er\sdécembre\s2026/);
  expect(letter.html).toContain('<html lang="fr">');
  expect(letter.html).toContain(`#${letter.token}`);
  const { invitations } = (await admin.call<StaffList>("GET", "/staff")).body;
  expect(invitations).toMatchObject([{ email: "nouvelle@example.org", grants }]);

  const visitor = consoleVisitor(server);
  expect((await visitor.call("POST", "/invite/accept", { token: letter.token, name: "Nouvelle Test", lang: "fr", password: PASSWORD })).body).toEqual({ next: "enrol" });
  expect((await visitor.call<Me>("GET", "/me")).body).toMatchObject({ mustEnrol: true, areas: ["mrc:540", "region:16"] });
  const { people } = (await admin.call<StaffList>("GET", "/staff")).body;
  expect(people.find(({ email }) => email === "nouvelle@example.org")).toMatchObject({ name: "Nouvelle Test", state: "invited", grants, factors: { passkeys: 0, password: true, totp: false } });
});

test("a new letter ends the link before it; an invitation is withdrawn; whoever has an account is not invited again by mistake", async () => {
  const admin = await deskOf("administrator");
  const invite = (lang = "en") => admin.call("POST", "/staff/invitations", { email: "new@example.org", lang, grants: everywhere("analyst") });
  await invite();
  const first = await linkFor("new@example.org");
  expect(first.subject).toBe("The 211 team invites you to fanal");
  now = later(now, 1000);
  await invite();
  expect((await admin.call("POST", "/invite/open", { token: first.token })).refused).toBe("invitationGone");
  const second = await linkFor("new@example.org");
  const { id } = (await admin.call<StaffList>("GET", "/staff")).body.invitations[0]!;
  expect((await admin.call("DELETE", `/staff/invitations/${id}`)).status).toBe(204);
  expect((await admin.call("POST", "/invite/open", { token: second.token })).refused).toBe("invitationGone");
  expect((await admin.call("DELETE", `/staff/invitations/${id}`)).status).toBe(404);
  await enrol(database.platform, consoleVisitor(server), ["analyst"]);
  expect((await admin.call("POST", "/staff/invitations", { email: "test@example.org", lang: "fr", grants: everywhere("analyst") })).refused).toBe("alreadyInvited");
});

test("what is wrong in an invitation is refused before anything is written", async () => {
  const admin = await deskOf("administrator");
  const refused = async (change: object) => (await admin.call("POST", "/staff/invitations", { email: "new@example.org", lang: "fr", grants: everywhere("analyst"), ...change })).refused;
  expect(await refused({ email: "new@example" })).toBe("emailWrong");
  expect(await refused({ email: "a\r\nBcc: b@example.org" })).toBe("emailWrong");
  expect(await refused({ grants: [] })).toBe("badRequest");
  expect(await refused({ grants: everywhere("analyst", "analyst") })).toBe("grantsWrong");
  expect(await refused({ grants: [{ role: "root", areas: [] }] })).toBe("badRequest");
  expect(await refused({ grants: [{ role: "analyst", areas: ["../../x"] }] })).toBe("badRequest");
  expect(await refused({ email: "x".repeat(300) })).toBe("badRequest");
  expect((await database.platform.pool.query("SELECT 1 FROM letter UNION ALL SELECT 1 FROM invitation")).rows).toEqual([]);
});

test("roles change at once; suspending ends every session; restoring lets in again; all of it needs a factor shown lately", async () => {
  const [admin, other] = [await deskOf("administrator"), await deskOf("counsellor")];
  expect((await other.call<Me>("GET", "/me")).body).not.toMatchObject({ actions: expect.arrayContaining(["record.edit"]) });
  expect((await admin.call("PUT", `/staff/${other.id}/grants`, { grants: everywhere("counsellor", "resourceSpecialist") })).status).toBe(204);
  expect((await other.call<Me>("GET", "/me")).body).toMatchObject({ actions: expect.arrayContaining(["record.edit"]) });
  expect((await admin.call("POST", `/staff/${other.id}/suspend`)).status).toBe(204);
  expect((await other.call<Me>("GET", "/me")).body).toMatchObject({ signedIn: false });
  expect((await admin.call("POST", `/staff/${other.id}/restore`)).status).toBe(204);
  expect((await admin.call("POST", "/staff/6f0a1e7c-9d5b-4b57-8a21-2f1cf0a4d211/suspend")).status).toBe(404);
  now = later(START, STEP_UP);
  for (const [method, path, body] of [["PUT", `/staff/${other.id}/grants`, { grants: everywhere("administrator") }], ["POST", `/staff/${other.id}/suspend`], ["POST", `/staff/${other.id}/restore`], ["POST", `/staff/${other.id}/invite-again`], ["POST", "/staff/invitations", { email: "new@example.org", lang: "fr", grants: everywhere("analyst") }]] as const) {
    expect((await admin.call(method, path, body)).refused).toBe("stepUpNeeded");
  }
});

test("nobody raises their own rights, and no other role manages anyone", async () => {
  const admin = await deskOf("administrator");
  expect((await admin.call("PUT", `/staff/${admin.id}/grants`, { grants: everywhere("administrator", "resourceSpecialist") })).refused).toBe("notAllowed");
  expect((await admin.call("POST", `/staff/${admin.id}/suspend`)).refused).toBe("notAllowed");
  const supervisor = await deskOf("supervisor", "counsellor", "resourceSpecialist", "analyst", "deploymentLead");
  expect((await supervisor.call("GET", "/staff")).status).toBe(200);
  for (const [method, path, body] of [["PUT", `/staff/${supervisor.id}/grants`, { grants: everywhere("administrator") }], ["PUT", `/staff/${admin.id}/grants`, { grants: everywhere("analyst") }], ["POST", "/staff/invitations", { email: "new@example.org", lang: "fr", grants: everywhere("administrator") }], ["GET", "/audit"], ["GET", "/audit.csv"]] as const) {
    expect((await supervisor.call(method, path, body)).refused).toBe("notAllowed");
  }
  // Extra fields change nothing.
  await supervisor.call("PUT", "/me", { name: "Autre Nom", roles: ["administrator"], state: "active", email: "x@example.org" });
  expect((await supervisor.call<Me>("GET", "/me")).body).toMatchObject({ person: { name: "Autre Nom", email: `staff-${supervisor.id}@example.org` }, roles: ["analyst", "counsellor", "deploymentLead", "resourceSpecialist", "supervisor"] });
});

test("someone who lost everything is invited anew: what they had stops working once they accept", async () => {
  const [admin, lost] = [await deskOf("administrator"), consoleVisitor(server)];
  await enrol(database.platform, lost, ["analyst"]);
  const person = (await admin.call<StaffList>("GET", "/staff")).body.people.find(({ email }) => email === "test@example.org")!;
  expect((await admin.call("POST", `/staff/${person.id}/invite-again`)).status).toBe(201);
  expect((await lost.call<Me>("GET", "/me")).body).toMatchObject({ signedIn: true });
  const { token } = await linkFor("test@example.org");
  const visitor = consoleVisitor(server);
  expect((await visitor.call("POST", "/invite/accept", { token, name: "Personne Test", lang: "fr" })).body).toEqual({ next: "enrol" });
  expect((await lost.call<Me>("GET", "/me")).body).toMatchObject({ signedIn: false });
  expect((await lost.call("POST", "/sign-in/password", { email: "test@example.org", password: PASSWORD })).refused).toBe("wrongSignIn");
  expect((await visitor.call<Me>("GET", "/me")).body).toMatchObject({ person: { id: person.id }, roles: ["analyst"], factors: { password: false, totp: false, recoveryCodesLeft: 0 } });
});

test("a link sent before someone was suspended, or given other roles, brings nothing back", async () => {
  const [admin, other] = [await deskOf("administrator"), await deskOf("administrator")];
  const email = `staff-${other.id}@example.org`;
  const visitor = consoleVisitor(server);
  await admin.call("POST", `/staff/${other.id}/invite-again`);
  await admin.call("PUT", `/staff/${other.id}/grants`, { grants: everywhere("counsellor") });
  expect((await visitor.call("POST", "/invite/accept", { token: (await linkFor(email)).token, name: "Personne Test", lang: "fr" })).refused).toBe("invitationGone");
  now = later(now, 1000);
  await admin.call("POST", `/staff/${other.id}/invite-again`);
  await admin.call("POST", `/staff/${other.id}/suspend`);
  expect((await visitor.call("POST", "/invite/accept", { token: (await linkFor(email)).token, name: "Personne Test", lang: "fr" })).refused).toBe("invitationGone");
});

test("the log says who did what, is searched and exported; reading it is noted, and a formula in it does not run", async () => {
  const admin = await deskOf("administrator");
  await noteAudit(database.platform.pool, { actor: admin.id, action: "test.done", target: "=HYPERLINK(1)", details: { why: "@SUM(1)" } }, now);
  await admin.call("GET", "/staff");
  const page = (await admin.call<AuditPage>("GET", "/audit?q=HYPER")).body;
  expect(page).toMatchObject({ total: 1, chain: { intact: true, checked: 2 }, entries: [{ seq: 1, actor: { id: admin.id, name: "Personne Test" }, action: "test.done", details: { why: "@SUM(1)" } }] });
  expect((await admin.call<AuditPage>("GET", `/audit?actor=${admin.id}&action=audit`)).body.entries).toMatchObject([{ action: "audit.read" }]);
  expect((await admin.call("GET", "/audit?page=0")).refused).toBe("badRequest");
  expect((await admin.call("GET", "/audit?from=2026-02-31&to=")).status).toBe(200);
  const csv = await admin.call<string>("GET", "/audit.csv");
  expect(csv.headers["content-disposition"]).toContain("audit.csv");
  expect(csv.headers["cache-control"]).toBe("no-store");
  const rows = parse(csv.body as never, { columns: true, bom: true }) as Record<string, string>[];
  expect(rows[0]).toMatchObject({ seq: "1", action: "test.done", target: "'=HYPERLINK(1)" });
  expect(rows.map(({ action }) => action)).toEqual(expect.arrayContaining(["staff.read", "audit.read", "audit.exported"]));
});
