import { fixedClock, type Clock } from "../../src/platform/clock.ts";
import type { App } from "../../src/platform/cli/start.command.ts";
import { inject } from "vitest";
import { createApp } from "../../src/app.ts";
import { testDatabase, type TestDatabase } from "./database.ts";

export interface TestApp {
  app: App;
  database: TestDatabase;
  /** Set once `listen` has been called. */
  url: string;
  close(): Promise<void>;
}

/** A Tuesday at 10:30 in Québec, outside every holiday. */
export const TUESDAY_MORNING = "2026-11-24T15:30:00Z";

/** The whole application on a database of its own, with the sample and the open data, listening on loopback. */
export async function testApp(clock: Clock = fixedClock(TUESDAY_MORNING)): Promise<TestApp> {
  const database = await testDatabase(clock, inject("sampleTemplate"));
  const app = await createApp(database.platform);
  await app.start();
  const url = await app.server.listen({ host: "127.0.0.1", port: 0 });
  return {
    app,
    database,
    url,
    close: async () => {
      await app.server.close();
      await app.stop();
      await database.close();
    },
  };
}
