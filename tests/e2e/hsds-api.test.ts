import { Ajv2020 } from "ajv/dist/2020.js";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, brotliDecompressSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { buildRecord, buildServiceAtLocation } from "../../src/directory/directory.factory.ts";
import { mergeRecords } from "../../src/directory/duplicates/merge.store.ts";
import { retire, saveRecords } from "../../src/directory/directory.store.ts";
import { DATA_DIR } from "../../src/platform/paths.ts";
import { newId } from "../../src/platform/ids.ts";
import { LANGS } from "../../src/platform/i18n/lang.ts";
import { testApp, type TestApp } from "../support/app.ts";

/* The open API through its door: what each parameter finds, what is refused and how, and what travels. */

type Item = { id: string } & Record<string, unknown>;
interface Page {
  total_items: number;
  contents: Item[];
}

let app: TestApp;
const save = (...records: ReturnType<typeof buildRecord>[]) => saveRecords(app.database.platform.pool, records, { actor: "test", source: "test", at: new Date("2026-11-20T10:00:00Z") });
const ask = (path: string, headers: Record<string, string> = {}) => app.app.server.inject({ url: path, headers });
const list = async (path: string) => {
  const { statusCode, body } = await ask(path);
  expect(statusCode, `${path} ${body.slice(0, 300)}`).toBe(200);
  return JSON.parse(body) as Page;
};
const total = async (path: string) => (await list(path)).total_items;
const idsOf = async (path: string) => (await list(path)).contents.map(({ id }) => id);

const near = buildRecord({
  organization: { texts: { fr: { name: "Entraide du Quai-Neuf", description: null, state: "written" }, en: null } },
  texts: { fr: { name: "Épicerie zibeline", description: "Panier", eligibility: null, fees: null, documents: null, application: null, notes: null, state: "written" }, en: { name: "Zibeline grocery", description: "Hamper", eligibility: null, fees: null, documents: null, application: null, notes: null, state: "translated" } },
  needs: ["food.hamper"],
  areas: [{ kind: "municipality", code: "53052", assumed: false }],
  at: [buildServiceAtLocation({ location: { lat: 46.0436, lon: -73.11, pointSource: "exact" } }), buildServiceAtLocation({ location: { lat: 46.0436, lon: -73.11, pointSource: "municipality" } })],
});
const far = buildRecord({ organization: near.organization, needs: ["housing.shelter"], areas: [{ kind: "region", code: "01", assumed: false }], at: [buildServiceAtLocation({ location: { lat: 46.0437, lon: -73.11, pointSource: "exact" } })] });
const shelter = buildRecord({ needs: ["violence.shelter"], at: [buildServiceAtLocation({ location: { confidential: true, address: "9, rue Zibelinette", city: "Sorel-Tracy", lat: 46.04321987, lon: -73.11, pointSource: "exact" } })] });
const [gone, moved] = [buildRecord(), buildRecord()];
let hamper: string;
let food: string;
let taxonomy: string;

beforeAll(async () => {
  app = await testApp();
  await save(near, far, shelter, gone, moved);
  await retire(app.database.platform.pool, gone.id, null, { actor: "test", at: new Date() });
  await retire(app.database.platform.pool, moved.id, near.id, { actor: "test", at: new Date() });
  await vi.waitUntil(async () => (await ask(`/hsds/services/${moved.id}`)).statusCode === 410 && (await ask(`/hsds/services/${shelter.id}`)).statusCode === 200, { timeout: 10_000 });
  const terms = (await list("/hsds/taxonomy_terms?per_page=100")).contents.concat((await list("/hsds/taxonomy_terms?per_page=100&page=2")).contents);
  hamper = terms.find(({ code }) => code === "food.hamper")!.id;
  food = terms.find(({ code }) => code === "food")!.id;
  taxonomy = (await idsOf("/hsds/taxonomies"))[0]!;
});
afterAll(() => app.close());

describe("what each parameter finds", () => {
  test("search: all words, in either language, whatever the accents", async () => {
    expect(await idsOf("/hsds/services?search=EPICERIE%20zibeline")).toEqual([near.id]);
    expect(await idsOf("/hsds/services?search=zibeline%20grocery%20quai-neuf")).toEqual([near.id]);
    expect(await total("/hsds/services?search=zibeline%20xyzzy")).toBe(0);
    expect(await idsOf("/hsds/organizations?search=quai-neuf")).toEqual([near.organization.id]);
    expect(await total("/hsds/service_at_locations?search=zibeline%20sorel")).toBe(2);
    expect(await total("/hsds/taxonomies?search=needs")).toBe(1);
    expect((await list("/hsds/taxonomy_terms?search=hampers")).contents.map(({ code }) => code)).toContain("food.hamper");
  });

  test("taxonomy_term_id (with the needs within it), taxonomy_id, organization_id, together", async () => {
    const all = await total("/hsds/services");
    const [inHamper, inFood] = [await total(`/hsds/services?taxonomy_term_id=${hamper}`), await total(`/hsds/services?taxonomy_term_id=${food}`)];
    expect(inHamper).toBeGreaterThan(0);
    expect(inFood).toBeGreaterThan(inHamper);
    expect(await total(`/hsds/services?taxonomy_id=${taxonomy}`)).toBe(all);
    expect(await total(`/hsds/services?taxonomy_id=${newId()}`)).toBe(0);
    expect(await total(`/hsds/services?taxonomy_term_id=${newId()}`)).toBe(0);
    expect((await idsOf(`/hsds/services?organization_id=${near.organization.id}`)).sort()).toEqual([near.id, far.id].sort());
    expect(await idsOf(`/hsds/services?organization_id=${near.organization.id}&taxonomy_term_id=${hamper}`)).toEqual([near.id]);
    expect((await idsOf(`/hsds/service_at_locations?organization_id=${near.organization.id}`)).sort()).toEqual([...near.at, ...far.at].map(({ id }) => id).sort());
    expect(await idsOf(`/hsds/organizations?taxonomy_term_id=${hamper}&search=quai-neuf`)).toEqual([near.organization.id]);
  });

  test("modified_after, on or after, by day or by instant", async () => {
    const after = (text: string) => total(`/hsds/services?organization_id=${near.organization.id}&modified_after=${encodeURIComponent(text)}`);
    expect(await after("2026-11-20")).toBe(2);
    expect(await after("2026-11-20T10:00:00Z")).toBe(2);
    expect(await after("2026-11-20T05:00:00-05:00")).toBe(2);
    expect(await after("2026-11-20T10:00:00.001Z")).toBe(0);
    expect(await after("2026-11-21")).toBe(0);
  });

  test("postcode: who accepts people from there; proximity: within metres of its middle, by public points only", async () => {
    const offers = (query: string) => idsOf(`/hsds/service_at_locations?organization_id=${near.organization.id}&${query}`);
    expect(await offers("postcode=j3p1a1")).toEqual(near.at.map(({ id }) => id));
    expect(await offers("postcode=G5L")).toEqual(far.at.map(({ id }) => id));
    expect(await offers("postcode=J3P&proximity=1000000")).toEqual([near.at[0]!.id]);
    expect(await offers("postcode=J3P&proximity=1")).toEqual([]);
  });

  test("minimal, full, full_service, top_only, parent_id, page and per_page", async () => {
    const [first, second] = [await idsOf("/hsds/services?per_page=3&page=1"), await idsOf("/hsds/services?per_page=3&page=2")];
    expect([...first, ...second]).toEqual(await idsOf("/hsds/services?per_page=6"));
    const own = `organization_id=${near.organization.id}&taxonomy_term_id=${hamper}`;
    expect((await list(`/hsds/services?${own}&minimal=true`)).contents).toEqual([{ id: near.id, modified_date: "2026-11-20T10:00:00.000Z" }]);
    expect((await list(`/hsds/services?${own}&full=true`)).contents).toEqual([(await ask(`/hsds/services/${near.id}`)).json()]);
    expect((await list(`/hsds/services?${own}`)).contents[0]).not.toHaveProperty("service_at_locations");
    const services = async (query: string) => (await ask(`/hsds/organizations/${near.organization.id}${query}`)).json<{ services: Item[] }>().services;
    expect((await services("")).map((service) => "service_at_locations" in service)).toEqual([false, false]);
    expect((await services("?full_service=true")).map((service) => "service_at_locations" in service)).toEqual([true, true]);
    const tops = (await list("/hsds/taxonomy_terms?top_only=true&per_page=100")).contents;
    expect(tops.every((term) => !("parent_id" in term))).toBe(true);
    expect(await idsOf(`/hsds/taxonomy_terms?parent_id=${food}`)).toContain(hamper);
  });

  test("NDJSON: everything, one a line", async () => {
    const { headers, body } = await ask(`/hsds/services?format=ndjson&organization_id=${near.organization.id}`);
    expect(headers["content-type"]).toContain("application/x-ndjson");
    expect(body.trimEnd().split("\n").map((line) => (JSON.parse(line) as Item).id).sort()).toEqual([near.id, far.id].sort());
    expect((await ask("/hsds/services?format=ndjson&search=xyzzyx")).body).toBe("");
  });
});

describe("languages", () => {
  const nameOf = async (query: string, headers: Record<string, string> = {}) => {
    const answer = await ask(`/hsds/services/${near.id}${query}`, headers);
    return [answer.headers["content-language"], answer.json<Item>()["name"]];
  };

  test("?lang wins over Accept-Language, which wins over French; both languages are beside", async () => {
    expect(await nameOf("")).toEqual(["fr", "Épicerie zibeline"]);
    expect(await nameOf("", { "accept-language": "de, fr;q=0.4, en-CA;q=0.8" })).toEqual(["en", "Zibeline grocery"]);
    expect(await nameOf("?lang=fr", { "accept-language": "en" })).toEqual(["fr", "Épicerie zibeline"]);
    expect((await ask(`/hsds/services/${near.id}`)).json()).toMatchObject({ x_translations: { fr: { name: "Épicerie zibeline" }, en: { name: "Zibeline grocery" } } });
  });
});

describe("what is refused", () => {
  const some = newId();
  test.each([
    "/hsds/services?page=0", "/hsds/services?page=-1", "/hsds/services?page=1.5", "/hsds/services?page=99999", "/hsds/services?page=9999999999999999999",
    "/hsds/services?per_page=0", "/hsds/services?per_page=101", "/hsds/services?per_page=", "/hsds/services?minimal=true&per_page=10001",
    "/hsds/services?format=xml", "/hsds/services?full=yes", "/hsds/services?minimal=true&full=true", "/hsds/services?format=ndjson&page=2",
    "/hsds/services?taxonomy_term_id=food", "/hsds/services?organization_id=1", "/hsds/services?taxonomy_id=__proto__",
    "/hsds/services?modified_after=yesterday", "/hsds/services?modified_after=2026-02-30", "/hsds/services?modified_after=2026-11-20T99:00:00Z",
    "/hsds/services?search=", "/hsds/services?search=%00", `/hsds/services?search=${"a".repeat(201)}`,
    "/hsds/services?lang=es", "/hsds/services?page=1&page=2", "/hsds/services?perpage=5", "/hsds/services?postcode=J3P", "/hsds/taxonomies?full=true", `/hsds/services/${some}?page=1`,
    "/hsds/service_at_locations?postcode=12345", "/hsds/service_at_locations?postcode=M5V", "/hsds/service_at_locations?proximity=100",
    "/hsds/service_at_locations?postcode=J3P&proximity=0", "/hsds/service_at_locations?postcode=J3P&proximity=-5", "/hsds/service_at_locations?postcode=J3P&proximity=2000000", "/hsds/service_at_locations?postcode=J3P&proximity=near",
    "/hsds/taxonomy_terms?parent_id=x", "/hsds/taxonomy_terms?top_only=1",
  ])("%s: 400, with a sentence in the reader's language", async (path) => {
    const english = await ask(path, { "accept-language": "en" });
    const french = await ask(path);
    expect([english.statusCode, french.statusCode]).toEqual([400, 400]);
    const [en, fr] = [english, french].map((answer) => answer.json<{ error: { id: string; message: string } }>().error) as [{ id: string; message: string }, { id: string; message: string }];
    expect(en.id).toBe(fr.id);
    expect(en.message).not.toBe(fr.message);
    expect(english.headers["cache-control"]).toBe("no-store");
  });

  test.each(["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"])("an unknown id of %s: 404; one that is no id too", async (name) => {
    for (const id of [some, "x", "%00", "..%2f..%2fetc", "__proto__"]) {
      const { statusCode, body } = await ask(`/hsds/${name}/${id}`);
      expect(statusCode).toBe(404);
      expect(JSON.parse(body)).toMatchObject({ error: { id: "unknownId" } });
    }
  });

  test("whatever is written in any parameter: an answer or a refusal, never a fault", async () => {
    const paths = Object.entries({ services: "search page per_page format taxonomy_term_id modified_after minimal lang", organizations: "full full_service", service_at_locations: "postcode proximity organization_id", taxonomy_terms: "top_only parent_id taxonomy_id" });
    const places = paths.flatMap(([path, names]) => names.split(" ").map((name) => `/hsds/${path}?${name}=`));
    const value = fc.oneof(fc.string({ unit: "binary" }), fc.string(), fc.double().map(String), fc.constantFrom("true", "ndjson", "J3P", "2026-11-24", "1e3", "0x10", "-0", "NaN", "%ff"));
    let network = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), value, async (place, text) => {
        const { statusCode } = await app.app.server.inject({ url: `${place}${encodeURIComponent(text.toWellFormed())}`, remoteAddress: `10.1.${(network++ >> 8) % 256}.1` });
        expect([200, 400]).toContain(statusCode);
      }),
      { numRuns: 400 },
    );
  });

  test("a withdrawn service: 410, with where to go", async () => {
    const [lost, replaced] = [await ask(`/hsds/services/${gone.id}?lang=en`), await ask(`/hsds/services/${moved.id.toUpperCase()}?lang=en`)];
    expect([lost.statusCode, replaced.statusCode]).toEqual([410, 410]);
    expect(lost.json<{ error: { message: string } }>().error.message).toContain("Nothing replaces it");
    expect(replaced.json<{ error: { message: string } }>().error.message).toContain(`/hsds/services/${near.id}`);
    expect(replaced.headers["link"]).toContain(`/hsds/services/${near.id}>; rel="successor-version"`);
  });

  test("a merged organisation: 410, with the one that has its services; a merged service too", async () => {
    const [kept, absorbed] = [buildRecord(), buildRecord()];
    await save(kept, absorbed);
    await vi.waitUntil(async () => (await ask(`/hsds/organizations/${absorbed.organization.id}`)).statusCode === 200, { timeout: 10_000 });
    const merge = (keptId: string, goneId: string) => mergeRecords(app.database.platform.pool, keptId, goneId, { actor: "test", at: new Date() });
    await merge(kept.organization.id, absorbed.organization.id);
    await merge(kept.at[0]!.location.id, absorbed.at[0]!.location.id);
    await vi.waitUntil(async () => (await ask(`/hsds/organizations/${absorbed.organization.id}`)).statusCode === 410, { timeout: 10_000 });
    const gone = await ask(`/hsds/organizations/${absorbed.organization.id}?lang=en`);
    expect(gone.json<{ error: { message: string } }>().error.message).toContain(`/hsds/organizations/${kept.organization.id}`);
    expect(gone.headers["link"]).toContain(`/hsds/organizations/${kept.organization.id}>; rel="successor-version"`);
    // The same id is no service, and was none.
    expect((await ask(`/hsds/services/${absorbed.organization.id}`)).statusCode).toBe(404);
    // Its place keeps its id, now at the location that was kept.
    const place = async () => (await ask(`/hsds/service_at_locations/${absorbed.at[0]!.id}`)).json<{ location: { id: string } }>();
    await expect.poll(place, { timeout: 10_000 }).toMatchObject({ id: absorbed.at[0]!.id, location: { id: kept.at[0]!.location.id } });

    await merge(kept.id, absorbed.id);
    await vi.waitUntil(async () => (await ask(`/hsds/services/${absorbed.id}`)).statusCode === 410, { timeout: 10_000 });
    expect((await ask(`/hsds/services/${absorbed.id}`)).headers["link"]).toContain(`/hsds/services/${kept.id}>`);
    expect((await ask(`/hsds/organizations/${absorbed.id}`)).statusCode).toBe(404);
  });

  test("too many requests from one network: 429 with a sentence; others are served", async () => {
    const from = (remoteAddress: string) => app.app.server.inject({ url: "/hsds?lang=fr", remoteAddress });
    const answers = await Promise.all(Array.from({ length: 601 }, () => from("203.0.113.9")));
    const last = answers.find(({ statusCode }) => statusCode === 429)!;
    expect(last.json()).toMatchObject({ error: { id: "tooMany", message: expect.stringContaining("Attendez une minute") } });
    expect(Number(last.headers["retry-after"])).toBeGreaterThan(0);
    expect((await from("203.0.113.10")).statusCode).toBe(200);
    const behindProxy = await app.app.server.inject({ url: "/hsds", remoteAddress: "127.0.0.1", headers: { "x-forwarded-for": "203.0.113.9" } });
    expect(behindProxy.statusCode).toBe(429);
  });
});

describe("what travels", () => {
  test("a confidential place: nothing of where it is, and why; kept by no cache", async () => {
    const paths = [`/hsds/services/${shelter.id}`, `/hsds/service_at_locations/${shelter.at[0]!.id}`, `/hsds/organizations/${shelter.organization.id}?full_service=true`, "/hsds/service_at_locations?format=ndjson&full=true", "/hsds/services?search=zibelinette"];
    for (const path of paths) {
      const { body } = await ask(path);
      expect(["Zibelinette", "46.04321987"].filter((secret) => body.includes(secret)), path).toEqual([]);
    }
    const service = await ask(paths[0]!);
    expect(service.headers["cache-control"]).toBe("no-store");
    expect(service.json()).toMatchObject({ x_sensitive: true, service_at_locations: [{ location: { x_confidential: true, x_withheld_reason: "confidential_location" } }] });
    expect(await idsOf("/hsds/service_at_locations?postcode=J3P&proximity=1000000&search=depannage")).not.toContain(shelter.at[0]!.id);
  });

  test("an ETag comes back as 304, for pages, single answers and streams; a change gives another", async () => {
    for (const path of [`/hsds/services/${near.id}`, "/hsds/services?per_page=2", "/hsds/services?format=ndjson", "/hsds", "/hsds/profile", "/openapi.json", "/hsds/schema/service.json"]) {
      const first = await ask(path, { "accept-encoding": "br" });
      expect(first.headers["cache-control"], path).toBe("public, max-age=60");
      const again = await ask(path, { "if-none-match": `"other", ${String(first.headers["etag"])}` });
      expect([again.statusCode, again.body], path).toEqual([304, ""]);
      expect((await ask(path, { "if-none-match": '"other"' })).statusCode).toBe(200);
    }
    const tag = (await ask(`/hsds/services/${far.id}`)).headers["etag"];
    await save({ ...far, website: "https://example.org/changed" });
    await vi.waitUntil(async () => (await ask(`/hsds/services/${far.id}`)).headers["etag"] !== tag, { timeout: 10_000 });
    expect((await ask(`/hsds/services/${far.id}`)).json()).toMatchObject({ url: "https://example.org/changed" });
  });

  test("what someone looks for, or where they live, is kept by no cache", async () => {
    for (const query of ["search=faim", `taxonomy_term_id=${hamper}`]) expect((await ask(`/hsds/services?${query}`)).headers["cache-control"]).toBe("no-store");
    expect((await ask("/hsds/service_at_locations?postcode=J3P")).headers["cache-control"]).toBe("no-store");
  });

  test("gzip and brotli, JSON and NDJSON", async () => {
    const raw = async (path: string, encoding: string) => app.app.server.inject({ url: path, headers: { "accept-encoding": encoding } });
    for (const path of ["/hsds/services?per_page=20", "/hsds/services?format=ndjson", "/openapi.json"]) {
      const plain = (await raw(path, "identity")).body;
      const [gzip, brotli] = [await raw(path, "gzip"), await raw(path, "br")];
      expect([gzip.headers["content-encoding"], brotli.headers["content-encoding"]], path).toEqual(["gzip", "br"]);
      expect(gunzipSync(gzip.rawPayload).toString()).toBe(plain);
      expect(brotliDecompressSync(brotli.rawPayload).toString()).toBe(plain);
    }
  });

  test("any site may read the JSON, without cookies; no site may read a page", async () => {
    const origin = { origin: "https://example.org" };
    for (const path of ["/hsds/services", "/hsds/services/none", "/openapi.json", "/api/places?q=Sorel", "/api/search?q=faim"]) expect((await ask(path, origin)).headers["access-control-allow-origin"], path).toBe("*");
    for (const path of ["/fr", "/fr/api", "/health/ready", `/fr/services/${near.id}`]) expect((await ask(path, origin)).headers["access-control-allow-origin"], path).toBeUndefined();
    const preflight = await app.app.server.inject({ method: "OPTIONS", url: "/hsds/services", headers: { ...origin, "access-control-request-method": "GET", "access-control-request-headers": "if-none-match" } });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers["access-control-allow-headers"]).toContain("if-none-match");
    expect(preflight.headers["access-control-allow-credentials"]).toBeUndefined();
  });
});

describe("the documents", () => {
  interface Document {
    openapi: string;
    paths: Record<string, { get: { operationId: string; parameters: { name: string; in: string; required?: boolean; schema: { examples?: string[] } }[]; responses: Record<string, { content: Record<string, { schema: object }> }> } }>;
  }
  const document = async (lang = "en") => (await ask(`/openapi.json?lang=${lang}`)).json<Document>();
  const PARAMETER = {
    type: "object",
    required: ["name", "in", "schema", "description"],
    oneOf: [{ properties: { in: { const: "query" } } }, { properties: { in: { const: "path" }, required: { const: true } }, required: ["required"] }],
  };
  const OPERATION = { type: "object", required: ["operationId", "summary", "responses"], properties: { summary: { type: "string", minLength: 1 }, parameters: { type: "array", items: PARAMETER }, responses: { type: "object", required: ["200"], additionalProperties: { anyOf: [{ required: ["$ref"] }, { required: ["description"] }] } } } };
  const REQUIRED = {
    type: "object",
    required: ["openapi", "info", "paths", "servers", "components"],
    properties: {
      openapi: { pattern: "^3\\.1\\.\\d+$" },
      info: { type: "object", required: ["title", "version", "description"] },
      paths: { type: "object", propertyNames: { pattern: "^/" }, additionalProperties: { type: "object", required: ["get"], properties: { get: OPERATION } } },
    },
  };

  test.each(LANGS)("OpenAPI in %s has what the standard requires, and its references lead somewhere", async (lang) => {
    const found = await document(lang);
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validate(REQUIRED, found), JSON.stringify(ajv.errors)).toBe(true);
    const operations = Object.values(found.paths).map(({ get }) => get.operationId);
    expect(new Set(operations).size).toBe(operations.length);
    const references = [...new Set([...JSON.stringify(found).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference!))];
    for (const reference of references.filter((one) => one.startsWith("#"))) expect(reference.slice(2).split("/").reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], found), reference).toBeDefined();
    for (const reference of references.filter((one) => !one.startsWith("#"))) expect((await ask(new URL(reference).pathname)).statusCode, reference).toBe(200);
    for (const [path, { get }] of Object.entries(found.paths)) for (const [, name] of path.matchAll(/\{(\w+)\}/g)) expect(get.parameters.map((one) => one.name), path).toContain(name);
  });

  test("it has every address and every parameter that the standard's own OpenAPI documents", async () => {
    interface Standard {
      paths: Record<string, { get: { parameters?: { $ref?: string; name?: string }[] } }>;
    }
    const standard = JSON.parse(readFileSync(join(DATA_DIR, "hsds-3.1", "openapi.json"), "utf8")) as Standard;
    const { paths } = await document();
    for (const [path, { get }] of Object.entries(standard.paths)) {
      const ours = paths[path === "/" ? "/hsds" : `/hsds${path}`];
      const wanted = (get.parameters ?? []).map(({ $ref, name }) => name ?? $ref!.split("/").at(-1)!);
      expect(ours?.get.parameters.map(({ name }) => name), path).toEqual(expect.arrayContaining(wanted));
    }
  });

  test("every route in it answers, as it says", async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const { paths } = await document();
    const refs = new Set([...JSON.stringify(paths).matchAll(/"\$ref":"(http[^"]+)"/g)].map(([, reference]) => reference!));
    const queue = [...refs];
    for (const reference of queue) {
      const schema = (await ask(new URL(reference).pathname)).json<object>();
      ajv.addSchema(schema, reference);
      for (const [, file] of JSON.stringify(schema).matchAll(/"\$ref":"([\w]+\.json)"/g)) {
        const full = new URL(file!, reference).href;
        if (!queue.includes(full)) queue.push(full);
      }
    }
    const idFor = async (path: string) => (await idsOf(path.replace("/{id}", "?per_page=1")))[0]!;
    for (const [path, { get }] of Object.entries(paths)) {
      const required = get.parameters.filter((one) => one.required && one.in === "query");
      const examples = required.map((one) => `${one.name}=${one.schema.examples?.[0] ?? ""}`).join("&");
      const url = `${path.includes("{id}") ? path.replace("{id}", await idFor(path)) : path.replace("{name}", "service.json")}${examples ? `?${examples}` : ""}`;
      const { statusCode, body } = await ask(url);
      const answerable = required.every((one) => one.schema.examples);
      expect(statusCode, url).toBe(answerable ? 200 : 400);
      const valid = !answerable || ajv.validate(get.responses["200"]!.content["application/json"]!.schema, JSON.parse(body));
      expect(valid, `${url} ${JSON.stringify(ajv.errors)}`).toBe(true);
    }
  });

  test("every open route of the server is in it", async () => {
    const described = new Set(Object.keys((await document()).paths).map((path) => path.replace(/\{(\w+)\}/g, ":$1")));
    const routes = app.app.server.printRoutes({ commonPrefix: false, method: "GET" });
    const open = [...new Set(walkTree(routes))].filter((path) => /^\/(hsds|api(?!\/console))(\/|$)/.test(path));
    expect(open.length).toBeGreaterThan(10);
    expect(open.filter((path) => !described.has(path))).toEqual([]);
  });

  test("HSDS's first address, and the profile: for machines, and for people", async () => {
    const base = (await ask("/hsds")).json<{ version: string; profile: string; openapi_url: string }>();
    expect(base.version).toBe("3.1");
    for (const address of [base.profile, base.openapi_url]) expect((await ask(new URL(address).pathname)).statusCode).toBe(200);
    const page = await ask("/hsds/profile", { accept: "text/html,application/xhtml+xml", "accept-language": "en" });
    expect([page.statusCode, page.headers.location]).toEqual([303, "/en/api#profile"]);
    expect((await ask("/en/api")).body).toContain('id="profile"');
  });
});

/** Paths of the router's printed tree. */
function* walkTree(tree: string): Generator<string> {
  const open: { depth: number; path: string }[] = [];
  for (const line of tree.split("\n")) {
    const match = /^([│\s]*)[├└]── (\S*)(.*)$/.exec(line);
    if (!match) continue;
    const depth = match[1]!.length;
    while (open.length > 0 && open.at(-1)!.depth >= depth) open.pop();
    const path = `${open.at(-1)?.path ?? ""}${match[2]}`;
    open.push({ depth, path });
    if (match[3]!.includes("GET")) yield path.replace(/(.)\/$/, "$1");
  }
}
