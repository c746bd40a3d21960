import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** They measure time: they run by themselves, after everything else. */
const ALONE = ["tests/e2e/start.test.ts", "tests/e2e/frozen.test.ts"];

/** A long one that begins last leaves a worker idle: these begin first, the longest of all before the others. */
const LONG = ["console", "accessibility", "suggest-box", "static-site", "widget", "snapshot", "person-path", "csv", "airs"];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => LONG.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`)) + 1 || LONG.length + 1;
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

const shared = { testTimeout: 30_000, hookTimeout: 60_000, maxWorkers: 2 };

export default defineConfig({
  test: {
    globalSetup: ["tests/support/postgres.setup.ts"],
    sequence: { sequencer: LongFirst },
    projects: [
      { test: { ...shared, name: "all", include: ["src/**/*.test.ts", "tests/**/*.test.ts"], exclude: ALONE, sequence: { groupOrder: 0 } } },
      { test: { ...shared, name: "alone", include: ALONE, testTimeout: 60_000, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
