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
  /** Records this long overdue for verification leave the results (days); null: they only say so. */
  overdueDays: number | null;
  mail: MailConfig;
  /** Protects what staff codes are made from; null: a file of the data folder does. */
  secretKey: string | null;
  /** The operator's own directory of people (OpenID Connect); null: staff sign in with fanal only. */
  oidc: { issuer: string; clientId: string; clientSecret: string; label: string } | null;
}

/** How letters leave, and how what comes back is read. */
export interface MailConfig {
  /** The server that takes letters; null: nothing leaves, letters stay in the outbox. */
  smtpUrl: string | null;
  /** Who letters are from, e.g. `211 <bonjour@example.org>`. */
  from: string;
  /** The domain of return paths, Message-IDs and signatures. */
  domain: string;
  /** Most letters that leave in a minute, all connections together. */
  perMinute: number;
  /** Key (a PEM file) and selector of the DKIM signature. */
  dkim: { keyFile: string; selector: string } | null;
  /** Every letter goes to this one address instead of its own. */
  redirect: string | null;
  /** An address that gets a copy of every letter in the same SMTP transaction, and is read at `imapUrl`: the proof that a letter left. */
  journal: string | null;
  /** The mailbox that gets what comes back, and the journal's copies. */
  imapUrl: string | null;
  /** What a mail provider must say to report bounces to us; null: that door is closed. */
  bounceSecret: string | null;
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
  FANAL_OVERDUE_DAYS: { fallback: "", what: "records overdue for verification by more days than this leave the results; unset: they only say so" },
  FANAL_SMTP_URL: { fallback: "", what: "smtp(s)://user:password@host:port that takes letters; unset: nothing leaves" },
  FANAL_MAIL_FROM: { fallback: "fanal 211 <211@localhost>", what: "who letters are from" },
  FANAL_MAIL_DOMAIN: { fallback: "", what: "domain of return paths and signatures; unset: that of FANAL_MAIL_FROM" },
  FANAL_MAIL_PER_MINUTE: { fallback: "300", what: "most letters that leave in a minute" },
  FANAL_DKIM_KEY_FILE: { fallback: "", what: "PEM file of the key that signs letters (DKIM)" },
  FANAL_DKIM_SELECTOR: { fallback: "fanal", what: "selector of that key in the DNS" },
  FANAL_MAIL_REDIRECT: { fallback: "", what: "test mailbox that gets every letter instead of its recipient" },
  FANAL_MAIL_JOURNAL: { fallback: "", what: "address that gets a copy of each letter, read at FANAL_IMAP_URL: proof that it left" },
  FANAL_IMAP_URL: { fallback: "", what: "imap(s)://user:password@host:port that gets bounces and the journal" },
  FANAL_BOUNCE_SECRET: { fallback: "", what: "secret of POST /api/mail/bounces; unset: that door is closed" },
  FANAL_SECRET_KEY: { fallback: "", what: "32 random bytes in base64url, the same on every node; unset: a file of the data folder" },
  FANAL_OIDC_ISSUER: { fallback: "", what: "address of your OpenID Connect provider, for staff to sign in with" },
  FANAL_OIDC_CLIENT_ID: { fallback: "", what: "what your provider calls fanal" },
  FANAL_OIDC_CLIENT_SECRET: { fallback: "", what: "the secret that your provider gave fanal" },
  FANAL_OIDC_LABEL: { fallback: "", what: "name of your provider on the sign-in page; unset: its host" },
} as const;

type Environment = Record<string, string | undefined>;

function read(environment: Environment, name: keyof typeof SETTINGS): string {
  return environment[name]?.trim() || SETTINGS[name].fallback;
}

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && ["http:", "https:"].includes(new URL(value).protocol);
}

function isMailAddress(value: string): boolean {
  return /^[^\s@<>]+@[^\s@<>]+$/.test(value);
}

/** The bare address of `Name <address>`. */
function bareAddress(value: string): string {
  return /<([^<>]*)>\s*$/.exec(value)?.[1] ?? value;
}

const maybeMailAddress = (value: string) => (value === "" || isMailAddress(value) ? null : "is not an e-mail address");

function isProvider(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === "https:" || (protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname));
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
  FANAL_OVERDUE_DAYS: (value) => (/^\d{0,4}$/.test(value) ? null : "is not a number of days from 0 to 9999"),
  FANAL_SMTP_URL: (value) => (value === "" || (/^smtps?:\/\//.test(value) && URL.canParse(value)) ? null : "is not an smtp:// or smtps:// address"),
  FANAL_MAIL_FROM: (value) => (isMailAddress(bareAddress(value)) ? null : "is not an e-mail address"),
  FANAL_MAIL_DOMAIN: (value) => (/^[A-Za-z0-9.-]*$/.test(value) ? null : "is not a domain"),
  FANAL_MAIL_PER_MINUTE: (value) => (/^[1-9]\d{0,5}$/.test(value) ? null : "is not a number from 1 to 999999"),
  FANAL_MAIL_REDIRECT: maybeMailAddress,
  FANAL_MAIL_JOURNAL: maybeMailAddress,
  FANAL_IMAP_URL: (value) => (value === "" || (/^imaps?:\/\//.test(value) && URL.canParse(value)) ? null : "is not an imap:// or imaps:// address"),
  FANAL_BOUNCE_SECRET: (value) => (value === "" || value.length >= 20 ? null : "is too short; use at least 20 characters"),
  FANAL_SECRET_KEY: (value) => (value === "" || /^[\w-]{43,}$/.test(value) ? null : "is not 32 bytes in base64url (43 letters, digits, - or _)"),
  FANAL_OIDC_ISSUER: (value) => (value === "" || isProvider(value) ? null : "is not an https:// address"),
};

const SECRETS = new Set(["DATABASE_URL", "FANAL_SMTP_URL", "FANAL_IMAP_URL", "FANAL_BOUNCE_SECRET", "FANAL_SECRET_KEY", "FANAL_OIDC_CLIENT_SECRET"]);

/** Shown in a fault, unless it may hold a password. */
function shown(name: string, value: string): string {
  return SECRETS.has(name) ? "its value" : `"${value}"`;
}

/** A provider without its client would fail at every sign-in. */
function oidcFaults(environment: Environment): string[] {
  if (!read(environment, "FANAL_OIDC_ISSUER")) return [];
  return (["FANAL_OIDC_CLIENT_ID", "FANAL_OIDC_CLIENT_SECRET"] as const).filter((name) => !read(environment, name)).map((name) => `${name}: is missing; FANAL_OIDC_ISSUER needs it.`);
}

function readOidc(environment: Environment): Config["oidc"] {
  const issuer = read(environment, "FANAL_OIDC_ISSUER");
  if (!issuer) return null;
  return { issuer, clientId: read(environment, "FANAL_OIDC_CLIENT_ID"), clientSecret: read(environment, "FANAL_OIDC_CLIENT_SECRET"), label: read(environment, "FANAL_OIDC_LABEL") || new URL(issuer).host };
}

function faultsOf(environment: Environment): string[] {
  const each = Object.entries(WRONG).flatMap(([name, wrong]) => {
    const value = read(environment, name as keyof typeof SETTINGS);
    const why = wrong(value);
    return why === null ? [] : [`${name}: ${shown(name, value)} ${why}.`];
  });
  return [...each, ...oidcFaults(environment)];
}

function readMail(setting: (name: keyof typeof SETTINGS) => string): MailConfig {
  const keyFile = setting("FANAL_DKIM_KEY_FILE");
  return {
    smtpUrl: setting("FANAL_SMTP_URL") || null,
    from: setting("FANAL_MAIL_FROM"),
    domain: setting("FANAL_MAIL_DOMAIN") || bareAddress(setting("FANAL_MAIL_FROM")).split("@")[1]!,
    perMinute: Number(setting("FANAL_MAIL_PER_MINUTE")),
    dkim: keyFile ? { keyFile: resolve(keyFile), selector: setting("FANAL_DKIM_SELECTOR") } : null,
    redirect: setting("FANAL_MAIL_REDIRECT") || null,
    journal: setting("FANAL_MAIL_JOURNAL") || null,
    imapUrl: setting("FANAL_IMAP_URL") || null,
    bounceSecret: setting("FANAL_BOUNCE_SECRET") || null,
  };
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
      overdueDays: setting("FANAL_OVERDUE_DAYS") === "" ? null : Number(setting("FANAL_OVERDUE_DAYS")),
      mail: readMail(setting),
      secretKey: setting("FANAL_SECRET_KEY") || null,
      oidc: readOidc(environment),
    },
  };
}
