import { fastify } from "fastify";
import { Compile } from "typebox/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildService, buildServiceAtLocation } from "../directory/directory.factory.ts";
import { createPublishedDirectory, readNeeds } from "../directory/index.ts";
import { fixedClock } from "../platform/clock.ts";
import { FanalError } from "../platform/errors.ts";
import { loadTerritory } from "../territory/index.ts";
import { createSearch, searchRoutes, type SearchResponse } from "./index.ts";
import { SearchResponse as SearchResponseSchema, SuggestResponse as SuggestResponseSchema, type SuggestResponse } from "./search.contract.ts";

const app = fastify();
app.setErrorHandler((error, _request, reply) => (error instanceof FanalError ? reply.status(error.status).send({ error: { id: error.id, message: error.say.fr } }) : reply.send(error)));
const quiet = { extension: null, language: null, note: { fr: null, en: null } };
const phones = [
  { kind: "voice" as const, number: "+14505550100", extension: "012", language: null, note: { fr: "Demandez l'accueil", en: null } },
  { kind: "fax" as const, number: "+14505550199", ...quiet },
  { kind: "sms" as const, number: "211", ...quiet },
];
const service = buildService({ at: [buildServiceAtLocation({ phones })] });

beforeAll(() => {
  const published = createPublishedDirectory();
  published.load({ services: [service], retired: [], asOf: null });
  const search = createSearch({ published, territory: loadTerritory(), needs: readNeeds(), clock: fixedClock("2026-11-24T15:30:00Z") });
  searchRoutes(app, { search, counter: { note: () => undefined } });
});
afterAll(() => app.close());

const get = (query: Record<string, string>) => app.inject({ url: "/api/search", query });

describe("GET /api/search", () => {
  it("answers in the shape of the contract, and no other field", async () => {
    const response = await get({ q: "banque alimentaire Sorel", lang: "fr" });
    const answer = response.json<SearchResponse>();
    expect(Compile(SearchResponseSchema).Check(answer)).toBe(true);
    expect(Object.keys(answer)).toEqual(["query", "total", "facets", "results"]);
    expect(Object.keys(answer.query)).toEqual(["text", "needs", "place", "placeCandidates", "urgent"]);
    expect(Object.keys(answer.results[0]!)).toEqual(["id", "service", "organization", "needs", "serves", "distanceKm", "phones", "open", "verified", "score", "why"]);
    expect(answer).toMatchObject({
      query: { text: "banque alimentaire Sorel", needs: [{ code: "food.hamper", weight: 1 }], place: { kind: "municipality", code: "53052", name: "Sorel-Tracy" }, urgent: null },
      total: 1,
      results: [{ id: service.at[0]!.id, service: { id: service.id, name: "Dépannage alimentaire" }, serves: "yes" }],
    });
    expect(response.headers["cache-control"]).toBe("no-store");
  });

  it("speaks English", async () => {
    const { results } = (await get({ q: "food bank", place: "Sorel-Tracy", lang: "en" })).json<SearchResponse>();
    expect([results[0]!.service.name, results[0]!.why[0]]).toEqual(["Food help", "Helps with: food banks and food hampers"]);
  });

  it("gives the numbers to call as the record's page says them, in the reader's language, and never a fax", async () => {
    const phonesIn = async (lang: string) => (await get({ q: "banque alimentaire", place: "Sorel-Tracy", lang })).json<SearchResponse>().results[0]!.phones;
    expect(await phonesIn("fr")).toEqual([
      { kind: "voice", number: "+14505550100", extension: "012", label: "Appeler 450\u00a0555-0100, poste\u00a0012", note: "Demandez l’accueil" },
      { kind: "sms", number: "211", extension: null, label: "Texter 2-1-1", note: null },
    ]);
    expect((await phonesIn("en")).map(({ label }) => label)).toEqual(["Call 450\u00a0555-0100, extension\u00a0012", "Text 2-1-1"]);
  });

  it("takes needs repeated or in a list", async () => {
    for (const url of ["/api/search?need=food.hamper&need=food.meals", "/api/search?need=food.hamper,food.meals"]) expect((await app.inject({ url })).json<SearchResponse>().total).toBe(1);
  });

  it.each([
    [{ q: "a".repeat(201) }, "tooLong"],
    [{ place: "a".repeat(201) }, "tooLong"],
    [{ limit: "0" }, "badNumber"],
    [{ limit: "51" }, "badNumber"],
    [{ limit: "ten" }, "badNumber"],
    [{ offset: "-1" }, "badNumber"],
    [{ offset: "1001" }, "badNumber"],
    [{ need: "food.pizza" }, "unknownNeed"],
    [{ place: "municipality:00000" }, "unknownPlace"],
    [{ lang: "de" }, "badChoice"],
    [{ open: "tomorrow" }, "badChoice"],
    [{ language: "<b>" }, "badChoice"],
  ])("says what is wrong with %j", async (query, id) => {
    const response = await get(query as unknown as Record<string, string>);
    expect([response.statusCode, response.json<{ error: { id: string } }>().error.id]).toEqual([400, id]);
  });

  it.each(["🦄🔥", "مرحبا", "<script>alert(1)</script>", "'; DROP TABLE service; --", "\u0000", "?!…", " ", "%00%ff", "\u202Eabc", "a".repeat(200)])("answers %j normally", async (q) => expect((await get({ q, place: q.slice(0, 40) })).statusCode).toBe(200));

  it("answers when nothing is asked", async () => expect((await get({})).json<SearchResponse>().total).toBe(1));
});

describe("GET /api/suggest", () => {
  const suggested = async (query: Record<string, string>) => (await app.inject({ url: "/api/suggest", query })).json<SuggestResponse>().suggestions;

  it("completes needs, organisations, services and places as they are typed, in the shape of the contract", async () => {
    const response = await app.inject({ url: "/api/suggest", query: { q: "banque al" } });
    expect(Compile(SuggestResponseSchema).Check(response.json())).toBe(true);
    expect(response.headers["cache-control"]).toBe("no-store");
    expect((await suggested({ q: "banque al" }))[0]).toMatchObject({ kind: "need", id: "food.hamper", detail: "banque alimentaire" });
    expect(await suggested({ q: "centre entr" })).toContainEqual({ kind: "organization", id: service.organization.id, text: "Centre d’entraide du Quai", detail: null });
    expect(await suggested({ q: "depann" })).toContainEqual(expect.objectContaining({ kind: "service", id: service.id }));
    expect(await suggested({ q: "sorel" })).toContainEqual(expect.objectContaining({ kind: "place", id: "municipality:53052", text: "Sorel-Tracy" }));
    expect((await suggested({ q: "food b", lang: "en" }))[0]).toMatchObject({ kind: "need", id: "food.hamper" });
  });

  it.each(["", "   ", "zzqx", "\u0000", "' OR 1=1", "é".repeat(200)])("has nothing to say of %j, calmly", async (q) => expect(await suggested({ q })).toEqual([]));

  it("takes St for Saint, and words from the middle of a name", async () => {
    expect((await suggested({ q: "st-hya" })).map(({ text }) => text)).toContain("Saint-Hyacinthe");
    expect((await suggested({ q: "tracy" })).map(({ text }) => text)).toContain("Sorel-Tracy");
  });

  it("gives only the kinds asked for, and says which there are", async () => {
    const kinds = async (kind: string) => new Set((await suggested({ q: "sor", kind })).map((one) => one.kind));
    expect(await kinds("place")).toEqual(new Set(["place"]));
    expect(await kinds("need,place")).not.toContain("service");
    expect((await app.inject({ url: "/api/suggest", query: { q: "so", kind: "town" } })).json()).toMatchObject({ error: { id: "badChoice" } });
  });

  it.each([
    ["montr", "municipality:66023", "the city before the region and the MRC of its name"],
    ["saint-damase", "municipality:54017", "each of the homonyms"],
    ["saint-damase", "municipality:07105", "each of the homonyms"],
    ["parc-ex", "neighbourhood:wof-85866495", "quarters"],
    ["j3p", "fsa:J3P", "postal areas"],
    ["J0G", "municipality:53025", "the towns of a rural postal area"],
    ["mtl", "municipality:66023", "short names"],
    ["montral", "municipality:66023", "names with errors"],
  ])("place box: %s may be %s (%s)", async (q, id) => {
    const ids = (await suggested({ q, kind: "place" })).map((one) => one.id);
    expect(ids).toContain(id);
    expect(ids).not.toContain("region:06");
    expect(ids.length).toBeLessThanOrEqual(8);
  });

  it("says what is too long", async () => expect((await app.inject({ url: "/api/suggest", query: { q: "a".repeat(201) } })).json()).toMatchObject({ error: { id: "tooLong" } }));
});
