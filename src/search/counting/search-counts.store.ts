import type pg from "pg";
import type { MissedWord, SearchCount } from "./search-counts.ts";

/** Adds counts to what is stored, all or none. */
export async function storeCounts(pool: pg.Pool, { counts, missed }: { counts: SearchCount[]; missed: MissedWord[] }): Promise<void> {
  await pool.query(
    `WITH counted AS (
       INSERT INTO search_count (day, lang, mrc, need, found, reformulated, searches)
       SELECT day, lang, mrc, need, found, reformulated, searches
       FROM jsonb_to_recordset($1::jsonb) AS r(day date, lang text, mrc text, need text, found boolean, reformulated boolean, searches integer)
       ON CONFLICT (day, lang, mrc, need, found, reformulated) DO UPDATE SET searches = search_count.searches + excluded.searches
     )
     INSERT INTO search_missed_word (month, lang, word, searches)
     SELECT month, lang, word, searches FROM jsonb_to_recordset($2::jsonb) AS r(month date, lang text, word text, searches integer)
     ON CONFLICT (month, lang, word) DO UPDATE SET searches = search_missed_word.searches + excluded.searches`,
    [JSON.stringify(counts), JSON.stringify(missed)],
  );
}
