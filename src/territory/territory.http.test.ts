import { fastify } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FanalError } from "../platform/errors.ts";
import { loadTerritory, territoryRoutes } from "./index.ts";

interface Answer {
  candidates: { kind: string; code: string; name: string; score: number }[];
}

const app = fastify();
app.setErrorHandler((error, _request, reply) => (error instanceof FanalError ? reply.status(error.status).send({ error: { id: error.id, message: error.say.fr } }) : reply.send(error)));
beforeAll(() => territoryRoutes(app, loadTerritory()));
afterAll(() => app.close());

const get = (query: Record<string, string>) => app.inject({ url: "/api/places", query });

describe("GET /api/places", () => {
  it("answers with the fields of the API and no other", async () => {
    const { candidates } = (await get({ q: "sorel" })).json<Answer>();
    expect(candidates[0]).toEqual({ kind: "municipality", code: "53052", name: "Sorel-Tracy", context: "ville, Pierre-De Saurel · Montérégie", lat: expect.any(Number), lon: expect.any(Number), score: 0.95 });
  });

  it("offers at most eight, in the language asked", async () => {
    expect((await get({ q: "saint" })).json<Answer>().candidates).toHaveLength(8);
    expect((await get({ q: "Gatineau", lang: "en" })).body).toContain("city");
  });

  it.each([{}, { q: "a".repeat(201) }])("says what is wrong with %j", async (query) => {
    const response = await get(query);
    expect(response.statusCode).toBe(400);
    expect(response.json<{ error: { message: string } }>().error.message).toMatch(/^Écrivez un lieu/);
  });

  it("refuses a language it does not speak", async () => expect((await get({ q: "Sorel", lang: "de" })).statusCode).toBe(400));

  it.each(["", "🦄", "<b>", "' OR 1=1", "مونتريال", "%00"])("answers %j with nothing", async (q) => {
    const response = await get({ q });
    expect([response.statusCode, response.json<Answer>().candidates]).toEqual([200, []]);
  });
});
