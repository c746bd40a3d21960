import { migrate } from "../db/migrate.ts";
import { joinRuntime } from "../runtime.ts";
import type { Command } from "./command.ts";

/** `fanal migrate`: brings the database's shape up to this build. */
export const migrateCommand: Command = {
  name: "migrate",
  usage: ["migrate"],
  summary: "bring the database up to this version (safe to repeat)",
  run: async ({ config, print }) => {
    const runtime = await joinRuntime(config);
    try {
      const applied = await migrate(runtime.platform.pool);
      print(applied.length === 0 ? "The database is up to date." : `Applied: ${applied.join(", ")}.`);
      return 0;
    } finally {
      await runtime.close();
    }
  },
};
