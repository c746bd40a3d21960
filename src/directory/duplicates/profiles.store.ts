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
  SELECT o.id, ARRAY(SELECT t.name FROM organization_text t WHERE t.organization_id = o.id AND t.lang = 'fr') AS fr,
    ARRAY(SELECT t.name FROM organization_text t WHERE t.organization_id = o.id AND t.lang = 'en') AS en,
    coalesce(o.external_ids ->> 'NEQ', o.external_ids ->> 'neq') AS neq,
    array_remove(ARRAY[o.website] || array_agg(DISTINCT s.website), NULL) AS websites,
    array_agg(DISTINCT s.source) AS sources,
    coalesce((SELECT array_agg(DISTINCT p.number) FROM phone p WHERE p.kind <> 'fax' AND (p.organization_id = o.id
      OR p.service_at_location_id IN (SELECT a.id FROM service_at_location a JOIN service x ON x.id = a.service_id WHERE x.organization_id = o.id))), '{}') AS phones,
    place.address, place.city, place.postal_code AS "postalCode", place.lat, place.lon
  FROM organization o JOIN service s ON s.organization_id = o.id AND s.visibility <> 'closed'
  LEFT JOIN LATERAL (
    SELECT min(l.address) AS address, min(l.city) AS city, min(l.postal_code) AS postal_code,
      min(l.lat) FILTER (WHERE l.point_source = 'exact') AS lat, min(l.lon) FILTER (WHERE l.point_source = 'exact') AS lon
    FROM (SELECT DISTINCT l.* FROM service x JOIN service_at_location a ON a.service_id = x.id JOIN location l ON l.id = a.location_id
      WHERE x.organization_id = o.id AND NOT l.confidential AND l.kind = 'physical') l HAVING count(*) = 1) place ON true
  GROUP BY o.id, place.address, place.city, place.postal_code, place.lat, place.lon`;

const LOCATIONS = `
  SELECT l.id, l.address, l.city, l.postal_code AS "postalCode", CASE l.point_source WHEN 'exact' THEN l.lat END AS lat, CASE l.point_source WHEN 'exact' THEN l.lon END AS lon,
    array_remove(array_agg(DISTINCT coalesce(lt.name, ot.name)) FILTER (WHERE ot.lang = 'fr'), NULL) AS fr,
    array_remove(array_agg(DISTINCT coalesce(lt.name, ot.name)) FILTER (WHERE ot.lang = 'en'), NULL) AS en,
    coalesce((SELECT array_agg(DISTINCT p.number) FROM phone p JOIN service_at_location x ON x.id = p.service_at_location_id WHERE x.location_id = l.id AND p.kind <> 'fax'), '{}') AS phones,
    array_agg(DISTINCT s.source) AS sources, NULL AS neq, '{}'::text[] AS websites
  FROM location l JOIN service_at_location a ON a.location_id = l.id JOIN service s ON s.id = a.service_id AND s.visibility <> 'closed'
  JOIN organization_text ot ON ot.organization_id = s.organization_id LEFT JOIN location_text lt ON lt.location_id = l.id AND lt.lang = ot.lang
  WHERE NOT l.confidential AND l.kind = 'physical' GROUP BY l.id`;

/** A location where many organisations are is told by some of them. */
const MOST_NAMES = 4;

const READ: Record<DuplicateKind, string> = { organization: ORGANIZATIONS, location: LOCATIONS };

/** Every organisation or location that is not closed, ready to be compared. */
export async function readProfiles(pool: pg.Pool, kind: DuplicateKind): Promise<SourcedProfile[]> {
  const { rows } = await pool.query<Row>(READ[kind]);
  return rows.map(({ sources, lat, lon, fr, en, ...known }) => {
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
