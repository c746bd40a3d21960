import { setTimeout as delay } from "node:timers/promises";
import { messageOf } from "../errors.ts";
import type { Logger } from "../log.ts";
import { hasPostgres, launchPostgres, postgresUrl, type LaunchedPostgres, type Postgres } from "./postgres.ts";

/** Between two attempts to start a server that ended or does not start (ms). */
const AGAIN = 2000;

/** Our own PostgreSQL, from the moment it is launched. */
export interface KeptPostgres extends Postgres {
  /**
   * Once it answers: null. When it does not start, but did once before: why not; the node may serve its snapshot meanwhile.
   * Rejected when it never ran here: there is nothing to serve.
   */
  started: Promise<unknown>;
}

/** Starts our own PostgreSQL, and starts it again whenever it ends unasked (killed, out of memory, disk full). */
export async function keepPostgres(dataDir: string, log: Logger): Promise<KeptPostgres> {
  let server: LaunchedPostgres | null = null;
  let trying: Promise<void> | null = null;
  const stopping = new AbortController();

  const run = async (launch: Promise<LaunchedPostgres>) => {
    const launched = await launch;
    await launched.ready;
    server = launched;
    void server.ended.then(() => {
      server = null;
      if (stopping.signal.aborted) return;
      log.error("PostgreSQL ended unasked; starting it again (see postgres.log)");
      trying = untilItRuns();
    });
  };

  const isDown = () => server === null && !stopping.signal.aborted;

  const untilItRuns = async (): Promise<void> => {
    while (isDown()) {
      await run(launchPostgres(dataDir)).catch((error) => log.warn({ err: messageOf(error) }, "PostgreSQL does not start; trying again"));
      if (isDown()) await delay(AGAIN, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };

  const ranBefore = hasPostgres(dataDir);
  const launch = launchPostgres(dataDir);
  const started = run(launch).then(
    () => null,
    (error: unknown) => {
      if (!ranBefore) throw error;
      trying = untilItRuns();
      return error;
    },
  );
  started.catch(() => undefined);
  await launch.catch((error: unknown) => {
    if (!ranBefore) throw error;
  });
  return {
    url: postgresUrl(dataDir),
    started,
    stop: async () => {
      stopping.abort();
      await started.catch(() => undefined);
      await trying;
      await server?.stop();
    },
  };
}
