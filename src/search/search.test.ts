import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildServiceAtLocation, buildService } from "../directory/directory.factory.ts";
import { createPublishedDirectory, readNeeds, type PublishedService } from "../directory/index.ts";
import { fixedClock } from "../platform/clock.ts";
import { loadTerritory } from "../territory/index.ts";
import { createSearch, type SearchQuery } from "./index.ts";

const territory = loadTerritory();
const needs = readNeeds();
const clock = fixedClock("2026-11-24T15:30:00Z");
const SOREL = { kind: "municipality" as const, code: "53052", assumed: false };
const GRANBY = { kind: "municipality" as const, code: "47017", assumed: false };
const QUEBEC = { kind: "province" as const, code: "24", assumed: false };

function text(name: string, description: string | null = null) {
  return { fr: { name, description, eligibility: null, fees: null, documents: null, application: null, notes: null, state: "written" as const }, en: null };
}

function named(name: string): PublishedService["organization"] {
  return buildService({ organization: { texts: { fr: { name, description: null, state: "written" }, en: null } } }).organization;
}

const hamper = buildService({ needs: ["food.hamper"], areas: [SOREL], languages: ["fr", "es"] });
const presumed = buildService({ needs: ["food.hamper"], areas: [{ ...SOREL, assumed: true }] });
const away = buildService({ needs: ["food.hamper"], areas: [GRANBY], at: [buildServiceAtLocation({ location: { municipalityCode: "47017", lat: 45.4, lon: -72.73 } })] });
const everywhere = buildService({ needs: ["food.hamper"], areas: [QUEBEC], at: [buildServiceAtLocation({ location: { kind: "virtual", municipalityCode: null, lat: null, lon: null, pointSource: "none" } })] });
const meals = buildService({ needs: ["food.meals"], areas: [SOREL], texts: text("Soupe du midi") });
const crisis = buildService({ needs: ["mental.suicide"], areas: [QUEBEC], texts: text("Écoute", "Ligne ouverte jour et nuit.") });
const lighthouse = buildService({ needs: ["mental.support"], areas: [SOREL], organization: named("Le Phare des Vents"), texts: text("Rencontres") });
const open = buildService({
  needs: ["goods.clothing"],
  areas: [SOREL],
  at: [buildServiceAtLocation({ hours: { always: false, byAppointment: false, closedOnHolidays: true, rules: [{ days: [2], holidays: false, weeks: null, from: null, to: null, spans: [{ opens: "09:00", closes: "16:30" }] }] } })],
});
const all = [hamper, presumed, away, everywhere, meals, crisis, lighthouse, open];

function searchOver(services: readonly PublishedService[]) {
  const published = createPublishedDirectory();
  published.load({ services: [...services], retired: [], asOf: null });
  return createSearch({ published, territory, needs, clock });
}

const search = searchOver(all);
const ask = (fields: Partial<SearchQuery>, within = search) => within.search({ lang: "fr", q: "", place: "", needs: [], openNow: false, language: null, limit: 50, offset: 0, ...fields });
const ids = (fields: Partial<SearchQuery>, within = search) => ask(fields, within).hits.map(({ service }) => service.id);

describe("order", () => {
  it("need, then who is accepted; what does not accept the home comes last", () => {
    const { hits } = ask({ q: "banque alimentaire", place: "Sorel-Tracy" });
    expect(hits.map(({ serves }) => serves)).toEqual(["yes", "yes", "assumed", "no"]);
    expect(hits[0]!.service.id).toBe(hamper.id);
    expect(hits.at(-1)!.service.id).toBe(away.id);
  });

  it("hides nothing that is offered everywhere", () => expect(ids({ q: "banque alimentaire", place: "Gaspé" })[0]).toBe(everywhere.id));

  it("puts the organisation that is named first", () => {
    expect(ids({ q: "le phare des vents" })[0]).toBe(lighthouse.id);
    expect(ids({ q: "phare des vent", place: "Sorel-Tracy" })[0]).toBe(lighthouse.id);
  });

  it("does not change for the others when an unrelated service is added", () => {
    fc.assert(
      fc.property(fc.constantFrom("banque alimentaire", "soupe populaire", "suicide", "vêtements"), fc.constantFrom("", "Sorel-Tracy", "Granby"), (q, place) => {
        const stranger = buildService({ needs: ["transport.public"], areas: [GRANBY], texts: text("Autobus de nuit") });
        const withIt = ids({ q, place }, searchOver([...all, stranger])).filter((id) => id !== stranger.id);
        expect(withIt).toEqual(ids({ q, place }));
      }),
      { numRuns: 12 },
    );
  });
});

describe("why", () => {
  it("is said in the reader's language", () => {
    const why = (lang: "fr" | "en") => ask({ q: "vêtements", place: "Sorel-Tracy", lang }).hits[0]!.why;
    expect(why("fr").reasons).toEqual(["Répond à\u00a0: vêtements", "Accueille les gens de Sorel-Tracy"]);
    expect(why("fr").facts).toContain("Ouvert jusqu’à 16\u00a0h\u00a030");
    expect(why("en").reasons[1]).toBe("Accepts people from Sorel-Tracy");
  });

  it("says what is presumed and what does not accept the home", () => {
    const { hits } = ask({ q: "banque alimentaire", place: "Sorel-Tracy" });
    expect(hits[2]!.why.reasons.at(-1)).toMatch(/appelez pour confirmer/);
    expect(hits[3]!.why.reasons.at(-1)).toBe("N’accueille pas les gens de Sorel-Tracy");
  });
});

describe("the home", () => {
  it("is found inside the question", () => expect(ask({ q: "banque alimentaire Sorel" }).query.place?.code).toBe("53052"));
  it("may be given by kind and code", () => expect(ask({ q: "faim", place: "municipality:53052" }).query.place?.name).toBe("Sorel-Tracy"));
  it("is asked for when two are as likely", () => {
    const { query } = ask({ q: "faim", place: "Saint-Damase" });
    expect(query.place).toBeNull();
    expect(query.placeCandidates.length).toBeGreaterThan(1);
  });
  it("named Québec is the city, not the province around it", () => expect(ask({ q: "faim", place: "Québec" }).query.place?.code).toBe("23027"));
  it.each(["municipality:99999", "planet:mars", "mrc:xx"])("%s is refused", (place) => expect(() => ask({ place })).toThrow(expect.objectContaining({ id: "unknownPlace", status: 400 })));
});

describe("needs chosen by code", () => {
  it("keeps only them, a family holding all of its own", () => {
    expect(ids({ needs: ["food.meals"], place: "Sorel-Tracy" })).toEqual([meals.id]);
    expect(new Set(ids({ needs: ["food"] }))).toEqual(new Set([hamper, presumed, away, everywhere, meals].map(({ id }) => id)));
  });
  it("refuses an unknown code", () => expect(() => ask({ needs: ["food.pizza"] })).toThrow(expect.objectContaining({ id: "unknownNeed" })));
  it("brings the emergency lines", () => expect(ask({ needs: ["mental.suicide"] }).query.urgent).toBe("suicide"));
});

describe("filters and counts", () => {
  it("keeps what is open now", () => expect(ids({ q: "vêtements", openNow: true })).toEqual([open.id]));
  it("keeps a language", () => expect(ids({ q: "banque alimentaire", language: "es" })).toEqual([hamper.id]));
  it("counts each group without its own filter", () => {
    const { facets, total } = ask({ q: "banque alimentaire", place: "Sorel-Tracy", language: "es" });
    expect(total).toBe(1);
    expect(facets.languages).toEqual([{ code: "fr", count: 4 }, { code: "es", count: 1 }]);
    expect(facets.serves).toEqual({ yes: 1, assumed: 0, unknown: 0, no: 0 });
  });
  it("pages without gap or repeat", () => expect([...ids({ needs: ["food"], limit: 2 }), ...ids({ needs: ["food"], limit: 50, offset: 2 })]).toEqual(ids({ needs: ["food"] })));
});

describe("danger", () => {
  it.each([["je veux mourir", "suicide"], ["mon chum me bat", "violence"], ["un enfant est en danger", "danger"], ["banque alimentaire", null]])("%s → %s", (q, urgent) => expect(ask({ q }).query.urgent).toBe(urgent));
});

describe("when too little serves the home", () => {
  it("adds what may help too, and says so", () => {
    const { hits } = ask({ q: "soupe populaire", place: "Sorel-Tracy" });
    expect(hits[0]!.service.id).toBe(meals.id);
    expect(hits[1]!.why.reasons[0]).toMatch(/^Peut aussi aider/);
    expect(hits.every(({ serves }) => serves !== "no")).toBe(true);
  });
});

describe("the directory's changes", () => {
  it("are found once it is filled", () => {
    const published = createPublishedDirectory();
    const late = createSearch({ published, territory, needs, clock });
    expect(ids({ q: "banque alimentaire" }, late)).toEqual([]);
    published.load({ services: [hamper], retired: [], asOf: null });
    expect(ids({ q: "banque alimentaire" }, late)).toEqual([hamper.id]);
  });
  it("that are overdue by more than is accepted are not found, until they are verified", () => {
    const due = (nextDue: string) => ({ ...hamper, provenance: { ...hamper.provenance, nextDue } });
    const published = createPublishedDirectory();
    published.load({ services: [due("2026-10-01"), { ...presumed, provenance: { ...presumed.provenance, nextDue: "2026-11-01" } }], retired: [], asOf: null });
    const found = (overdueDays: number | null) => ids({ q: "banque alimentaire" }, createSearch({ published, territory, needs, clock, overdueDays })).sort();
    expect(found(null)).toEqual([hamper.id, presumed.id].sort());
    expect(found(30)).toEqual([presumed.id]);
    const strict = createSearch({ published, territory, needs, clock, overdueDays: 30 });
    published.apply({ services: [due("2027-11-24")], removed: [], retired: [], asOf: null });
    expect(ids({ q: "banque alimentaire" }, strict).sort()).toEqual([hamper.id, presumed.id].sort());
  });
  it("counts by need and by area", () => {
    expect(search.countNeed("food")).toBe(5);
    expect(search.countServing({ kind: "municipality", code: "53052" })).toBe(7);
  });
});

describe("any question", () => {
  it("is answered", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 120 }), fc.string({ unit: "grapheme", maxLength: 60 }), (q, place) => {
        const { total, hits } = ask({ q, place: place.replaceAll(":", " ") });
        expect(hits.length).toBeLessThanOrEqual(total);
      }),
      { numRuns: 80 },
    );
  });
});
