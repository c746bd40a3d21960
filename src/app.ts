import { createDirectory, directoryChecks, directoryCommands, directoryPages } from "./directory/index.ts";
import type { Check } from "./platform/cli/check.command.ts";
import type { Command } from "./platform/cli/command.ts";
import type { App } from "./platform/cli/start.command.ts";
import { createServer } from "./platform/http/server.ts";
import type { Platform } from "./platform/platform.ts";
import { createSearch, searchPages, searchRoutes } from "./search/index.ts";
import { exportSiteCommand, siteRoutes } from "./site/index.ts";
import { loadTerritory, territoryRoutes } from "./territory/index.ts";
import { verificationRoutes } from "./verification/index.ts";
import { widgetRoutes } from "./widget/index.ts";

/** Puts the features together: the one list of them. */
async function assemble(platform: Platform) {
  const { config, clock } = platform;
  const territory = await loadTerritory();
  const directory = await createDirectory(platform, territory);
  const { published, needs } = directory;
  const search = createSearch({ published, territory, needs, clock });
  const server = await createServer(platform, directory.standing);

  siteRoutes(server, { config, needs, published, territory });
  territoryRoutes(server, territory);
  directoryPages(server, { config, clock, needs, published, territory });
  searchRoutes(server, search);
  searchPages(server, { config, clock, needs, territory, search });
  widgetRoutes(server, { config, clock, needs, territory, search });
  await verificationRoutes(server, { platform, published });

  const app: App = { server, firstLoad: directory.firstLoad, start: directory.start, isReady: () => directory.standing().ready, stop: directory.stop };
  return { app, published, needs, territory };
}

export async function createApp(platform: Platform): Promise<App> {
  return (await assemble(platform)).app;
}

/** The application, filled, without an address: what a copy of the site is made from. */
async function openForCopy(platform: Platform) {
  const { app, ...parts } = await assemble(platform);
  await app.start();
  return { platform, server: app.server, ...parts, close: () => app.server.close().then(app.stop) };
}

/** Commands and checks that features add to the program. */
export const featureCommands: readonly Command[] = [...directoryCommands, exportSiteCommand(openForCopy)];
export const checks: readonly Check[] = directoryChecks;
