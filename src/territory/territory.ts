import { areaLookup, areasAround, nearest } from "./area-lookup.ts";
import { buildAtlas, placeKey, type Atlas } from "./atlas.ts";
import { contextWriter } from "./contexts.ts";
import { indexNames } from "./name-index.ts";
import { createNamedPlaces } from "./named-places.ts";
import { createPlaceCompletion } from "./place-completion.ts";
import { createPlaceExtraction } from "./place-extraction.ts";
import { createPlaceResolution } from "./place-resolution.ts";
import { indexPolygons, type PolygonIndex } from "./polygons.ts";
import { serves } from "./serves.ts";
import type { OutlinedKind, TerritoryData } from "./tables.ts";
import type { Area, AreaKind, Place, PlaceKind, Territory } from "./territory.contract.ts";

/** Which areas are compared when someone looks around. */
const NEIGHBOUR_KIND: Record<PlaceKind, AreaKind> = {
  province: "province", region: "region", mrc: "mrc", municipality: "municipality", borough: "borough", fsa: "municipality", neighbourhood: "municipality", postal_code: "municipality",
};

const byFrenchName = new Intl.Collator("fr-CA", { sensitivity: "base", ignorePunctuation: true, numeric: true });

function sorted(atlas: Atlas, kind: AreaKind, keep: (area: Area) => boolean): Area[] {
  return [...atlas.areas.get(kind)!.values()].filter(keep).sort((a, b) => byFrenchName.compare(a.name, b.name));
}

/** Makes the territory from its data; polygons are indexed when first asked for. */
export function createTerritory(data: TerritoryData): Territory {
  const atlas = buildAtlas(data.tables);
  const names = indexNames(atlas);
  const named = createNamedPlaces(names);
  const context = contextWriter(atlas);
  const resolution = createPlaceResolution(atlas, named, context);
  const boroughSources = new Map(data.tables.boroughs.filter((row) => row["source_code"]).map((row) => [row["source_code"]!, row["code"]!]));
  const area = (kind: AreaKind, code: string) => atlas.areas.get(kind)?.get(code) ?? null;

  const indexes = new Map<OutlinedKind, PolygonIndex>();
  const polygons = (kind: OutlinedKind): PolygonIndex => {
    const known = indexes.get(kind) ?? indexPolygons(data.outlines(kind));
    indexes.set(kind, known);
    return known;
  };

  const place = (kind: PlaceKind, code: string): Place | null => {
    if (kind === "postal_code") {
      const observed = atlas.postalCodes.get(code);
      return observed ? resolution.postalPlace(observed, "fr") : null;
    }
    const known = kind === "fsa" ? null : atlas.placeOf.get(placeKey(kind, code));
    if (known) return { kind, code, name: known.name, context: context(known, "fr"), lat: known.lat, lon: known.lon, within: known.within };
    const fsa = kind === "fsa" ? area("fsa", code) : null;
    return fsa && { kind, code, name: code, context: context({ kind, code, name: code, designation: null, within: fsa.within }, "fr"), lat: fsa.lat, lon: fsa.lon, within: fsa.within };
  };

  return {
    regions: () => sorted(atlas, "region", () => true),
    mrcs: (region) => sorted(atlas, "mrc", ({ within }) => !region || within.region === region),
    municipalities: (mrc) => sorted(atlas, "municipality", ({ within }) => !mrc || within.mrc === mrc),
    boroughs: (municipality) => sorted(atlas, "borough", ({ within }) => !municipality || within.municipality === municipality),
    area,
    place,
    resolve: resolution.resolve,
    complete: createPlaceCompletion(atlas, context),
    extract: createPlaceExtraction(names, named, resolution, data.everyday),
    areasAt: (lat, lon) => {
      const municipality = polygons("municipality").at(lat, lon);
      const mrc = municipality && area("municipality", municipality) ? null : polygons("mrc").at(lat, lon);
      return areasAround(atlas, { municipality, mrc, borough: municipality ? polygons("borough").at(lat, lon) : null });
    },
    resolveArea: areaLookup(atlas, boroughSources),
    serves: (areas, home) => serves({ within: (kind, code) => area(kind, code)?.within ?? null, fsa: (code) => atlas.fsas.get(code) ?? null }, areas, home),
    neighbours: (home, limit) => {
      const { lat, lon } = home;
      if (lat === null || lon === null) return [];
      const kind = NEIGHBOUR_KIND[home.kind];
      return nearest(atlas.areas.get(kind)!.values(), { lat, lon }, ({ code, population }) => code !== home.within[kind] && population !== 0, limit);
    },
    outline: (kind, code) => (kind === "province" || kind === "fsa" ? null : (data.outlines(kind).get(code) ?? null)),
    postalPoint: (code) => {
      const observed = atlas.postalCodes.get(code);
      return observed ? { lat: observed.lat, lon: observed.lon, municipality: observed.within.municipality ?? null } : null;
    },
  };
}
