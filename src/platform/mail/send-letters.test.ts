import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { simpleParser } from "mailparser";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { testConfig, testDatabase, type TestDatabase } from "../../../tests/support/database.ts";
import { openFolder } from "../../../tests/support/folder.ts";
import { answer, buildLetter, openMailServer, type Behaviour, type TestMailServer } from "../../../tests/support/mail.ts";
import { ROOT_DIR } from "../paths.ts";
import type { Letter } from "./letter.ts";
import { changeWaiting, noteHanded, settleUncertain, takeDueLetter, writeLetter } from "./letters.store.ts";
import { createPace, startSending, type Sending, type SendOptions } from "./send-letters.ts";

/** A process that is no more. */
const DEAD = "00000000-0000-4000-8000-000000000001";

let database: TestDatabase;
let server: TestMailServer;
let sending: Sending | null = null;
let now: Date;

beforeAll(async () => {
  database = await testDatabase({ now: () => now });
});
afterAll(() => database.close());
beforeEach(async () => {
  now = new Date("2026-11-24T15:30:00Z");
  await database.platform.pool.query("DELETE FROM letter");
});
afterEach(async () => {
  await sending?.stop();
  sending = null;
  await server.close();
});

const write = (fields: Partial<Letter> = {}) => writeLetter(database.platform.pool, buildLetter(fields), now);

interface Row {
  id: string;
  recipient: string;
  state: string;
  attempts: number;
  reply: string | null;
  due_at: Date;
}
const letters = async () => (await database.platform.pool.query<Row>("SELECT id, recipient, state, attempts, reply, due_at FROM letter ORDER BY recipient, id")).rows;
const states = async () => (await letters()).map(({ state }) => state);

/** Opens a server that behaves so, and sends. */
async function send(behaviour: Behaviour = {}, environment: Record<string, string> = {}, options: SendOptions = {}): Promise<void> {
  server = await openMailServer(behaviour);
  const config = testConfig({ FANAL_SMTP_URL: server.url, FANAL_MAIL_FROM: "211 Test <bonjour@example.org>", FANAL_MAIL_PER_MINUTE: "60000", ...environment });
  sending = startSending({ ...database.platform, config }, { ...options, waits: { idle: 10, trouble: 30, silence: 300, ...options.waits } });
}

describe("a letter", () => {
  it("leaves once, as text and HTML, with where one click ends them and a return path that names it", async () => {
    await write({ unsubscribeUrl: "https://211.example.org/v/x/fin", text: "Est-ce exact ?\n.\nMerci" });
    await send();
    await vi.waitFor(async () => expect(await states()).toEqual(["sent"]));
    const [taken] = server.taken;
    const [{ id }] = (await letters()) as [Row];
    expect(taken).toMatchObject({ from: `bounce+${id}@example.org`, to: ["test@example.org"], id });
    const mail = await simpleParser(taken!.raw);
    expect(mail).toMatchObject({ subject: "Bonjour, est-ce exact ?", messageId: `<${id}@example.org>`, html: "<p>Bonjour.</p>", date: now });
    expect(mail.text).toBe("Est-ce exact ?\n.\nMerci");
    expect(taken!.raw).toMatch(/^List-Unsubscribe: <https:\/\/211\.example\.org\/v\/x\/fin>\r$/m);
    expect(taken!.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    expect(taken!.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  });

  it("is written once for a cause, leaves when it is due, and not in hours that its kind keeps quiet", async () => {
    expect(await write({ cause: "one" })).toBe(true);
    expect(await write({ cause: "one" })).toBe(false);
    await write({ to: "later@example.org", dueAt: new Date("2026-11-24T16:00:00Z") });
    await write({ to: "quiet@example.org", kind: "campaign" });
    await write({ to: "held@example.org", cause: "campaign:1:a" });
    expect(await changeWaiting(database.platform.pool, "campaign:1:", "hold")).toBe(1);
    await send({}, {}, { heldKinds: (at) => (at < new Date("2026-11-25T13:00:00Z") ? ["campaign"] : []) });
    await vi.waitFor(() => expect(server.taken).toHaveLength(1));
    now = new Date("2026-11-24T16:00:00Z");
    await vi.waitFor(() => expect(server.taken.map(({ to }) => to[0])).toEqual(["test@example.org", "later@example.org"]));
    now = new Date("2026-11-25T13:00:00Z");
    await vi.waitFor(() => expect(server.taken).toHaveLength(3));
    expect(await states()).toEqual(["held", "sent", "sent", "sent"]);
    expect(await changeWaiting(database.platform.pool, "campaign:1:", "release")).toBe(1);
    await vi.waitFor(() => expect(server.taken).toHaveLength(4));
  });

  it("that someone waits for goes before those of a campaign", async () => {
    for (const to of ["a@example.org", "b@example.org"]) await write({ to, unsubscribeUrl: "https://211.example.org/v/x/stop", dueAt: new Date("2026-11-24T15:00:00Z") });
    await write({ to: "code@example.org", dueAt: now });
    const turns: (string | undefined)[] = [];
    for (let turn = 0; turn < 4; turn += 1) turns.push((await takeDueLetter(database.platform.pool, DEAD, now, []))?.to);
    expect(turns[0]).toBe("code@example.org");
    expect(turns.slice(1).sort()).toEqual(["a@example.org", "b@example.org", undefined]);
    await send();
  });

  it("goes to the test mailbox when every letter is redirected, and says whom it was for", async () => {
    await write();
    await send({}, { FANAL_MAIL_REDIRECT: "essai@example.net" });
    await vi.waitFor(() => expect(server.taken).toHaveLength(1));
    expect(server.taken[0]!.to).toEqual(["essai@example.net"]);
    expect(server.taken[0]!.raw).toContain("X-Fanal-Meant-For: test@example.org");
    expect(server.taken[0]!.raw).toContain("To: essai@example.net");
  });

  it("is signed when there is a key (RFC 6376)", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs8", format: "pem" }, publicKeyEncoding: { type: "spki", format: "pem" } });
    const keyFile = join(openFolder("dkim"), "key.pem");
    writeFileSync(keyFile, privateKey);
    await write();
    await send({}, { FANAL_DKIM_KEY_FILE: keyFile, FANAL_DKIM_SELECTOR: "essai" });
    await vi.waitFor(() => expect(server.taken).toHaveLength(1));
    expect(server.taken[0]!.raw).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256; c=relaxed\/relaxed; d=example\.org;\s+q=dns\/txt; s=essai;/m);
    await vi.waitFor(async () => expect(await states()).toEqual(["sent"]));
  });
});

describe("a difficult server", () => {
  it("refuses an address: the letter is refused, the others leave", async () => {
    await write({ to: "gone@example.org" });
    await write();
    await send({ recipient: (address) => (address.startsWith("gone") ? answer(550, "5.1.1 no mailbox gone@example.org") : null) });
    await vi.waitFor(async () => expect(await states()).toEqual(["refused", "sent"]));
    expect((await letters())[0]!.reply).toMatch(/^550 5\.1\.1 no mailbox <…>$/);
  });

  it("greylists: the letter is tried again after five minutes, and leaves once", async () => {
    await write();
    let first = true;
    await send({ recipient: () => (first ? answer(451, "4.7.1 greylisted, come back") : null) });
    await vi.waitFor(async () => expect(await letters()).toMatchObject([{ state: "waiting", attempts: 1, due_at: new Date("2026-11-24T15:35:00Z") }]));
    first = false;
    now = new Date("2026-11-24T15:36:00Z");
    await vi.waitFor(async () => expect(await states()).toEqual(["sent"]));
    expect(server.taken).toHaveLength(1);
  });

  it("cuts in the middle of the letter: it was not taken, and is tried again", async () => {
    await write({ text: "Bonjour.\n".repeat(1_000_000) });
    let cut = true;
    await send({ during: () => cut && server.cut() });
    await vi.waitFor(async () => expect(await letters()).toMatchObject([{ state: "waiting", attempts: 1 }]), { timeout: 5000 });
    cut = false;
    now = new Date("2026-11-24T15:36:00Z");
    // Nine megabytes take their time on a busy machine.
    await vi.waitFor(async () => expect(await states()).toEqual(["sent"]), { timeout: 10_000 });
    expect(server.taken).toHaveLength(1);
  });

  it("takes the letter and cuts before its yes: nobody can know, so a person decides, and it is not sent again", async () => {
    await write();
    await send({
      end: async () => {
        server.cut();
        return null;
      },
    });
    await vi.waitFor(async () => expect(await states()).toEqual(["uncertain"]));
    await vi.waitFor(() => expect(server.taken).toHaveLength(1));
    const [{ id }] = (await letters()) as [Row];
    expect(await settleUncertain(database.platform.pool, id, "sent", "found", now)).toBe(true);
    expect(await settleUncertain(database.platform.pool, id, "notSent", "", now)).toBe(false);
    expect(await states()).toEqual(["sent"]);
  });

  it("falls silent before its yes: uncertain too", async () => {
    await write();
    await send({ end: () => new Promise(() => undefined) });
    await vi.waitFor(async () => expect(await states()).toEqual(["uncertain"]), { timeout: 5000 });
  });

  it("refuses or puts off the letter at its end: a clear answer", async () => {
    await write({ to: "a@example.org" });
    await write({ to: "b@example.org" });
    await send({ end: ({ to }) => (to[0] === "a@example.org" ? answer(554, "5.7.1 looks like spam") : answer(452, "4.3.1 disk full")) });
    await vi.waitFor(async () => expect(await letters()).toMatchObject([{ state: "refused" }, { state: "waiting", attempts: 1 }]));
  });

  it("is away: nothing is counted against the letters, and they leave when it is back", async () => {
    await write();
    await send({ recipient: () => answer(421, "4.3.2 shutting down") });
    await vi.waitFor(async () => expect((await letters())[0]!.reply).toContain("421"));
    await sending!.stop();
    expect(await letters()).toMatchObject([{ state: "waiting", attempts: 0 }]);
    await server.close();
    await send();
    await vi.waitFor(async () => expect(await states()).toEqual(["sent"]));
  });

  it("refuses the journal: the letter does not leave without its copy", async () => {
    await write();
    await send({ recipient: (address) => (address.startsWith("journal") ? answer(450, "4.2.1 not now") : null) }, { FANAL_MAIL_JOURNAL: "journal@example.org" });
    await vi.waitFor(async () => expect(await letters()).toMatchObject([{ state: "waiting", attempts: 1 }]));
    expect(server.taken).toEqual([]);
  });
});

describe("processes that end", () => {
  it("what a dead process had not handed over waits again; what it had is uncertain; a process that lost its letter may not end it", async () => {
    const { pool } = database.platform;
    await write();
    await write({ to: "z@example.org" });
    const [one, two] = [await takeDueLetter(pool, DEAD, now, []), await takeDueLetter(pool, DEAD, now, [])];
    expect(await noteHanded(pool, two!.id, DEAD, now)).toBe(true);
    await send();
    await vi.waitFor(async () => expect((await letters()).find(({ id }) => id === one!.id)!.state).toBe("sent"));
    expect((await letters()).find(({ id }) => id === two!.id)!.state).toBe("uncertain");
    expect(await noteHanded(pool, one!.id, DEAD, now)).toBe(false);
  });

  it("killed at random moments, nothing is sent twice and nothing is lost", async () => {
    const LETTERS = 300;
    const KILLS = 5;
    for (let n = 0; n < LETTERS; n += 1) await write({ to: `n${n}@example.org` });
    server = await openMailServer({ end: () => delay(3).then(() => null) });
    for (let kill = 0; kill <= KILLS; kill += 1) {
      const before = server.taken.length;
      const child = spawn(process.execPath, ["--import", "tsx", join(ROOT_DIR, "tests/support/mail-child.ts")], { cwd: ROOT_DIR, stdio: "ignore", env: { ...process.env, DATABASE_URL: database.url, FANAL_SMTP_URL: server.url, FANAL_MAIL_FROM: "t@example.org", FANAL_MAIL_PER_MINUTE: "12000", LOG_LEVEL: "silent" } });
      const gone = once(child, "exit");
      if (kill < KILLS) {
        await vi.waitUntil(() => server.taken.length > before || server.taken.length >= LETTERS - 20, { timeout: 15_000 });
        await delay(Math.random() * 60);
      } else {
        await vi.waitUntil(async () => (await states()).every((state) => state === "sent" || state === "uncertain"), { timeout: 20_000 });
      }
      child.kill("SIGKILL");
      await gone;
    }
    const ids = server.taken.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const rows = await letters();
    for (const { id, state } of rows) expect(state === "uncertain" || ids.includes(id)).toBe(true);
    expect(rows).toHaveLength(LETTERS);
    // At most what four connections had handed over at each kill.
    expect(rows.filter(({ state }) => state === "uncertain").length).toBeLessThanOrEqual(4 * KILLS);
  }, 60_000);
});



it("letters are spread evenly over a minute", () => {
  let time = 0;
  const wait = createPace(60, () => time);
  expect([wait(), wait(), wait()]).toEqual([0, 1000, 2000]);
  time = 10_000;
  expect([wait(), wait()]).toEqual([0, 1000]);
});
