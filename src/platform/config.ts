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

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && ["http:", "https:"].includes(new URL(value).protocol);
}

/** What is wrong with one setting's value, or null. */
const WRONG: { [Name in keyof typeof SETTINGS]?: (value: string) => string | null } = {
  HOST: (value) => (/[\s/]/.test(value) ? "is not a host name or address" : null),
  PORT: (value) => (/^\d{1,5}$/.test(value) && Number(value) <= 65535 ? null : "is not a port number; use 0 to 65535"),
  DATABASE_URL: (value) => (value === "" || /^postgres(ql)?:\/\/\S+$/.test(value) ? null : "is not a postgres:// address"),
  LOG_LEVEL: (value) => (LOG_LEVELS.some((level) => level === value) ? null : `is not a level; use ${LOG_LEVELS.join(", ")}`),
  FANAL_PUBLIC_URL: (value) => (value === "" || isWebAddress(value) ? null : "is not an http:// or https:// address"),
  FANAL_EXIT_URL: (value) => (isWebAddress(value) ? null : "is not an http:// or https:// address"),
  FANAL_PHONE_LIVE: (value) => (["yes", "no"].includes(value) ? null : "is neither yes nor no"),
};

/** Shown in a fault, unless it may hold a password. */
function shown(name: string, value: string): string {
  return name === "DATABASE_URL" ? "its value" : `"${value}"`;
}

function faultsOf(environment: Environment): string[] {
  return Object.entries(WRONG).flatMap(([name, wrong]) => {
    const value = read(environment, name as keyof typeof SETTINGS);
    const why = wrong(value);
    return why === null ? [] : [`${name}: ${shown(name, value)} ${why}.`];
  });
}

/** Reads and checks the environment. Returns the configuration, or every fault at once, one sentence each. */
export function readConfig(environment: Environment): { config: Config } | { faults: string[] } {
  const faults = faultsOf(environment);
  if (faults.length > 0) return { faults };
  const setting = (name: keyof typeof SETTINGS) => read(environment, name);
  const [host, port] = [setting("HOST"), Number(setting("PORT"))];
  const here = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  return {
    config: {
      host,
      port,
      dataDir: resolve(setting("FANAL_DATA_DIR")),
      databaseUrl: setting("DATABASE_URL") || null,
      logLevel: setting("LOG_LEVEL") as Config["logLevel"],
      publicUrl: (setting("FANAL_PUBLIC_URL") || here).replace(/\/+$/, ""),
      exitUrl: setting("FANAL_EXIT_URL"),
      phoneLive: setting("FANAL_PHONE_LIVE") === "yes",
      operator: setting("FANAL_OPERATOR"),
    },
  };
}
