import { afterEach, beforeEach, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../../tests/support/database.ts";
import { signedInAs } from "../../tests/support/staff.ts";
import { fixedClock } from "../platform/clock.ts";
import { inTransaction } from "../platform/db/transaction.ts";
import { auditCheck, everyEntry, forgetInAudit, noteAudit, recordAudit, searchAudit, verifyChain, type AuditQuery } from "./audit.store.ts";

const NOW = new Date("2026-11-24T15:30:00Z");
const ALL: AuditQuery = { q: "", actor: null, action: null, from: null, to: null, page: 1 };

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase(fixedClock(NOW.toISOString()));
});
afterEach(() => database.close());

const pool = () => database.platform.pool;

test("twenty writers at once make one unbroken chain, and what is undone leaves no entry", async () => {
  await Promise.all(Array.from({ length: 20 }, (_, index) => noteAudit(pool(), { actor: null, action: "test.written", details: { index, "clé": [1.5, "é\u{1F600}", null] } }, NOW)));
  const undone = inTransaction(pool(), async (client) => {
    await recordAudit(client, { actor: null, action: "test.undone" }, NOW);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  expect(await verifyChain(pool())).toEqual({ intact: true, checked: 20, broken: null });
  expect(await verifyChain(pool(), 5)).toEqual({ intact: true, checked: 5, broken: null });
});

test("the database refuses to change, delete or empty the log; whoever gets around it is shown by fanal check", async () => {
  for (let index = 0; index < 4; index += 1) await noteAudit(pool(), { actor: null, action: "test.written", details: { index } }, NOW);
  for (const sql of ["UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry"]) {
    await expect(pool().query(sql)).rejects.toThrow("append-only");
  }
  expect(await auditCheck(database.platform)).toMatchObject([{ ok: true, found: "4 entries, unbroken" }]);
  await pool().query("ALTER TABLE audit_entry DISABLE TRIGGER USER");
  await pool().query(`UPDATE audit_entry SET details = '{"index": 7}' WHERE seq = 3`);
  expect(await auditCheck(database.platform)).toMatchObject([{ ok: false, found: "entry 3 does not follow the one before it" }]);
});

test("personal values are salted hashes: the log is searched by address, until the person is forgotten, and stays whole", async () => {
  const { id } = await signedInAs(database.platform, ["counsellor"]);
  const email = `staff-${id}@example.org`;
  await noteAudit(pool(), { actor: null, action: "staff.invited", target: `account:${id}`, personal: { person: id, values: { email } } }, NOW);
  await noteAudit(pool(), { actor: id, action: "record.published", target: "record:1" }, NOW);
  const { rows } = await pool().query<{ all: string }>("SELECT string_agg(e::text, ' ') AS all FROM audit_entry e");
  expect(rows[0]!.all).not.toContain("@example.org");
  const byAddress = () => searchAudit(pool(), { ...ALL, q: email.toUpperCase() });
  expect(await byAddress()).toMatchObject({ total: 1, entries: [{ action: "staff.invited" }] });
  await inTransaction(pool(), (client) => forgetInAudit(client, id));
  expect(await byAddress()).toMatchObject({ total: 0 });
  expect((await verifyChain(pool())).intact).toBe(true);
});

test("entries are found by word, person, kind and day", async () => {
  const { id } = await signedInAs(database.platform, ["administrator"]);
  await noteAudit(pool(), { actor: id, action: "record.published", target: "record:abc" }, new Date("2026-11-24T03:00:00Z"));
  await noteAudit(pool(), { actor: null, action: "campaign.started", details: { letters: 100 } }, NOW);
  const count = async (query: Partial<AuditQuery>) => (await searchAudit(pool(), { ...ALL, ...query })).total;
  expect(await count({})).toBe(2);
  expect(await count({ q: "abc" })).toBe(1);
  expect(await count({ q: "personne" })).toBe(1);
  expect(await count({ q: "%" })).toBe(0);
  expect(await count({ actor: id })).toBe(1);
  expect(await count({ action: "record" })).toBe(1);
  expect(await count({ action: "rec" })).toBe(0);
  // 3 h UTC is still the evening before in Québec.
  expect(await count({ from: "2026-11-24" })).toBe(1);
  expect(await count({ to: "2026-11-23" })).toBe(1);
  const pages: number[] = [];
  for await (const entries of everyEntry(pool())) pages.push(entries.length);
  expect(pages).toEqual([2]);
});
