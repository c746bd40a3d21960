import { compileHours, isOpen, momentIn, readNeeds, zoneOf, type PublishedService } from "../../src/directory/index.ts";
import { LANGS, otherLang, type Lang } from "../../src/platform/i18n/lang.ts";
import { readSearchWords } from "../../src/search/search-words.ts";
import { FIELD_UNITS } from "../../src/search/indexing/document-text.ts";
import { impactCode, impactValues } from "../../src/search/indexing/impact.ts";
import { NAMED } from "../../src/search/indexing/name-table.ts";
import { chordKm, squaredChord, unitVector } from "../../src/search/indexing/sphere.ts";
import { compareResults, pointsOf, type Facts, type Ranked } from "../../src/search/ranking.ts";
import { soundsOf } from "../../src/search/text/phonetic.ts";
import { errorsBetween } from "../../src/search/text/speller.ts";
import { createTerms, foldedWords } from "../../src/search/text/words.ts";
import type { Place, Serves } from "../../src/territory/index.ts";
import type { Corpus } from "./corpus.ts";
import { NOW, TOP } from "./fanal.ts";
import type { Question } from "./questions.ts";

/*
 * The slow and plain truth that the index is held against: every document is looked at for every
 * question, with strings and objects, from the definition of the ranking. Shares with the index only
 * that definition (points, the byte of a word's impact, the sphere's single precision).
 */

export interface Truth {
  top: Ranked[];
  total: number;
  needs: Record<string, number>;
  languages: Record<string, number>;
  openNow: number;
  serves: Record<Serves, number>;
}

interface Name {
  words: string[];
  isOrganization: boolean;
}

interface Reading {
  question: Question;
  words: string[];
  home: Place | null;
  found: Ranked[];
  truth: Truth;
}

const WORDS_ALONE = 0.5;
const OTHER_LANGUAGE = 0.85;
const SAINTS: Record<string, string> = { st: "saint", ste: "sainte" };
const DAY_MS = 86_400_000;

const terms = createTerms(readSearchWords());
const labels = new Map(readNeeds().all().map(({ code, label }) => [code, label]));

function textsOf(service: PublishedService, lang: Lang): [string, number][] {
  const text = service.texts[lang];
  return [
    [text?.name ?? "", FIELD_UNITS.name],
    [service.organization.texts[lang]?.name ?? "", FIELD_UNITS.organization],
    [text?.description ?? "", FIELD_UNITS.description],
    [text?.eligibility ?? "", FIELD_UNITS.eligibility],
    ...service.needs.map((code): [string, number] => [labels.get(code)?.[lang] ?? "", FIELD_UNITS.need]),
  ];
}

/** What is counted of a document once, though every question looks at it. */
function once<T>(make: (service: PublishedService) => T): (service: PublishedService) => T {
  let last: { service: PublishedService; made: T } | null = null;
  return (service) => (last?.service === service ? last : (last = { service, made: make(service) })).made;
}

const unitsOnce = { fr: once((service) => countUnits(service, "fr")), en: once((service) => countUnits(service, "en")) };

function unitsOf(service: PublishedService, lang: Lang): { units: Map<string, number>; length: number } {
  return unitsOnce[lang](service);
}

function countUnits(service: PublishedService, lang: Lang): { units: Map<string, number>; length: number } {
  const units = new Map<string, number>();
  let length = 0;
  for (const [text, weight] of textsOf(service, lang)) {
    for (const term of terms.content(foldedWords(text), lang)) {
      units.set(term, (units.get(term) ?? 0) + weight);
      length += 1;
    }
  }
  return { units, length };
}

function nameWords(folded: readonly string[]): string[] {
  const joined = folded.join(" ").replace(/(?<=^| )\p{L}(?: \p{L}(?= |$))+/gu, (letters) => letters.replaceAll(" ", "")).split(" ");
  return [...new Set(joined.filter((word) => word !== "" && !terms.isStop(word, "fr")).map((word) => SAINTS[word] ?? word))];
}

const namesOf = once((service): Name[] =>
  LANGS.flatMap((lang) => [
    { words: nameWords(foldedWords(service.organization.texts[lang]?.name ?? "")), isOrganization: true },
    { words: nameWords(foldedWords(service.texts[lang]?.name ?? "")), isOrganization: false },
  ]).filter(({ words }) => words.length > 0),
);

/** What the whole corpus says: counted over every document. */
class Statistics {
  documents = 0;
  readonly words = new Map<string, number>();
  readonly terms: Record<Lang, Map<string, number>> = { fr: new Map(), en: new Map() };
  readonly lengths: Record<Lang, number> = { fr: 0, en: 0 };
  readonly names = new Set<string>();
  readonly wordNames = new Map<string, number>();

  add(service: PublishedService): void {
    this.documents += 1;
    const words = new Set<string>();
    for (const lang of LANGS) {
      const { units, length } = unitsOf(service, lang);
      for (const term of units.keys()) this.terms[lang].set(term, (this.terms[lang].get(term) ?? 0) + 1);
      this.lengths[lang] += length;
      for (const [text] of textsOf(service, lang)) for (const word of foldedWords(text)) words.add(word);
    }
    for (const word of words) this.words.set(word, (this.words.get(word) ?? 0) + 1);
    for (const { words: own, isOrganization } of namesOf(service)) {
      const key = `${isOrganization} ${own.join(" ")}`;
      if (this.names.has(key)) continue;
      this.names.add(key);
      for (const word of own) this.wordNames.set(word, (this.wordNames.get(word) ?? 0) + 1);
    }
  }

  nameWeight(word: string): number {
    return Math.log(1 + this.names.size / Math.max(1, this.wordNames.get(word) ?? 0));
  }

  tells(word: string): boolean {
    return (this.wordNames.get(word) ?? 0) <= Math.max(3, this.names.size * 0.01);
  }
}

function nearestWord(typed: string, candidates: Iterable<[string, number]>, limit: number): string | null {
  let best: { word: string; cost: number } | null = null;
  for (const [word, use] of candidates) {
    if (word.length < 4 || word.length > 30 || /\d/.test(word)) continue;
    const errors = errorsBetween(typed, word, limit);
    if (errors > limit) continue;
    const cost = errors + (word[0] === typed[0] ? 0 : 0.5) - Math.min(0.4, Math.log10(1 + use) / 10);
    if (!best || cost < best.cost || (cost === best.cost && word < best.word)) best = { word, cost };
  }
  return best?.word ?? null;
}

function correct(word: string, lang: Lang, { words }: Statistics): string {
  if (terms.isStop(word, lang) || words.has(word) || word.length < 4 || word.length > 30 || /\d/.test(word)) return word;
  const swapped = () => [...words].filter(([other]) => [...other].sort().join("") === [...word].sort().join(""));
  if (word.length < 5) return nearestWord(word, swapped(), 1) ?? word;
  const heard = () => {
    const sounds = soundsOf(word);
    return [...words].filter(([other]) => soundsOf(other).some((sound) => sounds.includes(sound)));
  };
  return nearestWord(word, words, 1) ?? nearestWord(word, heard(), Math.floor(word.length / 3)) ?? (word.length < 8 ? null : nearestWord(word, words, 2)) ?? word;
}

function coverage(service: PublishedService, asked: readonly string[], lang: Lang, worth: number, statistics: Statistics): number {
  const wanted = [...new Set(terms.content(asked, lang))];
  if (wanted.length === 0) return 0;
  const rarity = wanted.map((term) => Math.log(1 + statistics.documents / ((statistics.terms[lang].get(term) ?? 0) + 1)));
  const all = rarity.reduce((sum, value) => sum + value, 0);
  const values = impactValues(statistics.lengths[lang] / statistics.documents);
  const { units, length } = unitsOf(service, lang);
  return wanted.reduce((sum, term, index) => {
    const own = units.get(term);
    return own === undefined ? sum : Math.fround(sum + (rarity[index]! / all) * worth * values[impactCode(own, length)]!);
  }, 0);
}

function sureness(name: Name, asked: readonly string[], statistics: Statistics): number {
  const said = new Set(nameWords(asked));
  const mass = [...said].reduce((sum, word) => sum + statistics.nameWeight(word), 0);
  const shared = name.words.filter((word) => said.has(word));
  const part = shared.reduce((sum, word) => sum + statistics.nameWeight(word), 0);
  const all = name.words.reduce((sum, word) => sum + statistics.nameWeight(word), 0);
  const telling = shared.some((word) => statistics.tells(word));
  const whole = part >= all * 0.98 && (shared.length > 1 || telling);
  if (whole && name.isOrganization && part >= mass * 0.98) return 1;
  if (whole && part >= mass * 0.7 && (telling || name.words.length > 2)) return 1;
  if (!telling || part < mass * 0.75) return 0;
  return NAMED + (1 - NAMED) * (part / all);
}

function kmFrom(home: Place, place: PublishedService["at"][number]): number | null {
  const [ax, ay, az] = unitVector(home.lat, home.lon);
  const [bx, by, bz] = unitVector(place.location.lat, place.location.lon);
  const km = chordKm(squaredChord(bx, by, bz, ax, ay, az));
  return Number.isNaN(km) ? null : km;
}

function nearest(service: PublishedService, home: Place | null): { place: PublishedService["at"][number]; km: number | null } {
  const [first] = service.at;
  if (home === null) return { place: first!, km: null };
  const byKm = service.at.map((place) => ({ place, km: kmFrom(home, place) })).filter(({ km }) => km !== null).sort((a, b) => a.km! - b.km!);
  const { place, km } = byKm[0] ?? { place: first!, km: null };
  const { municipalityCode, pointSource } = place.location;
  if (km !== null && (home.kind === "municipality" || pointSource === "municipality") && municipalityCode !== null && municipalityCode === home.within.municipality) return { place, km: 2 };
  return km !== null && km > 50 && service.areas.some(({ kind }) => kind === "province") ? { place, km: null } : { place, km };
}

/** The truth for questions over a corpus, in two passes over all of it. */
export function truths(corpus: Pick<Corpus, "all" | "territory">, questions: readonly Question[]): Truth[] {
  const statistics = new Statistics();
  for (const service of corpus.all()) statistics.add(service);
  const readings = questions.map((question): Reading => ({
    question,
    words: foldedWords(question.q).map((word) => correct(word, question.lang, statistics)),
    home: question.home === "" ? null : corpus.territory.place("municipality", question.home),
    found: [],
    truth: { top: [], total: 0, needs: {}, languages: {}, openNow: 0, serves: { yes: 0, assumed: 0, unknown: 0, no: 0 } },
  }));
  for (const service of corpus.all()) for (const reading of readings) judge(service, reading, corpus, statistics);
  return readings.map(({ found, truth }) => ({ ...truth, top: found.sort(compareResults).slice(0, TOP) }));
}

function ageOf({ provenance }: PublishedService): number | null {
  const date = provenance.verifiedOn ?? provenance.asOf;
  return date === null ? null : Math.max(0, Math.floor(NOW.getTime() / DAY_MS) - Math.floor(Date.parse(date) / DAY_MS)) / 365.25;
}

function count(counts: Record<string, number>, codes: readonly string[]): void {
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
}

function judge(service: PublishedService, { question, words, home, found, truth }: Reading, { territory }: Pick<Corpus, "territory">, statistics: Statistics): void {
  const text = Math.max(coverage(service, words, question.lang, 1, statistics), coverage(service, words, otherLang(question.lang), OTHER_LANGUAGE, statistics));
  const name = Math.max(0, ...namesOf(service).map((one) => sureness(one, words, statistics)));
  if (text < WORDS_ALONE && name === 0) return;
  const serves: Serves = home === null ? "unknown" : territory.serves(service.areas, home);
  const { place, km } = nearest(service, home);
  const hours = place.hours && compileHours(place.hours);
  const openNow = hours && isOpen(hours, momentIn(zoneOf(place.location.municipalityCode), NOW));
  if (!passes(service, question, openNow === true, truth)) return;
  truth.total += 1;
  truth.serves[serves] += 1;
  const facts: Facts = { need: 0, primary: false, text, name, serves, distanceKm: km, openNow, ageYears: ageOf(service) };
  found.push({ serves, score: pointsOf(facts), id: service.id });
}

/** Counts what each filter would give; true when every filter lets it through. */
function passes({ needs, languages }: PublishedService, { need, language, openNow: onlyOpen }: Question, isNowOpen: boolean, truth: Truth): boolean {
  const inNeeds = need === null || needs.includes(need);
  const inLanguage = language === null || languages.includes(language);
  const inOpen = !onlyOpen || isNowOpen;
  if (inOpen && inLanguage) count(truth.needs, needs);
  if (inNeeds && inOpen) count(truth.languages, languages);
  if (inNeeds && inLanguage && isNowOpen) truth.openNow += 1;
  return inNeeds && inLanguage && inOpen;
}
