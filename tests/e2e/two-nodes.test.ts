import { inject as injected, afterAll, beforeAll, expect, test, vi } from "vitest";
import { createApp } from "../../src/app.ts";
import { buildRecord } from "../../src/directory/directory.factory.ts";
import { retire, saveRecords } from "../../src/directory/directory.store.ts";
import { fixedClock } from "../../src/platform/clock.ts";
import type { App } from "../../src/platform/cli/start.command.ts";
import { openDatabase } from "../../src/platform/db/database.ts";
import { TUESDAY_MORNING } from "../support/app.ts";
import { testConfig, testDatabase, type TestDatabase } from "../support/database.ts";
import { openFolder } from "../support/folder.ts";

/* Two nodes on one database, each with a data folder of its own: what one commits, both find within a second. */

const MOST = 1000;
const clock = fixedClock(TUESDAY_MORNING);
let database: TestDatabase;
let nodes: { app: App; close(): Promise<void> }[];

async function openNode(): Promise<(typeof nodes)[number]> {
  const config = testConfig({ FANAL_DATA_DIR: openFolder("node"), DATABASE_URL: database.url });
  const connection = openDatabase(database.url, database.platform.log);
  const app = await createApp({ ...database.platform, config, clock, db: connection.db, pool: connection.pool });
  await app.start();
  return { app, close: () => app.server.close().then(app.stop).then(connection.close) };
}

beforeAll(async () => {
  database = await testDatabase(clock, injected("sampleTemplate"));
  nodes = await Promise.all([openNode(), openNode()]);
  for (const { app } of nodes) await vi.waitUntil(async () => (await app.server.inject("/health/ready")).json<{ database: string }>().database === "up", { timeout: 10_000 });
});
afterAll(async () => {
  for (const node of nodes) await node.close();
  await database.close();
});

const NAME = "Zibelinerie des Aulnes";
const record = buildRecord({ texts: { fr: { ...buildRecord().texts.fr!, name: NAME }, en: null } });
const renamed = { ...record, texts: { fr: { ...record.texts.fr!, name: "Quirmellerie des Ormes" }, en: null } };
const save = (changed: typeof record) => saveRecords(database.platform.pool, [changed], { actor: "test", source: "test", at: clock.now() });

/** The name under which a node finds the record, if it does. */
async function nameOn({ app }: (typeof nodes)[number], q: string): Promise<string | null> {
  const { results } = (await app.server.inject({ url: "/api/search", query: { q, place: "Sorel-Tracy", limit: "50" } })).json<{ results: { service: { id: string; name: string } }[] }>();
  return results.find(({ service }) => service.id === record.id)?.service.name ?? null;
}

/** Milliseconds from a commit until every node answers so. */
async function untilBoth(q: string, expected: string | null): Promise<number> {
  const committed = performance.now();
  await Promise.all(nodes.map((node) => vi.waitUntil(async () => (await nameOn(node, q)) === expected, { interval: 20, timeout: 10_000 })));
  return performance.now() - committed;
}

test("a new record, a changed name and a withdrawal are found on both within a second of their commit", async () => {
  expect(await Promise.all(nodes.map((node) => nameOn(node, NAME)))).toEqual([null, null]);
  await save(record);
  expect(await untilBoth(NAME, NAME)).toBeLessThanOrEqual(MOST);

  await save(renamed);
  expect(await untilBoth("Quirmellerie", renamed.texts.fr.name)).toBeLessThanOrEqual(MOST);
  // The old name finds nothing any more, on either.
  expect(await Promise.all(nodes.map((node) => nameOn(node, "Zibelinerie")))).toEqual([null, null]);

  await retire(database.platform.pool, record.id, null, { actor: "test", at: clock.now() });
  expect(await untilBoth("Quirmellerie", null)).toBeLessThanOrEqual(MOST);
});
