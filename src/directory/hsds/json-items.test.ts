import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { jsonItems, jsonLayout, type JsonItem } from "./json-items.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fanal-json-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(content: string | Buffer, name = "x.json"): Promise<JsonItem[]> {
  const path = join(folder, name);
  await writeFile(path, content);
  const layout = jsonLayout(Buffer.from(content).subarray(0, 65536), name)!;
  const items: JsonItem[] = [];
  for await (const item of jsonItems(path, layout)) items.push(item);
  return items;
}

const values = (items: JsonItem[]) => items.map((item) => ("value" in item ? item.value : item.reason));

it("reads a list, a page, one object, and lines the same", async () => {
  const objects = [{ id: 1, note: 'a "quoted" [bracket] {brace} \\' }, { id: 2, nested: { contents: [1, { x: [] }] } }];
  const expected = objects;
  expect(values(await read(JSON.stringify(objects)))).toEqual(expected);
  expect(values(await read(JSON.stringify({ total_items: 2, tags: ["a"], contents: objects, after: [3] }, null, 2)))).toEqual(expected);
  expect(values(await read(objects.map((object) => JSON.stringify(object)).join("\n")))).toEqual(expected);
  expect(values(await read(JSON.stringify(objects[1], null, 2)))).toEqual([objects[1]]);
});

it("says the line, and goes on after a broken object", async () => {
  const items = await read('[\n {"id": 1},\n {"id": oops},\n {"id": 3}\n]');
  expect(items).toEqual([{ line: 2, value: { id: 1 } }, { line: 3, reason: "not JSON" }, { line: 4, value: { id: 3 } }]);
});

it("says when the encoding is wrong, line by line", async () => {
  const items = await read(Buffer.concat([Buffer.from('{"a":"é"}\n'), Buffer.from('{"a":"\xe9"}\n', "latin1")]), "x.ndjson");
  expect(values(items)).toEqual([{ a: "é" }, expect.stringContaining("not UTF-8")]);
});

it("says when a list is cut, and refuses an object that is too long", async () => {
  expect(values(await read('[{"id":1},{"id":'))).toEqual([{ id: 1 }, expect.stringContaining("ends in the middle")]);
  expect(values(await read(`[{"long":"${"x".repeat(5_000_000)}"},{"id":2}]`))).toEqual([expect.stringContaining("longer than"), { id: 2 }]);
});

it("reads any list of objects", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 8 }), async (objects) => {
      const plain = JSON.parse(JSON.stringify(objects)) as unknown[];
      expect(values(await read(JSON.stringify(objects, null, 1), "any.json"))).toEqual(plain);
    }),
    { numRuns: 60 },
  );
});
