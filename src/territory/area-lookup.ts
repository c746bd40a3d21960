import { PROVINCE, type Atlas } from "./atlas.ts";
import { bareKey, compactKey, nameKey } from "./names.ts";
import { AREA_KINDS, type Area, type AreaCodes, type AreaKind } from "./territory.contract.ts";

/** What an import row says of an area. */
export interface AreaReference {
  kind: string;
  code?: string | null;
  name?: string | null;
  municipalityCode?: string | null;
}

function sameName(a: string, b: string): boolean {
  return compactKey(bareKey(nameKey(a))) === compactKey(bareKey(nameKey(b)));
}

function normalCode(kind: AreaKind, code: string): string {
  const trimmed = code.trim().toUpperCase();
  // StatCan's census subdivision code is the province and the five-digit code.
  if (kind === "municipality" && /^24\d{5}$/.test(trimmed)) return trimmed.slice(2);
  if (kind === "fsa") return trimmed.slice(0, 3);
  return kind === "borough" ? code.trim().toLowerCase() : trimmed;
}

/** Finds a code among the areas of one kind, from what the row says. */
type Finder = (ref: AreaReference) => string | null;

function only(codes: Iterable<string>): string | null {
  const found = [...new Set(codes)];
  return found.length === 1 ? found[0]! : null;
}

function byName(atlas: Atlas, kind: AreaKind): Finder {
  const areas = [...atlas.areas.get(kind)!.values()];
  return ({ name }) => {
    if (!name) return null;
    const found = areas.filter((area) => sameName(area.name, name)).map(({ code }) => code);
    if (found.length > 0) return only(found);
    return only(atlas.aliases.filter(({ alias, place }) => place.kind === kind && sameName(alias, name)).map(({ place }) => place.code));
  };
}

/** Cities name their boroughs by codes of their own, or by the city's code and a name. */
function boroughFinder(atlas: Atlas, sources: ReadonlyMap<string, string>): Finder {
  const boroughs = [...atlas.areas.get("borough")!.values()];
  return ({ code, name, municipalityCode }) => {
    const bySource = sources.get((code ?? "").trim().toUpperCase());
    if (bySource || !name) return bySource ?? null;
    const city = municipalityCode ?? code;
    return only(boroughs.filter((area) => sameName(area.name, name) && (!city || area.within.municipality === city)).map((area) => area.code));
  };
}

function provinceFinder({ code, name }: AreaReference): string | null {
  return code === PROVINCE || /^(24|qc|quebec|province de quebec)$/.test(nameKey(name ?? code ?? "")) ? PROVINCE : null;
}

/** Finds the official area of an import row: by code, else by an unambiguous name; null otherwise. */
export function areaLookup(atlas: Atlas, boroughSources: ReadonlyMap<string, string>): (ref: AreaReference) => { kind: AreaKind; code: string } | null {
  const finders: Record<AreaKind, Finder> = {
    province: provinceFinder,
    region: byName(atlas, "region"),
    mrc: byName(atlas, "mrc"),
    municipality: byName(atlas, "municipality"),
    borough: boroughFinder(atlas, boroughSources),
    fsa: byName(atlas, "fsa"),
  };
  return (ref) => {
    const kind = AREA_KINDS.find((known) => known === ref.kind.trim().toLowerCase());
    if (!kind) return null;
    const given = ref.code ? normalCode(kind, ref.code) : null;
    const code = given !== null && atlas.areas.get(kind)!.has(given) ? given : finders[kind](ref);
    return code === null ? null : { kind, code };
  };
}

/** Areas nearest to a point, by their interior points. */
export function nearest(areas: Iterable<Area>, at: { lat: number; lon: number }, keep: (area: Area) => boolean, limit: number): Area[] {
  const scale = Math.cos((at.lat * Math.PI) / 180);
  return [...areas]
    .filter((area) => area.lat !== null && area.lon !== null && keep(area))
    .map((area) => ({ area, far: (area.lat! - at.lat) ** 2 + ((area.lon! - at.lon) * scale) ** 2 }))
    .sort((a, b) => a.far - b.far || (a.area.code < b.area.code ? -1 : 1))
    .slice(0, limit)
    .map(({ area }) => area);
}

/** Areas that contain a municipality or, in water, an MRC. */
export function areasAround(atlas: Atlas, found: { municipality: string | null; mrc: string | null; borough: string | null }): AreaCodes {
  const municipality = found.municipality ? atlas.areas.get("municipality")!.get(found.municipality) : undefined;
  const around = municipality ?? (found.mrc ? atlas.areas.get("mrc")!.get(found.mrc) : undefined);
  const borough = found.borough ? atlas.areas.get("borough")!.get(found.borough) : undefined;
  return { ...around?.within, ...(borough && borough.within.municipality === municipality?.code ? borough.within : {}) };
}
