import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "../../../tests/support/database.ts";
import type { CommandInput } from "../../platform/cli/command.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import { buildRecord, buildServiceAtLocation } from "../directory.factory.ts";
import { saveRecords } from "../directory.store.ts";
import { readNeeds } from "../needs.ts";
import { readRecords } from "../records.store.ts";
import type { SourceCard } from "../protection.store.ts";
import { importRecords } from "./import-run.ts";
import { proposalsCommand } from "./proposals.command.ts";
import { readProposals } from "./proposals.store.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const of = (source: string, record: ServiceRecord): ServiceRecord => ({ ...record, provenance: { ...record.provenance, source } });
const importAs = (card: SourceCard, ...records: ServiceRecord[]) =>
  importRecords(database.platform.pool, records.map((record, index) => ({ origin: { file: "f", line: index + 1 }, record: of(card.id, record) })), { source: card.id, card, actor: `import ${card.id}`, at: new Date(), needs: readNeeds() });
const edit = (record: ServiceRecord) => saveRecords(database.platform.pool, [record], { actor: "editor", source: "fanal", at: new Date() });
const stored = async (id: string) => (await readRecords(database.platform.pool, [id]))[0]!.record;
const proposalsOf = async (...ids: string[]) => (await readProposals(database.platform.pool)).filter(({ entityId }) => ids.includes(entityId));
const written = async () => (await database.platform.pool.query<object>("SELECT (SELECT count(*) FROM change) AS changes, (SELECT count(*) FROM field_proposal) AS proposals, (SELECT count(*) FROM directory_outbox) AS rung")).rows[0];

const partner: SourceCard = { id: "partner", owner: "Table de concertation", licence: "CC-BY-4.0", priority: 50 };
const named = (record: ServiceRecord, name: string, fields: Partial<ServiceRecord> = {}): ServiceRecord => ({ ...record, ...fields, texts: { ...record.texts, fr: { ...record.texts.fr!, name } } });

const run = async (words: string[], options: CommandInput["options"] = {}) => {
  const printed: string[] = [];
  const code = await proposalsCommand.run({ words, options, config: database.platform.config, open: () => Promise.resolve(database.platform), print: (line) => void printed.push(line) });
  return { code, printed: printed.join("\n") };
};

describe("a source", () => {
  it("keeps its owner, licence and priority, and what an import does not say", async () => {
    await importAs(partner, buildRecord());
    await importAs({ id: "partner" }, buildRecord());
    const { rows } = await database.platform.pool.query("SELECT name, owner, licence, priority FROM source WHERE id = 'partner'");
    expect(rows).toEqual([{ name: "partner", owner: "Table de concertation", licence: "CC-BY-4.0", priority: 50 }]);
  });
});

describe("an import after an editor", () => {
  it("writes what nobody touched, proposes the rest, once", async () => {
    const record = buildRecord();
    await importAs(partner, record);
    await edit(named(of("partner", record), "Nom de l'éditrice"));
    const renewed = named(record, "Nom de la source", { website: "https://example.org/neuf" });
    expect(await importAs(partner, renewed)).toMatchObject({ updated: 1, proposed: 1 });
    expect(await stored(record.id)).toMatchObject({ website: "https://example.org/neuf", texts: { fr: { name: "Nom de l'éditrice" } } });
    expect(await proposalsOf(record.id)).toMatchObject([{ field: "texts.fr.name", current: "Nom de l'éditrice", proposed: "Nom de la source", source: "partner" }]);
    const before = await written();
    expect(await importAs(partner, renewed)).toMatchObject({ unchanged: 1, proposed: 0 });
    expect(await written()).toEqual(before);
  });

  it("replaces its own proposal when it says something else, and withdraws it when both agree", async () => {
    const record = buildRecord();
    await importAs(partner, record);
    await edit(named(of("partner", record), "A"));
    await importAs(partner, named(record, "B"));
    expect(await importAs(partner, named(record, "C"))).toMatchObject({ proposed: 1 });
    expect(await proposalsOf(record.id)).toMatchObject([{ proposed: "C" }]);
    expect(await importAs(partner, named(record, "A"))).toMatchObject({ proposed: 0 });
    expect(await proposalsOf(record.id)).toEqual([]);
  });

  it("neither brings back a place that an editor removed, nor drops one that an editor added", async () => {
    const record = buildRecord({ at: [buildServiceAtLocation(), buildServiceAtLocation()] });
    const added = buildServiceAtLocation();
    await importAs(partner, record);
    await edit({ ...of("partner", record), at: [record.at[0]!, added] });
    expect(await importAs(partner, record)).toMatchObject({ unchanged: 1, proposed: 2 });
    expect((await stored(record.id)).at.map(({ id }) => id)).toEqual([record.at[0]!.id, added.id]);
    const again = (await proposalsOf(record.id)).find(({ current }) => current === null);
    expect(await run(["accept", again!.id])).toMatchObject({ code: 0 });
    expect((await stored(record.id)).at.map(({ id }) => id)).toContain(record.at[1]!.id);
  });

  it("keeps a place confidential once an editor said so", async () => {
    const record = buildRecord();
    await importAs(partner, record);
    const hidden = { ...record.at[0]!, location: { ...record.at[0]!.location, confidential: true } };
    await edit({ ...of("partner", record), at: [hidden] });
    await importAs(partner, record);
    expect((await stored(record.id)).at[0]!.location.confidential).toBe(true);
  });

  it("leaves a point whole when an editor moved part of it", async () => {
    const record = buildRecord();
    await importAs(partner, record);
    const moved = { ...record.at[0]!, location: { ...record.at[0]!.location, lat: 46.1 } };
    await edit({ ...of("partner", record), at: [moved] });
    const away = { ...record.at[0]!, location: { ...record.at[0]!.location, lat: null, lon: null, pointSource: "none" as const } };
    expect(await importAs(partner, { ...record, at: [away] })).toMatchObject({ refused: 0, proposed: 2 });
    expect((await stored(record.id)).at[0]!.location).toMatchObject({ lat: 46.1, lon: record.at[0]!.location.lon });
  });
});

describe("two sources", () => {
  const low: SourceCard = { id: "low", priority: 20 };
  const high: SourceCard = { id: "high", priority: 80 };

  it("let the higher take over, and the lower only propose", async () => {
    const record = buildRecord();
    await importAs(low, record);
    const better = named(record, "Le bon nom");
    expect(await importAs(high, better)).toMatchObject({ updated: 1, proposed: 0, refused: 0 });
    expect(await stored(record.id)).toMatchObject({ provenance: { source: "high" }, texts: { fr: { name: "Le bon nom" } } });
    expect(await importAs(low, { ...record, at: [...record.at, buildServiceAtLocation()], website: "https://example.org/bas" })).toMatchObject({ unchanged: 1, proposed: 3 });
    expect(await stored(record.id)).toMatchObject({ website: null, provenance: { source: "high" }, texts: { fr: { name: "Le bon nom" } } });
    expect(await importAs(high, better)).toMatchObject({ unchanged: 1, proposed: 0 });
  });

  it("share an organisation: the lower does not rename it", async () => {
    const first = buildRecord();
    await importAs(high, first);
    const other = buildRecord({ organization: { ...first.organization, website: "https://example.org/autre" } });
    expect(await importAs(low, other)).toMatchObject({ created: 1, proposed: 1 });
    expect((await stored(other.id)).organization.website).toBeNull();
  });

  it("even the higher does not overwrite an editor", async () => {
    const record = buildRecord();
    await importAs(low, record);
    await edit(named(of("low", record), "Nom vérifié"));
    expect(await importAs(high, named(record, "Autre nom"))).toMatchObject({ proposed: 1 });
    expect((await stored(record.id)).texts.fr!.name).toBe("Nom vérifié");
  });
});

describe("fanal proposals", () => {
  it("lists, accepts and refuses; what was refused is not proposed again", async () => {
    const record = buildRecord();
    await importAs(partner, record);
    await edit(named({ ...of("partner", record), email: "a@example.org" }, "A"));
    const wanted = { ...named(record, "B"), email: "b@example.org" };
    await importAs(partner, wanted);
    const [email, name] = await proposalsOf(record.id);
    expect((await run([])).printed).toContain('texts.fr.name: "A" → "B"');
    expect(JSON.parse((await run([], { json: true })).printed)).toEqual(expect.arrayContaining([expect.objectContaining({ id: name!.id, name: "A" })]));
    expect(await run(["accept", name!.id])).toMatchObject({ code: 0 });
    expect(await run(["refuse", email!.id])).toMatchObject({ code: 0 });
    expect(await run(["accept", email!.id])).toMatchObject({ code: 1 });
    expect(await stored(record.id)).toMatchObject({ email: "a@example.org", texts: { fr: { name: "B" }, en: { state: "outdated" } } });
    expect(await importAs(partner, wanted)).toMatchObject({ proposed: 0 });
    expect(await proposalsOf(record.id)).toEqual([]);
  });

  it.each([[["accept"]], [["accept", "x"]], [["judge", "x"]]])("says in one line what is wrong with: proposals %j", async (words) => {
    await expect(run(words)).rejects.toThrow(/proposal|accept/);
  });
});
