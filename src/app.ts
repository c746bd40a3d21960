import { join } from "node:path";
import { accountsChecks, accountsCommands, accountsRoutes, firstAdministratorLink, guardStaff } from "./accounts/index.ts";
import { consoleRoutes } from "./console/index.ts";
import { apiDocsRoutes, createDirectory, directoryChecks, directoryCommands, directoryJobs, directoryPages, editingRoutes, hsdsRoutes } from "./directory/index.ts";
import type { Check } from "./platform/cli/check.command.ts";
import type { Command } from "./platform/cli/command.ts";
import type { App } from "./platform/cli/start.command.ts";
import { createServer } from "./platform/http/server.ts";
import { startJobs } from "./platform/jobs/jobs.ts";
import { checkMail } from "./platform/mail/mail.check.ts";
import { startSending } from "./platform/mail/send-letters.ts";
import type { Platform } from "./platform/platform.ts";
import { createRecentQuestions, createSearch, createSearchCounter, openIndexKeeper, searchCommands, searchPages, searchRoutes, taxonomyRoutes } from "./search/index.ts";
import { exportSiteCommand, siteRoutes } from "./site/index.ts";
import { loadTerritory, territoryRoutes } from "./territory/index.ts";
import { heldKinds, verificationJobs, verificationRoutes } from "./verification/index.ts";
import { widgetRoutes } from "./widget/index.ts";

/** Puts the features together: the one list of them. */
async function assemble(platform: Platform) {
  const { config, clock } = platform;
  const territory = await loadTerritory();
  const directory = await createDirectory(platform, territory);
  const { published, needs } = directory;
  const keeper = await openIndexKeeper(join(config.dataDir, "search.snapshot"), platform.log);
  const search = createSearch({ published, territory, needs, clock, keeper, overdueDays: config.overdueDays });
  const recent = createRecentQuestions(search.knows);
  const counter = createSearchCounter(platform, recent);
  const server = await createServer(platform, directory.standing);
  guardStaff(server, platform);
  await accountsRoutes(server, platform);

  siteRoutes(server, { config, needs, published, territory });
  territoryRoutes(server, territory);
  directoryPages(server, { config, clock, needs, published, territory });
  await hsdsRoutes(server, { config, clock, needs, published, territory });
  searchRoutes(server, { search, counter });
  taxonomyRoutes(server, { platform, needs, search, recent });
  searchPages(server, { config, clock, needs, territory, search, counter });
  widgetRoutes(server, { config, clock, needs, territory, search });
  apiDocsRoutes(server, { config });
  editingRoutes(server, { platform, published, needs, territory });
  await verificationRoutes(server, { platform, published, needs, territory });
  consoleRoutes(server, { config, search, territory });

  const background: { stop(): Promise<void> }[] = [];
  const work = () => {
    background.push(startJobs(platform, [...directoryJobs(platform), ...verificationJobs({ platform, needs, territory })]));
    const sending = startSending(platform, { heldKinds });
    if (sending) background.push(sending);
  };
  const stop = async () => {
    await Promise.all(background.map((one) => one.stop()));
    await directory.stop();
    await counter.close();
    await keeper.close();
  };
  const welcome = (listening: string) => firstAdministratorLink(platform, listening);
  const app: App = { server, welcome, firstLoad: directory.firstLoad, recall: directory.recall, start: directory.start, work, isReady: () => directory.standing().ready, stop };
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
export const featureCommands: readonly Command[] = [...accountsCommands, ...directoryCommands, exportSiteCommand(openForCopy), ...searchCommands];
export const checks: readonly Check[] = [...directoryChecks, ...accountsChecks, checkMail];
