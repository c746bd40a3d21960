import type { Needs, PublishedDirectory } from "../directory/index.ts";
import type { Config } from "../platform/config.ts";
import type { Territory } from "../territory/index.ts";

/** What the site's own pages answer from: memory only, never the database. */
export interface SiteDeps {
  config: Config;
  needs: Needs;
  published: PublishedDirectory;
  territory: Territory;
}
