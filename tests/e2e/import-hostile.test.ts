import { createWriteStream } from "node:fs";
import { mkdtemp, readdir, readFile, rm, symlink, mkdir, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { directoryCommands } from "../../src/directory/index.ts";
import type { CommandInput } from "../../src/platform/cli/command.ts";
import { airsAgencies } from "../../src/directory/airs/airs-xml.ts";
import { csvRows } from "../../src/directory/csv/csv-rows.ts";
import { jsonItems } from "../../src/directory/hsds/json-items.ts";
import { unpackZip, ZIP_LIMITS } from "../../src/directory/imports/zip-package.ts";
import { runCommand } from "../support/command.ts";
import { testDatabase, type TestDatabase } from "../support/database.ts";

/* Truncated, huge, wrongly encoded, cyclic, with ids twice, hostile: an import refuses with a sentence, keeps the rest, leaves nothing behind. */

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fanal-hostile-"));
  database = await testDatabase();
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

function importing(what: string, path: string, options: CommandInput["options"] = {}) {
  return runCommand(directoryCommands, database.platform, ["import", what, path], options);
}

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

interface ZipEntry {
  name: string;
  content: string | Buffer;
  mode?: number;
}

async function zip(name: string, entries: ZipEntry[], spoil: (bytes: Buffer) => Buffer = (bytes) => bytes): Promise<string> {
  const made = new ZipFile();
  for (const { name: entry, content, mode } of entries) made.addBuffer(Buffer.from(content), entry, mode === undefined ? {} : { mode });
  made.end();
  const path = join(folder, name);
  const written = made.outputStream.pipe(createWriteStream(path));
  await once(written, "finish");
  await writeFile(path, spoil(await readFile(path)));
  return path;
}

const unpackedFolders = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("fanal-zip-")).length;

const renamed = (from: string, to: string) => (bytes: Buffer) => Buffer.from(bytes.toString("latin1").replaceAll(from, to), "latin1");

const ORGANIZATIONS = "id,name,website\no1,Entraide,example.org\n";
const SERVICES = "id,organization_id,name,status\nz1,o1,Banque alimentaire,active\nz2,o1,Soupe populaire,active\n";

describe("an HSDS package in a zip", () => {
  it("is imported as its folder would be, wherever it lies in the zip, and removed", async () => {
    const before = await unpackedFolders();
    const path = await zip("good.zip", [{ name: "export/organizations.csv", content: ORGANIZATIONS }, { name: "export/services.csv", content: SERVICES }, { name: "export/read me.txt", content: "x" }]);
    expect((await importing("hsds", path)).printed).toMatch(/read 2, created 2/);
    expect(await unpackedFolders()).toBe(before);
  });

  it("may hold one list of services instead", async () => {
    const service = { id: "z1", name: "Banque alimentaire", status: "active", organization: { id: "o1", name: "Entraide", website: "example.org" } };
    expect((await importing("hsds", await zip("list.zip", [{ name: "services.ndjson", content: `${JSON.stringify(service)}\n` }]))).printed).toMatch(/read 1, created 0, updated 0, unchanged 1/);
  });

  it.each<[string, ZipEntry[], RegExp, ((bytes: Buffer) => Buffer)?]>([
    ["a path out of the zip", [{ name: "aa/aa/services.csv", content: SERVICES }], /invalid relative path/, renamed("aa/aa/", "../../")],
    ["an absolute path", [{ name: "aetc/services.csv", content: SERVICES }], /absolute path/, renamed("aetc/", "/etc/")],
    ["a path with backslashes", [{ name: "..aservices.csv", content: SERVICES }], /invalid|no services/, renamed("..a", "..\\")],
    ["a link", [{ name: "services.csv", content: "/etc/passwd", mode: 0o120777 }], /is a link/],
    ["one name twice", [{ name: "services.csv", content: SERVICES }, { name: "Services.csv", content: SERVICES }], /EEXIST|cannot be unpacked/, renamed("Services.csv", "services.csv")],
    ["a bomb", [{ name: "services.csv", content: Buffer.alloc(60_000_000) }], /swells more than 200 times/],
    ["too many files", Array.from({ length: 2100 }, (_, index) => ({ name: `${index}.csv`, content: "" })), /more than 2000 files/],
    ["a file inside a file", [{ name: "a.csv", content: SERVICES }, { name: "b.csv/services.csv", content: SERVICES }], /cannot be unpacked|not a zip/, renamed("b.csv/", "a.csv/")],
    ["nothing of use", [{ name: "readme.txt", content: "x" }], /holds no CSV or JSON/],
    ["CSV that is no package", [{ name: "people.csv", content: "id\n" }], /holds no services.csv/],
    ["several lists", [{ name: "a.json", content: "[]" }, { name: "b.json", content: "[]" }], /several lists/],
    ["a cut end", [{ name: "services.csv", content: SERVICES }], /not a zip that can be unpacked/, (bytes) => bytes.subarray(0, bytes.length - 30)],
    ["spoilt bytes", [{ name: "services.csv", content: SERVICES.repeat(50) }], /not a zip that can be unpacked/, (bytes) => Buffer.concat([bytes.subarray(0, 45), Buffer.alloc(20, 0xff), bytes.subarray(65)])],
  ])("with %s is refused with the reason, and leaves nothing behind", async (_, entries, expected, spoil) => {
    const before = await unpackedFolders();
    await expect(importing("hsds", await zip("bad.zip", entries, spoil))).rejects.toThrow(expected);
    expect(await unpackedFolders()).toBe(before);
  });

  it("is stopped by what really comes out, whatever sizes it states", async () => {
    const path = await zip("large.zip", [{ name: "services.csv", content: SERVICES.repeat(5000) }]);
    expect(await unpackZip(path, { ...ZIP_LIMITS, totalBytes: 100_000 })).toMatchObject({ reason: expect.stringContaining("more than can be unpacked") });
    expect(await unpackZip(path, { ...ZIP_LIMITS, entryBytes: 100_000 })).toMatchObject({ reason: expect.stringContaining("larger than") });
  });

  it("is removed when the database fails in the middle", async () => {
    const before = await unpackedFolders();
    const path = await zip("good.zip", [{ name: "organizations.csv", content: ORGANIZATIONS }, { name: "services.csv", content: SERVICES }]);
    const command = directoryCommands.find(({ name }) => name === "import")!;
    await expect(command.run({ words: ["hsds", path], options: {}, config: database.platform.config, open: () => Promise.reject(new Error("the database is away")), print: () => undefined })).rejects.toThrow(/away/);
    expect(await unpackedFolders()).toBe(before);
  });
});

describe("HSDS files that are broken", () => {
  const service = (id: string, more: object = {}) => JSON.stringify({ id, name: "Banque alimentaire", status: "active", organization: { id: "o1", name: "Entraide", website: "example.org" }, ...more });

  it.each([
    ["cut short", `[${service("h1")},{"id":"h2","na`, 1, /ends in the middle/],
    ["one id twice", `${service("h3")}\n${service("h3")}\n`, 1, /already read/, "twice.ndjson"],
    ["wrong bytes", Buffer.concat([Buffer.from(`${service("h4")}\n{"id":"h5","name":"Caf`), Buffer.from([0xe9]), Buffer.from('"}\n')]), 1, /not UTF-8/, "bytes.ndjson"],
    ["nested without end", `${service("h6")}\n{"id":"h7","name":${"[".repeat(1_000_000)}\n`, 1, /not JSON/, "deep.ndjson"],
    ["an object without end", `${service("h8")}\n{"id":"${"x".repeat(5_000_000)}"}\n`, 1, /longer than 4 MB/, "long.ndjson"],
    ["things of the wrong shape", `[1, "x", null, [], {"id": {}}, {"id":"h9","name":"x","organization":7}]`, 0, /refused/],
    ["keys that reach for prototypes", `${service("h10", { __proto__: { polluted: true }, constructor: { prototype: { polluted: true } } })}\n{"id":"__proto__","name":"x","status":"active","organization":{"id":"constructor","name":"y"}}\n`, 2, /created 2/, "proto.ndjson"],
  ])("%s: the rest is kept, the fault is said", async (_, content, created, expected, name = "broken.json") => {
    const { printed } = await importing("hsds", await file(name, content));
    expect(printed).toMatch(new RegExp(`created ${created},`));
    expect(printed).toMatch(expected);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("in a folder that holds itself", async () => {
    const path = join(folder, "cycle");
    await mkdir(path, { recursive: true });
    await symlink(path, join(path, "again"));
    await writeFile(join(path, "organizations.csv"), ORGANIZATIONS);
    await writeFile(join(path, "services.csv"), SERVICES);
    expect((await importing("hsds", path)).printed).toMatch(/read 2, created 0, updated 0, unchanged 2/);
  });
});

/** Writes a file of about `megabytes` from a head, a line made again and again, and a tail. */
async function large(name: string, megabytes: number, head: string, line: (index: number) => string, tail: string): Promise<string> {
  const path = join(folder, name);
  const output = createWriteStream(path);
  output.write(head);
  for (let index = 0, size = 0; size < megabytes * 1024 ** 2; index++) {
    const text = line(index);
    size += text.length;
    if (!output.write(text)) await once(output, "drain");
  }
  output.end(tail);
  await once(output, "finish");
  return path;
}

describe("a huge file goes through in little memory", () => {
  const words = "Un panier de nourriture pour finir le mois. ".repeat(10);
  async function readAll(items: AsyncIterable<unknown>): Promise<{ count: number; growth: number }> {
    const before = process.memoryUsage().rss;
    let [count, peak] = [0, before];
    for await (const _ of items) if (++count % 2000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
    return { count, growth: (peak - before) / 1024 ** 2 };
  }

  it.each<[string, () => Promise<AsyncIterable<unknown>>]>([
    ["csv", async () => csvRows(await large("huge.csv", 80, "id,name,text\n", (index) => `${index},Entraide,"${words}"\n`, ""), { encoding: "utf-8", delimiter: "," })],
    ["json", async () => jsonItems(await large("huge.json", 80, "[", (index) => `${index ? "," : ""}${JSON.stringify({ id: index, text: words })}`, "]"), "list")],
    ["airs", async () => airsAgencies(await large("huge.xml", 80, "<Source>", (index) => `<Agency><Key>${index}</Key><Name>Entraide</Name><AgencyDescription>${words}</AgencyDescription></Agency>`, "</Source>"), "utf-8")],
  ])("%s", async (_, open) => {
    const { count, growth } = await readAll(await open());
    expect(count).toBeGreaterThan(100_000);
    expect(growth).toBeLessThan(160);
  }, 60_000);
});
