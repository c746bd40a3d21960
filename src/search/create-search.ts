import type { Needs, PublishedDirectory } from "../directory/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Territory } from "../territory/index.ts";
import { createDanger } from "./danger.ts";
import { buildSearchIndex, type SearchIndex } from "./search-index.ts";
import { readSearchWords } from "./search-words.ts";
import { answerSearch, type Search, type SearchDeps } from "./search.ts";
import { createLexicon } from "./text/lexicon.ts";
import { createSpeller, type Speller } from "./text/speller.ts";
import { createTerms } from "./text/words.ts";
import type { Understander } from "./understand.ts";

export interface SearchParts {
  published: PublishedDirectory;
  territory: Territory;
  needs: Needs;
  clock: Clock;
}

/** Changes come in bursts (imports): the index follows once they pause this long, or go on for that long (ms). */
const PAUSE = 500;
const LONGEST_WAIT = 10_000;

/** The taxonomy's words first, then words of names, then nothing. */
function joinSpellers(everyday: Speller, index: SearchIndex, names: Speller, isKnownForm: (word: string) => boolean): Speller {
  const knows = (word: string) => everyday.knows(word) || index.knows(word) || isKnownForm(word);
  return { knows, correct: (word) => (knows(word) ? null : (everyday.correct(word) ?? names.correct(word))) };
}

/** The search feature over a published directory; its index follows the directory's changes. */
export function createSearch({ published, territory, needs, clock }: SearchParts): Search {
  const words = readSearchWords();
  const terms = createTerms(words);
  const lexicon = createLexicon(needs.all(), words.entries, terms);
  const everydayWords = lexicon.vocabulary();
  const everyday = createSpeller(everydayWords);
  const known = new Set([...words.knownWords.fr, ...words.knownWords.en]);
  const danger = createDanger(words.danger);

  const build = (): Pick<SearchDeps, "index" | "understander"> => {
    const index = buildSearchIndex([...published.all()], needs.all(), terms, (word) => everydayWords.has(word));
    const names = createSpeller(index.names.vocabulary(), 1);
    const understander: Understander = {
      needs: needs.all(),
      lexicon,
      terms,
      speller: joinSpellers(everyday, index, names, (word) => known.has(word) || lexicon.knowsForm(word)),
      abbreviations: words.abbreviations,
      usual: words.usual,
      related: words.related,
      danger,
    };
    return { index, understander };
  };

  let current = build();
  let timer: NodeJS.Timeout | null = null;
  let since = 0;
  const rebuild = () => {
    timer = null;
    current = build();
  };
  published.onChange(() => {
    if (current.index.services.length === 0) return rebuild();
    if (timer === null) since = Date.now();
    else clearTimeout(timer);
    timer = setTimeout(rebuild, Math.min(PAUSE, Math.max(0, since + LONGEST_WAIT - Date.now()))).unref();
  });

  return {
    search: (query) => answerSearch(query, { ...current, territory, needs, now: clock.now() }),
    countNeed: (code) => current.index.byNeed(code).length,
    countServing: ({ kind, code }) => {
      const home = territory.place(kind, code);
      if (!home) return 0;
      return current.index.services.filter(({ areas }) => ["yes", "assumed"].includes(territory.serves(areas, home))).length;
    },
  };
}
