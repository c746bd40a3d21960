import type { Clock } from "../../platform/clock.ts";
import type { Config } from "../../platform/config.ts";
import type { Territory } from "../../territory/index.ts";
import type { PublishedDirectory } from "../directory.contract.ts";
import type { Needs } from "../needs.ts";

/** What the record pages answer from: memory only, never the database. */
export interface RecordDeps {
  config: Config;
  clock: Clock;
  territory: Territory;
  published: PublishedDirectory;
  needs: Needs;
}
