import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { migrate } from "../db/migrate.ts";
import { FanalError, messageOf } from "../errors.ts";
import { openRuntime, type Runtime } from "../runtime.ts";
import type { Platform } from "../platform.ts";
import type { Server } from "../http/http.ts";
import { UsageError, type Command } from "./command.ts";

/** What `start` needs to know of the application. */
export interface App {
  server: Server;
  /** First start on our own database: loads the sample and the open data, saying how far it is. */
  firstLoad(say: (line: string) => void): Promise<void>;
  /** Takes up what this node knew when it stopped; it needs no database. */
  recall(): Promise<void>;
  /** Reads what the pages answer from, and keeps it fresh. */
  start(): Promise<void>;
  /** While nobody can sign in: a one-time link for whoever reads this terminal. `listening`: where fanal answers. */
  welcome(listening: string): Promise<string | null>;
  /** Begins what goes on in the background: letters, campaigns, returned mail. Does not wait for it. */
  work(): void;
  /** There is something to answer from. */
  isReady(): boolean;
  stop(): Promise<void>;
}

export type CreateApp = (platform: Platform) => Promise<App>;

/** Someone else's database may be away at start: the node then answers from its snapshot and goes on trying (ms). */
const RETRY = 2000;

async function migrateNow(runtime: Runtime, print: (line: string) => void): Promise<void> {
  const applied = await migrate(runtime.platform.pool);
  if (applied.length > 0) print(`Database ready (${applied.length} migration${applied.length > 1 ? "s" : ""} applied).`);
}

function migrateLater(runtime: Runtime, stopping: AbortSignal): void {
  const again = () => {
    if (stopping.aborted) return;
    migrate(runtime.platform.pool).catch(() => setTimeout(again, RETRY).unref());
  };
  again();
}

/** What the database is at start: `away` says why it does not answer, `ours` that it is our own. */
interface Database {
  away: unknown;
  ours: boolean;
}

/** Brings the database up to this build, now or once it answers. */
async function prepareDatabase(runtime: Runtime, stopping: AbortSignal, print: (line: string) => void): Promise<Database> {
  const ours = runtime.platform.config.databaseUrl === null;
  // Someone else's database may come back later, and so may ours; a migration that fails on ours never will.
  const fault = await runtime.started;
  const away = fault ?? (await migrateNow(runtime, print).then(() => null, (error: unknown) => {
    if (ours) throw error;
    return error;
  }));
  if (away !== null) {
    print(`The database does not answer (${messageOf(away)}). Serving the last snapshot; trying again.`);
    migrateLater(runtime, stopping);
  }
  return { away, ours };
}

function addressOf(server: Server, host: string): string {
  const { port } = server.server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function cannotListen(host: string, port: number, cause: unknown): FanalError {
  return new FanalError("cannotListen", 500, {
    fr: `Impossible d’écouter à ${host}:${port}. Choisissez un autre port avec PORT, ou une autre adresse avec HOST.`,
    en: `Cannot listen on ${host}:${port}. Choose another port with PORT, or another address with HOST.`,
  }, cause);
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    throw cannotListen(host, port, error);
  }
}

async function makeApp(platform: Platform, createApp: CreateApp): Promise<App> {
  const app = await createApp(platform);
  await app.recall();
  return app;
}

/** Printed, never logged: the link opens the console. */
async function sayWelcome(app: App, listening: string, print: (line: string) => void): Promise<void> {
  const link = await app.welcome(listening).catch(() => null);
  if (link) print(`Nobody manages this fanal yet. To become its first administrator, open (once, within 7 days):\n  ${link}`);
}

/** A server that answers, and where; `away` says why the database does not. */
interface Up {
  app: App;
  listening: string;
  away: unknown;
}

/** Everything until the address is printed. */
async function bringUp(runtime: Runtime, createApp: CreateApp, stopping: AbortSignal, print: (line: string) => void): Promise<Up> {
  const { config } = runtime.platform;
  // PostgreSQL starts meanwhile.
  const [{ away, ours }, app] = await Promise.all([prepareDatabase(runtime, stopping, print), makeApp(runtime.platform, createApp)]);
  if (ours && away === null) await app.firstLoad(print);
  await app.start();
  // Our own database does not start and there is no snapshot: whoever runs this must see it, not the readers.
  if (ours && away !== null && !app.isReady()) throw away;
  await listen(app.server, config.host, config.port);
  const listening = addressOf(app.server, config.host);
  runtime.announce(listening);
  print(`fanal is ready: ${listening}`);
  return { app, listening, away };
}

/** Until SIGTERM or Ctrl-C. */
function untilTold(): Promise<"told"> {
  return Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]).then(() => "told");
}

/** What need not be waited for: readers are served already. */
async function settleIn({ app, listening, away }: Up, stopping: AbortSignal, print: (line: string) => void): Promise<void> {
  if (away === null) await sayWelcome(app, listening, print);
  if (!stopping.aborted) app.work();
}

/** Serves until told; told while still starting, it ends at once: what was half-way is rolled back and goes on next time. */
async function serve(runtime: Runtime, createApp: CreateApp, print: (line: string) => void): Promise<void> {
  const told = untilTold();
  const stopping = new AbortController();
  const up = bringUp(runtime, createApp, stopping.signal, print);
  const first = await Promise.race([up, told]);
  const settled = first === "told" ? null : settleIn(first, stopping.signal, print);
  await told;
  print("Stopping…");
  stopping.abort();
  if (first === "told") return void up.catch(() => undefined);
  await settled;
  await first.app.server.close();
  await first.app.stop();
}

/** `fanal start`: database, migrations, first load, web server; ends cleanly on SIGTERM or Ctrl-C. */
export function startCommand(createApp: CreateApp): Command {
  return {
    name: "start",
    usage: ["start"],
    summary: "start everything on this machine and print the address",
    run: async ({ words, config, print }) => {
      if (words.length > 0) throw new UsageError(`start takes no words ("${words[0]}")`);
      const runtime = await openRuntime(config);
      try {
        await serve(runtime, createApp, print);
      } finally {
        await runtime.close();
      }
      print("Stopped.");
      return 0;
    },
  };
}
