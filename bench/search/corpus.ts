import { readNeeds, type Hours, type PublishedService } from "../../src/directory/index.ts";
import type { Lang, PerLang } from "../../src/platform/i18n/lang.ts";
import { loadTerritory, type Area, type ServiceArea, type Territory } from "../../src/territory/index.ts";
import { Random, Zipf } from "./random.ts";

/*
 * A synthetic directory: bilingual services whose words follow Zipf's law, in the real municipalities
 * of Québec (drawn by population), with real needs. Any service can be made again from its number.
 */

const VOCABULARY = 60_000;
const PATTERNS = 400;
const SERVICES_AN_ORGANIZATION = 3;
const LANGUAGE_SETS = [["fr"], ["fr", "en"], ["en"], ["fr", "en", "es"], ["fr", "ar"], ["fr", "en", "zh"], []] as const;
const DESCRIPTION_WORDS = 24;
const ELIGIBILITY_WORDS = 6;

const SYLLABLES: PerLang<readonly string[]> = {
  fr: ["ba", "ré", "mi", "lon", "ché", "tou", "va", "pier", "dé", "sou", "gna", "lai", "que", "ni", "or", "cha", "pla", "é", "cui", "vre", "ju", "an", "bel", "co", "fi"],
  en: ["ba", "ree", "mi", "lon", "she", "too", "wa", "peer", "de", "sow", "na", "lay", "ck", "ni", "or", "tha", "pla", "e", "coo", "ver", "ju", "an", "bell", "co", "fi"],
};

function madeWord(index: number, lang: Lang): string {
  const syllables = SYLLABLES[lang];
  let word = "";
  for (let left = index + 30; left > 0; left = Math.floor(left / syllables.length)) word += syllables[left % syllables.length]!;
  return word;
}

/** Real everyday words first, made ones after: the commonest are those that people use. */
function vocabularyOf(lang: Lang): string[] {
  const everyday = readNeeds().all().flatMap(({ lexicon, definition }) => [...lexicon[lang], definition[lang]].join(" ").toLowerCase().match(/[\p{L}]{3,}/gu) ?? []);
  const real = [...new Set(everyday)];
  return [...real, ...Array.from({ length: VOCABULARY - real.length }, (_, index) => madeWord(index, lang))];
}

function hoursPattern(random: Random): Hours | null {
  if (random.chance(0.2)) return null;
  const opens = `${String(7 + random.below(4)).padStart(2, "0")}:${random.of(["00", "30"])}`;
  const closes = `${String(15 + random.below(6)).padStart(2, "0")}:${random.of(["00", "30"])}`;
  const days = [1, 2, 3, 4, 5, 6, 7].filter((day) => random.chance(day < 6 ? 0.85 : 0.2));
  const season = random.chance(0.1) ? { from: "05-01", to: "10-31" } : { from: null, to: null };
  return { always: random.chance(0.05), byAppointment: false, closedOnHolidays: random.of([true, false, null]), rules: [{ days, holidays: false, weeks: null, ...season, spans: [{ opens, closes }] }] };
}

export interface Corpus {
  readonly size: number;
  readonly territory: Territory;
  readonly vocabulary: PerLang<string[]>;
  /** Municipalities, drawn by population. */
  town(random: Random): Area;
  word(random: Random, lang: Lang): string;
  needs: readonly string[];
  needAt(random: Random): string;
  service(index: number): PublishedService;
  all(): Iterable<PublishedService>;
  /** Seconds that `all` took so far to make services: no engine's work. */
  makingSeconds(): number;
}

/** The corpus of a size; the smaller ones are the beginning of the larger. */
export function createCorpus(size: number, seed = 211): Corpus {
  const territory = loadTerritory();
  const towns = territory.municipalities().filter(({ lat }) => lat !== null);
  const inhabitants: number[] = [];
  let people = 0;
  for (const { population } of towns) inhabitants.push((people += Math.max(1, population ?? 0)));
  const vocabulary = { fr: vocabularyOf("fr"), en: vocabularyOf("en") };
  const words = new Zipf(VOCABULARY);
  const needs = readNeeds().all().filter(({ parent }) => parent !== null).map(({ code }) => code);
  const needRank = new Zipf(needs.length);
  const setup = new Random(seed);
  const patterns = Array.from({ length: PATTERNS }, () => hoursPattern(setup));

  const town = (random: Random) => towns[inhabitants.findIndex((until) => until > random.next() * people)] ?? towns[0]!;
  const word = (random: Random, lang: Lang) => vocabulary[lang][words.pick(random)]!;
  const sentence = (random: Random, lang: Lang, length: number) => Array.from({ length }, () => word(random, lang)).join(" ");
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  const needAt = (random: Random) => needs[needRank.pick(random)]!;

  const areasFor = (random: Random, home: Area): ServiceArea[] => {
    const kind = random.of(["municipality", "municipality", "municipality", "mrc", "mrc", "region", "province"] as const);
    const code = home.within[kind];
    return code === undefined ? [] : [{ kind, code, assumed: random.chance(0.2) }];
  };

  const organization = (index: number, home: Area): PublishedService["organization"] => {
    const random = new Random(seed * 31 + index);
    const name = (lang: Lang) => ({ name: capital(`${sentence(random, lang, 2)} ${home.name}`), description: null, state: "written" as const });
    return { id: random.uuid(), texts: { fr: name("fr"), en: name("en") }, website: null, email: null, phones: [], government: false, externalIds: {} };
  };

  const service = (index: number): PublishedService => {
    const own = Math.floor(index / SERVICES_AN_ORGANIZATION);
    const home = town(new Random(seed * 17 + own));
    const random = new Random(seed + index * 7919);
    const text = (lang: Lang) => ({
      name: capital(sentence(random, lang, 2 + random.below(2))),
      description: `${capital(sentence(random, lang, DESCRIPTION_WORDS))}.`,
      eligibility: random.chance(0.5) ? sentence(random, lang, ELIGIBILITY_WORDS) : null,
      fees: null, documents: null, application: null, notes: null, state: "written" as const,
    });
    const id = random.uuid();
    const place = (number: number): PublishedService["at"][number] => ({
      id: `${id.slice(0, 35)}${number}`,
      location: {
        id: `${id.slice(0, 34)}a${number}`, kind: "physical", confidential: false, texts: { fr: null, en: null }, address: null, city: home.name, postalCode: null, municipalityCode: home.code,
        lat: home.lat! + random.next() * 0.1 - 0.05, lon: home.lon! + random.next() * 0.1 - 0.05, pointSource: random.chance(0.3) ? "municipality" : "exact",
      },
      phones: [], hours: random.of(patterns), hoursNote: { fr: null, en: null },
    });
    return {
      id, organization: organization(own, home), texts: { fr: text("fr"), en: text("en") },
      needs: [...new Set(Array.from({ length: 1 + random.below(3) }, () => needAt(random)))], languages: [...random.of(LANGUAGE_SETS)], website: null, email: null,
      areas: areasFor(random, home), at: Array.from({ length: random.chance(0.1) ? 2 : 1 }, (_, number) => place(number)), notice: null,
      provenance: { source: "synthetic", sourceId: String(index), urls: [], asOf: `20${20 + random.below(7)}-0${1 + random.below(9)}-15`, verifiedOn: null, verifiedBy: null, nextDue: null },
      sensitive: false, updatedAt: "2026-01-01T00:00:00.000Z",
    };
  };

  let making = 0;
  return {
    size, territory, vocabulary, town, word, needs, needAt, service,
    all: function* () {
      for (let index = 0; index < size; index++) {
        const before = performance.now();
        const made = service(index);
        making += performance.now() - before;
        yield made;
      }
    },
    makingSeconds: () => making / 1000,
  };
}

