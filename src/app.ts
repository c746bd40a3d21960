import { join } from "node:path";
import { apiDocsRoutes, createDirectory, directoryChecks, directoryCommands, directoryPages, hsdsRoutes } from "./directory/index.ts";
import type { Check } from "./platform/cli/check.command.ts";
import type { Command } from "./platform/cli/command.ts";
import type { App } from "./platform/cli/start.command.ts";
import { createServer } from "./platform/http/server.ts";
import type { Platform } from "./platform/platform.ts";
import { createSearch, createSearchCounter, openIndexKeeper, searchCommands, searchPages, searchRoutes } from "./search/index.ts";
import { siteRoutes } from "./site/index.ts";
import { loadTerritory, territoryRoutes } from "./territory/index.ts";
import { verificationRoutes } from "./verification/index.ts";

/** Commands and checks that features add to the program. */
export const featureCommands: readonly Command[] = [...directoryCommands, ...searchCommands];
export const checks: readonly Check[] = directoryChecks;

/** Puts the features together: the one list of them. */
export async function createApp(platform: Platform): Promise<App> {
  const { config, clock } = platform;
  const territory = await loadTerritory();
  const directory = await createDirectory(platform, territory);
  const { published, needs } = directory;
  const keeper = await openIndexKeeper(join(config.dataDir, "search.snapshot"), platform.log);
  const search = createSearch({ published, territory, needs, clock, keeper });
  const counter = createSearchCounter(platform);
  const server = await createServer(platform);

  siteRoutes(server, { config, needs, published, territory });
  territoryRoutes(server, territory);
  directoryPages(server, { config, clock, needs, published, territory });
  await hsdsRoutes(server, { config, clock, needs, published, territory });
  searchRoutes(server, { search, counter });
  searchPages(server, { config, clock, needs, territory, search, counter });
  apiDocsRoutes(server, { config });
  await verificationRoutes(server, { platform, published });

  const stop = async () => {
    await directory.stop();
    await counter.close();
    await keeper.close();
  };
  return { server, firstLoad: directory.firstLoad, start: directory.start, stop };
}
