import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROUTES } from "../../platform/html/addresses.ts";
import { runCommand } from "../../../tests/support/command.ts";
import { testApp, type TestApp } from "../../../tests/support/app.ts";
import { newId } from "../../platform/ids.ts";
import type { CommandInput } from "../../platform/cli/command.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import { directoryCommands } from "../directory.commands.ts";
import { buildRecord, buildServiceAtLocation } from "../directory.factory.ts";
import { saveRecords } from "../directory.store.ts";
import { importRecords } from "../imports/import-run.ts";
import { readNeeds } from "../needs.ts";
import { readRecords } from "../records.store.ts";
import { duplicatesOfImport, findAllDuplicates } from "./duplicates.ts";
import { readHistory } from "./merge.store.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const pool = () => app.database.platform.pool;
const save = (...records: ServiceRecord[]) => saveRecords(pool(), records, { actor: "editor", source: "fanal", at: new Date() });
const stored = async (id: string) => (await readRecords(pool(), [id]))[0]!.record;
const importAs = (source: string, at: Date, ...records: ServiceRecord[]) =>
  importRecords(pool(), records.map((record) => ({ origin: { file: "f", line: 1 }, record: { ...record, provenance: { ...record.provenance, source } } })), { source, actor: `import ${source}`, at, needs: readNeeds() });

function fanal(words: string[], options: CommandInput["options"] = {}) {
  return runCommand(directoryCommands, app.database.platform, words, options);
}

const get = (route: string, id: string) => app.app.server.inject(route.replace(":id", id));

const named = (name: string, fields: Partial<ServiceRecord> = {}) => buildRecord({ ...fields, organization: { ...buildRecord().organization, id: newId(), texts: { fr: { name, description: null, state: "written" }, en: null } } });

describe("fanal merge", () => {
  it("makes two organisations one: services, what only one knew, both histories, the old address", async () => {
    const [kept, gone] = [named("Entraide du Phare Unique"), named("Entraide du phare unique inc.")];
    gone.organization.website = "https://phare.example.org";
    await save(kept, gone);
    await expect.poll(() => app.app.server.inject(ROUTES.organization.fr.replace(":id", gone.organization.id)).then(({ statusCode }) => statusCode)).toBe(200);
    expect((await fanal(["merge", kept.organization.id, gone.organization.id])).code).toBe(0);
    expect(await stored(gone.id)).toMatchObject({ organization: { id: kept.organization.id, website: "https://phare.example.org" } });
    await expect.poll(() => get(ROUTES.organization.fr, gone.organization.id).then(({ headers }) => headers.location)).toBe(ROUTES.organization.fr.replace(":id", kept.organization.id));
    expect((await get(ROUTES.organization.fr, kept.organization.id)).body).toContain("phare.example.org");
    const history = await readHistory(pool(), kept.organization.id);
    expect(history.map(({ entityId, field, after }) => [entityId, field, after === null])).toEqual(expect.arrayContaining([[kept.organization.id, "website", false], [gone.organization.id, null, false], [gone.organization.id, null, true]]));
    expect((await fanal(["history", kept.organization.id])).printed).toMatch(new RegExp(`merge: organization ${gone.organization.id} removed`));
  });

  it("makes two services one: places, needs, verifications, reports; the old address redirects", async () => {
    const shared = buildServiceAtLocation({ phones: [] });
    const other = buildServiceAtLocation();
    const [kept, gone] = [buildRecord({ at: [shared], texts: { fr: buildRecord().texts.fr, en: null } }), buildRecord({ needs: ["food.meals"], at: [buildServiceAtLocation({ location: shared.location }), other], provenance: { ...buildRecord().provenance, verifiedOn: "2026-04-01", verifiedBy: "call" } })];
    await save(kept, gone);
    await pool().query("INSERT INTO proposal (id, record_id, lang, topic) VALUES ($1, $2, 'fr', 'phone')", [newId(), gone.id]);
    expect((await fanal(["merge", kept.id, gone.id])).code).toBe(0);
    const merged = await stored(kept.id);
    expect(merged).toMatchObject({ needs: ["food.hamper", "food.meals"], texts: { en: { name: "Food help" } } });
    expect(merged.at.map(({ id, phones }) => [id, phones.length])).toEqual([[shared.id, 1], [other.id, 1]]);
    expect(await stored(gone.id)).toMatchObject({ visibility: "closed", at: [] });
    const { rows } = await pool().query("SELECT (SELECT count(*)::int FROM proposal WHERE record_id = $1) AS reports, (SELECT count(*)::int FROM verification WHERE service_id = $1) AS verified", [kept.id]);
    expect(rows).toEqual([{ reports: 1, verified: 1 }]);
    await expect.poll(() => get(ROUTES.service.en, gone.id).then(({ statusCode, headers }) => [statusCode, headers.location])).toEqual([301, ROUTES.service.en.replace(":id", kept.id)]);
  });

  it("makes two locations one, confidential as soon as one was", async () => {
    const [kept, gone] = [buildRecord(), buildRecord()];
    gone.at[0]!.location = { ...gone.at[0]!.location, confidential: true };
    kept.at[0]!.location = { ...kept.at[0]!.location, postalCode: null };
    await save(kept, gone);
    await fanal(["merge", kept.at[0]!.location.id, gone.at[0]!.location.id]);
    expect((await stored(gone.id)).at[0]!.location).toMatchObject({ id: kept.at[0]!.location.id, confidential: true, postalCode: "J3P 1A1" });
  });

  it("holds against the next imports of the sources that told both", async () => {
    const [kept, gone] = [buildRecord(), buildRecord()];
    await importAs("first", new Date(), kept);
    await importAs("second", new Date(), gone);
    await fanal(["merge", kept.organization.id, gone.organization.id]);
    await fanal(["merge", kept.at[0]!.location.id, gone.at[0]!.location.id]);
    expect(await importAs("second", new Date(), gone)).toMatchObject({ updated: 0, unchanged: 1 });
    await fanal(["merge", kept.id, gone.id]);
    expect(await importAs("second", new Date(), { ...gone, website: "https://example.org/x" })).toMatchObject({ unchanged: 1, proposed: 0 });
    expect(await importAs("first", new Date(), kept)).toMatchObject({ unchanged: 1 });
    expect(await stored(gone.id)).toMatchObject({ visibility: "closed", website: null });
    expect(await stored(kept.id)).toMatchObject({ id: kept.id, at: [{ id: kept.at[0]!.id }] });
  });

  it("leads through two merges to the last kept one", async () => {
    const [a, b, c] = [named("Chaîne A"), named("Chaîne B"), named("Chaîne C")];
    await save(a, b, c);
    await fanal(["merge", b.organization.id, a.organization.id]);
    await fanal(["merge", c.organization.id, b.organization.id]);
    const { rows } = await pool().query("SELECT into_id FROM merged WHERE id = $1", [a.organization.id]);
    expect(rows).toEqual([{ into_id: c.organization.id }]);
  });

  it("refuses, with a sentence and no change, what cannot be merged", async () => {
    const record = buildRecord();
    await save(record);
    expect(await fanal(["merge", record.id, record.id])).toMatchObject({ code: 1, printed: expect.stringContaining("into itself") });
    expect(await fanal(["merge", record.id, record.organization.id])).toMatchObject({ code: 1, printed: expect.stringContaining("only two of the same") });
    expect(await fanal(["merge", record.id, newId()])).toMatchObject({ code: 1 });
    await expect(fanal(["merge", record.id])).rejects.toThrow(/say two ids/);
    await expect(fanal(["merge", "x", "y"])).rejects.toThrow(/say two ids/);
  });
});

describe("fanal duplicates", () => {
  it("finds in the sample and the open data what is told twice, and not again what was said to differ", async () => {
    const found = await findAllDuplicates(pool(), new Date());
    const pair = found.find(({ oneName, otherName, kind }) => kind === "organization" && oneName === "Hôpital Jeffery Hale" && otherName === "Hôpital Jeffery Hale")!;
    expect(pair.reasons).toEqual(["same name", "same address"]);
    expect((await fanal(["duplicates", "different", pair.one, pair.other])).code).toBe(0);
    const again = JSON.parse((await fanal(["duplicates"], { json: true })).printed) as { one: string; other: string }[];
    expect(again.some(({ one, other }) => one === pair.one && other === pair.other)).toBe(false);
    expect(again.length).toBeGreaterThan(100);
  });

  it("reports after an import what another source already told, keeps it, and merges nothing", async () => {
    const first = named("Cuisines collectives du Phare Rouge");
    await importAs("first", new Date("2026-06-01T12:00:00Z"), first);
    const at = new Date("2026-06-02T12:00:00Z");
    const second = named("Cuisine Collective du Phare-Rouge inc.");
    await importAs("second", at, second, named("Autre chose tout à fait"));
    const found = await duplicatesOfImport(pool(), at);
    expect(found.filter(({ kind }) => kind === "organization")).toMatchObject([{ sources: expect.arrayContaining(["first", "second"]) }]);
    const { rows } = await pool().query("SELECT state FROM duplicate_candidate WHERE one = least($1::uuid, $2::uuid) AND other = greatest($1::uuid, $2::uuid)", [first.organization.id, second.organization.id]);
    expect(rows).toEqual([{ state: "new" }]);
    expect(await stored(second.id)).toMatchObject({ organization: { id: second.organization.id } });
  });
});
