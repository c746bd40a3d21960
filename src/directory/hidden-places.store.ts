import type { Client } from "./entities.store.ts";
import type { HiddenPlace } from "./published/withheld.ts";

/*
 * Where an organisation's confidential locations are: what none of its services may tell, whichever of them is there.
 */

/** By organisation, the places that it must not tell; those with none are left out. */
export type HiddenPlaces = ReadonlyMap<string, HiddenPlace[]>;

/** The hidden places of these organisations; null: of all. */
export async function readHiddenPlaces(client: Client, organizationIds: string[] | null): Promise<HiddenPlaces> {
  const { rows } = await client.query<{ id: string; places: HiddenPlace[] }>(
    "SELECT organization_id AS id, jsonb_agg(body ORDER BY location_id) AS places FROM hidden_place_entity WHERE $1::uuid[] IS NULL OR organization_id = ANY($1::uuid[]) GROUP BY organization_id",
    [organizationIds],
  );
  return new Map(rows.map(({ id, places }) => [id, places]));
}

/** By organisation, a short sum of what it must not tell. */
export type HiddenSums = ReadonlyMap<string, string>;

export async function readHiddenSums(client: Client): Promise<HiddenSums> {
  const { rows } = await client.query<{ id: string; sum: string }>("SELECT organization_id AS id, md5(string_agg(body::text, '' ORDER BY location_id)) AS sum FROM hidden_place_entity GROUP BY organization_id");
  return new Map(rows.map(({ id, sum }) => [id, sum]));
}

/** Every service of the organisations that must hide other places than before. */
export async function servicesHidingOtherwise(client: Client, before: HiddenSums): Promise<string[]> {
  const after = await readHiddenSums(client);
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter((id) => before.get(id) !== after.get(id));
  if (changed.length === 0) return [];
  const { rows } = await client.query<{ id: string }>("SELECT id FROM service WHERE organization_id = ANY($1::uuid[])", [changed]);
  return rows.map(({ id }) => id);
}
