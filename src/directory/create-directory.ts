import type { Platform } from "../platform/platform.ts";
import type { Territory } from "../territory/index.ts";
import { countRecords } from "./records.store.ts";
import type { PublishedDirectory } from "./directory.contract.ts";
import { reportLines } from "./import-report.ts";
import { importFacilities, importSample } from "./import-sources.ts";
import { readNeeds, type Needs } from "./needs.ts";
import { followPublished, type DirectoryHealth } from "./published-follower.ts";

/** The directory as the other features know it. */
export interface Directory {
  published: PublishedDirectory;
  needs: Needs;
  /** Loads the sample and the open data into an empty database; does nothing in another. */
  firstLoad(say: (line: string) => void): Promise<void>;
  /** Fills the published directory (snapshot, then database) and keeps it fresh. */
  start(): Promise<void>;
  stop(): Promise<void>;
  health(): DirectoryHealth;
}

export async function createDirectory(platform: Platform, territory: Territory): Promise<Directory> {
  const needs = readNeeds();
  const { published, start, stop, health } = followPublished(platform, needs);
  return {
    published,
    needs,
    firstLoad: async (say) => {
      if ((await countRecords(platform.pool)) > 0) return;
      say("First start: loading the sample directory and the open data…");
      for (const load of [importSample, importFacilities]) for (const line of reportLines(await load(platform, territory))) say(`  ${line.trim()}`);
    },
    start,
    stop,
    health,
  };
}
