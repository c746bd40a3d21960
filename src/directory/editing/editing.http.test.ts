import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { testApp, TUESDAY_MORNING, type TestApp } from "../../../tests/support/app.ts";
import { signedInAs, type TestStaff } from "../../../tests/support/staff.ts";
import { fixedClock } from "../../platform/clock.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import { buildRecord, buildServiceAtLocation } from "../directory.factory.ts";
import { saveRecords } from "../directory.store.ts";
import { publishScheduled } from "./scheduled-changes.ts";
import type { BulkResult, Draft, RecordList, RecordView } from "./editing.contract.ts";
import { INCLUSION } from "./inclusion.ts";

const now = new Date(TUESDAY_MORNING);
let app: TestApp;
let specialist: TestStaff;
let colleague: TestStaff;
let counsellor: TestStaff;

beforeAll(async () => {
  app = await testApp();
  const { platform } = app.database;
  specialist = await signedInAs(platform, ["resourceSpecialist"]);
  colleague = await signedInAs(platform, ["resourceSpecialist"]);
  counsellor = await signedInAs(platform, ["counsellor"]);
});
afterAll(() => app.close());

interface Answer<T> {
  status: number;
  body: T & { error?: { id: string; message: string } };
}

async function call<T = object>(who: TestStaff, method: "GET" | "PUT" | "POST" | "DELETE", path: string, body?: object): Promise<Answer<T>> {
  const answer = await app.app.server.inject({ method, url: `/api/console${path}`, headers: { ...who.headers, "accept-language": "fr" }, ...(body ? { payload: body } : {}) });
  return { status: answer.statusCode, body: answer.body === "" ? ({} as never) : answer.json() };
}

const view = async (id: string, who = specialist) => (await call<RecordView>(who, "GET", `/records/${id}`)).body;
const draftOf = (body: ServiceRecord, revision: number) => ({ revision, body });
const publicPage = async (id: string) => app.app.server.inject(`/fr/services/${id}`);

async function stored(fields: Parameters<typeof buildRecord>[0] = {}): Promise<ServiceRecord> {
  const record = buildRecord(fields);
  await saveRecords(app.database.platform.pool, [record], { actor: "test", source: "sample", at: now });
  return record;
}

describe("one record", () => {
  it("goes from draft to review to the public page, with its history, and back by undo", async () => {
    const record = await stored();
    const wanted = { ...record, texts: { ...record.texts, fr: { ...record.texts.fr!, description: "Un panier bien rempli, chaque mardi." } } };
    expect((await call<{ draft: Draft }>(specialist, "PUT", `/records/${record.id}/draft`, draftOf(wanted, 0))).body.draft).toMatchObject({ revision: 1, state: "editing", editor: specialist.id });
    expect((await publicPage(record.id)).body).not.toContain("bien rempli");
    expect((await call<{ draft: Draft }>(specialist, "POST", `/records/${record.id}/draft/review`, { revision: 1 })).body.draft).toMatchObject({ state: "inReview", sender: specialist.id });
    expect((await call<{ drafts: Draft[] }>(colleague, "GET", "/drafts")).body.drafts.map(({ recordId }) => recordId)).toContain(record.id);
    const { status, body } = await call<{ batch: string }>(colleague, "POST", `/records/${record.id}/draft/publish`, { revision: 1 });
    expect(status).toBe(200);
    await vi.waitFor(async () => expect((await publicPage(record.id)).body).toContain("bien rempli"));
    const after = await view(record.id);
    expect(after.draft).toBeNull();
    expect(after.history[0]).toMatchObject({ entity: "service", batch: body.batch, actor: `staff ${colleague.id}` });
    expect(after.record!.texts.en!.state).toBe("outdated");
    expect((await call<{ lines: { id: string }[] }>(specialist, "GET", "/translations?lang=en")).body.lines.length).toBeGreaterThan(0);

    expect((await call<{ undone: string[] }>(specialist, "POST", `/changes/${body.batch}/undo`)).body).toMatchObject({ undone: [record.id], left: [] });
    await vi.waitFor(async () => expect((await publicPage(record.id)).body).not.toContain("bien rempli"));
  });

  it("two people at once: the second is told, sees the other's words, and loses nothing", async () => {
    const record = await stored();
    await call(specialist, "PUT", `/records/${record.id}/draft`, draftOf({ ...record, email: "one@example.org" }, 0));
    const late = await call<{ draft: Draft }>(colleague, "PUT", `/records/${record.id}/draft`, draftOf({ ...record, website: "https://example.org/two" }, 0));
    expect(late).toMatchObject({ status: 409, body: { error: { id: "draftMoved" }, draft: { revision: 1, editor: specialist.id, body: { email: "one@example.org" } } } });
    const merged = { ...late.body.draft.body, website: "https://example.org/two" };
    expect((await call<{ draft: Draft }>(colleague, "PUT", `/records/${record.id}/draft`, draftOf(merged, 1))).body.draft).toMatchObject({ revision: 2, body: { email: "one@example.org", website: "https://example.org/two" } });
    const racing = await Promise.all([specialist, colleague].map((who) => call(who, "PUT", `/records/${record.id}/draft`, draftOf(merged, 2))));
    expect(racing.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it("keeps what the record became meanwhile, and stops where both changed the same words", async () => {
    const record = await stored();
    await call(specialist, "PUT", `/records/${record.id}/draft`, draftOf({ ...record, email: "draft@example.org" }, 0));
    const elsewhere = { ...record, website: "https://example.org/elsewhere" };
    await saveRecords(app.database.platform.pool, [elsewhere], { actor: "test", source: "sample", at: now });
    expect((await call(specialist, "POST", `/records/${record.id}/draft/publish`, { revision: 1 })).status).toBe(200);
    expect((await view(record.id)).record).toMatchObject({ email: "draft@example.org", website: "https://example.org/elsewhere" });

    await call(specialist, "PUT", `/records/${record.id}/draft`, draftOf({ ...record, email: "mine@example.org" }, 0));
    await saveRecords(app.database.platform.pool, [{ ...elsewhere, email: "theirs@example.org" }], { actor: "test", source: "sample", at: now });
    expect(await call(specialist, "POST", `/records/${record.id}/draft/publish`, { revision: 1 })).toMatchObject({ status: 409, body: { error: { id: "recordMoved" }, conflicts: [{ field: "email", mine: "mine@example.org", theirs: "theirs@example.org" }] } });
    expect((await view(record.id)).draft).not.toBeNull();
  });

  it("a new record answers the inclusion policy first, and must be right", async () => {
    const { id } = (await call<{ id: string }>(specialist, "POST", "/records")).body;
    const body = buildRecord({ id });
    await call(specialist, "PUT", `/records/${id}/draft`, draftOf({ ...body, needs: [] }, 0));
    expect(await call(specialist, "POST", `/records/${id}/draft/publish`, { revision: 1 })).toMatchObject({ status: 409, body: { error: { id: "inclusionNeeded" } } });
    const inclusion = Object.fromEntries(INCLUSION.map((criterion) => [criterion, "yes"]));
    await call(specialist, "PUT", `/records/${id}/draft`, { ...draftOf({ ...body, needs: [] }, 1), inclusion });
    expect(await call(specialist, "POST", `/records/${id}/draft/publish`, { revision: 2 })).toMatchObject({ status: 422, body: { faults: [{ field: "needs" }] } });
    await call(specialist, "PUT", `/records/${id}/draft`, { ...draftOf(body, 2), inclusion });
    expect((await call(specialist, "POST", `/records/${id}/draft/publish`, { revision: 3 })).status).toBe(200);
    await vi.waitFor(async () => expect((await publicPage(id)).statusCode).toBe(200));
  });

  it("takes effect on its day, not before, and can be called off", async () => {
    const record = await stored();
    const closing = { ...record, visibility: "closed" as const };
    const schedule = async (dueAt: string) => {
      await call(specialist, "PUT", `/records/${record.id}/draft`, draftOf(closing, 0));
      return call<{ id: string }>(specialist, "POST", `/records/${record.id}/draft/schedule`, { revision: 1, dueAt, note: "Fermeture" });
    };
    expect(await schedule("2026-11-01T05:00:00Z")).toMatchObject({ status: 400, body: { error: { id: "pastDate" } } });
    await call(specialist, "DELETE", `/records/${record.id}/draft?revision=1`);
    const first = await schedule("2026-12-01T05:00:00Z");
    expect(first.status).toBe(201);
    expect((await call(specialist, "DELETE", `/records/${record.id}/scheduled/${first.body.id}`)).status).toBe(200);
    await schedule("2026-12-01T05:00:00Z");
    expect((await view(record.id)).scheduled).toMatchObject([{ state: "waiting", note: "Fermeture" }]);
    await publishScheduled(app.database.platform);
    expect((await view(record.id)).record!.visibility).toBe("published");
    await publishScheduled({ ...app.database.platform, clock: fixedClock("2026-12-01T05:00:01Z") });
    expect((await view(record.id)).record!.visibility).toBe("closed");
  });

  it("is retired with where to go instead", async () => {
    const [old, young] = [await stored(), await stored()];
    await vi.waitFor(async () => expect((await publicPage(young.id)).statusCode).toBe(200));
    expect(await call(specialist, "POST", `/records/${old.id}/retire`, { replacedBy: old.id })).toMatchObject({ status: 400 });
    expect((await call(specialist, "POST", `/records/${old.id}/retire`, { replacedBy: young.id })).status).toBe(204);
    await vi.waitFor(async () => expect((await publicPage(old.id)).headers.location).toBe(`/fr/services/${young.id}`));
    expect((await view(old.id)).may).toEqual({ edit: false, publish: false, retire: false });
    await call(specialist, "PUT", `/records/${old.id}/draft`, draftOf(old, 0));
    expect(await call(specialist, "POST", `/records/${old.id}/draft/publish`, { revision: 1 })).toMatchObject({ status: 409, body: { error: { id: "isRetired" } } });
  });

  it("is previewed as the public will see it, in both languages", async () => {
    const record = await stored();
    await call(specialist, "PUT", `/records/${record.id}/draft`, draftOf({ ...record, texts: { ...record.texts, fr: { ...record.texts.fr!, name: "Le nom du brouillon" } } }, 0));
    const preview = await app.app.server.inject({ url: `/console/preview/${record.id}?lang=fr`, headers: specialist.headers });
    expect(preview.body).toContain("Le nom du brouillon");
    expect(preview.body).toContain("Aperçu");
    expect((await app.app.server.inject(`/console/preview/${record.id}`)).statusCode).toBe(401);
  });

  it("advises while it is written: faults, needs in its words, look-alikes, plain words, hours in a sentence", async () => {
    const known = await stored({ organization: { texts: { fr: { name: "Comptoir alimentaire Le Quai Neuf", description: null, state: "written" }, en: null } } });
    await vi.waitFor(async () => expect((await publicPage(known.id)).statusCode).toBe(200));
    const hours = { always: false, byAppointment: false, closedOnHolidays: true, rules: [{ days: [1, 2, 3, 4, 5], holidays: false, weeks: null, from: null, to: null, spans: [{ opens: "09:00", closes: "16:30" }] }] };
    const body = buildRecord({ needs: [], organization: { texts: { fr: { name: "Comptoir alimentaire du Quai Neuf", description: null, state: "written" }, en: null } }, at: [buildServiceAtLocation({ hours, phones: known.at[0]!.phones })] });
    body.texts.fr = { ...body.texts.fr!, name: "Banque alimentaire", description: "Les usagers reçoivent un dépannage alimentaire." };
    const { body: advice } = await call<{ faults: { field: string }[]; needs: string[]; duplicates: { id: string }[]; plain: { advice: { jargon: { word: string }[] } }[]; hours: { sentence: { fr: string } }[] }>(specialist, "POST", "/records/check", { body });
    expect(advice.faults).toMatchObject([{ field: "needs" }]);
    expect(advice.needs.some((code) => code.startsWith("food."))).toBe(true);
    expect(advice.duplicates.map(({ id }) => id)).toContain(known.organization.id);
    expect(advice.plain.flatMap(({ advice: { jargon } }) => jargon.map(({ word }) => word))).toContain("usager");
    expect(advice.hours[0]!.sentence.fr).toMatch(/^lun\.–ven\. 9\sh–16\sh\s30/);
  });
});

describe("many records", () => {
  it("are found by words without accents, town, need, state, and kept as a view", async () => {
    const record = await stored({ texts: { fr: { ...buildRecord().texts.fr!, name: "Épicerie partagée Zéphyrine" }, en: null } });
    const list = async (query: string) => (await call<RecordList>(counsellor, "GET", `/records?${query}`)).body;
    expect((await list("q=epicerie+zephyrine")).records).toMatchObject([{ id: record.id, town: "Sorel-Tracy" }]);
    expect((await list(`q=${record.id.slice(0, 8)}`)).records[0]!.id).toBe(record.id);
    expect((await list("q=zephyrine&within=municipality:53052&need=food&lacks=otherLanguage")).total).toBe(1);
    expect((await list("q=zephyrine&within=municipality:66023")).total).toBe(0);
    expect((await list("q=%25%5F")).total).toBe((await list("")).total);
    expect((await call(counsellor, "POST", "/views", { name: "À traduire", query: { lacks: "otherLanguage" } })).status).toBe(201);
    expect((await call<{ views: object[] }>(counsellor, "GET", "/views")).body.views).toMatchObject([{ name: "À traduire", query: { lacks: "otherLanguage" } }]);
    expect((await call<{ views: object[] }>(specialist, "GET", "/views")).body.views).toEqual([]);
  });

  it("change together after a preview, and are undone together", async () => {
    const records = [await stored(), await stored(), await stored({ needs: ["food.hamper", "food.meals"] })];
    const body = { ids: records.map(({ id }) => id), change: { kind: "addNeed", code: "food.meals" } };
    const preview = (await call<BulkResult>(specialist, "POST", "/records/bulk/preview", body)).body;
    expect(preview).toMatchObject({ looked: 3, batch: null });
    expect(preview.changed).toHaveLength(2);
    expect((await view(records[0]!.id)).record!.needs).toEqual(records[0]!.needs);
    expect(await call(specialist, "POST", "/records/bulk", { ...body, expected: 3 })).toMatchObject({ status: 409, body: { error: { id: "otherCount" } } });
    const { batch } = (await call<BulkResult>(specialist, "POST", "/records/bulk", { ...body, expected: 2 })).body;
    expect((await view(records[0]!.id)).record!.needs).toContain("food.meals");
    expect((await call<{ undone: string[] }>(specialist, "POST", `/changes/${batch}/undo`)).body.undone).toHaveLength(2);
    expect((await view(records[0]!.id)).record!.needs).toEqual(records[0]!.needs);
  });
});

describe("who may", () => {
  it("a counsellor reads and changes nothing", async () => {
    const record = await stored();
    expect((await view(record.id, counsellor)).may).toEqual({ edit: false, publish: false, retire: false });
    expect((await view(record.id, counsellor)).history).toEqual([]);
    expect((await call(counsellor, "PUT", `/records/${record.id}/draft`, draftOf(record, 0))).status).toBe(403);
    expect((await call(counsellor, "POST", `/records/${record.id}/retire`, { replacedBy: null })).status).toBe(403);
  });

  it("a specialist of one region changes that region's records only, in bulk too", async () => {
    const record = await stored();
    const elsewhere = await signedInAs(app.database.platform, ["resourceSpecialist"], ["region:11"]);
    const here = await signedInAs(app.database.platform, ["resourceSpecialist"], ["region:16"]);
    expect((await call(elsewhere, "PUT", `/records/${record.id}/draft`, draftOf(record, 0))).status).toBe(403);
    expect((await call<BulkResult>(elsewhere, "POST", "/records/bulk/preview", { ids: [record.id], change: { kind: "addLanguage", language: "es" } })).body).toMatchObject({ changed: [], refused: [{ reason: "notAllowed" }] });
    expect((await call(here, "PUT", `/records/${record.id}/draft`, draftOf(record, 0))).status).toBe(200);
  });

  it("where a shelter is stays with those who must know it", async () => {
    const record = await stored({ at: [buildServiceAtLocation({ location: { confidential: true, address: "77, rue Secrète" } })] });
    const administrator = await signedInAs(app.database.platform, ["administrator"]);
    expect(JSON.stringify(await view(record.id, specialist))).toContain("Secrète");
    for (const who of [counsellor, administrator]) expect(JSON.stringify(await view(record.id, who))).not.toContain("Secrète");
    await call(specialist, "PUT", `/records/${record.id}/draft`, draftOf(record, 0));
    expect(JSON.stringify(await view(record.id, counsellor))).not.toContain("Secrète");
    expect((await app.app.server.inject({ url: `/console/preview/${record.id}`, headers: specialist.headers })).body).not.toContain("Secrète");
    expect((await app.app.server.inject({ url: `/console/preview/${record.id}`, headers: counsellor.headers })).statusCode).toBe(403);
    const { entries } = (await call<{ entries: { actor: { id: string }; target: string }[] }>(administrator, "GET", "/audit?action=record.hiddenPlaceRead")).body;
    expect(entries.filter(({ target }) => target === `record:${record.id}`).map(({ actor }) => actor.id)).toEqual([specialist.id]);
  });
});

describe("bad input", () => {
  it("is refused in a sentence, and nothing is written", async () => {
    const record = await stored();
    const put = (body: unknown) => call(specialist, "PUT", `/records/${record.id}/draft`, { revision: 0, body });
    expect(await put({ id: record.id, at: "none" })).toMatchObject({ status: 400, body: { error: { id: "notARecord" } } });
    expect((await put({ ...record, id: "6f0a1e7c-9d5b-4b57-8a21-2f1cf0a4d211" })).status).toBe(400);
    expect((await put({ ...record, texts: { ...record.texts, fr: { ...record.texts.fr!, description: "x".repeat(600_000) } } })).status).toBe(413);
    expect((await call(specialist, "GET", "/records/nothing")).status).toBe(400);
    expect((await call(specialist, "GET", "/records?page=0")).status).toBe(400);
    expect((await call(specialist, "GET", "/records?within=planet:3")).status).toBe(400);
    expect((await view(record.id)).draft).toBeNull();
  });
});
