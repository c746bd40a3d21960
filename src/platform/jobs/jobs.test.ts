import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { testDatabase, type TestDatabase } from "../../../tests/support/database.ts";
import { startJobs } from "./jobs.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

it("two nodes start the same recurring work, and stop; its tables are apart from ours", async () => {
  const runs: string[] = [];
  const job = (node: string) => ({ name: "test.tick", cron: "* * * * *", run: async () => void runs.push(node) });
  const nodes = ["a", "b"].map((node) => startJobs(database.platform, [job(node)]));
  const schedules = async () => (await database.platform.pool.query<{ name: string; cron: string }>("SELECT name, cron FROM jobs.schedule")).rows;
  await vi.waitFor(async () => expect(await schedules()).toEqual([{ name: "test.tick", cron: "* * * * *" }]), { timeout: 15_000 });
  await Promise.all(nodes.map((node) => node.stop()));
  expect(runs.length).toBeLessThanOrEqual(1);
});
