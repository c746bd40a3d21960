import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { DOORBELL } from "../directory.store.ts";

/** Between two attempts to hear the doorbell again (ms). */
const RETRY = 1000;
/** Between two heartbeats (ms). */
const BEAT = 1000;
/** How long a connection, LISTEN or a heartbeat may take (ms): a frozen server takes for ever and closes nothing. */
const PATIENCE = 2000;
/** Longest goodbye to a server that may not answer (ms). */
const GOODBYE = 500;

export interface Doorbell {
  start(): void;
  stop(): Promise<void>;
  isListening(): boolean;
}

interface Ears {
  /** A change was committed, or the connection came (back): what rang meanwhile was not heard. */
  onRing(): void;
  /** The database does not answer any more: stopped, cut off or frozen. */
  onLost(): void;
}

/** Hears every committed change, and within a few seconds whether the database still answers. Reconnects by itself. */
export function createDoorbell(connectionString: string, { onRing, onLost }: Ears): Doorbell {
  let client: pg.Client | null = null;
  let listening = false;
  let stopped = true;
  let timer: NodeJS.Timeout | null = null;

  const lose = (attempt: pg.Client) => {
    if (client !== attempt) return;
    client = null;
    listening = false;
    void attempt.end().catch(() => undefined);
    if (stopped) return;
    onLost();
    timer = setTimeout(connect, RETRY);
  };

  const beat = (attempt: pg.Client) => {
    if (stopped || client !== attempt) return;
    attempt.query("SELECT 1").then(
      () => (timer = setTimeout(beat, BEAT, attempt)),
      () => lose(attempt),
    );
  };

  const connect = () => {
    const attempt = new pg.Client({ connectionString, connectionTimeoutMillis: PATIENCE, query_timeout: PATIENCE, keepAlive: true, application_name: "fanal doorbell" });
    client = attempt;
    attempt.once("end", () => lose(attempt));
    // Without a listener a lost connection would end the process; "end" follows and reconnects.
    attempt.on("error", () => undefined);
    attempt.on("notification", onRing);
    attempt
      .connect()
      .then(() => attempt.query(`LISTEN ${DOORBELL}`))
      .then(() => {
        listening = true;
        onRing();
        beat(attempt);
      })
      .catch(() => lose(attempt));
  };

  return {
    start: () => {
      stopped = false;
      connect();
    },
    stop: async () => {
      stopped = true;
      if (timer) clearTimeout(timer);
      await Promise.race([client?.end().catch(() => undefined), delay(GOODBYE)]);
    },
    isListening: () => listening,
  };
}
