import type pg from "pg";
import { PAGE_SIZE, type RecordFilter, type RecordLine, type RecordListQuery, type SavedView, type TranslationLine } from "./editing.contract.ts";
import { newId } from "../../platform/ids.ts";

/*
 * Lists of records for staff: whatever their visibility.
 */

/** What a filter asks, with its area as the municipalities in it. */
export interface ListFilter extends Omit<RecordFilter, "within"> {
  municipalities: readonly string[] | null;
  /** Who asks, for "my drafts". */
  account: string;
}

/** Conditions as SQL, with the values that they name. */
class Conditions {
  readonly values: unknown[] = [];
  readonly parts: string[] = ["true"];

  /** Adds a condition in which `?` stands for the value. */
  add(sql: string, value: unknown): void {
    this.values.push(value);
    this.parts.push(sql.replaceAll("?", `$${this.values.length}`));
  }

  get sql(): string {
    return this.parts.join(" AND ");
  }
}

const NAMES = "(SELECT lower(unaccent(string_agg(n.name, ' '))) FROM (SELECT name FROM service_text WHERE service_id = s.id UNION ALL SELECT name FROM organization_text WHERE organization_id = s.organization_id) n)";

const LACKS: Record<NonNullable<RecordFilter["lacks"]>, string> = {
  verified: "(s.verified_on IS NULL OR s.verified_by = 'source')",
  otherLanguage: "(SELECT count(*) FROM service_text t WHERE t.service_id = s.id) < 2",
  outdatedText: "EXISTS (SELECT 1 FROM service_text t WHERE t.service_id = s.id AND t.state = 'outdated')",
  hours: "EXISTS (SELECT 1 FROM service_at_location a WHERE a.service_id = s.id AND a.hours IS NULL)",
  areas: "NOT EXISTS (SELECT 1 FROM service_area r WHERE r.service_id = s.id AND NOT r.assumed)",
  email: "s.email IS NULL AND (SELECT o.email FROM organization o WHERE o.id = s.organization_id) IS NULL",
};

const DRAFTS: Record<NonNullable<RecordFilter["draft"]>, string> = { any: "d.record_id IS NOT NULL AND ?::text IS NOT NULL", inReview: "d.state = 'inReview' AND ?::text IS NOT NULL", mine: "d.editor::text = ?" };

function conditionsOf({ q, visibility, source, need, municipalities, dueBy, lacks, draft, account }: ListFilter): Conditions {
  const conditions = new Conditions();
  for (const word of (q ?? "").split(/\s+/).filter(Boolean)) conditions.add(`(${NAMES} LIKE '%' || lower(unaccent(replace(replace(?, '%', ''), '_', ''))) || '%' OR s.id::text LIKE lower(replace(?, '%', '')) || '%')`, word);
  if (visibility) conditions.add("s.visibility = ?", visibility);
  if (source) conditions.add("s.source = ?", source);
  if (need) conditions.add("EXISTS (SELECT 1 FROM service_need n WHERE n.service_id = s.id AND (n.code = ? OR n.code LIKE ? || '.%'))", need);
  if (municipalities) conditions.add("EXISTS (SELECT 1 FROM service_at_location a JOIN location l ON l.id = a.location_id WHERE a.service_id = s.id AND l.municipality_code = ANY(?::text[]))", municipalities);
  if (dueBy) conditions.add("s.next_due <= ?::date", dueBy);
  if (lacks) conditions.parts.push(LACKS[lacks]);
  if (draft) conditions.add(DRAFTS[draft], account);
  return conditions;
}

const ORDERS: Record<NonNullable<RecordListQuery["sort"]>, string> = {
  stalest: "coalesce(s.verified_on, DATE '1900-01-01'), s.created_at, s.id",
  name: "name, s.id",
  changed: "s.updated_at DESC, s.id",
  due: "coalesce(s.next_due, DATE '1900-01-01'), s.id",
};

const LINE = `s.id, coalesce(f.name, e.name) AS name, coalesce((SELECT name FROM organization_text WHERE organization_id = s.organization_id ORDER BY lang DESC LIMIT 1), '') AS organization,
  (SELECT l.city FROM service_at_location a JOIN location l ON l.id = a.location_id WHERE a.service_id = s.id AND NOT l.confidential ORDER BY a.position LIMIT 1) AS town,
  s.visibility, s.source, s.verified_on::text AS "verifiedOn", s.next_due::text AS "nextDue", to_json(s.updated_at) #>> '{}' AS "changedAt", d.state AS draft,
  (SELECT count(*)::int FROM proposal p WHERE p.record_id = s.id AND p.state = 'new') + (SELECT count(*)::int FROM field_proposal p WHERE p.entity_id = s.id AND p.state = 'new') AS proposals`;
const FROM = "service s LEFT JOIN service_text f ON f.service_id = s.id AND f.lang = 'fr' LEFT JOIN service_text e ON e.service_id = s.id AND e.lang = 'en' LEFT JOIN draft d ON d.record_id = s.id";

/** One page of the records that a filter finds, and how many there are. */
export async function listRecords(pool: pg.Pool, filter: ListFilter, sort: NonNullable<RecordListQuery["sort"]>, page: number): Promise<{ records: RecordLine[]; total: number }> {
  const { sql, values } = conditionsOf(filter);
  const counted = await pool.query<{ total: number }>(`SELECT count(*)::int AS total FROM ${FROM} WHERE ${sql}`, values);
  const { rows } = await pool.query<RecordLine>(`SELECT ${LINE} FROM ${FROM} WHERE ${sql} ORDER BY ${ORDERS[sort]} LIMIT ${PAGE_SIZE} OFFSET ${(page - 1) * PAGE_SIZE}`, values);
  return { records: rows, total: counted.rows[0]!.total };
}

/** The ids of all records that a filter finds. */
export async function findRecordIds(pool: pg.Pool, filter: ListFilter, most: number): Promise<string[]> {
  const { sql, values } = conditionsOf(filter);
  const { rows } = await pool.query<{ id: string }>(`SELECT s.id FROM ${FROM} WHERE ${sql} ORDER BY s.id LIMIT ${most}`, values);
  return rows.map(({ id }) => id);
}

/** Texts of records that the public sees which are missing, behind or made by a machine in a language; the oldest first. */
export async function readTranslationQueue(pool: pg.Pool, lang: "fr" | "en", page: number): Promise<{ lines: TranslationLine[]; total: number }> {
  const { rows } = await pool.query<TranslationLine & { total: number }>(
    `SELECT s.id, coalesce(own.name, other.name) AS name, $1::text AS lang, coalesce(own.state, 'missing') AS state, to_json(s.updated_at) #>> '{}' AS "changedAt", count(*) OVER ()::int AS total
     FROM service s LEFT JOIN service_text own ON own.service_id = s.id AND own.lang = $1 LEFT JOIN service_text other ON other.service_id = s.id AND other.lang <> $1
     WHERE s.visibility IN ('published', 'publicWithNotice') AND (own.state IS NULL OR own.state IN ('outdated', 'machine'))
     ORDER BY (own.state IS NULL), s.updated_at, s.id LIMIT ${PAGE_SIZE} OFFSET $2`,
    [lang, (page - 1) * PAGE_SIZE],
  );
  return { lines: rows.map(({ id, name, lang: own, state, changedAt }) => ({ id, name, lang: own, state, changedAt })), total: rows[0]?.total ?? 0 };
}

export async function readViews(pool: pg.Pool, account: string): Promise<SavedView[]> {
  const { rows } = await pool.query<SavedView>("SELECT id, name, query FROM record_view WHERE account = $1 ORDER BY name", [account]);
  return rows;
}

/** Saves what is looked at under a name; the same name again replaces it. */
export async function saveView(pool: pg.Pool, account: string, { name, query }: Omit<SavedView, "id">, now: Date): Promise<SavedView> {
  const { rows } = await pool.query<SavedView>(
    "INSERT INTO record_view (id, account, name, query, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account, name) DO UPDATE SET query = excluded.query RETURNING id, name, query",
    [newId(), account, name, JSON.stringify(query), now],
  );
  return rows[0]!;
}

export async function dropView(pool: pg.Pool, account: string, id: string): Promise<void> {
  await pool.query("DELETE FROM record_view WHERE account = $1 AND id = $2", [account, id]);
}
