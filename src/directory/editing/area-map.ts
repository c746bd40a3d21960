import { geoMercator, geoPath } from "d3-geo";
import type { Feature } from "geojson";
import type { Area, Territory } from "../../territory/index.ts";
import type { AreaMap } from "./editing.contract.ts";

/*
 * A map to choose areas on: the regions of Québec, or the MRCs of one region.
 */

const WIDTH = 640;
const HEIGHT = 480;
const MARGIN = 6;
/** North of this most regions are one colour and nobody lives there: the south is drawn large (degrees). */
const NORTHERNMOST = 52;

function featureOf(territory: Territory, { kind, code }: Area): Feature | null {
  const geometry = territory.outline(kind, code);
  return geometry && { type: "Feature", properties: {}, geometry };
}

function southOf({ lat }: Area): boolean {
  return lat !== null && lat < NORTHERNMOST;
}

const drawn = new WeakMap<Territory, Map<string, AreaMap>>();

function draw(territory: Territory, areas: readonly Area[]): AreaMap {
  const features = areas.flatMap((area) => {
    const feature = featureOf(territory, area);
    return feature ? [{ area, feature }] : [];
  });
  const south = features.filter(({ area }) => southOf(area));
  const framed = (south.length > 0 ? south : features).map(({ feature }) => feature);
  const projection = geoMercator().fitExtent([[MARGIN, MARGIN], [WIDTH - MARGIN, HEIGHT - MARGIN]], { type: "FeatureCollection", features: framed }).clipExtent([[0, 0], [WIDTH, HEIGHT]]);
  const path = geoPath(projection).digits(0);
  return { width: WIDTH, height: HEIGHT, areas: features.flatMap(({ area, feature }) => (path(feature) ? [{ code: `${area.kind}:${area.code}`, name: area.name, d: path(feature)! }] : [])) };
}

/** The map of a region's MRCs, or of the regions (null). Drawn once. */
export function areaMap(territory: Territory, region: string | null): AreaMap {
  const maps = drawn.get(territory) ?? new Map<string, AreaMap>();
  drawn.set(territory, maps);
  const known = maps.get(region ?? "");
  if (known) return known;
  const areas = region === null ? territory.regions() : territory.mrcs(region);
  const map = draw(territory, areas);
  maps.set(region ?? "", map);
  return map;
}
