import { setTimeout as delay } from "node:timers/promises";
import { messageOf } from "../errors.ts";
import type { Logger } from "../log.ts";
import { hasPostgres, postgresUrl, startPostgres, type Postgres, type RunningPostgres } from "./postgres.ts";

/** Between two attempts to start a server that ended or does not start (ms). */
const AGAIN = 2000;

/**
 * Our own PostgreSQL, started again whenever it ends unasked (killed, out of memory, disk full).
 * When it does not even start, but did once before, the node may serve its snapshot meanwhile: `fault` says why.
 * Throws when it never ran here: there is nothing to serve.
 */
export async function keepPostgres(dataDir: string, log: Logger): Promise<Postgres & { fault: unknown }> {
  let server: RunningPostgres | null = null;
  let trying: Promise<void> | null = null;
  const stopping = new AbortController();

  const run = async () => {
    server = await startPostgres(dataDir);
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
      await run().catch((error) => log.warn({ err: messageOf(error) }, "PostgreSQL does not start; trying again"));
      if (isDown()) await delay(AGAIN, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };

  const ranBefore = hasPostgres(dataDir);
  const fault = await run().then(() => null, (error: unknown) => error);
  if (fault !== null && !ranBefore) throw fault;
  if (fault !== null) trying = untilItRuns();
  return {
    url: postgresUrl(dataDir),
    fault,
    stop: async () => {
      stopping.abort();
      await trying;
      await server?.stop();
    },
  };
}
