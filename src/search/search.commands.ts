import { createDirectory } from "../directory/index.ts";
import { UsageError, type Command } from "../platform/cli/command.ts";
import { loadTerritory } from "../territory/index.ts";
import { createSearch } from "./create-search.ts";
import { explainLines } from "./explain.ts";
import { readSearchQuery } from "./search-query.ts";

/** `fanal explain`: how a question is understood and why each result ranks where it does. */
const explainCommand: Command = {
  name: "explain",
  usage: ['explain "<question>" [--place <place>] [--lang fr|en] [--limit <n>]'],
  summary: "how a question is understood, and why each result ranks where it does",
  options: {
    place: { type: "string", what: "the home: a town, a postal code, or kind:code" },
    lang: { type: "string", what: "language of the question (fr)" },
    limit: { type: "string", what: "how many results (5)" },
  },
  run: async ({ words, options, open, print }) => {
    const [q, surplus] = words;
    if (q === undefined || surplus !== undefined) throw new UsageError('say the question in quotes: explain "j\'ai faim" --place Sorel');
    const text = (name: string, usual: string) => (typeof options[name] === "string" ? options[name] : usual);
    const query = readSearchQuery({ q, place: text("place", ""), lang: text("lang", "fr"), limit: text("limit", "5") });
    const platform = await open();
    const territory = loadTerritory();
    const directory = await createDirectory(platform, territory);
    const { published, needs } = directory;
    const search = createSearch({ published, territory, needs, clock: platform.clock });
    try {
      await directory.start();
      for (const line of explainLines(search.explain(query), needs)) print(line);
    } finally {
      await directory.stop();
    }
    return 0;
  },
};

/** What search adds to `fanal`. */
export const searchCommands: Command[] = [explainCommand];
