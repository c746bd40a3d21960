import { defineConfig } from "vitest/config";

/** They measure time: they run by themselves, after everything else. */
const ALONE = ["tests/e2e/start.test.ts", "tests/e2e/frozen.test.ts"];

const shared = { testTimeout: 30_000, hookTimeout: 60_000, maxWorkers: 2 };

export default defineConfig({
  test: {
    globalSetup: ["tests/support/postgres.setup.ts"],
    projects: [
      { test: { ...shared, name: "all", include: ["src/**/*.test.ts", "tests/**/*.test.ts"], exclude: ALONE, sequence: { groupOrder: 0 } } },
      { test: { ...shared, name: "alone", include: ALONE, testTimeout: 60_000, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
