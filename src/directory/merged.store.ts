import type { ServiceRecord } from "./directory.contract.ts";
import type { Client } from "./entities.store.ts";

/** Where these ids are told now, for those that were merged into others. */
export async function mergedAmong(client: Client, ids: string[]): Promise<Map<string, string>> {
  const { rows } = await client.query<{ id: string; into: string }>(`SELECT id, into_id AS "into" FROM merged WHERE id = ANY($1::uuid[])`, [ids]);
  return new Map(rows.map(({ id, into }) => [id, into]));
}

/**
 * Records as imports name them, with merged organisations and locations under the ids that were kept.
 * A service that was merged is told by the one it was merged into: it is left out.
 */
export async function withoutMerged(client: Client, records: readonly ServiceRecord[]): Promise<ServiceRecord[]> {
  const merged = await mergedAmong(client, records.flatMap(({ id, organization, at }) => [id, organization.id, ...at.map(({ location }) => location.id)]));
  if (merged.size === 0) return [...records];
  const renamed = <E extends { id: string }>(entity: E): E => ({ ...entity, id: merged.get(entity.id) ?? entity.id });
  return records
    .filter(({ id }) => !merged.has(id))
    .map((record) => ({ ...record, organization: renamed(record.organization), at: record.at.map((place) => ({ ...place, location: renamed(place.location) })) }));
}
