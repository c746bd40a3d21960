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

function boroughByCityCode(atlas: Atlas, sources: ReadonlyMap<string, string>, code: string | null | undefined, name: string | null | undefined, municipality: string | null | undefined): string | null {
  const bySource = sources.get((code ?? "").trim().toUpperCase());
  if (bySource) return bySource;
  const city = municipality ?? code;
  const found = [...atlas.areas.get("borough")!.values()].filter((area) => name && sameName(area.name, name) && (!city || area.within.municipality === city));
  return found.length === 1 ? found[0]!.code : null;
}

function byName(atlas: Atlas, kind: AreaKind, name: string): string | null {
  const areas = [...atlas.areas.get(kind)!.values()];
  const found = areas.filter((area) => sameName(area.name, name));
  if (found.length > 0) return found.length === 1 ? found[0]!.code : null;
  const aliased = new Set(atlas.aliases.filter(({ alias, place }) => place.kind === kind && sameName(alias, name)).map(({ place }) => place.code));
  return aliased.size === 1 ? [...aliased][0]! : null;
}

/** Finds the official area of an import row: by code, else by an unambiguous name; null otherwise. */
export function areaLookup(atlas: Atlas, boroughSources: ReadonlyMap<string, string>) {
  return (ref: AreaReference): { kind: AreaKind; code: string } | null => {
    const kind = AREA_KINDS.find((known) => known === ref.kind.trim().toLowerCase());
    if (!kind) return null;
    if (kind === "province") return ref.code === PROVINCE || /^(24|qc|quebec|province de quebec)$/.test(nameKey(ref.name ?? ref.code ?? "")) ? { kind, code: PROVINCE } : null;
    const known = atlas.areas.get(kind)!;
    const code = ref.code ? normalCode(kind, ref.code) : null;
    if (code && known.has(code)) return { kind, code };
    const found = kind === "borough" ? boroughByCityCode(atlas, boroughSources, ref.code, ref.name, ref.municipalityCode) : ref.name ? byName(atlas, kind, ref.name) : null;
    const named = found ?? (kind === "fsa" && ref.name && known.has(normalCode("fsa", ref.name)) ? normalCode("fsa", ref.name) : null);
    return named ? { kind, code: named } : null;
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
