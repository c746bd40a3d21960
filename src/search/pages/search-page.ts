import type { Clock } from "../../platform/clock.ts";
import type { Config } from "../../platform/config.ts";
import type { Needs } from "../../directory/index.ts";
import type { Territory } from "../../territory/index.ts";
import type { SearchCounter } from "../counting/search-counter.ts";
import type { Search } from "../search.ts";

/** What the search and browse pages answer from. */
export interface SearchPageDeps {
  config: Config;
  clock: Clock;
  needs: Needs;
  territory: Territory;
  search: Search;
  counter: Pick<SearchCounter, "note">;
}

/** The words of a search as they stand in its address; "" when absent. */
export interface Asked {
  q: string;
  place: string;
  need: string;
  open: string;
  language: string;
  offset: string;
}
