import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openFakeImap, type FakeImap } from "../../../tests/fakes/imap.ts";
import { testConfig, testDatabase, type TestDatabase } from "../../../tests/support/database.ts";
import { buildLetter } from "../../../tests/support/mail.ts";
import type { Platform } from "../platform.ts";
import { forgetTokens, noteHanded, noteOutcome, readLetter, takeDueLetter, takeOverLetters, writeLetter } from "./letters.store.ts";
import { readMailbox } from "./returns.ts";

let database: TestDatabase;
let mailbox: FakeImap;
let platform: Platform;
let now: Date;
const bounced: string[] = [];

/** A process that is no more, and one that is. */
const [DEAD, ALIVE] = ["00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"];

beforeAll(async () => {
  database = await testDatabase({ now: () => now });
  mailbox = await openFakeImap();
  platform = { ...database.platform, config: testConfig({ FANAL_MAIL_FROM: "t@example.org", FANAL_IMAP_URL: mailbox.url, FANAL_MAIL_JOURNAL: "journal@example.org" }) };
});
afterAll(async () => {
  mailbox.close();
  await database.close();
});
beforeEach(async () => {
  now = new Date("2026-11-24T15:30:00Z");
  mailbox.mails.length = 0;
  bounced.length = 0;
  await platform.pool.query("DELETE FROM letter");
});

const read = () => readMailbox(platform, async (cause) => void bounced.push(cause));
const arrive = (raw: string) => void mailbox.mails.push({ raw: raw.replace(/\n/g, "\r\n"), seen: false });
const stateOf = async (id: string) => (await platform.pool.query<{ state: string; bounce: string | null }>("SELECT state, bounce FROM letter WHERE id = $1", [id])).rows[0];

/** A letter that a dead process had handed over. */
async function uncertain(): Promise<string> {
  await writeLetter(platform.pool, buildLetter(), now);
  const letter = await takeDueLetter(platform.pool, DEAD, now, []);
  await noteHanded(platform.pool, letter!.id, DEAD, now);
  await takeOverLetters(platform.pool, ALIVE);
  return letter!.id;
}

async function sent(): Promise<string> {
  await writeLetter(platform.pool, buildLetter(), now);
  const letter = await takeDueLetter(platform.pool, ALIVE, now, []);
  await noteOutcome(platform.pool, letter!.id, ALIVE, { state: "sent", reply: "250 ok", dueAt: null, counts: true }, now);
  return letter!.id;
}

const copy = (id: string) => arrive(`Message-ID: <${id}@example.org>\nTo: test@example.org\nSubject: Bonjour\n\nBonjour\n`);

it("returns are read once and marked; the cause of a letter that came back for good is told", async () => {
  const id = await sent();
  arrive(`From: MAILER-DAEMON@example.net\nTo: bounce+${id}@example.org\nSubject: failure notice\n\n550 5.1.1 no such user\n`);
  arrive("From: someone@example.net\nSubject: Bonjour\n\nMerci\n");
  await read();
  await read();
  expect(bounced).toHaveLength(1);
  expect(mailbox.mails.map(({ seen }) => seen)).toEqual([true, true]);
  expect(await stateOf(id)).toEqual({ state: "sent", bounce: "hard" });
});

it("an uncertain letter whose copy is in the journal was sent", async () => {
  const id = await uncertain();
  copy(id);
  await read();
  expect(await stateOf(id)).toMatchObject({ state: "sent" });
});

it("one whose copy is not there waits again only once a later letter's copy is, and time has passed", async () => {
  const id = await uncertain();
  await read();
  expect(await stateOf(id)).toMatchObject({ state: "uncertain" });
  now = new Date("2026-11-24T15:46:00Z");
  await read();
  expect(await stateOf(id)).toMatchObject({ state: "uncertain" });
  const later = await sent();
  await read();
  expect(await stateOf(id)).toMatchObject({ state: "uncertain" });
  copy(later);
  await read();
  expect(await stateOf(id)).toMatchObject({ state: "waiting" });
});

it("what opens doors leaves letters a day after they left", async () => {
  const token = "x".repeat(43);
  await writeLetter(platform.pool, buildLetter({ text: `Voici : https://211.example.org/v/${token}`, html: token, unsubscribeUrl: `https://211.example.org/v/${token}/stop` }), now);
  const letter = await takeDueLetter(platform.pool, ALIVE, now, []);
  await noteOutcome(platform.pool, letter!.id, ALIVE, { state: "sent", reply: "250 ok", dueAt: null, counts: true }, now);
  await forgetTokens(platform.pool, now);
  expect((await readLetter(platform.pool, letter!.id))!.text).toContain(token);
  await forgetTokens(platform.pool, new Date(now.getTime() + 1));
  expect(JSON.stringify((await platform.pool.query("SELECT * FROM letter")).rows)).not.toContain(token);
});
