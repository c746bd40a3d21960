import { compileHours, zoneOf, type CompiledHours, type Need, type PublishedService } from "../directory/index.ts";
import { LANGS, otherLang, type Lang, type PerLang } from "../platform/i18n/lang.ts";
import { buildNameIndex, type NameIndex } from "./name-index.ts";
import { foldedWords, perLang, type Terms } from "./text/words.ts";

/*
 * The index over the published services, in memory. A document is a service; its number is its
 * place in `services`. Built whole, never changed: a new one is built beside and swapped.
 */

/** A place where a document is offered, ready to be asked if it is open. */
export interface IndexedPlace {
  hours: CompiledHours | null;
  zone: string;
}

export interface SearchIndex {
  readonly services: readonly PublishedService[];
  readonly names: NameIndex;
  /** The places of a document, in the order of `service.at`. */
  places(doc: number): readonly IndexedPlace[];
  /** A number shared by all documents that serve exactly the same areas. */
  areaGroup(doc: number): number;
  /** Documents that answer a need, of either level, ascending. */
  byNeed(code: string): readonly number[];
  /** How well each document's words cover a question, 0–1. */
  text(words: readonly string[], lang: Lang): Float32Array;
  /** Does any document use this folded word? */
  knows(word: string): boolean;
}

interface Posting {
  docs: number[];
  /** Weighted occurrences, in step with `docs`. */
  times: number[];
}

/** How much a word counts by where it stands. */
const FIELD_WEIGHTS = { name: 3, organization: 2, description: 1, eligibility: 0.5, need: 1 } as const;
/** Occurrences beyond this add little (BM25's k). */
const SATURATION = 1.2;
const OTHER_LANGUAGE = 0.85;

function fieldsOf(service: PublishedService, lang: Lang, label: (code: string, lang: Lang) => string): [string, number][] {
  const text = service.texts[lang];
  return [
    [text?.name ?? "", FIELD_WEIGHTS.name],
    [service.organization.texts[lang]?.name ?? "", FIELD_WEIGHTS.organization],
    [text?.description ?? "", FIELD_WEIGHTS.description],
    [text?.eligibility ?? "", FIELD_WEIGHTS.eligibility],
    ...service.needs.map((code): [string, number] => [label(code, lang), FIELD_WEIGHTS.need]),
  ];
}

function countTerms(fields: [string, number][], lang: Lang, terms: Terms, known: Set<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [text, weight] of fields) {
    const words = foldedWords(text);
    for (const word of words) known.add(word);
    for (const term of terms.content(words, lang)) counts.set(term, (counts.get(term) ?? 0) + weight);
  }
  return counts;
}

function indexNeeds(services: readonly PublishedService[]): Map<string, number[]> {
  const byNeed = new Map<string, number[]>();
  services.forEach(({ needs }, doc) => {
    const codes = new Set(needs.flatMap((code) => [code, code.split(".")[0]!]));
    for (const code of codes) {
      const docs = byNeed.get(code);
      if (docs) docs.push(doc);
      else byNeed.set(code, [doc]);
    }
  });
  return byNeed;
}

function groupAreas(services: readonly PublishedService[]): Int32Array {
  const groups = new Map<string, number>();
  return Int32Array.from(services, ({ areas }) => {
    const key = areas.map(({ kind, code, assumed }) => `${kind} ${code} ${assumed}`).join("|");
    const group = groups.get(key) ?? groups.size;
    groups.set(key, group);
    return group;
  });
}

function idf(count: number, posting: Posting | undefined): number {
  return Math.log(1 + count / ((posting?.docs.length ?? 0) + 1));
}

/** Adds the question's words to `scores`, as a share of all that the question says. */
function addCoverage(scores: Float32Array, terms: readonly string[], postings: ReadonlyMap<string, Posting>, worth: number): void {
  const weights = terms.map((term) => idf(scores.length, postings.get(term)));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const found = new Float32Array(scores.length);
  terms.forEach((term, index) => {
    const posting = postings.get(term);
    const weight = (weights[index]! / all) * worth;
    posting?.docs.forEach((doc, at) => (found[doc]! += (weight * posting.times[at]! * (SATURATION + 1)) / (posting.times[at]! + SATURATION) / (SATURATION + 1)));
  });
  for (const term of terms) for (const doc of postings.get(term)?.docs ?? []) scores[doc] = Math.max(scores[doc]!, found[doc]!);
}

/** Builds the index of services. Order of `services` does not matter to what is found. */
export function buildSearchIndex(services: readonly PublishedService[], needs: readonly Need[], terms: Terms, isEveryday: (word: string) => boolean): SearchIndex {
  const labels = new Map(needs.map(({ code, label }) => [code, label]));
  const label = (code: string, lang: Lang) => labels.get(code)?.[lang] ?? "";
  const known = new Set<string>();
  const postings: PerLang<Map<string, Posting>> = perLang(() => new Map());
  services.forEach((service, doc) => {
    for (const lang of LANGS) {
      for (const [term, times] of countTerms(fieldsOf(service, lang, label), lang, terms, known)) {
        const posting = postings[lang].get(term) ?? { docs: [], times: [] };
        posting.docs.push(doc);
        posting.times.push(times);
        postings[lang].set(term, posting);
      }
    }
  });
  const byNeed = indexNeeds(services);
  const areaGroups = groupAreas(services);
  const places = services.map(({ at }) => at.map(({ hours, location }) => ({ hours: hours && compileHours(hours), zone: zoneOf(location.municipalityCode) })));

  return {
    services,
    names: buildNameIndex(services, terms, isEveryday),
    places: (doc) => places[doc]!,
    areaGroup: (doc) => areaGroups[doc]!,
    byNeed: (code) => byNeed.get(code) ?? [],
    text: (words, lang) => {
      const scores = new Float32Array(services.length);
      const other = otherLang(lang);
      const content = perLang((side) => [...new Set(terms.content(words, side))]);
      if (content[lang].length > 0) addCoverage(scores, content[lang], postings[lang], 1);
      if (content[other].length > 0) addCoverage(scores, content[other], postings[other], OTHER_LANGUAGE);
      return scores;
    },
    knows: (word) => known.has(word),
  };
}
