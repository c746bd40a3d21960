import Flatbush from "flatbush";
import type { MultiPolygon, Polygon, Position } from "geojson";

export type Outline = Polygon | MultiPolygon;

/** Finds which of many outlines holds a point. */
export interface PolygonIndex {
  /** Code of the outline that contains the point (WGS84 degrees), or null. */
  at(lat: number, lon: number): string | null;
}

function rings(outline: Outline): Position[][][] {
  return outline.type === "Polygon" ? [outline.coordinates] : outline.coordinates;
}

/** Even-odd rule: holes count as outside. */
function insideRing(ring: Position[], lat: number, lon: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i] as [number, number];
    const [xj, yj] = ring[j] as [number, number];
    if (yi > lat !== yj > lat && lon < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** Does the outline contain the point (WGS84 degrees)? */
export function contains(outline: Outline, lat: number, lon: number): boolean {
  return rings(outline).some(([shell, ...holes]) => shell !== undefined && insideRing(shell, lat, lon) && !holes.some((hole) => insideRing(hole, lat, lon)));
}

/** West, south, east, north in degrees. */
function bounds(outline: Outline): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [shell] of rings(outline)) {
    for (const [x, y] of (shell ?? []) as [number, number][]) {
      if (x < box[0]) box[0] = x;
      if (y < box[1]) box[1] = y;
      if (x > box[2]) box[2] = x;
      if (y > box[3]) box[3] = y;
    }
  }
  return box;
}

/** Indexes outlines by code. An empty map finds nothing. */
export function indexPolygons(outlines: ReadonlyMap<string, Outline>): PolygonIndex {
  if (outlines.size === 0) return { at: () => null };
  const entries = [...outlines];
  const boxes = new Flatbush(entries.length);
  for (const [, outline] of entries) boxes.add(...bounds(outline));
  boxes.finish();
  return {
    at: (lat, lon) => {
      const hit = boxes.search(lon, lat, lon, lat).find((i) => contains(entries[i]![1], lat, lon));
      return hit === undefined ? null : entries[hit]![0];
    },
  };
}
