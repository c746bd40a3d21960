import type { Lang } from "../platform/i18n/lang.ts";
import type { Atlas, KnownPlace } from "./atlas.ts";
import { nameKey } from "./names.ts";
import type { AreaCodes } from "./territory.contract.ts";

const DESIGNATIONS: Record<string, Record<Lang, string>> = {
  Municipalité: { fr: "municipalité", en: "municipality" },
  Ville: { fr: "ville", en: "city" },
  Paroisse: { fr: "paroisse", en: "parish" },
  Village: { fr: "village", en: "village" },
  Canton: { fr: "canton", en: "township" },
  "Cantons unis": { fr: "cantons unis", en: "united townships" },
  "Réserve indienne": { fr: "communauté des Premières Nations", en: "First Nations community" },
  "Village nordique": { fr: "village nordique", en: "northern village" },
  "Village cri": { fr: "village cri", en: "Cree village" },
  "Village naskapi": { fr: "village naskapi", en: "Naskapi village" },
  "Territoire non organisé": { fr: "territoire non organisé", en: "unorganized territory" },
  "Gouvernement régional": { fr: "gouvernement régional", en: "regional government" },
  neighbourhood: { fr: "quartier", en: "neighbourhood" },
  locality: { fr: "localité", en: "locality" },
};

const KINDS: Record<string, Record<Lang, string>> = {
  province: { fr: "province", en: "province" },
  region: { fr: "région", en: "region" },
  mrc: { fr: "MRC", en: "regional county (MRC)" },
  borough: { fr: "arrondissement", en: "borough" },
  fsa: { fr: "secteur postal", en: "postal area" },
};

function designation(place: Pick<KnownPlace, "kind" | "designation">, lang: Lang): string {
  const known = place.designation ?? "";
  if (known.startsWith("Terre de la catégorie")) return lang === "fr" ? "terres de catégorie I" : "Category I land";
  return (DESIGNATIONS[known] ?? KINDS[place.kind])?.[lang] ?? known.toLowerCase();
}

/** The designation of a place as a person may type it, in both languages (keys of `nameKey`). */
export function designationKeys(place: Pick<KnownPlace, "kind" | "designation">): string[] {
  return [designation(place, "fr"), designation(place, "en"), ...(place.designation === "Ville" ? ["town"] : [])].map(nameKey);
}

/** Writes what tells a place from its homonyms: "ville, Pierre-De Saurel · Montérégie". */
export type ContextWriter = (place: Pick<KnownPlace, "kind" | "code" | "name" | "designation" | "within">, lang: Lang) => string;

export function contextWriter(atlas: Atlas): ContextWriter {
  const areaName = (kind: "municipality" | "mrc" | "region", within: AreaCodes, lang: Lang): string | undefined => {
    const code = within[kind];
    if (code === undefined) return undefined;
    return kind === "region" && lang === "en" ? atlas.englishRegions.get(code) : atlas.areas.get(kind)!.get(code)?.name;
  };
  const wider: Record<string, ("municipality" | "mrc" | "region")[]> = {
    province: [], region: [], mrc: ["region"], municipality: ["mrc", "region"],
    borough: ["municipality", "region"], neighbourhood: ["municipality", "region"], fsa: ["municipality", "mrc", "region"], postal_code: ["municipality", "mrc", "region"],
  };
  return (place, lang) => {
    const first = place.kind === "postal_code" ? [] : [designation(place, lang)];
    const around = [...new Set(wider[place.kind]!.map((kind) => areaName(kind, place.within, lang)))].filter((name) => name !== undefined && (name !== place.name || place.kind === "municipality"));
    // "ville, Québec · Capitale-Nationale" would say the city's own name twice.
    const told = around.filter((name, i) => !(name === place.name && i < around.length - 1));
    return [...first, told.join(" · ")].filter(Boolean).join(", ");
  };
}
