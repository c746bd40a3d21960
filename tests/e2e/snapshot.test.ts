import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { createApp } from "../../src/app.ts";
import type { App } from "../../src/platform/cli/start.command.ts";
import { openDatabase } from "../../src/platform/db/database.ts";
import type { Platform } from "../../src/platform/platform.ts";
import { testConfig, testDatabase, type TestDatabase } from "../support/database.ts";
import { openFolder } from "../support/folder.ts";
import { end, postmasterPid, startFanal, type Started } from "../support/processes.ts";

/* What a node does with its snapshot: serves from it alone, and never from one that is damaged. */

const NOWHERE = "postgres://nobody@127.0.0.1:1/none";
const folders: string[] = [];
const running: Started[] = [];
const newFolder = (name: string) => {
  const folder = openFolder(name);
  folders.push(folder);
  return folder;
};
afterAll(async () => {
  for (const { child } of running) await end(child, "SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function start(environment: Record<string, string>): Promise<Started> {
  const started = await startFanal(environment);
  running.push(started);
  return started;
}

const page = async (url: string) => {
  const answer = await fetch(url);
  return { status: answer.status, body: (await answer.text()).replaceAll("\u00a0", " ") };
};
const readiness = async (url: string) => (await fetch(`${url}/health/ready`)).json();
const SEARCH = "/fr/recherche?q=faim&place=Sorel-Tracy";

describe("a process of its own", () => {
  const folder = newFolder("snapshot");
  const snapshot = join(folder, "published.snapshot");

  beforeAll(async () => {
    const first = await start({ FANAL_DATA_DIR: folder });
    await end(first.child);
    if (!existsSync(snapshot)) throw new Error(`No snapshot: ${first.said()}`);
  }, 180_000);

  test("starts from its snapshot alone, and says from when the records are", async () => {
    const node = await start({ FANAL_DATA_DIR: folder, DATABASE_URL: NOWHERE });
    expect(node.ms).toBeLessThan(10_000);
    expect(await page(node.url + SEARCH)).toMatchObject({ status: 200, body: expect.stringContaining("Les fiches datent du ") });
    expect(await readiness(node.url)).toEqual({ ready: true, database: "down" });
    expect(await end(node.child)).toBe(0);
  }, 60_000);

  test("serves from it while its own PostgreSQL does not start, and is well again once it does", async () => {
    const settings = join(folder, "postgres", "postgresql.conf");
    const good = readFileSync(settings, "utf8");
    writeFileSync(settings, `${good}\nno such setting\n`);
    const node = await start({ FANAL_DATA_DIR: folder });
    expect(node.said()).toContain("PostgreSQL did not start");
    expect((await page(node.url + SEARCH)).status).toBe(200);
    expect(await readiness(node.url)).toEqual({ ready: true, database: "down" });
    writeFileSync(settings, good);
    await vi.waitFor(async () => expect(await readiness(node.url)).toEqual({ ready: true, database: "up" }), 10_000);
    expect((await page(node.url + SEARCH)).body).not.toContain("Les fiches datent");
    expect(await end(node.child)).toBe(0);
  }, 60_000);

  test("its own PostgreSQL, killed, is started again by itself while readers go on", async () => {
    const node = await start({ FANAL_DATA_DIR: folder });
    process.kill(postmasterPid(folder), "SIGKILL");
    await vi.waitFor(async () => expect(await readiness(node.url)).toEqual({ ready: true, database: "down" }), 5000);
    expect((await page(node.url + SEARCH)).status).toBe(200);
    await vi.waitFor(async () => expect(await readiness(node.url)).toEqual({ ready: true, database: "up" }), 10_000);
    expect(await end(node.child)).toBe(0);
  }, 60_000);

  test("without snapshot and without its PostgreSQL it stops, and says so in one line", async () => {
    const settings = join(folder, "postgres", "postgresql.conf");
    const [good, kept] = [readFileSync(settings, "utf8"), readFileSync(snapshot)];
    writeFileSync(settings, `${good}\nno such setting\n`);
    rmSync(snapshot);
    await expect(start({ FANAL_DATA_DIR: folder })).rejects.toThrow(/fanal: PostgreSQL did not start/);
    writeFileSync(settings, good);
    writeFileSync(snapshot, kept);
  }, 60_000);
});

describe("a snapshot that cannot be trusted", () => {
  let database: TestDatabase;
  let good: Buffer;
  const apps: App[] = [];
  const dataDir = newFolder("damaged");
  const path = join(dataDir, "published.snapshot");

  /** The application over this data folder; `said`: what it warned of. */
  async function open(databaseUrl: string): Promise<{ app: App; said: unknown[] }> {
    const config = testConfig({ FANAL_DATA_DIR: dataDir, DATABASE_URL: databaseUrl });
    const said: unknown[] = [];
    const log = Object.assign(Object.create(database.platform.log), { warn: (entry: { why?: string }) => entry.why && said.push(entry.why) }) as Platform["log"];
    const connection = openDatabase(databaseUrl, log);
    const app = await createApp({ ...database.platform, config, log, db: connection.db, pool: connection.pool });
    await app.start();
    apps.push({ ...app, stop: async () => { await app.server.close(); await app.stop(); await connection.close(); } });
    return { app, said };
  }

  beforeAll(async () => {
    database = await testDatabase(undefined, inject("sampleTemplate"));
    await open(database.url);
    await apps.pop()!.stop();
    good = readFileSync(path);
  }, 60_000);
  afterEach(async () => {
    for (const app of apps.splice(0)) await app.stop();
  });
  afterAll(() => database.close());

  const flipped = (at: number) => {
    const bytes = Buffer.from(good);
    bytes[at]! ^= 1;
    return bytes;
  };
  const damages: [string, () => Buffer, string][] = [
    ["with a flipped byte", () => flipped(good.length - 1000), "damaged"],
    ["with another position in its first line", () => Buffer.from(good.toString("latin1").replace(/"outboxId":(\d)/, '"outboxId":9$1'), "latin1"), "damaged"],
    ["cut short", () => good.subarray(0, good.length >> 1), "damaged"],
    ["of another format", () => Buffer.from(good.toString("latin1").replace('"format":', '"format":1'), "latin1"), "otherFormat"],
    ["empty", () => Buffer.alloc(0), "damaged"],
  ];

  test.each(damages)("%s is said once and read again from the database", async (_what, damage, why) => {
    writeFileSync(path, damage());
    const { app, said } = await open(database.url);
    expect(said).toEqual([why]);
    expect((await app.server.inject(SEARCH)).statusCode).toBe(200);
    expect((await app.server.inject("/health/ready")).json()).toEqual({ ready: true, database: "up" });
  });

  test("and without a database, pages say what to do and whom to call, and the node is not ready", async () => {
    writeFileSync(path, flipped(good.length - 1000));
    const { app } = await open(NOWHERE);
    for (const address of ["/fr", SEARCH, "/en/about"]) {
      const { statusCode, body, headers } = await app.server.inject(address);
      expect(statusCode, address).toBe(503);
      expect(headers["retry-after"], address).toBeDefined();
      expect(body, address).toMatch(/2-1-1.*9-1-1/s);
      expect(body, address).toContain('href="tel:911"');
    }
    expect((await app.server.inject("/fr")).body).toContain("Réessayez dans une minute");
    expect((await app.server.inject("/api/search?q=faim")).json()).toMatchObject({ error: { id: "notReady" } });
    const ready = await app.server.inject("/health/ready");
    expect([ready.statusCode, ready.json()]).toEqual([503, { ready: false, database: "down" }]);
    expect((await app.server.inject("/health/live")).statusCode).toBe(200);
  });
});
