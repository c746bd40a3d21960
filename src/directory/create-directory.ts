import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Standing } from "../platform/http/standing.ts";
import type { Platform } from "../platform/platform.ts";
import type { Territory } from "../territory/index.ts";
import type { PublishedDirectory } from "./directory.contract.ts";
import { reportLines } from "./imports/import-report.ts";
import { importFacilities, importSample } from "./imports/import-sources.ts";
import { liveNeeds, type Needs } from "./needs.ts";
import { followPublished, type DirectoryHealth } from "./published/published-follower.ts";

/** The directory as the other features know it. */
export interface Directory {
  published: PublishedDirectory;
  needs: Needs;
  /** Loads the sample and the open data, once for a data folder; a load that was cut short is finished. */
  firstLoad(say: (line: string) => void): Promise<void>;
  /** Takes up the snapshot of last time; it needs no database. */
  recall(): Promise<void>;
  /** Fills the published directory (snapshot, then database) and keeps it fresh. */
  start(): Promise<void>;
  stop(): Promise<void>;
  health(): DirectoryHealth;
  /** What this node can serve and store now. */
  standing(): Standing;
}

/** In the data folder once everything was loaded. */
const FIRST_LOAD_DONE = "first-load.done";

export async function createDirectory(platform: Platform, territory: Territory): Promise<Directory> {
  const needs = liveNeeds();
  const { published, recall, start, stop, health, standing } = followPublished(platform, needs);
  return {
    published,
    needs,
    firstLoad: async (say) => {
      const done = join(platform.config.dataDir, FIRST_LOAD_DONE);
      if (existsSync(done)) return;
      say("First start: loading the sample directory and the open data…");
      for (const load of [importSample, importFacilities]) for (const line of reportLines(await load(platform, territory))) say(`  ${line.trim()}`);
      await writeFile(done, "");
    },
    recall,
    start,
    stop,
    health,
    standing,
  };
}
