import type { Lang } from "../../platform/i18n/lang.ts";
import type { ServiceArea, Territory } from "../../territory/index.ts";
import { recordMessages } from "./record.messages.ts";

/** A list longer than this is cut with "…". */
const MOST = 12;

/** The names of the areas served, as a reader says them. */
export function areaNames(territory: Territory, areas: readonly ServiceArea[], lang: Lang): string[] {
  const names = areas.map(({ kind, code }) => {
    if (kind === "province") return recordMessages[lang].allQuebec;
    const name = territory.area(kind, code)?.name ?? code;
    return kind === "mrc" ? `MRC ${name}` : name;
  });
  return names.length > MOST ? [...names.slice(0, MOST), "…"] : names;
}
