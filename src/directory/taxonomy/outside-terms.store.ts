import type pg from "pg";
import { createNeedGuesser } from "../need-guess.ts";
import type { Needs } from "../needs.ts";
import type { OutsideTaxonomy, OutsideTerm } from "./taxonomy.contract.ts";

/*
 * Taxonomies from elsewhere, loaded beside ours: shown to staff, used by imports, never published.
 */

export interface OutsideCard {
  id: string;
  name: string;
  licence: string | null;
}

export type OutsideRow = Omit<OutsideTerm, "suggested">;

/** Loads a taxonomy, or a newer edition of it: what staff mapped stays. Returns how many terms it has. */
export async function saveOutsideTaxonomy(pool: pg.Pool, { id, name, licence }: OutsideCard, terms: readonly OutsideRow[], at: Date): Promise<number> {
  const rows = terms.map(({ code, parent, name: { fr, en }, need }) => ({ code, parent, name_fr: fr, name_en: en, need }));
  await pool.query(
    `WITH card AS (
       INSERT INTO outside_taxonomy (id, name, licence, loaded_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, licence = excluded.licence, loaded_at = excluded.loaded_at RETURNING id)
     INSERT INTO outside_term (taxonomy, code, parent, name_fr, name_en, need)
     SELECT card.id, r.code, r.parent, r.name_fr, r.name_en, r.need FROM card, jsonb_to_recordset($5::jsonb) AS r(code text, parent text, name_fr text, name_en text, need text)
     ON CONFLICT (taxonomy, code) DO UPDATE SET parent = excluded.parent, name_fr = excluded.name_fr, name_en = excluded.name_en, need = coalesce(outside_term.need, excluded.need)`,
    [id, name, licence, at, JSON.stringify(rows)],
  );
  await pool.query("DELETE FROM outside_term WHERE taxonomy = $1 AND NOT code = ANY($2::text[])", [id, terms.map(({ code }) => code)]);
  return terms.length;
}

export async function readOutsideTaxonomies(pool: pg.Pool): Promise<OutsideTaxonomy[]> {
  const { rows } = await pool.query<OutsideTaxonomy>("SELECT x.id, x.name, x.licence, count(t.code)::int AS terms, count(t.need)::int AS mapped FROM outside_taxonomy x LEFT JOIN outside_term t ON t.taxonomy = x.id GROUP BY x.id ORDER BY x.name");
  return rows;
}

/** The terms of a taxonomy, those to map first, with the needs that their names suggest. */
export async function readOutsideTerms(pool: pg.Pool, taxonomy: string, needs: Needs): Promise<OutsideTerm[]> {
  const { rows } = await pool.query<{ code: string; parent: string | null; fr: string | null; en: string | null; need: string | null }>("SELECT code, parent, name_fr AS fr, name_en AS en, need FROM outside_term WHERE taxonomy = $1 ORDER BY (need IS NOT NULL), code", [taxonomy]);
  const guesser = createNeedGuesser(needs);
  return rows.map(({ code, parent, fr, en, need }) => ({ code, parent, name: { fr, en }, need, suggested: need === null ? [...new Set([...guesser.ofText(fr ?? "", ""), ...guesser.ofText(en ?? "", "")])] : [] }));
}

/** Says which need a term is; null: none. False when there is no such term. */
export async function mapOutsideTerm(pool: pg.Pool, taxonomy: string, code: string, need: string | null): Promise<boolean> {
  return (await pool.query("UPDATE outside_term SET need = $3 WHERE taxonomy = $1 AND code = $2", [taxonomy, code, need])).rowCount === 1;
}

/** Needs of every mapped term, by its code, whichever taxonomy it is of. */
export async function readOutsideMap(pool: pg.Pool): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ code: string; need: string }>("SELECT code, need FROM outside_term WHERE need IS NOT NULL");
  return new Map(rows.map(({ code, need }) => [code, need]));
}
