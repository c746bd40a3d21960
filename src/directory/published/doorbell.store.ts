import pg from "pg";
import { DOORBELL } from "../directory.store.ts";

/** Between two attempts to hear the doorbell again (ms). */
const RETRY = 2000;

export interface Doorbell {
  start(): void;
  stop(): Promise<void>;
  isListening(): boolean;
}

/**
 * Calls `onRing` when a change is committed, and each time the connection comes (back): what rang
 * meanwhile was not heard. Reconnects by itself.
 */
export function createDoorbell(connectionString: string, onRing: () => void): Doorbell {
  let client: pg.Client | null = null;
  let listening = false;
  let stopped = true;
  let timer: NodeJS.Timeout | null = null;

  const later = () => {
    listening = false;
    client = null;
    if (!stopped) timer = setTimeout(connect, RETRY);
  };

  const connect = () => {
    const attempt = new pg.Client({ connectionString, connectionTimeoutMillis: RETRY, keepAlive: true, application_name: "fanal doorbell" });
    client = attempt;
    attempt.once("end", later);
    // Without a listener a lost connection would end the process; "end" follows and reconnects.
    attempt.on("error", () => undefined);
    attempt.on("notification", onRing);
    attempt
      .connect()
      .then(() => attempt.query(`LISTEN ${DOORBELL}`))
      .then(() => {
        listening = true;
        onRing();
      })
      .catch(() => attempt.end().catch(() => undefined));
  };

  return {
    start: () => {
      stopped = false;
      connect();
    },
    stop: async () => {
      stopped = true;
      if (timer) clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
    isListening: () => listening,
  };
}
