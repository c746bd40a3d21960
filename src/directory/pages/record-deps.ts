import type { Clock } from "../../platform/clock.ts";
import type { Config } from "../../platform/config.ts";
import type { Territory } from "../../territory/index.ts";
import type { Need, PublishedDirectory } from "../directory.contract.ts";

/** What the record pages answer from: memory only, never the database. */
export interface RecordDeps {
  config: Config;
  clock: Clock;
  territory: Territory;
  published: PublishedDirectory;
  need(code: string): Need | null;
}
