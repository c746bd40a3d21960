import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { FanalError } from "../errors.ts";
import { MIGRATIONS_DIR } from "../paths.ts";

/** Any number: keeps two processes from migrating at once. */
const LOCK = 2_110_211;

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(MIGRATIONS_DIR)).filter((name) => /^\d{14}_\w+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(MIGRATIONS_DIR, name), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

function changedFault(name: string): FanalError {
  return new FanalError("migrationChanged", 500, {
    fr: `La migration ${name} a changé après avoir été appliquée. Ajoutez une nouvelle migration au lieu de modifier celle-ci.`,
    en: `Migration ${name} was changed after it ran. Add a new migration instead of editing this one.`,
  });
}

async function appliedChecksums(client: pg.PoolClient): Promise<Map<string, string>> {
  await client.query("CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())");
  const { rows } = await client.query<{ name: string; checksum: string }>("SELECT name, checksum FROM migration");
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

async function applyOne(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(migration.sql);
    await client.query("INSERT INTO migration (name, checksum) VALUES ($1, $2)", [migration.name, migration.checksum]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

/** Applies the forward-only migrations that are missing, each in its own transaction. Returns their names. */
export async function migrate(pool: pg.Pool): Promise<string[]> {
  const migrations = await readMigrations();
  const client = await pool.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    const applied = await appliedChecksums(client);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    const changed = migrations.find(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum);
    if (changed) throw changedFault(changed.name);
    for (const migration of missing) await applyOne(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [LOCK]).catch(() => undefined);
    client.release();
  }
}

/** Migrations that this build knows and the database lacks. Throws when the database cannot be read. */
export async function pendingMigrations(pool: pg.Pool): Promise<string[]> {
  const migrations = await readMigrations();
  const { rows } = await pool.query<{ known: boolean }>("SELECT to_regclass('migration') IS NOT NULL AS known");
  if (!rows[0]?.known) return migrations.map(({ name }) => name);
  const applied = await pool.query<{ name: string }>("SELECT name FROM migration");
  const names = new Set(applied.rows.map((row) => row.name));
  return migrations.filter(({ name }) => !names.has(name)).map(({ name }) => name);
}
