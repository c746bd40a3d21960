import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildOrganization, buildRecord, buildServiceAtLocation } from "../../src/directory/directory.factory.ts";
import { saveRecords } from "../../src/directory/directory.store.ts";
import type { ServiceRecord } from "../../src/directory/index.ts";
import { ROOT_DIR } from "../../src/platform/paths.ts";
import { startSending, type Sending } from "../../src/platform/mail/send-letters.ts";
import { askToday, tick } from "../../src/verification/campaigns/asking.ts";
import { DEFAULT_LETTERS } from "../../src/verification/campaigns/campaign.messages.ts";
import { buildPlan, campaignApp, movableClock, runCampaign, writtenLetters, type CampaignApp } from "../support/campaign.ts";
import { testConfig } from "../support/database.ts";
import { answer, openMailServer, type TestMailServer } from "../support/mail.ts";
import { signedInAs, type TestStaff } from "../support/staff.ts";

/* A campaign from build to report, through its real doors: the console's JSON, SMTP, the organisation's page. */

const START = "2026-11-24T15:30:00Z";
const SECRET = "un-secret-de-vingt-lettres";
const clock = movableClock(START);
let house: CampaignApp;
let server: TestMailServer;
let sending: Sending;

const at = (municipalityCode: string) => buildServiceAtLocation({ location: { municipalityCode } });
const organization = (name: string, email: string | null) => buildOrganization({ email, texts: { fr: { name, description: null, state: "written" }, en: null } });
const shared = organization("=Deux services", "deux@example.org");
const records: Record<string, ServiceRecord> = {
  right: buildRecord({ organization: organization("Un", "un@example.org"), at: [at("53052")] }),
  one: buildRecord({ organization: shared, at: [at("53052")] }),
  two: buildRecord({ organization: shared, at: [at("53052")], needs: ["legal.advice"] }),
  gone: buildRecord({ organization: organization("Parti", "parti@example.org"), at: [at("53052")] }),
  silent: buildRecord({ organization: organization("Muet", "muet@example.org"), at: [at("53052")] }),
  noAddress: buildRecord({ organization: organization("Sans courriel", null), at: [at("53052")] }),
  elsewhere: buildRecord({ organization: organization("Ailleurs", "ailleurs@example.org"), at: [at("23027")] }),
};

beforeAll(async () => {
  server = await openMailServer({ recipient: (address) => (address.startsWith("inconnu") ? answer(550, "5.1.1 unknown") : null) });
  house = await campaignApp(clock, Object.values(records), { FANAL_SMTP_URL: server.url, FANAL_MAIL_PER_MINUTE: "60000", FANAL_BOUNCE_SECRET: SECRET });
  sending = startSending(house.platform, { waits: { idle: 20, trouble: 50 } })!;
});
afterAll(async () => {
  await sending.stop();
  await house.close();
  await server.close();
});

/** As a resource specialist who signed in just now (sessions end while the clock moves), or as someone else. */
async function call<T>(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: object, someone?: TestStaff): Promise<{ status: number; body: T }> {
  const who = someone ?? (await signedInAs(house.platform, ["resourceSpecialist", "supervisor"]));
  const { statusCode, payload, headers } = await house.app.server.inject({ method, url: `/api/console${path}`, headers: who.headers, ...(body && { payload: body }) });
  return { status: statusCode, body: (String(headers["content-type"]).includes("json") ? JSON.parse(payload) : payload) as T };
}

const lettersTo = (address: string) => server.taken.filter(({ to }) => to[0] === address);
const allLeft = () => vi.waitFor(async () => expect((await writtenLetters(house.platform)).filter(({ state }) => state === "waiting" || state === "sending")).toEqual([]), { timeout: 5000 });

/** Follows a link and says that all is right, as a browser without JavaScript does. */
async function confirm(link: string): Promise<string> {
  const entered = await fetch(house.url + link, { method: "POST", redirect: "manual" });
  const cookie = entered.headers.get("set-cookie")!.split(";")[0]!;
  const done = await fetch(`${house.url}/fr/verifier/terminer`, { method: "POST", redirect: "manual", headers: { cookie }, body: new URLSearchParams({ topic: "done" }) });
  return done.headers.get("location")!;
}

interface Progress {
  figures: Record<string, number>;
  majority: boolean;
  byArea: { key: string; name: string; records: number; answered: number }[];
  missing: { id: string }[];
}

describe("a campaign over one territory", () => {
  let id: string;
  const plan = buildPlan({ name: "Pierre-De Saurel", audience: { areas: ["municipality:53052"] } });

  it("is estimated, refused with an unknown field, previewed on a real record", async () => {
    expect((await call("POST", "/campaigns/estimate", { audience: plan.audience, perDay: null })).body).toMatchObject({ records: 6, letters: 4, withoutAddress: 1, sample: 0, leaves: true });
    const wrong = { ...plan, letters: { ...DEFAULT_LETTERS, first: { ...DEFAULT_LETTERS.first, fr: { subject: "Bonjour", body: "Cher {prénom}, {lien}" } } } };
    const preview = (await call<{ text: string; faults: { say: { fr: string } }[] }>("POST", "/campaigns/preview", { letters: wrong.letters, letter: "first", lang: "fr", recordId: records["right"]!.id })).body;
    expect(preview.faults.map(({ say }) => say.fr)).toEqual(["« {prénom} » n’est pas un champ. Corrigez le mot entre accolades."]);
    const created = await call<{ id: string }>("POST", "/campaigns", wrong);
    id = created.body.id;
    expect((await call("POST", `/campaigns/${id}/start`)).body).toMatchObject({ error: { id: "campaign.letters" } });
    expect((await call("PUT", `/campaigns/${id}`, plan)).status).toBe(200);
  });

  it("is not for everyone", async () => {
    const counsellor = await signedInAs(house.platform, ["counsellor"]);
    expect((await call("POST", `/campaigns/${id}/start`, undefined, counsellor)).status).toBe(403);
    expect((await house.app.server.inject({ method: "GET", url: "/api/console/campaigns" })).statusCode).toBe(401);
    const analyst = await signedInAs(house.platform, ["analyst"]);
    expect((await call("GET", `/campaigns/${id}/progress`, undefined, analyst)).status).toBe(200);
    expect((await call("GET", "/letters", undefined, analyst)).status).toBe(403);
  });

  it("writes to everyone once, records of one address in one letter, and leaves the others to a call; again and again it writes nothing more", async () => {
    expect((await call("POST", `/campaigns/${id}/start`)).status).toBe(200);
    await vi.waitFor(async () => {
      await Promise.all([tick(house.deps), tick(house.deps), tick(house.deps)]);
      expect(await writtenLetters(house.platform)).toHaveLength(4);
    });
    await allLeft();
    expect(server.taken.map(({ to }) => to[0]).sort()).toEqual(["deux@example.org", "muet@example.org", "parti@example.org", "un@example.org"]);
    expect((await writtenLetters(house.platform)).find(({ to }) => to === "deux@example.org")!.text).toMatch(/– Dépannage alimentaire : http\S+\n– Dépannage alimentaire : http/);
    const calls = (await call<{ followUps: { reason: string; record: { id: string } }[] }>("GET", "/follow-ups")).body.followUps;
    expect(calls).toMatchObject([{ reason: "noAddress", record: { id: records["noAddress"]!.id } }]);
    expect((await call("POST", `/campaigns/${id}/start`)).status).toBe(409);
  });

  it("an answer is public at once; a letter that came back for good becomes a call", async () => {
    const [link] = (await writtenLetters(house.platform)).find(({ to }) => to === "un@example.org")!.links;
    expect(await confirm(link!)).toBe(`/fr/verifier/merci?a=confirmed&r=${records["right"]!.id}`);
    const [{ from } = { from: "" }] = lettersTo("parti@example.org");
    const bounce = (authorization: string, body: string, type = "application/json") => fetch(`${house.url}/api/mail/bounces`, { method: "POST", headers: { authorization, "content-type": type }, body });
    expect((await bounce("Bearer autre", JSON.stringify({ returnPath: from, kind: "hard" }))).status).toBe(403);
    const raw = `From: MAILER-DAEMON@example.net\r\nTo: ${from}\r\nSubject: failure notice\r\n\r\n550 5.1.1 no such user\r\n`;
    expect(await (await bounce(`Bearer ${SECRET}`, raw, "message/rfc822")).json()).toEqual({ known: true });
    expect(await (await bounce(`Bearer ${SECRET}`, JSON.stringify({ returnPath: from, kind: "hard" }))).json()).toEqual({ known: true });
    const calls = (await call<{ followUps: { reason: string }[] }>("GET", `/follow-ups?campaign=${id}`)).body.followUps;
    expect(calls.map(({ reason }) => reason).sort()).toEqual(["bounced", "noAddress"]);
  });

  it("reminds those who have not answered on days 7, 14 and 28, in working hours only, then leaves them to a call", async () => {
    const two = (await writtenLetters(house.platform)).find(({ to }) => to === "deux@example.org")!;
    await confirm(two.links[0]!);
    for (const [when, letters] of [["2026-11-30T15:30:00Z", 1], ["2026-12-01T15:31:00Z", 2], ["2026-12-06T15:31:00Z", 2], ["2026-12-08T15:31:00Z", 3], ["2026-12-22T15:31:00Z", 4], ["2027-01-15T15:31:00Z", 4]] as const) {
      clock.set(when);
      await tick(house.deps);
      await allLeft();
      expect([when, lettersTo("muet@example.org").length]).toEqual([when, letters]);
    }
    expect(lettersTo("un@example.org")).toHaveLength(1);
    expect(lettersTo("parti@example.org")).toHaveLength(1);
    // One of their two records was answered: the reminder speaks of the other only.
    expect((await writtenLetters(house.platform)).findLast(({ to }) => to === "deux@example.org")!.links).toHaveLength(1);
    const calls = (await call<{ followUps: { reason: string; record: { id: string } }[] }>("GET", `/follow-ups?campaign=${id}`)).body.followUps;
    expect(calls.filter(({ reason }) => reason === "noAnswer")).toHaveLength(2);
  });

  it("is called: three calls that nobody answers mark it, an answer confirms it, a correction goes to review", async () => {
    const calls = (await call<{ followUps: { id: string; reason: string; record: { id: string }; numbers: object[] }[] }>("GET", `/follow-ups?campaign=${id}`)).body.followUps;
    const of = (record: string) => calls.find((one) => one.record.id === records[record]!.id)!.id;
    const seen = (await call<{ script: { fr: string[] }; whole: object }>("GET", `/follow-ups/${of("noAddress")}`)).body;
    expect(seen.script.fr[0]).toContain("Sans courriel");
    for (const [attempt, state] of [[1, "open"], [2, "open"], [3, "unreached"]] as const) expect((await call("POST", `/follow-ups/${of("silent")}/calls`, { outcome: "noAnswer" })).body).toMatchObject({ state, attempts: attempt });
    expect((await call("POST", `/follow-ups/${of("silent")}/calls`, { outcome: "noAnswer" })).status).toBe(409);
    expect((await call("POST", `/follow-ups/${of("noAddress")}/calls`, { outcome: "confirmed" })).body).toMatchObject({ state: "done" });
    expect((await call("POST", `/follow-ups/${of("gone")}/calls`, { outcome: "corrected", note: "Nouveau courriel : ici@example.org" })).body).toMatchObject({ state: "done" });
    const { rows } = await house.platform.pool.query("SELECT verified_by FROM service WHERE id = $1", [records["noAddress"]!.id]);
    expect(rows).toEqual([{ verified_by: "call" }]);
  });

  it("is told in figures, by area, and as a sheet that runs no formula", async () => {
    const progress = (await call<Progress>("GET", `/campaigns/${id}/progress`)).body;
    expect(progress.figures).toEqual({ records: 6, sent: 5, delivered: 4, bounced: 1, answered: 4, confirmed: 3, corrected: 1, called: 3, unreached: 1 });
    expect(progress.majority).toBe(true);
    expect(progress.byArea.find(({ key }) => key === "municipality:53052")).toMatchObject({ name: "Sorel-Tracy", records: 6, answered: 4 });
    expect(progress.missing).toHaveLength(2);
    const sheet = (await call<string>("GET", `/campaigns/${id}/progress.csv`)).body;
    expect(sheet.split("\r\n")).toHaveLength(8);
    expect(sheet).toContain(",'=Deux services,");
  });

  it("corrections are reviewed field by field; the last decision verifies the record", async () => {
    interface Item { id: string; kind: string; from: string; field: string | null; now: unknown; proposed: unknown; movedOn: boolean; topic: string | null }
    clock.set("2027-01-18T15:31:00Z");
    const other = await runCampaign(house.deps, { audience: { areas: ["municipality:23027"] } });
    await allLeft();
    const [link] = (await writtenLetters(house.platform)).find(({ to }) => to === "ailleurs@example.org")!.links;
    const cookie = (await fetch(house.url + link!, { method: "POST", redirect: "manual" })).headers.get("set-cookie")!.split(";")[0]!;
    const { id: recordId } = records["elsewhere"]!;
    const post = (path: string, form: Record<string, string>) => fetch(house.url + path, { method: "POST", redirect: "manual", headers: { cookie }, body: new URLSearchParams(form) });
    await post("/fr/verifier", { section: "about", version: "0", action: "save", [`service.${recordId}.texts.fr.description`]: "Un panier de nourriture pour finir la semaine." });
    await post("/fr/verifier", { section: "hours", version: "0", action: "save", [`serviceAtLocation.${records["elsewhere"]!.at[0]!.id}.hours`]: "Lundi, 9 h à midi" });
    await post("/fr/verifier/terminer", { topic: "done" });
    const items = (await call<{ items: Item[] }>("GET", `/proposals?record=${recordId}`)).body.items;
    expect(items.map(({ kind, from, field, topic }) => [kind, from, field, topic]).sort()).toEqual([["field", "organization", "texts.fr.description", null], ["words", "organization", null, "hours"]]);
    const field = items.find(({ kind }) => kind === "field")!;
    expect(field).toMatchObject({ now: "Un panier de nourriture pour finir le mois.", proposed: "Un panier de nourriture pour finir la semaine.", movedOn: false });
    const limited = await signedInAs(house.platform, ["resourceSpecialist"], ["region:16"]);
    expect((await call<{ items: Item[] }>("GET", "/proposals", undefined, limited)).body.items.some(({ id: one }) => one === field.id)).toBe(false);
    expect((await call("POST", `/proposals/${field.id}`, { accept: true }, limited)).status).toBe(403);
    expect((await call("POST", `/proposals/${field.id}`, { accept: true })).status).toBe(200);
    expect((await call("POST", `/proposals/${field.id}`, { accept: true })).status).toBe(409);
    const now = async () => (await house.platform.pool.query<{ description: string; on: string | null }>("SELECT t.description, s.verified_on::text AS on FROM service s JOIN service_text t ON t.service_id = s.id AND t.lang = 'fr' WHERE s.id = $1", [recordId])).rows[0];
    expect(await now()).toEqual({ description: "Un panier de nourriture pour finir la semaine.", on: null });
    expect((await call("POST", `/proposals/${items.find(({ kind }) => kind === "words")!.id}`, { accept: true })).status).toBe(200);
    expect(await now()).toMatchObject({ on: "2027-01-18" });
    expect((await call<Progress>("GET", `/campaigns/${other}/progress`)).body.figures).toMatchObject({ corrected: 1 });
  });
});

describe("what a campaign may not do", () => {
  const askOnly = async (source: string, fields: Parameters<typeof buildRecord>[0]) => {
    const record = buildRecord({ ...fields, provenance: { ...buildRecord().provenance, source } });
    await saveRecords(house.platform.pool, [record], { actor: "test", source, at: new Date(START) });
    return record;
  };

  it("records of the sample are never written to at their real address", async () => {
    clock.set("2027-02-02T15:30:00Z");
    await askOnly("essai-sample", { organization: organization("Vrai", "vrai@example.org"), notice: "unverifiedSample", visibility: "publicWithNotice" });
    const plan = buildPlan({ audience: { sources: ["essai-sample"] } });
    const { id } = (await call<{ id: string }>("POST", "/campaigns", plan)).body;
    const refused = await call<{ error: { id: string; message: string } }>("POST", `/campaigns/${id}/start`);
    expect([refused.status, refused.body.error.id]).toEqual([422, "campaign.sample"]);
    expect(refused.body.error.message).toContain("1 fiches viennent de l’échantillon");
    // With a test mailbox it runs, and the letter itself is written to the mailbox: taking the setting away later changes nothing.
    const redirected = { ...house.deps, platform: { ...house.platform, config: { ...house.platform.config, mail: { ...house.platform.config.mail, redirect: "essai@example.net" } } } };
    await runCampaign(redirected, plan);
    expect((await writtenLetters(house.platform)).filter(({ to }) => to === "vrai@example.org")).toEqual([]);
    expect((await writtenLetters(house.platform)).filter(({ to }) => to === "essai@example.net")).toHaveLength(1);
  });

  it("an address that the server refuses at once is not written to again: someone calls", async () => {
    clock.set("2027-02-02T15:30:00Z");
    await askOnly("essai-inconnu", { organization: organization("Inconnu", "inconnu@example.org") });
    const id = await runCampaign(house.deps, { audience: { sources: ["essai-inconnu"] } });
    await allLeft();
    await tick(house.deps);
    await tick(house.deps);
    expect((await call<{ followUps: { reason: string }[] }>("GET", `/follow-ups?campaign=${id}`)).body.followUps.map(({ reason }) => reason)).toEqual(["bounced"]);
    expect((await call<Progress>("GET", `/campaigns/${id}/progress`)).body.figures).toMatchObject({ sent: 0, bounced: 1 });
  });

  it("paused, nothing leaves; resumed, it does; stopped, its letters and links end", async () => {
    clock.set("2027-02-02T15:30:00Z");
    await askOnly("essai-pause", { organization: organization("Pause", "pause@example.org") });
    await sending.stop();
    const id = await runCampaign(house.deps, { audience: { sources: ["essai-pause"] } });
    const state = async () => (await writtenLetters(house.platform)).find(({ to }) => to === "pause@example.org")!.state;
    const move = async (word: string) => (await call("POST", `/campaigns/${id}/${word}`)).status;
    expect([await move("pause"), await state(), await move("pause")]).toEqual([200, "held", 409]);
    expect([await move("resume"), await state()]).toEqual([200, "waiting"]);
    expect([await move("stop"), await state(), await move("resume")]).toEqual([200, "cancelled", 409]);
    const [link] = (await writtenLetters(house.platform)).find(({ to }) => to === "pause@example.org")!.links;
    expect((await fetch(house.url + link!)).status).toBe(410);
    sending = startSending(house.platform, { waits: { idle: 20, trouble: 50 } })!;
  });

  it("outside working hours it writes nothing; without an end, it asks so many a day, the stalest first, and never twice", async () => {
    const source = "essai-toujours";
    for (let n = 0; n < 5; n += 1) await askOnly(source, { organization: organization(`T${n}`, `t${n}@example.org`) });
    const mine = async () => (await writtenLetters(house.platform)).filter(({ to }) => /^t\d@/.test(to)).length;
    clock.set("2027-02-06T15:30:00Z");
    await runCampaign(house.deps, { audience: { sources: [source] }, perDay: 2 });
    expect(await mine()).toBe(0);
    for (const [day, letters] of [["2027-02-08", 2], ["2027-02-08", 2], ["2027-02-09", 4], ["2027-02-10", 5], ["2027-02-11", 5]] as const) {
      clock.set(`${day}T15:30:00Z`);
      await askToday(house.deps);
      await tick(house.deps);
      expect([day, await mine()]).toEqual([day, letters]);
    }
  });
});

it("killed while it writes letters, it writes each once", async () => {
  clock.set("2027-03-02T15:30:00Z");
  const source = "essai-tues";
  const many = Array.from({ length: 120 }, (_, n) => buildRecord({ organization: organization(`K${n}`, `k${n}@example.org`), provenance: { ...buildRecord().provenance, source } }));
  await saveRecords(house.platform.pool, many, { actor: "test", source, at: new Date(START) });
  clock.set("2027-03-06T15:30:00Z");
  const id = await runCampaign(house.deps, { audience: { sources: [source] } });
  const written = async () => (await house.platform.pool.query<{ count: number }>("SELECT count(*)::int AS count FROM letter WHERE starts_with(cause, $1)", [`campaign:${id}:`])).rows[0]!.count;
  const env = { ...process.env, DATABASE_URL: house.database.url, FANAL_MAIL_FROM: "t@example.org", LOG_LEVEL: "silent", NOW: "2027-03-08T15:30:00Z" };
  for (let kill = 0; kill < 4; kill += 1) {
    const before = await written();
    const child = spawn(process.execPath, ["--import", "tsx", join(ROOT_DIR, "tests/support/tick-child.ts")], { cwd: ROOT_DIR, stdio: "ignore", env });
    const gone = once(child, "exit");
    await Promise.race([gone, vi.waitUntil(async () => (await written()) > before, { timeout: 20_000, interval: 5 })]);
    await delay(Math.random() * 20);
    child.kill("SIGKILL");
    await gone;
  }
  clock.set("2027-03-08T15:30:00Z");
  // The database may take a moment to notice that the last one is dead; whoever asks meanwhile leaves it alone.
  await vi.waitFor(async () => {
    await tick(house.deps);
    expect(await written()).toBe(120);
  }, { timeout: 10_000 });
  const { rows } = await house.platform.pool.query<{ letters: number; recipients: number; links: number }>(
    "SELECT (SELECT count(*)::int FROM letter WHERE starts_with(cause, $1)) AS letters, (SELECT count(*)::int FROM campaign_recipient WHERE campaign_id = $2 AND state = 'asked' AND step = 1) AS recipients, (SELECT count(*)::int FROM verification_link WHERE campaign_id = $2) AS links",
    [`campaign:${id}:`, id],
  );
  expect(rows).toEqual([{ letters: 120, recipients: 120, links: 120 }]);
}, 60_000);

it("no SMTP server: nothing leaves, and the letters can be read in the outbox", async () => {
  const config = testConfig({ DATABASE_URL: house.database.url, FANAL_DATA_DIR: house.platform.config.dataDir });
  expect(startSending({ ...house.platform, config })).toBe(null);
  interface Outbox { leaves: boolean; letters: { id: string; to: string; kind: string }[] }
  const outbox = (await call<Outbox>("GET", "/letters?limit=200&state=sent")).body;
  expect(outbox.leaves).toBe(true);
  const letter = outbox.letters.find(({ kind }) => kind === "campaign")!;
  const whole = (await call<{ text: string }>("GET", `/letters/${letter.id}`)).body;
  expect(whole.text).toContain("Bonjour");
  // The links in it are the recipient's alone.
  expect(whole.text).not.toMatch(/\/v\/[\w-]{43}/);
  const lead = await signedInAs(house.platform, ["administrator"]);
  expect((await call<Outbox>("GET", "/letters", undefined, lead)).body.letters[0]!.to).toBe("…");
});
