import type { Lang } from "../../src/platform/i18n/lang.ts";
import type { Corpus } from "./corpus.ts";
import { Random } from "./random.ts";

/** A question of the bench: words, perhaps misspelt, a home and filters. */
export interface Question {
  lang: Lang;
  q: string;
  /** Municipality code; "" for none. */
  home: string;
  need: string | null;
  language: string | null;
  openNow: boolean;
}

const WITH_ERRORS = 0.2;
const WITH_HOME = 0.7;
const WITH_NEED = 0.3;
const WITH_LANGUAGE = 0.2;
const WITH_OPEN = 0.15;
const LETTERS = "aeinorstlu";

/** One error of the usual kinds: a letter dropped, doubled, changed, or two swapped. */
function misspell(word: string, random: Random): string {
  const at = 1 + random.below(word.length - 2);
  const [before, letter, next, after] = [word.slice(0, at), word[at]!, word[at + 1] ?? "", word.slice(at + 2)];
  return random.of([before + next + after, before + letter + letter + next + after, before + random.of([...LETTERS]) + next + after, before + next + letter + after]);
}

/** Questions made of words that documents use, always the same for a seed. */
export function createQuestions(corpus: Corpus, count: number, seed = 7): Question[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const lang: Lang = random.chance(0.7) ? "fr" : "en";
    const texts = corpus.service(random.below(corpus.size)).texts[lang]!;
    const said = `${texts.name} ${texts.name} ${texts.description}`.toLowerCase().match(/[\p{L}]+/gu)!;
    const words = Array.from({ length: 1 + random.below(4) }, () => random.of(said));
    const long = words.findIndex((word) => word.length >= 6);
    if (long >= 0 && random.chance(WITH_ERRORS / 0.85)) words[long] = misspell(words[long]!, random);
    return {
      lang,
      q: words.join(" "),
      home: random.chance(WITH_HOME) ? corpus.town(random).code : "",
      need: random.chance(WITH_NEED) ? corpus.needAt(random) : null,
      language: random.chance(WITH_LANGUAGE) ? random.of(["fr", "en", "es"]) : null,
      openNow: random.chance(WITH_OPEN),
    };
  });
}
