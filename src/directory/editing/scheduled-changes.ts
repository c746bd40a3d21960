import type { Job } from "../../platform/jobs/jobs.ts";
import type { Platform } from "../../platform/platform.ts";
import { publishDue } from "./publish.ts";

/** What goes on with records without anyone. */
export function directoryJobs(platform: Platform): Job[] {
  return [{ name: "records.scheduled", cron: "* * * * *", run: async () => void (await publishScheduled(platform)) }];
}

/** Makes every change whose day has come, one at a time; returns how many were looked at. */
export async function publishScheduled({ pool, clock, log }: Pick<Platform, "pool" | "clock" | "log">): Promise<number> {
  let count = 0;
  for (;;) {
    const due = await publishDue(pool, clock.now());
    if (!due) return count;
    count += 1;
    log.info({ record: due.recordId }, "scheduled change looked at");
  }
}
