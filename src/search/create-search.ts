import type { DirectoryChange, Need, Needs, PublishedDirectory, PublishedService } from "../directory/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Territory } from "../territory/index.ts";
import { createDanger } from "./danger.ts";
import { fingerprint } from "./indexing/fingerprint.ts";
import type { IndexKeeper } from "./indexing/index-keeper.ts";
import { SearchIndex } from "./indexing/search-index.ts";
import { isLongOverdue } from "./overdue.ts";
import { readSearchWords } from "./search-words.ts";
import { answerSearch, explainSearch, type Search } from "./search.ts";
import { createNeedCompletion, suggest } from "./suggest.ts";
import { createLexicon } from "./text/lexicon.ts";
import { spellerOver, type Speller } from "./text/speller.ts";
import { createTerms } from "./text/words.ts";
import { understand, type Corrector, type Understander } from "./understand.ts";

export interface SearchParts {
  published: PublishedDirectory;
  territory: Territory;
  needs: Needs;
  clock: Clock;
  /** Where the index is kept from one start to the next; without it, it is made anew. */
  keeper?: IndexKeeper;
  /** Records overdue by more than this are not found (days); left out: all are. */
  overdueDays?: number | null;
}

/** Between two looks for what has become overdue (ms). */
const HOUR = 3_600_000;

/** The taxonomy's words before the directory's; nearer spellings of either before farther ones. */
function joinSpellers(everyday: Speller, directory: () => Speller, knows: (word: string) => boolean): Corrector {
  const correct = (word: string) => everyday.correct(word, 1) ?? directory().correct(word, 1) ?? everyday.correct(word, 2) ?? directory().correct(word, 2);
  return { correct: (word) => (knows(word) ? null : correct(word)) };
}

/** The search feature over a published directory; its index follows the directory's changes at once. */
export function createSearch({ published, territory, needs, clock, keeper, overdueDays = null }: SearchParts): Search {
  const words = readSearchWords();
  const terms = createTerms(words);
  const known = new Set([...words.knownWords.fr, ...words.knownWords.en]);
  let index: SearchIndex;
  const danger = createDanger(words.danger);

  /** All that follows from the terms of the taxonomy: made again when staff change it. */
  const withTerms = (all: readonly Need[]) => {
    const lexicon = createLexicon(all, words, terms);
    const everydayWords = lexicon.vocabulary();
    const knows = (word: string) => everydayWords.has(word) || index.vocabulary.knows(word) || known.has(word) || lexicon.knowsForm(word);
    const speller = joinSpellers(spellerOver(everydayWords), () => index.speller, knows);
    const understander: Understander = { needs: all, lexicon, terms, speller, abbreviations: words.abbreviations, usual: words.usual, related: words.related, danger };
    const setup = { needs: all, terms, isEveryday: (word: string) => everydayWords.has(word), asksServes: territory.serves };
    return { version: needs.version(), knows, understander, setup, needCompletion: createNeedCompletion(all) };
  };

  let understood = withTerms(needs.all());
  const made = () => fingerprint([words.stopWords, words.synonyms, needs.all(), overdueDays], published.all());
  const isOverdue = (service: PublishedService) => isLongOverdue(service, clock.now(), overdueDays);
  /** What has become overdue since it was taken in is let go of; a verification brings it back. */
  const letOverdueGo = (from: SearchIndex) => from.remove([...published.all()].filter(isOverdue));
  const build = () => {
    const kept = keeper?.take(made());
    const built = kept ? SearchIndex.restored(understood.setup, kept) : new SearchIndex(understood.setup);
    if (!kept) built.add(published.all());
    letOverdueGo(built);
    return built;
  };
  index = published.size() > 0 ? build() : new SearchIndex(understood.setup);

  const follow = ({ whole, removed, added }: DirectoryChange) => {
    if (needs.version() !== understood.version) understood = withTerms(needs.all());
    if (whole) index = build();
    index.remove(removed);
    index.add([...added].filter((service) => !isOverdue(service)));
    compactLater();
    keeper?.put(made, () => index.saved());
  };

  let compacting = false;
  /** Between two slices others are answered. */
  const pause = () => new Promise<void>((resolve) => void setImmediate(resolve));
  const compactLater = () => {
    if (compacting || !index.isLoose) return;
    compacting = true;
    void index.compact((id) => published.service(id), pause).finally(() => (compacting = false));
  };
  published.onChange(follow);
  if (overdueDays !== null) setInterval(() => letOverdueGo(index), HOUR).unref();

  const deps = () => ({ index, published, understander: understood.understander, territory, needs, now: clock.now() });
  return {
    suggest: (typed, lang, kinds) => suggest(typed, lang, kinds, { index, published, territory, needs: understood.needCompletion }),
    search: (query) => answerSearch(query, deps()),
    explain: (query) => explainSearch(query, deps()),
    knows: (word) => understood.knows(word),
    tryTerms: (all) => {
      const { understander } = withTerms(all);
      return (text, lang) => understand(text, text, lang, understander).needs.map(({ code }) => code);
    },
    countNeed: (code) => index.countNeed(code),
    countServing: ({ kind, code }) => {
      const home = territory.place(kind, code);
      return home ? index.countAreas((areas) => ["yes", "assumed"].includes(territory.serves(areas, home))) : 0;
    },
  };
}
