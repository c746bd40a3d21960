/** Search's only door for other features. */
export { createSearch } from "./create-search.ts";
export { createSearchCounter } from "./counting/search-counter.ts";
export { openIndexKeeper } from "./indexing/index-keeper.ts";
export { searchCommands } from "./search.commands.ts";
export type { Search, SearchAnswer, SearchHit } from "./search.ts";
export type { SearchQuery, SearchResponse } from "./search.contract.ts";
export { searchRoutes } from "./search.routes.ts";
export { mrcAddress, municipalityAddress, regionAddress } from "./pages/place-addresses.ts";
export { SearchForm } from "./pages/search-form.tsx";
export { searchPages } from "./pages/search-pages.routes.ts";
export { UrgentLines } from "./pages/urgent-help.tsx";
export { createRecentQuestions } from "./counting/recent-questions.ts";
export { taxonomyRoutes } from "./taxonomy/taxonomy.routes.ts";
