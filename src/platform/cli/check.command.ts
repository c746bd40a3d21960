import { version } from "./program.ts";
import { pendingMigrations } from "../db/migrate.ts";
import { messageOf } from "../errors.ts";
import type { Platform } from "../platform.ts";
import { joinRuntime } from "../runtime.ts";
import type { Command } from "./command.ts";

/** One thing that `fanal check` looked at; `todo` says what to do when it is not well. */
export interface Finding {
  what: string;
  ok: boolean;
  found: string;
  todo?: string;
}

export type Check = (platform: Platform) => Promise<Finding[]>;

const MINIMUM_POSTGRES = 15;

async function checkDatabase(platform: Platform): Promise<Finding[]> {
  try {
    const { rows } = await platform.pool.query<{ version: string }>("SELECT current_setting('server_version') AS version");
    const found = rows[0]!.version;
    const recent = Number.parseInt(found, 10) >= MINIMUM_POSTGRES;
    const pending = await pendingMigrations(platform.pool);
    return [
      { what: "PostgreSQL", ok: recent, found, todo: `use version ${MINIMUM_POSTGRES} or newer` },
      { what: "migrations", ok: pending.length === 0, found: pending.length === 0 ? "up to date" : `${pending.length} missing`, todo: "run: fanal migrate" },
    ];
  } catch (error) {
    return [{ what: "PostgreSQL", ok: false, found: messageOf(error), todo: "start it, or correct DATABASE_URL" }];
  }
}

function checkConfig(platform: Platform): Finding[] {
  const { host, port, dataDir, databaseUrl, publicUrl } = platform.config;
  return [
    { what: "fanal", ok: true, found: version() },
    { what: "Node", ok: Number(process.versions.node.split(".")[0]) >= 24, found: process.version, todo: "run: npm ci" },
    { what: "configuration", ok: true, found: `http://${host}:${port}, seen as ${publicUrl}` },
    { what: "database", ok: true, found: databaseUrl ? "yours (DATABASE_URL)" : `fanal's own, under ${dataDir}` },
  ];
}

function line({ what, ok, found, todo }: Finding): string {
  return `  ${ok ? "ok  " : "FIX "} ${what.padEnd(16)}${found}${ok || !todo ? "" : ` → ${todo}`}`;
}

/** `fanal check`: what is wrong and what to do. Exit 0 when all is well, 1 otherwise. */
export function checkCommand(checks: readonly Check[]): Command {
  return {
    name: "check",
    usage: ["check"],
    summary: "look at configuration, database, data and versions; say what to do",
    run: async ({ config, print }) => {
      const runtime = await joinRuntime(config);
      try {
        const findings = [...checkConfig(runtime.platform), ...(await checkDatabase(runtime.platform))];
        const healthy = findings.every(({ ok }) => ok);
        if (healthy) for (const check of checks) findings.push(...(await check(runtime.platform)));
        for (const finding of findings) print(line(finding));
        const wrong = findings.filter(({ ok }) => !ok).length;
        print(wrong === 0 ? "All is well." : `${wrong} to fix.`);
        return wrong === 0 ? 0 : 1;
      } finally {
        await runtime.close();
      }
    },
  };
}
