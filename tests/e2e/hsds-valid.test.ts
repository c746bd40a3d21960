import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LANGS, type Lang } from "../../src/platform/i18n/lang.ts";
import { EXTENSIONS } from "../../src/directory/hsds/api/hsds-profile.ts";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { testApp, type TestApp } from "../support/app.ts";
import { hsdsValidators } from "../support/hsds-schemas.ts";

/* Every response of the open API, over the whole directory, is valid HSDS 3.1 and follows fanal's profile. */

type Item = Record<string, unknown> & { id: string };
interface Page {
  total_items: number;
  total_pages: number;
  size: number;
  page_number: number;
  first_page: boolean;
  last_page: boolean;
  empty: boolean;
  contents: Item[];
}

const schemas = hsdsValidators();
let app: TestApp;
let requests = 0;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

/** Each few hundred requests come from another network: the limit is for one. */
async function get(path: string): Promise<string> {
  requests += 1;
  const { statusCode, body } = await app.app.server.inject({ url: `/hsds${path}`, remoteAddress: `10.0.${requests >> 8 >> 1}.1` });
  expect(statusCode, path).toBe(200);
  return body;
}

async function getJson<T>(path: string): Promise<T> {
  return JSON.parse(await get(path)) as T;
}

function expectValid(schema: string, items: readonly Item[], path: string): void {
  const validate = schemas(schema);
  for (const item of items) if (!validate(item as unknown)) expect.fail(`${path} ${String(item["id"])} ${JSON.stringify(validate.errors?.[0])}`);
}

/** Walks a list from its first page to its last. */
async function walk(path: string, schema: string, query: Record<string, string>): Promise<Item[]> {
  const pages: Page[] = [];
  for (let page = 1; page === 1 || !pages.at(-1)!.last_page; page++) {
    const address = `${path}?${new URLSearchParams({ ...query, page: String(page) }).toString()}`;
    const answer = await getJson<Page>(address);
    expectValid(schema, answer.contents, address);
    expect(answer).toMatchObject({ page_number: page, size: answer.contents.length, first_page: page === 1, empty: answer.total_items === 0 });
    pages.push(answer);
  }
  const items = pages.flatMap(({ contents }) => contents);
  expect(items).toHaveLength(pages[0]!.total_items);
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  return items;
}

const MINIMAL = { type: "object", properties: { id: { type: "string" }, modified_date: { type: "string" } }, required: ["id", "modified_date"], additionalProperties: false };

describe.each(LANGS)("in %s", (lang) => {
  test.each([
    ["/services", "service.json", { per_page: "100" }],
    ["/services", "service.json", { per_page: "100", full: "true" }],
    ["/organizations", "organization.json", { per_page: "100" }],
    ["/organizations", "organization.json", { per_page: "100", full: "true" }],
    ["/organizations", "organization.json", { per_page: "100", full_service: "true" }],
    ["/service_at_locations", "service_at_location.json", { per_page: "100" }],
    ["/service_at_locations", "service_at_location.json", { per_page: "100", full: "true" }],
    ["/taxonomies", "taxonomy.json", {}],
    ["/taxonomy_terms", "taxonomy_term.json", { per_page: "100" }],
  ])("every page of %s (%s %j)", async (path, schema, query) => {
    expect((await walk(path, schema, { ...query, lang })).length).toBeGreaterThan(0);
  });

  test.each([
    ["/services", "service.json", 8],
    ["/organizations", "organization.json", 16],
    ["/service_at_locations", "service_at_location.json", 16],
    ["/taxonomy_terms", "taxonomy_term.json", 1],
    ["/taxonomies", "taxonomy.json", 1],
  ])("one by one: %s (%s), one in %i", async (path, schema, step) => {
    expect(await singly(path, schema, step, lang)).toBeGreaterThan(0);
  });
});

/** The single answer of what is in a list: one in so many, others in each language. */
async function singly(path: string, schema: string, step: number, lang: Lang): Promise<number> {
  const ids = lines(await get(`${path}?format=ndjson`)).map(({ id }) => id);
  const some = ids.filter((_, index) => index % step === (lang === "fr" ? 0 : step >> 1));
  for (const id of some) expectValid(schema, [await getJson<Item>(`${path}/${id}?lang=${lang}`)], `${path}/${id}`);
  return some.length;
}

function lines(ndjson: string): Item[] {
  return ndjson.trimEnd().split("\n").map((line) => JSON.parse(line) as Item);
}

test("minimal gives the id and date of everything in one page", async () => {
  const validate = new Ajv2020().compile(MINIMAL);
  const { contents, total_items, last_page } = await getJson<Page>("/services?minimal=true");
  expect(contents).toHaveLength(total_items);
  expect(last_page).toBe(true);
  expect(contents.filter((item) => !validate(item))).toEqual([]);
});

test("NDJSON gives the same objects as the pages", async () => {
  const streamed = lines(await get("/services?format=ndjson&full=true&lang=fr"));
  expect(streamed).toEqual(await walk("/services", "service.json", { per_page: "100", full: "true", lang: "fr" }));
});

/** Objects by the name that the profile gives their kind. */
function objectsIn(service: Item): [string, Item][] {
  const kinds: Record<string, string> = { organization: "organization", service_at_locations: "service_at_location", location: "location", phones: "phone", schedules: "schedule", service_areas: "service_area", languages: "language", required_documents: "required_document", accessibility: "accessibility", taxonomy_term: "taxonomy_term" };
  const inside = (kind: string, object: Item): [string, Item][] => [
    [kind, object],
    ...Object.entries(object).flatMap(([name, value]) => (name.startsWith("x_") || value === null || typeof value !== "object" ? [] : [value].flat().flatMap((item) => inside(kinds[name] ?? name, item as Item)))),
  ];
  return inside("service", service);
}

test("every extension is in the profile, and as the profile says", async () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const rules = new Map(EXTENSIONS.flatMap(({ objects, name, schema }) => objects.map((object): [string, ValidateFunction] => [`${object}.${name}`, ajv.compile(schema)])));
  const objects = lines(await get("/services?format=ndjson&full=true")).flatMap(objectsIn);
  const extensions = objects.flatMap(([kind, object]) => Object.entries(object).filter(([name]) => name.startsWith("x_")).map(([name, value]) => ({ rule: `${kind}.${name}`, value })));
  expect(extensions.filter(({ rule, value }) => rules.get(rule)?.(value) !== true).slice(0, 3)).toEqual([]);
  // The sample's places have no texts, and a service holds no taxonomy.
  const absent = new Set(["location.x_translations", "accessibility.x_translations", "taxonomy.x_translations"]);
  const found = new Set(extensions.map(({ rule }) => rule));
  expect([...rules.keys()].filter((name) => !found.has(name) && !absent.has(name))).toEqual([]);
});
