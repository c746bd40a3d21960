import type { Job } from "../platform/jobs/jobs.ts";
import { forgetLetters } from "../platform/mail/letters.store.ts";
import { readMailbox } from "../platform/mail/returns.ts";
import { CAMPAIGN_LETTER } from "./campaigns/asked-letter.ts";
import { askToday, letterBounced, tick } from "./campaigns/asking.ts";
import { isSendingTime } from "./campaigns/sending-hours.ts";
import type { ConsoleDeps } from "./console.ts";
import { forgetOldLinks } from "./links.store.ts";
import { finishWhatWasLeft } from "./organization-page/answering.ts";
import { forgetOldReplyTo } from "./review/review.store.ts";
import { THANKS_LETTER } from "./review/thanks-letter.ts";

/** An address to be thanked at is kept so long at the most (days). */
const REPLY_DAYS = 60;
const DAY_MS = 86_400_000;

/** Kinds of letters that do not leave at an hour when nobody wants them. */
export function heldKinds(now: Date): string[] {
  return isSendingTime(now) ? [] : [CAMPAIGN_LETTER];
}

/** What goes on without anyone: campaigns move on, what came back is read, what was left is finished. */
export function verificationJobs(deps: ConsoleDeps): Job[] {
  const { platform } = deps;
  return [
    { name: "campaigns.tick", cron: "* * * * *", run: () => tick(deps) },
    { name: "campaigns.today", cron: "10 8-17 * * 1-5", run: () => askToday(deps) },
    { name: "mail.returned", cron: "* * * * *", run: () => readMailbox(platform, (cause) => letterBounced(deps, cause)) },
    {
      name: "campaigns.nightly",
      cron: "40 3 * * *",
      run: async () => {
        await finishWhatWasLeft(deps);
        await forgetOldLinks(platform.pool, platform.clock.now());
        await forgetLetters(platform.pool, THANKS_LETTER);
        await forgetOldReplyTo(platform.pool, new Date(platform.clock.now().getTime() - REPLY_DAYS * DAY_MS));
      },
    },
  ];
}
