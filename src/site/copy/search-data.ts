import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Needs, PublishedDirectory } from "../../directory/index.ts";
import type { Config } from "../../platform/config.ts";
import { DATA_DIR } from "../../platform/paths.ts";

/** The taxonomy as it is here, an installation's own changes included. */
const TERMS = "needs-taxonomy/needs.json";

/** Files of the data folder that the search reads; outlines of places are too heavy for a copy. */
const FILES = [
  "urgent-lines.json",
  TERMS,
  "needs-taxonomy/abbreviations.json",
  ...["stop-words", "synonyms", "light-words", "entries", "known-words", "usual", "related", "danger", "out-of-scope"].map((name) => `search/${name}.json`),
  ...["regions", "mrc", "municipalities", "boroughs", "fsa", "postal-codes", "places", "aliases", "everyday-names"].map((name) => `territory/${name}.csv`),
];
const OUTLINES = ["qc-regions", "qc-mrc", "qc-municipalities", "boroughs"];
const NO_OUTLINES = '{"type":"FeatureCollection","features":[]}';

function filesCarried(needs: Needs): Record<string, string> {
  const texts = FILES.map((name): [string, string] => [name, name === TERMS ? JSON.stringify({ terms: needs.all() }) : readFileSync(join(DATA_DIR, name), "utf8")]);
  return Object.fromEntries([...texts, ...OUTLINES.map((name) => [`territory/${name}.geojson`, NO_OUTLINES])]);
}

/** What a page of results needs of the settings: never where the database or the data folder is. */
function openSettings({ publicUrl, exitUrl, phoneLive, operator }: Config) {
  return { publicUrl, exitUrl, phoneLive, operator };
}

/** All that the copy's search answers from, as a script: a page opened from a file may not fetch. */
export function searchData(config: Config, needs: Needs, published: PublishedDirectory, pages: readonly string[]): string {
  const services = [...published.all()];
  const organizations = new Map(services.map(({ organization }) => [organization.id, organization]));
  const data = {
    config: openSettings(config),
    asOf: published.asOf(),
    files: filesCarried(needs),
    organizations: [...organizations.values()],
    services: services.map((service) => ({ ...service, organization: service.organization.id })),
    pages,
  };
  // A text that is parsed as JSON is read faster than the same written as JavaScript.
  return `globalThis.fanalCopy=JSON.parse(${JSON.stringify(JSON.stringify(data))});\n`;
}
