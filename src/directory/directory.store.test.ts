import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "../../tests/support/database.ts";
import { newId } from "../platform/ids.ts";
import { buildLocation, buildOrganization, buildRecord, buildServiceAtLocation } from "./directory.factory.ts";
import { retire, saveRecords, type SaveContext } from "./directory.store.ts";
import { readRecords } from "./records.store.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const by = (fields: Partial<SaveContext> = {}): SaveContext => ({ actor: "test", source: "test", at: new Date("2026-03-01T12:00:00Z"), ...fields });
const save = (records: Parameters<typeof saveRecords>[1], fields?: Partial<SaveContext>) => saveRecords(database.platform.pool, records, by(fields));
const history = async (id: string) =>
  (await database.platform.pool.query<{ entity: string; field: string | null; before: unknown; after: unknown }>("SELECT entity, field, before, after FROM change WHERE entity_id = $1 ORDER BY id", [id])).rows;

describe("saving records", () => {
  it("gives back what was saved, whole", async () => {
    const record = buildRecord({
      at: [
        buildServiceAtLocation({
          hours: { always: false, byAppointment: true, closedOnHolidays: null, rules: [{ days: [1, 2], holidays: false, weeks: [1, -1], from: "03-02", to: "04-29", spans: [{ opens: "09:00", closes: "12:00" }] }] },
          hoursNote: { fr: "Sur rendez-vous", en: null },
          phones: [{ kind: "tty", number: "+18005550100", extension: "007", language: "en", note: { fr: "Le soir", en: null } }],
          location: { texts: { fr: { name: null, directions: "Entrée à l'arrière", accessibility: null }, en: null } },
        }),
        buildServiceAtLocation({ phones: [] }),
      ],
      languages: ["fr", "en", "es-419"],
      needs: ["food.meals", "food.hamper"],
      provenance: { source: "sample", sourceId: "7", urls: ["https://example.org/a"], asOf: "2024-05", verifiedOn: "2026-02-01", verifiedBy: "call", nextDue: "2027-02-01" },
    });
    expect(await save([record])).toEqual(["created"]);
    const [stored] = await readRecords(database.platform.pool, [record.id]);
    expect(stored!.record).toEqual(record);
    expect(stored!.updatedAt).toBe("2026-03-01T12:00:00.000Z");
  });

  it("writes nothing when saved again", async () => {
    const record = buildRecord();
    await save([record]);
    const before = await database.platform.pool.query("SELECT (SELECT count(*) FROM change) AS changes, (SELECT count(*) FROM directory_outbox) AS rung");
    expect(await save([record])).toEqual(["unchanged"]);
    const after = await database.platform.pool.query("SELECT (SELECT count(*) FROM change) AS changes, (SELECT count(*) FROM directory_outbox) AS rung");
    expect(after.rows).toEqual(before.rows);
  });

  it("keeps what was before, field by field, a dropped phone and a dropped place too", async () => {
    const record = buildRecord({ at: [buildServiceAtLocation(), buildServiceAtLocation()] });
    await save([record]);
    const [first, second] = record.at;
    const changed = { ...record, texts: { ...record.texts, fr: { ...record.texts.fr!, name: "Comptoir alimentaire" } }, at: [{ ...first!, phones: [] }] };
    expect(await save([changed])).toEqual(["updated"]);
    expect(await history(record.id)).toMatchObject([
      { entity: "service", field: null, before: null, after: { id: record.id } },
      { entity: "service", field: "texts.en.state", before: "translated", after: "outdated" },
      { entity: "service", field: "texts.fr.name", before: "Dépannage alimentaire", after: "Comptoir alimentaire" },
    ]);
    expect((await history(first!.id)).at(-1)).toMatchObject({ field: "phones", before: [{ number: "+14505550100" }], after: [] });
    expect((await history(second!.id)).at(-1)).toMatchObject({ field: null, before: { id: second!.id }, after: null });
    expect((await readRecords(database.platform.pool, [record.id]))[0]!.record).toEqual({ ...changed, texts: { ...changed.texts, en: { ...changed.texts.en!, state: "outdated" } } });
    expect(await save([changed])).toEqual(["unchanged"]);
  });

  it("keeps one row for an organisation that many services share, and tells all of them when it changes", async () => {
    const organization = buildOrganization();
    const records = [buildRecord({ organization }), buildRecord({ organization })];
    await save(records);
    const renamed = { ...organization, website: "https://example.org" };
    expect(await save([{ ...records[0]!, organization: renamed }])).toEqual(["updated"]);
    const stored = await readRecords(database.platform.pool, records.map(({ id }) => id));
    expect(stored.map(({ record }) => record.organization.website)).toEqual(["https://example.org", "https://example.org"]);
    const rung = await database.platform.pool.query("SELECT record_id FROM directory_outbox WHERE record_id = $1", [records[1]!.id]);
    expect(rung.rows).toHaveLength(2);
  });

  it("takes the first word on an organisation within a run, so that a second run changes nothing", async () => {
    const organization = buildOrganization();
    const records = [buildRecord({ organization }), buildRecord({ organization: { ...organization, email: "autre@example.org" } })];
    const run = async () => {
      const settled = new Set<string>();
      return [...(await save([records[0]!], { settled })), ...(await save([records[1]!], { settled }))];
    };
    expect(await run()).toEqual(["created", "created"]);
    expect(await run()).toEqual(["unchanged", "unchanged"]);
  });

  it("saves none of a batch when one record breaks a rule of the database", async () => {
    const good = buildRecord();
    const bad = buildRecord({ at: [buildServiceAtLocation({ location: buildLocation({ lat: null, lon: 3, pointSource: "none" }) })] });
    await expect(save([good, bad])).rejects.toThrow(/check constraint/);
    expect(await readRecords(database.platform.pool, [good.id])).toEqual([]);
  });

  it("keeps the text of a language that the new record does not carry, when asked", async () => {
    const record = buildRecord();
    await save([record]);
    const french = { ...record, texts: { fr: record.texts.fr, en: null } };
    expect(await save([french], { keepTexts: true })).toEqual(["unchanged"]);
    expect(await save([french])).toEqual(["updated"]);
  });
});

describe("retiring a record", () => {
  it("closes it for good: an import does not open it again", async () => {
    const [old, successor] = [buildRecord(), buildRecord()];
    await save([old, successor]);
    expect(await retire(database.platform.pool, old.id, successor.id, { actor: "test", at: new Date() })).toBe(true);
    expect((await history(old.id)).at(-1)).toMatchObject({ field: "visibility", before: "published", after: "closed" });
    expect(await save([old])).toEqual(["unchanged"]);
    expect((await readRecords(database.platform.pool, [old.id]))[0]!.record.visibility).toBe("closed");
  });

  it("says when there is no such record", async () => {
    expect(await retire(database.platform.pool, newId(), null, { actor: "test", at: new Date() })).toBe(false);
  });
});
