import type pg from "pg";
import type { Candidate } from "./find-duplicates.ts";
import { profileOf, type Known, type Profile } from "./profile.ts";

/** What duplicates are looked for among. */
export const DUPLICATE_KINDS = ["organization", "location"] as const;
export type DuplicateKind = (typeof DUPLICATE_KINDS)[number];

/** An organisation or a location with the sources that speak of it. */
export interface SourcedProfile extends Profile {
  sources: string[];
  name: string;
}

interface Row extends Omit<Known, "point" | "names"> {
  fr: string[] | null;
  en: string[] | null;
  lat: number | null;
  lon: number | null;
  sources: string[];
}

// Confidential places are compared by their organisation only: their address is not even read.
const ORGANIZATIONS = `
  WITH open AS (SELECT id, organization_id, source, website FROM service WHERE visibility <> 'closed'),
  told AS (SELECT organization_id AS id, array_agg(DISTINCT source) AS sources, array_agg(DISTINCT website) FILTER (WHERE website IS NOT NULL) AS websites FROM open GROUP BY 1),
  named AS (SELECT organization_id AS id, array_agg(name) FILTER (WHERE lang = 'fr') AS fr, array_agg(name) FILTER (WHERE lang = 'en') AS en FROM organization_text GROUP BY 1),
  called AS (SELECT id, array_agg(DISTINCT number) AS phones FROM (
    SELECT organization_id AS id, number FROM phone WHERE organization_id IS NOT NULL AND kind <> 'fax'
    UNION ALL SELECT s.organization_id, p.number FROM open s JOIN service_at_location a ON a.service_id = s.id JOIN phone p ON p.service_at_location_id = a.id AND p.kind <> 'fax') n GROUP BY 1),
  placed AS (SELECT s.organization_id AS id, min(l.id::text)::uuid AS location_id FROM open s JOIN service_at_location a ON a.service_id = s.id
    JOIN location l ON l.id = a.location_id AND NOT l.confidential AND l.kind = 'physical' GROUP BY 1 HAVING count(DISTINCT l.id) = 1)
  SELECT o.id, named.fr, named.en, coalesce(o.external_ids ->> 'NEQ', o.external_ids ->> 'neq') AS neq, told.sources,
    array_remove(o.website || coalesce(told.websites, '{}'), NULL) AS websites, coalesce(called.phones, '{}') AS phones,
    l.address, l.city, l.postal_code AS "postalCode", CASE l.point_source WHEN 'exact' THEN l.lat END AS lat, CASE l.point_source WHEN 'exact' THEN l.lon END AS lon
  FROM organization o JOIN told USING (id) JOIN named USING (id) LEFT JOIN called USING (id) LEFT JOIN placed USING (id) LEFT JOIN location l ON l.id = placed.location_id`;

const LOCATIONS = `
  WITH offered AS (SELECT a.id AS at_id, a.location_id AS id, s.organization_id, s.source FROM service_at_location a JOIN service s ON s.id = a.service_id AND s.visibility <> 'closed'),
  told AS (SELECT id, array_agg(DISTINCT source) AS sources FROM offered GROUP BY 1),
  named AS (SELECT o.id, array_agg(DISTINCT coalesce(lt.name, ot.name)) FILTER (WHERE ot.lang = 'fr') AS fr, array_agg(DISTINCT coalesce(lt.name, ot.name)) FILTER (WHERE ot.lang = 'en') AS en
    FROM (SELECT DISTINCT id, organization_id FROM offered) o JOIN organization_text ot ON ot.organization_id = o.organization_id LEFT JOIN location_text lt ON lt.location_id = o.id AND lt.lang = ot.lang GROUP BY 1),
  called AS (SELECT o.id, array_agg(DISTINCT p.number) AS phones FROM offered o JOIN phone p ON p.service_at_location_id = o.at_id AND p.kind <> 'fax' GROUP BY 1)
  SELECT l.id, l.address, l.city, l.postal_code AS "postalCode", CASE l.point_source WHEN 'exact' THEN l.lat END AS lat, CASE l.point_source WHEN 'exact' THEN l.lon END AS lon,
    named.fr, named.en, coalesce(called.phones, '{}') AS phones, told.sources, NULL AS neq, '{}'::text[] AS websites
  FROM location l JOIN told USING (id) JOIN named USING (id) LEFT JOIN called USING (id) WHERE NOT l.confidential AND l.kind = 'physical'`;

const READ: Record<DuplicateKind, string> = { organization: ORGANIZATIONS, location: LOCATIONS };

/** A location where many organisations are is told by some of them. */
const MOST_NAMES = 4;

/** One reading of the whole directory: longer than a page may take, and joined by hashing, whatever the planner knows of new tables. */
async function readWhole(pool: pg.Pool, sql: string): Promise<Row[]> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN READ ONLY");
    await client.query("SET LOCAL statement_timeout = '10min'; SET LOCAL enable_nestloop = off");
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.query("ROLLBACK").catch(() => undefined);
    client.release();
  }
}

/** Every organisation or location that is not closed, ready to be compared. */
export async function readProfiles(pool: pg.Pool, kind: DuplicateKind): Promise<SourcedProfile[]> {
  return (await readWhole(pool, READ[kind])).map(({ sources, lat, lon, fr, en, ...known }) => {
    const names = { fr: (fr ?? []).slice(0, MOST_NAMES), en: (en ?? []).slice(0, MOST_NAMES) };
    return { ...profileOf({ ...known, names, point: lat === null || lon === null ? null : { lat, lon } }), sources, name: names.fr[0] ?? names.en[0] ?? known.id };
  });
}

/** The organisations or locations that an import created: those whose history begins at its instant. */
export async function createdAt(pool: pg.Pool, kind: DuplicateKind, at: Date): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>("SELECT entity_id AS id FROM change WHERE entity = $1 AND at = $2 AND field IS NULL AND before IS NULL", [kind, at]);
  return new Set(rows.map(({ id }) => id));
}

/** Keeps candidate pairs; returns those that nobody said to be different. */
export async function keepCandidates(pool: pg.Pool, kind: DuplicateKind, candidates: readonly Candidate[], at: Date): Promise<Candidate[]> {
  if (candidates.length === 0) return [];
  const rows = candidates.map(({ one, other, score, reasons }) => ({ one: one < other ? one : other, other: one < other ? other : one, score, reasons }));
  const { rows: different } = await pool.query<{ one: string; other: string }>(
    `WITH found AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(one uuid, other uuid, score real, reasons text[])),
     kept AS (INSERT INTO duplicate_candidate AS d (entity, one, other, score, reasons, found_at) SELECT $2, one, other, score, reasons, $3 FROM found
       ON CONFLICT (one, other) DO UPDATE SET score = excluded.score, reasons = excluded.reasons WHERE (d.score, d.reasons) IS DISTINCT FROM (excluded.score, excluded.reasons))
     SELECT d.one, d.other FROM duplicate_candidate d JOIN found f ON f.one = d.one AND f.other = d.other WHERE d.state = 'different'`,
    [JSON.stringify(rows), kind, at],
  );
  const decided = new Set(different.map(({ one, other }) => `${one} ${other}`));
  return candidates.filter(({ one, other }) => !decided.has(`${one} ${other}`) && !decided.has(`${other} ${one}`));
}

/** Someone looked: these two are not the same. False when they were never a candidate pair. */
export async function markDifferent(pool: pg.Pool, a: string, b: string): Promise<boolean> {
  const { rowCount } = await pool.query("UPDATE duplicate_candidate SET state = 'different' WHERE one = least($1::uuid, $2::uuid) AND other = greatest($1::uuid, $2::uuid)", [a, b]);
  return (rowCount ?? 0) > 0;
}
