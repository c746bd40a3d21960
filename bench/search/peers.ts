import { create, insertMultiple, search as oramaSearch } from "@orama/orama";
import { Index as FlexIndex } from "flexsearch";
import MiniSearch from "minisearch";
import { mkdtemp, rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { compileHours, isOpen, momentIn, zoneOf, type PublishedService } from "../../src/directory/index.ts";
import { startPostgres } from "../../src/platform/db/postgres.ts";
import { createSpeller } from "../../src/search/text/speller.ts";
import { foldedWords } from "../../src/search/text/words.ts";
import type { Corpus } from "./corpus.ts";
import { createFanal, NOW, TOP } from "./fanal.ts";
import type { Question } from "./questions.ts";

/*
 * The engines of the bench, all asked the same: words with errors, filters, facets, what accepts the home
 * first, the best twenty. fanal finds what covers half of a question; a peer must look for any of its words
 * (OR) to find as much. Three of them are also asked for every word (AND), which finds far less. What a
 * peer cannot do by itself (areas, facets, errors) is done for it in plain arrays.
 */

/** Must a document have any or every word of a question? */
type Wanting = "any" | "every";

export interface Engine {
  build(): Promise<void>;
  /** Answers; returns how many it found. */
  ask(question: Question): number | Promise<number>;
  close?(): Promise<void>;
}

interface Doc {
  fr: string;
  en: string;
  needs: string[];
  languages: string[];
  areas: string[];
  open: boolean;
}

function docOf(service: PublishedService): Doc {
  const text = (lang: "fr" | "en") => foldedWords([service.texts[lang]?.name, service.organization.texts[lang]?.name, service.texts[lang]?.description, service.texts[lang]?.eligibility].join(" ")).join(" ");
  const [{ hours, location }] = service.at as [PublishedService["at"][number]];
  const open = hours !== null && isOpen(compileHours(hours), momentIn(zoneOf(location.municipalityCode), NOW)) === true;
  return { fr: text("fr"), en: text("en"), needs: service.needs, languages: service.languages, areas: service.areas.map(({ kind, code }) => `${kind}:${code}`), open };
}

/** What a home lies in, as `kind:code`. */
function homeAreas(corpus: Corpus, home: string): string[] {
  const place = home === "" ? null : corpus.territory.place("municipality", home);
  return place ? Object.entries(place.within).map(([kind, code]) => `${kind}:${code}`) : [];
}

function tally(counts: Map<string, number>, codes: readonly string[]): void {
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
}

/** A facet as it is shown, the commonest first. */
function counted(counts: Map<string, number>): { code: string; count: number }[] {
  return Array.from(counts, ([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count);
}

/** The same facets as fanal's: each group counts what the other filters let through. */
class Tallies {
  readonly #needs = new Map<string, number>();
  readonly #languages = new Map<string, number>();
  #open = 0;
  total = 0;

  /** Counts a document; false when a filter leaves it out. */
  count(doc: Doc, { need, language, openNow }: Question): boolean {
    const inLanguage = language === null || doc.languages.includes(language);
    const inOpen = !openNow || doc.open;
    if (inLanguage && inOpen) tally(this.#needs, doc.needs);
    if (need !== null && !doc.needs.includes(need)) return false;
    if (inOpen) tally(this.#languages, doc.languages);
    if (inLanguage && doc.open) this.#open += 1;
    if (inLanguage && inOpen) this.total += 1;
    return inLanguage && inOpen;
  }

  facets() {
    return { needs: counted(this.#needs), languages: counted(this.#languages), openNow: this.#open };
  }
}

interface Finished {
  best: number[];
  accepting: number;
  facets: ReturnType<Tallies["facets"]>;
}

/** Filters, facets and the best twenty of what an engine found, best first. */
class Finisher {
  readonly #docs: Doc[];
  readonly #corpus: Corpus;
  readonly #homes = new Map<string, Set<string>>();
  last: Finished | null = null;

  constructor(docs: Doc[], corpus: Corpus) {
    this.#docs = docs;
    this.#corpus = corpus;
  }

  /** Finds the same as fanal's index out of what the engine found; returns how many there are. */
  finish(found: readonly number[], question: Question): number {
    const areas = this.#areasOf(question.home);
    const tallies = new Tallies();
    const [best, others]: [number[], number[]] = [[], []];
    let accepting = 0;
    for (const id of found) {
      const doc = this.#docs[id]!;
      if (!tallies.count(doc, question)) continue;
      const accepted = areas.size === 0 || doc.areas.some((area) => areas.has(area));
      if (accepted) accepting += 1;
      if ((accepted ? best : others).length < TOP) (accepted ? best : others).push(id);
    }
    // Held, so that no part of the answer can be left out as unused.
    this.last = { best: [...best, ...others].slice(0, TOP), accepting, facets: tallies.facets() };
    return tallies.total;
  }

  #areasOf(home: string): Set<string> {
    const known = this.#homes.get(home) ?? new Set(homeAreas(this.#corpus, home));
    this.#homes.set(home, known);
    return known;
  }
}

/** fanal's speller over the words of a corpus, for peers that have none. */
function correctorOver(docs: readonly Doc[]): (words: readonly string[]) => string[] {
  const use = new Map<string, number>();
  for (const { fr, en } of docs) for (const word of new Set(`${fr} ${en}`.split(" "))) use.set(word, (use.get(word) ?? 0) + 1);
  const speller = createSpeller((word) => use.get(word) ?? 0);
  for (const word of use.keys()) speller.add(word);
  return (words) => words.map((word) => (use.has(word) ? word : (speller.correct(word, 1) ?? speller.correct(word, 2) ?? word)));
}

function docsOf(corpus: Corpus): Doc[] {
  return Array.from(corpus.all(), docOf);
}

function fanal(corpus: Corpus): Engine {
  const { index, ask } = createFanal(corpus);
  return { build: async () => index.add(corpus.all()), ask: (question) => ask(question).total };
}

const miniSearch = (wanting: Wanting) => (corpus: Corpus): Engine => {
  const combineWith = wanting === "any" ? "OR" : "AND";
  const docs = docsOf(corpus);
  const finisher = new Finisher(docs, corpus);
  const engine = new MiniSearch({ fields: ["fr", "en"] });
  return {
    build: async () => engine.addAll(docs.map(({ fr, en }, id) => ({ id, fr, en }))),
    ask: (question) => {
      const words = foldedWords(question.q).join(" ");
      const exact = engine.search(words, { combineWith });
      const found = exact.length > 0 ? exact : engine.search(words, { combineWith, fuzzy: 1 });
      return finisher.finish(found.map(({ id }) => id as number), question);
    },
  };
};

const flexSearch = (wanting: Wanting) => (corpus: Corpus): Engine => {
  const docs = docsOf(corpus);
  const finisher = new Finisher(docs, corpus);
  const correct = correctorOver(docs);
  const engine = new FlexIndex({ tokenize: "strict", resolution: 9 });
  return {
    build: async () => docs.forEach(({ fr, en }, id) => void engine.add(id, `${fr} ${en}`)),
    ask: (question) => finisher.finish(engine.search(correct(foldedWords(question.q)).join(" "), { limit: corpus.size, suggest: wanting === "any" }) as number[], question),
  };
};

function orama(corpus: Corpus): Engine {
  const docs = docsOf(corpus);
  const engine = create({ schema: { fr: "string", en: "string", needs: "enum[]", languages: "enum[]", open: "boolean" } });
  return {
    build: async () => void (await insertMultiple(engine, docs.map(({ fr, en, needs, languages, open }) => ({ fr, en, needs, languages, open })), 1000)),
    ask: async ({ q, need, language, openNow }) => {
      const where = { ...(need ? { needs: { containsAll: [need] } } : {}), ...(language ? { languages: { containsAll: [language] } } : {}), ...(openNow ? { open: true } : {}) };
      const asked = { term: foldedWords(q).join(" "), properties: ["fr", "en"] as ("fr" | "en")[], where, facets: { needs: {}, languages: {} }, limit: TOP, threshold: 1 };
      const exact = await oramaSearch(engine, asked as never);
      return exact.count > 0 ? exact.count : (await oramaSearch(engine, { ...asked, tolerance: 1 } as never)).count;
    },
  };
}

const sqlite = (wanting: Wanting) => (corpus: Corpus): Engine => {
  const docs = docsOf(corpus);
  const finisher = new Finisher(docs, corpus);
  const correct = correctorOver(docs);
  const db = new DatabaseSync(":memory:");
  db.exec("CREATE VIRTUAL TABLE doc USING fts5(fr, en, content='', detail=column)");
  const find = db.prepare("SELECT rowid FROM doc WHERE doc MATCH ? ORDER BY bm25(doc)");
  return {
    build: async () => {
      const insert = db.prepare("INSERT INTO doc (rowid, fr, en) VALUES (?, ?, ?)");
      db.exec("BEGIN");
      docs.forEach(({ fr, en }, id) => void insert.run(id, fr, en));
      db.exec("COMMIT; INSERT INTO doc (doc) VALUES ('optimize')");
    },
    ask: (question) => {
      const words = correct(foldedWords(question.q)).map((word) => `"${word}"`).join(wanting === "any" ? " OR " : " ");
      return finisher.finish(find.all(words).map((row) => Number((row as { rowid: number }).rowid)), question);
    },
  };
};

const PG_SEARCH = `
  WITH word AS (
    SELECT asked, CASE WHEN EXISTS (SELECT 1 FROM vocabulary v WHERE v.word = asked) THEN asked
      ELSE coalesce((SELECT v.word FROM vocabulary v WHERE v.word % asked ORDER BY v.word <-> asked LIMIT 1), asked) END AS read
    FROM unnest($1::text[]) AS asked),
  found AS MATERIALIZED (
    SELECT d.id, d.needs, d.languages, ts_rank(d.words, q.query) AS rank, d.areas && $2::text[] AS accepted
    FROM doc d, (SELECT to_tsquery('simple', string_agg(read, ' | ')) AS query FROM word) q
    WHERE d.words @@ q.query AND ($3::text IS NULL OR d.needs @> ARRAY[$3]) AND ($4::text IS NULL OR d.languages @> ARRAY[$4]) AND (NOT $5::boolean OR d.open))
  SELECT (SELECT count(*)::int FROM found) AS total,
    (SELECT json_agg(t) FROM (SELECT id FROM found ORDER BY accepted DESC, rank DESC, id LIMIT ${TOP}) t) AS top,
    (SELECT json_object_agg(code, n) FROM (SELECT unnest(needs) AS code, count(*) AS n FROM found GROUP BY 1) t) AS needs,
    (SELECT json_object_agg(code, n) FROM (SELECT unnest(languages) AS code, count(*) AS n FROM found GROUP BY 1) t) AS languages`;

function postgres(corpus: Corpus): Engine {
  let folder = "";
  let server: Awaited<ReturnType<typeof startPostgres>> | undefined;
  let client: pg.Client | undefined;
  const load = async () => {
    const db = client!;
    await db.query("CREATE EXTENSION pg_trgm; CREATE UNLOGGED TABLE doc (id int, words tsvector, needs text[], languages text[], areas text[], open boolean)");
    const use = new Set<string>();
    let batch: object[] = [];
    const flush = async () => {
      await db.query("INSERT INTO doc SELECT id, to_tsvector('simple', words), needs, languages, areas, open FROM jsonb_to_recordset($1::jsonb) AS r(id int, words text, needs text[], languages text[], areas text[], open boolean)", [JSON.stringify(batch)]);
      batch = [];
    };
    let id = 0;
    for (const service of corpus.all()) {
      const { fr, en, ...rest } = docOf(service);
      for (const word of `${fr} ${en}`.split(" ")) use.add(word);
      batch.push({ id: id++, words: `${fr} ${en}`, ...rest });
      if (batch.length === 5000) await flush();
    }
    await flush();
    await db.query("CREATE TABLE vocabulary AS SELECT unnest($1::text[]) AS word", [[...use]]);
    await db.query("SET maintenance_work_mem = '512MB'; CREATE INDEX ON vocabulary (word); CREATE INDEX ON vocabulary USING gist (word gist_trgm_ops); CREATE INDEX ON doc USING gin (words); ANALYZE");
    await db.query("SET max_parallel_workers_per_gather = 0; SET work_mem = '256MB'");
  };
  return {
    build: async () => {
      folder = await mkdtemp(join(tmpdir(), "fanal-bench-"));
      server = await startPostgres(folder);
      client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await load();
    },
    ask: async ({ q, home, need, language, openNow }) => {
      const { rows } = await client!.query<{ total: number }>({ name: "search", text: PG_SEARCH, values: [foldedWords(q), homeAreas(corpus, home), need, language, openNow] });
      return rows[0]!.total;
    },
    close: async () => {
      await client?.end();
      await server?.stop();
      if (folder) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Every engine of the bench by its name. */
export const ENGINES: Record<string, (corpus: Corpus) => Engine> = {
  fanal,
  FlexSearch: flexSearch("any"),
  "SQLite FTS5": sqlite("any"),
  MiniSearch: miniSearch("any"),
  "PostgreSQL FTS + pg_trgm": postgres,
  Orama: orama,
};

/** The same, asked for every word: less work, fewer answers. */
export const LIGHTER: Record<string, (corpus: Corpus) => Engine> = {
  "FlexSearch, every word": flexSearch("every"),
  "SQLite FTS5, every word": sqlite("every"),
  "MiniSearch, every word": miniSearch("every"),
};
