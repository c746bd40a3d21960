import fc from "fast-check";
import type { Polygon } from "geojson";
import { describe, expect, it } from "vitest";
import { contains, indexPolygons } from "./polygons.ts";

function square(west: number, south: number, size: number): number[][] {
  return [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]];
}
const ring = (...rings: number[][][]): Polygon => ({ type: "Polygon", coordinates: rings });

describe("points in outlines", () => {
  it("counts holes as outside", () => {
    const outline = ring(square(0, 0, 10), square(4, 4, 2));
    expect([contains(outline, 1, 1), contains(outline, 5, 5), contains(outline, 11, 1)]).toEqual([true, false, false]);
  });

  it("looks at every part of an outline in several", () => {
    expect(contains({ type: "MultiPolygon", coordinates: [[square(0, 0, 1)], [square(5, 5, 1)]] }, 5.5, 5.5)).toBe(true);
  });

  it("finds the cell of a grid that holds a point", () => {
    const cells = new Map(Array.from({ length: 25 }, (_, i) => [`${i % 5},${Math.floor(i / 5)}`, ring(square(i % 5, Math.floor(i / 5), 1))] as const));
    const index = indexPolygons(cells);
    const inside = fc.double({ min: 0.01, max: 4.99, noNaN: true }).filter((n) => n % 1 !== 0);
    fc.assert(fc.property(inside, inside, (lat, lon) => index.at(lat, lon) === `${Math.floor(lon)},${Math.floor(lat)}`));
    expect(index.at(7, 7)).toBeNull();
  });

  it("finds nothing among no outlines", () => expect(indexPolygons(new Map()).at(46, -73)).toBeNull());
});
