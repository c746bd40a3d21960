import { startJobs } from "../platform/jobs/jobs.ts";
import { forgetTokens } from "../platform/mail/letters.store.ts";
import { readMailbox } from "../platform/mail/returns.ts";
import { startSending } from "../platform/mail/send-letters.ts";
import { CAMPAIGN_LETTER } from "./campaigns/asked-letter.ts";
import { askToday, letterBounced, tick } from "./campaigns/asking.ts";
import { isSendingTime } from "./campaigns/sending-hours.ts";
import type { ConsoleDeps } from "./console.ts";
import { forgetOldLinks } from "./links.store.ts";
import { finishWhatWasLeft } from "./organization-page/answering.ts";

const DAY_MS = 86_400_000;

/** Begins what goes on without anyone: letters leave, campaigns move on, what came back is read. */
export function startWork(deps: ConsoleDeps): { stop(): Promise<void> } {
  const { platform } = deps;
  const sending = startSending(platform, { heldKinds: (now) => (isSendingTime(now) ? [] : [CAMPAIGN_LETTER]) });
  const jobs = startJobs(platform, [
    { name: "campaigns.tick", cron: "* * * * *", run: () => tick(deps) },
    { name: "campaigns.today", cron: "10 8-17 * * 1-5", run: () => askToday(deps) },
    { name: "mail.returned", cron: "* * * * *", run: () => readMailbox(platform, (cause) => letterBounced(deps, cause)) },
    {
      name: "campaigns.nightly",
      cron: "40 3 * * *",
      run: async () => {
        await finishWhatWasLeft(deps);
        await forgetOldLinks(platform.pool, platform.clock.now());
        await forgetTokens(platform.pool, new Date(platform.clock.now().getTime() - DAY_MS));
      },
    },
  ]);
  return {
    stop: async () => {
      await Promise.all([jobs.stop(), sending?.stop()]);
    },
  };
}
