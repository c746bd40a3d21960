import type pg from "pg";
import { ensureSources, type Client } from "./entities.store.ts";
import type { FieldProposal, Writer } from "./protection.ts";

/** Of a source that nobody ranked. */
export const DEFAULT_PRIORITY = 50;

/** What is known of a source; what is left out stays as it is. */
export interface SourceCard {
  id: string;
  name?: string | undefined;
  owner?: string | undefined;
  licence?: string | undefined;
  url?: string | undefined;
  priority?: number | undefined;
}

/** Adds a source, or completes what is known of it. */
export async function saveSource(db: pg.Pool | Client, { id, name, owner, licence, url, priority }: SourceCard): Promise<void> {
  await db.query(
    `INSERT INTO source (id, name, owner, licence, url, priority) VALUES ($1, coalesce($2, $1), $3, $4, $5, coalesce($6::smallint, ${DEFAULT_PRIORITY}))
     ON CONFLICT (id) DO UPDATE SET name = coalesce($2, source.name), owner = coalesce($3, source.owner), licence = coalesce($4, source.licence),
       url = coalesce($5, source.url), priority = coalesce($6::smallint, source.priority)`,
    [id, name ?? null, owner ?? null, licence ?? null, url ?? null, priority ?? null],
  );
}

/** The priorities of all sources; one that is not listed has the default. */
export async function readPriorities(db: pg.Pool | Client): Promise<(source: string) => number> {
  const { rows } = await db.query<{ id: string; priority: number }>("SELECT id, priority FROM source");
  const priorities = new Map(rows.map(({ id, priority }) => [id, priority]));
  return (source) => priorities.get(source) ?? DEFAULT_PRIORITY;
}

/** The last writer of each field of these entities. */
export async function readWriters(client: Client, ids: string[]): Promise<Map<string, Writer[]>> {
  const writers = new Map<string, Writer[]>();
  if (ids.length === 0) return writers;
  const { rows } = await client.query<Omit<Writer, "id"> & { id: string; entityId: string }>(
    `SELECT DISTINCT ON (entity_id, field) id, entity_id AS "entityId", field, imported, source FROM change WHERE entity_id = ANY($1::uuid[]) ORDER BY entity_id, field, id DESC`,
    [ids],
  );
  for (const { entityId, id, ...writer } of rows) writers.set(entityId, [...(writers.get(entityId) ?? []), { ...writer, id: Number(id) }]);
  return writers;
}

/**
 * Keeps what an import proposes. `looked`: everything it spoke of; what its source proposed of that before
 * and no longer does is superseded. Returns how many proposals are new.
 */
export async function keepProposals(client: Client, proposals: readonly FieldProposal[], looked: readonly { entityId: string; source: string }[], at: string): Promise<number> {
  const wanted = proposals.map(({ entityId, ...proposal }) => ({ ...proposal, entity_id: entityId }));
  await client.query(
    `UPDATE field_proposal p SET state = 'superseded' FROM jsonb_to_recordset($2::jsonb) AS l("entityId" uuid, source text)
     WHERE p.entity_id = l."entityId" AND p.source = l.source AND p.state IN ('new', 'refused') AND NOT EXISTS (
       SELECT 1 FROM jsonb_to_recordset($1::jsonb) AS w(entity_id uuid, field text, proposed jsonb, source text)
       WHERE w.entity_id = p.entity_id AND w.field = p.field AND w.source = p.source AND w.proposed IS NOT DISTINCT FROM p.proposed)`,
    [JSON.stringify(wanted), JSON.stringify(looked)],
  );
  if (proposals.length === 0) return 0;
  await ensureSources(client, proposals.map(({ source }) => source));
  const { rows } = await client.query<{ isNew: boolean }>(
    `INSERT INTO field_proposal AS p (entity, entity_id, field, current, proposed, source, at)
     SELECT entity, entity_id, field, current, proposed, source, $2 FROM jsonb_to_recordset($1::jsonb) AS w(entity text, entity_id uuid, field text, current jsonb, proposed jsonb, source text)
     ON CONFLICT (entity_id, field, source) WHERE state IN ('new', 'refused') DO UPDATE SET current = excluded.current WHERE p.current IS DISTINCT FROM excluded.current
     RETURNING xmax = 0 AS "isNew"`,
    [JSON.stringify(wanted), at],
  );
  return rows.filter(({ isNew }) => isNew).length;
}
