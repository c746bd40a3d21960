import { resolve } from "node:path";

export const LOG_LEVELS = ["silent", "error", "warn", "info", "debug"] as const;

export interface Config {
  host: string;
  port: number;
  /** Where fanal keeps its own PostgreSQL and its snapshots. */
  dataDir: string;
  /** Someone else's PostgreSQL; null: fanal runs its own under `dataDir`. */
  databaseUrl: string | null;
  logLevel: (typeof LOG_LEVELS)[number];
  /** Address that people see, for links in print, calendars and the sitemap. */
  publicUrl: string;
  /** Where "quit quickly" leads: a neutral page. */
  exitUrl: string;
  /** The telephone service is open to the public of this installation. */
  phoneLive: boolean;
  /** Name of the organisation that runs this installation. */
  operator: string;
}

/** Every setting: its variable, default, and what it does. `fanal check` and the docs read this. */
export const SETTINGS = {
  HOST: { fallback: "127.0.0.1", what: "address to listen on" },
  PORT: { fallback: "2110", what: "port to listen on (0: any free one)" },
  FANAL_DATA_DIR: { fallback: "./var", what: "folder of fanal's own database and snapshots" },
  DATABASE_URL: { fallback: "", what: "postgres://… of your own PostgreSQL 15+; unset: fanal runs its own" },
  LOG_LEVEL: { fallback: "info", what: `one of ${LOG_LEVELS.join(", ")}` },
  FANAL_PUBLIC_URL: { fallback: "", what: "https address that people see; unset: http://HOST:PORT" },
  FANAL_EXIT_URL: { fallback: "https://www.meteomedia.com/ca", what: "neutral page of the quick exit" },
  FANAL_PHONE_LIVE: { fallback: "no", what: "yes once 2-1-1 rings at this installation" },
  FANAL_OPERATOR: { fallback: "", what: "name of the organisation that runs this installation" },
} as const;

type Environment = Record<string, string | undefined>;

function read(environment: Environment, name: keyof typeof SETTINGS): string {
  return environment[name]?.trim() || SETTINGS[name].fallback;
}

function isUrl(value: string, schemes: string[]): boolean {
  return URL.canParse(value) && schemes.includes(new URL(value).protocol);
}

/** Reads and checks the environment. Returns the configuration, or every fault at once, one sentence each. */
export function readConfig(environment: Environment): { config: Config } | { faults: string[] } {
  const faults: string[] = [];
  const fault = (name: string, why: string) => faults.push(`${name}: ${why}`);

  const port = Number(read(environment, "PORT"));
  if (!Number.isInteger(port) || port < 0 || port > 65535) fault("PORT", `"${environment["PORT"]}" is not a port number; use 0 to 65535.`);
  const logLevel = LOG_LEVELS.find((level) => level === read(environment, "LOG_LEVEL"));
  if (!logLevel) fault("LOG_LEVEL", `"${environment["LOG_LEVEL"]}" is not a level; use ${LOG_LEVELS.join(", ")}.`);
  const databaseUrl = read(environment, "DATABASE_URL");
  if (databaseUrl && !/^postgres(ql)?:\/\/\S+$/.test(databaseUrl)) fault("DATABASE_URL", "not a postgres:// address.");
  const host = read(environment, "HOST");
  if (/[\s/]/.test(host)) fault("HOST", `"${host}" is not a host name or address.`);
  const publicUrl = read(environment, "FANAL_PUBLIC_URL") || `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  if (!isUrl(publicUrl, ["http:", "https:"])) fault("FANAL_PUBLIC_URL", "not an http:// or https:// address.");
  const exitUrl = read(environment, "FANAL_EXIT_URL");
  if (!isUrl(exitUrl, ["http:", "https:"])) fault("FANAL_EXIT_URL", "not an http:// or https:// address.");
  const phoneLive = read(environment, "FANAL_PHONE_LIVE");
  if (!["yes", "no"].includes(phoneLive)) fault("FANAL_PHONE_LIVE", `"${phoneLive}" is neither yes nor no.`);

  if (faults.length > 0 || !logLevel) return { faults };
  return {
    config: {
      host,
      port,
      dataDir: resolve(read(environment, "FANAL_DATA_DIR")),
      databaseUrl: databaseUrl || null,
      logLevel,
      publicUrl: publicUrl.replace(/\/+$/, ""),
      exitUrl,
      phoneLive: phoneLive === "yes",
      operator: read(environment, "FANAL_OPERATOR"),
    },
  };
}
