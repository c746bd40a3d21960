import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createApp } from "../../src/app.ts";
import { directoryCommands, type NeedChange } from "../../src/directory/index.ts";
import type { App } from "../../src/platform/cli/start.command.ts";
import { runCommand } from "../support/command.ts";
import { testApp, type TestApp } from "../support/app.ts";
import { signedInAs, type TestStaff } from "../support/staff.ts";
import type { SearchResponse, TaxonomyEffect } from "../../src/search/search.contract.ts";

let app: TestApp;
let other: App;
let specialist: TestStaff;
beforeAll(async () => {
  app = await testApp();
  // A second node on the same database.
  other = await createApp(app.database.platform);
  await other.start();
  specialist = await signedInAs(app.database.platform, ["resourceSpecialist"]);
});
afterAll(async () => {
  await other.server.close();
  await other.stop();
  await app.close();
});

const both = (text: string) => ({ fr: text, en: text });
const fridges: NeedChange = { kind: "addTerm", code: "food.fridges", label: both("Frigos partagés"), citizenLabel: both("Frigos partagés"), definition: both("Un frigo où chacun prend et donne."), sensitive: false, lexicon: { fr: ["frigo communautaire"], en: ["community fridge"] } };

async function call<T = object>(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: object): Promise<{ status: number; body: T }> {
  const answer = await app.app.server.inject({ method, url: `/api/console${path}`, headers: specialist.headers, ...(body ? { payload: body } : {}) });
  return { status: answer.statusCode, body: answer.body === "" ? ({} as T) : answer.json<T>() };
}

async function understoodAs(node: App, q: string): Promise<string | undefined> {
  return (await node.server.inject(`/api/search?q=${encodeURIComponent(q)}`)).json<SearchResponse>().query.needs[0]?.code;
}

describe("the taxonomy", () => {
  it("shows what a change does to searches of late, makes it on every node, and takes it back", async () => {
    const before = await understoodAs(app.app, "frigo communautaire");
    await understoodAs(app.app, "frigo communautaire pour Zoltan 450 555-0100");
    const effect = (await call<TaxonomyEffect>("POST", "/taxonomy/effect", { change: fridges })).body;
    expect(JSON.stringify(effect)).not.toMatch(/zoltan|555/i);
    expect(effect.changed).toContainEqual(expect.objectContaining({ text: expect.stringContaining("communautaire"), after: expect.arrayContaining(["food.fridges"]) }));
    expect(await understoodAs(app.app, "frigo communautaire")).toBe(before);

    expect((await call("POST", "/taxonomy", { change: fridges })).status).toBe(201);
    for (const node of [app.app, other]) await vi.waitFor(async () => expect(await understoodAs(node, "frigo communautaire")).toBe("food.fridges"), { timeout: 3000 });
    expect((await app.app.server.inject("/fr/besoins/food.fridges")).headers.location).toBe("/fr/besoins/food.fridges--frigos-partages");

    const { edits } = (await call<{ edits: { number: number }[] }>("GET", "/taxonomy")).body;
    expect((await call("DELETE", `/taxonomy/${edits.at(-1)!.number}`)).status).toBe(204);
    for (const node of [app.app, other]) await vi.waitFor(async () => expect(await understoodAs(node, "frigo communautaire")).toBe(before), { timeout: 3000 });
    expect((await call("DELETE", `/taxonomy/${edits.at(-1)!.number}`)).status).toBe(409);
  });

  it("merges two terms: records follow with their history, old links and searches lead on", async () => {
    const change: NeedChange = { kind: "mergeTerms", code: "food.kitchen", into: "food.meals" };
    const { body } = await call<{ terms: { code: string }[] }>("GET", "/taxonomy");
    const code = body.terms.find((term) => term.code.startsWith("food.") && term.code !== "food.meals" && term.code !== "food.hamper")!.code;
    const merge = { ...change, code };
    const { records } = (await call<TaxonomyEffect>("POST", "/taxonomy/effect", { change: merge })).body;
    expect((await call<{ records: number }>("POST", "/taxonomy", { change: merge })).body.records).toBe(records);
    await vi.waitFor(async () => expect((await app.app.server.inject(`/fr/besoins/${code}`)).headers.location).toMatch(/^\/fr\/besoins\/food\.meals--/), { timeout: 3000 });
    expect((await app.app.server.inject(`/api/search?need=${code}`)).json<SearchResponse>().total).toBeGreaterThan(0);
    const { rows } = await app.database.platform.pool.query("SELECT count(*)::int AS left FROM service_need WHERE code = $1", [code]);
    expect(rows).toEqual([{ left: 0 }]);
    expect((await call("POST", "/taxonomy", { change: merge })).status).toBe(409);
  });

  it("is changed by resource specialists only", async () => {
    const counsellor = await signedInAs(app.database.platform, ["counsellor"]);
    const answer = await app.app.server.inject({ method: "POST", url: "/api/console/taxonomy", headers: counsellor.headers, payload: { change: fridges } });
    expect(answer.statusCode).toBe(403);
  });
});

describe("a taxonomy from elsewhere", () => {
  const load = (...words: string[]) => runCommand(directoryCommands, app.database.platform, ["taxonomy", "load", ...words], { id: "bh", name: "Autre taxonomie", licence: "Sous licence" });
  const sheet = async (content: string) => {
    const path = join(app.database.platform.config.dataDir, "terms.csv");
    await writeFile(path, content);
    return path;
  };

  it("is loaded, mapped by staff, understood by imports, and keeps its mapping when loaded again", async () => {
    const path = await sheet("code,parent,name_fr,name_en,need\nBD-1800,BD,Banque alimentaire,Food Pantries,\nBH-3900,,,Rent Payment Assistance,\n");
    expect(await load(path)).toEqual({ code: 0, printed: expect.stringContaining("2 terms") });
    const { terms } = (await call<{ terms: { code: string; suggested: string[] }[] }>("GET", "/taxonomies/bh")).body;
    expect(terms.find(({ code }) => code === "BD-1800")!.suggested[0]).toMatch(/^food\./);
    expect((await call("PUT", "/taxonomies/bh/terms/BH-3900", { need: "food.meals" })).status).toBe(204);
    expect((await call("PUT", "/taxonomies/bh/terms/BH-3900", { need: "no.such" })).status).toBe(404);
    await load(path);
    expect((await call<{ taxonomies: object[] }>("GET", "/taxonomies")).body.taxonomies).toEqual([{ id: "bh", name: "Autre taxonomie", licence: "Sous licence", terms: 2, mapped: 1 }]);
    const csv = join(app.database.platform.config.dataDir, "d.csv");
    await writeFile(csv, "id,nom,besoin,ville\n1,Aide au loyer,BH-3900,Sorel-Tracy\n");
    await writeFile(`${csv}.yaml`, "source:\n  id: essai\n  name: Essai\nfields:\n  key: id\n  service.name.fr: nom\n  organization.name.fr: nom\n  needs: besoin\n  city: ville\n");
    const { printed } = await runCommand(directoryCommands, app.database.platform, ["import", "csv", csv], { map: `${csv}.yaml` });
    expect(printed).toMatch(/created 1/);
    const { rows } = await app.database.platform.pool.query("SELECT n.code FROM service s JOIN service_need n ON n.service_id = s.id WHERE s.source = 'essai'");
    expect(rows).toEqual([{ code: "food.meals" }]);
  });

  it.each([
    ["name_fr,need\nBanque,\n", /header/],
    ["code,name_fr\nA,Un\nA,Deux\n", /twice/],
    ["code,name_fr\nA,\n", /no name/],
    ["code,name_fr,need\nA,Un,no.such\n", /no need of fanal/],
  ])("refuses a sheet that is not right: %j", async (content, why) => {
    await expect(load(await sheet(content))).rejects.toThrow(why);
  });
});
