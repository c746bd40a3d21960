import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testApp, type TestApp } from "../../../tests/support/app.ts";
import type { SearchAnswer } from "../search.ts";
import { SearchCounts, signOf } from "./search-counts.ts";

const home = { kind: "municipality", code: "53052", name: "Sorel-Tracy", context: "", lat: null, lon: null, within: { province: "24", region: "16", mrc: "53", municipality: "53052" } } as const;
const facets = { needs: [], languages: [], openNow: 0, serves: { yes: 0, assumed: 0, unknown: 0, no: 0 } };

function answer(text: string, serving: number, place: SearchAnswer["query"]["place"] = home): SearchAnswer {
  return { query: { text, needs: [{ code: "food.hamper", weight: 1 }], place, placeCandidates: [], urgent: null, corrected: [] }, total: serving, facets: { ...facets, serves: { ...facets.serves, yes: serving } }, hits: [] };
}

const noted = (...all: Partial<Parameters<SearchCounts["note"]>[0]>[]) => {
  const counts = new SearchCounts();
  for (const one of all) counts.note({ answer: answer("faim", 3), lang: "fr", before: "", day: "2026-11-24", ...one });
  return counts;
};

describe("search counts", () => {
  it("hold a day, an MRC, a need, whether something was found, and nothing else", () => {
    const { counts } = noted({}, {}, { answer: answer("faim", 0) }).take();
    expect(counts).toEqual([
      { day: "2026-11-24", lang: "fr", mrc: "53", need: "food.hamper", found: true, reformulated: false, searches: 2 },
      { day: "2026-11-24", lang: "fr", mrc: "53", need: "food.hamper", found: false, reformulated: false, searches: 1 },
    ]);
  });

  it("tell a question asked again in other words from the same one sent again", () => {
    const { counts } = noted({ before: signOf("manger") }, { before: signOf("FAIM") }).take();
    expect(counts.map(({ reformulated }) => reformulated)).toEqual([true, false]);
  });

  it("let a word out only when three questions had it, and never a number", () => {
    const lost = (text: string) => ({ answer: answer(text, 0) });
    const counts = noted(lost("toilettage chien Tremblay"), lost("toilettage 450 555-0100"));
    expect(counts.take().missed).toEqual([]);
    counts.note({ ...lost("toilettage 450 555-0100"), lang: "fr", before: "", day: "2026-11-25" });
    expect(counts.take().missed).toEqual([{ month: "2026-11-01", lang: "fr", word: "toilettage", searches: 3 }]);
    expect(counts.take()).toEqual({ counts: [], missed: [] });
  });

  it("lose nothing when they could not be kept", () => {
    const counts = noted({}, {});
    counts.restore(counts.take());
    expect(counts.take().counts[0]!.searches).toBe(2);
  });
});

describe("counted searches", () => {
  let app: TestApp;
  beforeEach(async () => void (app = await testApp()));
  afterEach(() => app?.close());

  it("reach the database when the node stops, from pages and API alike", async () => {
    const get = (url: string) => app.app.server.inject(url);
    await get("/fr/recherche?q=faim&place=Sorel-Tracy");
    await get("/api/search?q=faim&place=Sorel-Tracy");
    await get("/api/search?q=faim&place=Sorel-Tracy&offset=10");
    const again = /name="before" value="([^"]+)"/.exec((await get("/fr/recherche?q=faim&place=Sorel-Tracy")).body)?.[1];
    await get(`/fr/recherche?q=manger&place=Sorel-Tracy&before=${again}`);
    await app.app.stop();
    const { rows } = await app.database.platform.pool.query("SELECT mrc, found, reformulated, sum(searches)::int AS searches FROM search_count GROUP BY 1, 2, 3 ORDER BY 3");
    expect(rows).toEqual([
      { mrc: "53", found: true, reformulated: false, searches: 3 },
      { mrc: "53", found: true, reformulated: true, searches: 1 },
    ]);
  });
});
