import { setTimeout as delay } from "node:timers/promises";
import { messageOf } from "../errors.ts";
import type { Platform } from "../platform.ts";

/** Work that comes back: once for all nodes that share the database, whichever is free. It must be safe to repeat. */
export interface Job {
  /** `campaigns.tick`. */
  name: string;
  /** When, in five cron fields, by the clock of Québec. */
  cron: string;
  run(): Promise<void>;
}

export interface Jobs {
  stop(): Promise<void>;
}

const ZONE = "America/Toronto";
/** Its tables are apart from ours. */
const SCHEMA = "jobs";
/** A database that is away at start is asked again (ms). */
const TRY_AGAIN = 5000;
/** A run that takes longer is taken for dead, and another node runs it: runs are safe to repeat (seconds). */
const LONGEST = 120;

async function openBoss({ pool, log }: Platform) {
  // Loaded when it is needed: a node that only serves pages starts sooner.
  const { PgBoss } = await import("pg-boss");
  const boss = new PgBoss({ schema: SCHEMA, db: { executeSql: (text, values) => pool.query(text, values as unknown[]) } });
  boss.on("error", (error) => log.warn({ err: messageOf(error) }, "jobs"));
  await boss.start();
  return boss;
}

type Boss = Awaited<ReturnType<typeof openBoss>>;

async function take(boss: Boss, { log }: Platform, { name, cron, run }: Job): Promise<void> {
  // One waits at most: what comes back every minute need not pile up.
  await boss.createQueue(name, { policy: "stately", retryLimit: 0, expireInSeconds: LONGEST });
  await boss.work(name, { pollingIntervalSeconds: 5 }, async () => {
    try {
      await run();
    } catch (error) {
      log.error({ job: name, err: messageOf(error) }, "job failed");
      throw error;
    }
  });
  await boss.schedule(name, cron, null, { tz: ZONE });
}

/** Starts recurring work in the background; a database that is away does not stop the node. */
export function startJobs(platform: Platform, jobs: readonly Job[]): Jobs {
  const stopping = new AbortController();
  let boss: Boss | null = null;
  const start = async () => {
    while (!stopping.signal.aborted) {
      try {
        boss = await openBoss(platform);
        for (const job of jobs) await take(boss, platform, job);
        return;
      } catch (error) {
        platform.log.warn({ err: messageOf(error) }, "jobs wait for the database");
        await boss?.stop({ graceful: false }).catch(() => undefined);
        boss = null;
        await delay(TRY_AGAIN, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };
  const started = start();
  return {
    stop: async () => {
      stopping.abort();
      await started;
      await boss?.stop({ graceful: true, timeout: 5000 });
    },
  };
}
