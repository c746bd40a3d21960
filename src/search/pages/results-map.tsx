import { geoIdentity, geoMercatorRaw, geoPath } from "d3-geo";
import type { FeatureCollection, MultiPolygon, Polygon, Position } from "geojson";
import type { ReactElement } from "react";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Area, Place, Territory } from "../../territory/index.ts";
import type { SearchHit } from "../search.ts";
import { resultsMessages } from "./results.messages.ts";

const WIDTH = 480;
const HEIGHT = 420;
const MARGIN = 34;
/** Results farther than this from home would shrink the map to nothing (km). */
const FAR = 60;
/** The picture's smallest half-width, so that one point is not a blank square (degrees of latitude). */
const LEAST = 0.02;

interface Point {
  lat: number;
  lon: number;
  /** Place in the list, 1 to 3, or null for the others. */
  rank: number | null;
}

interface Box {
  south: number;
  north: number;
  west: number;
  east: number;
}

/** A point known only to its municipality would be a false promise on a map. */
function pointOf(hit: SearchHit, index: number): Point[] {
  const { lat, lon, pointSource } = hit.at.location;
  if (lat === null || lon === null || pointSource === "municipality" || (hit.distanceKm !== null && hit.distanceKm > FAR)) return [];
  return [{ lat, lon, rank: index < 3 ? index + 1 : null }];
}

function boxAround(points: { lat: number; lon: number }[]): Box {
  const lats = points.map(({ lat }) => lat);
  const lons = points.map(({ lon }) => lon);
  return { south: Math.min(...lats) - LEAST, north: Math.max(...lats) + LEAST, west: Math.min(...lons) - LEAST * 1.4, east: Math.max(...lons) + LEAST * 1.4 };
}

/** Twice the box: towns whose middle is just outside still show their edge. */
function wider({ south, north, west, east }: Box): Box {
  const [high, wide] = [(north - south) / 2 + 0.15, (east - west) / 2 + 0.2];
  return { south: south - high, north: north + high, west: west - wide, east: east + wide };
}

function isInside({ lat, lon }: Area, box: Box): boolean {
  return lat !== null && lon !== null && lat > box.south && lat < box.north && lon > box.west && lon < box.east;
}

const RADIANS = Math.PI / 180;

function mercator([lon, lat]: Position): [number, number] {
  return geoMercatorRaw(lon! * RADIANS, lat! * RADIANS);
}

/** Outlines on the flat Mercator plane, made once: the sphere is not asked again for every picture. */
const FLAT = new WeakMap<Polygon | MultiPolygon, MultiPolygon>();

function flat(outline: Polygon | MultiPolygon): MultiPolygon {
  const known = FLAT.get(outline);
  if (known) return known;
  const polygons = outline.type === "Polygon" ? [outline.coordinates] : outline.coordinates;
  const made: MultiPolygon = { type: "MultiPolygon", coordinates: polygons.map((rings) => rings.map((ring) => ring.map(mercator))) };
  FLAT.set(outline, made);
  return made;
}

function shapes(territory: Territory, codes: Iterable<string>): FeatureCollection {
  const outlines = [...codes].flatMap((code) => territory.outline("municipality", code) ?? []).map(flat);
  return { type: "FeatureCollection", features: outlines.map((geometry) => ({ type: "Feature", properties: {}, geometry })) };
}

/** The municipalities around, without home's own, which is drawn apart. */
function around(territory: Territory, home: Place, box: Box): Set<string> {
  const towns = territory.municipalities().filter((area) => isInside(area, wider(box)));
  return new Set(towns.map(({ code }) => code).filter((code) => code !== home.within.municipality));
}

/**
 * The results on a map drawn by the server: the municipalities around, home, the three best numbered.
 * A picture beside the list, which says the same in words; null when no result has a point.
 */
export function ResultsMap({ territory, home, hits, lang }: { territory: Territory; home: Place; hits: readonly SearchHit[]; lang: Lang }): ReactElement | null {
  const t = resultsMessages[lang];
  const points = hits.flatMap(pointOf);
  if (points.length === 0) return null;
  const here = home.lat !== null && home.lon !== null ? { lat: home.lat, lon: home.lon } : null;
  const box = boxAround(here ? [...points, here] : points);
  const corners = { type: "MultiPoint" as const, coordinates: [mercator([box.west, box.south]), mercator([box.east, box.north])] };
  const projection = geoIdentity().reflectY(true).fitExtent([[MARGIN, MARGIN], [WIDTH - MARGIN, HEIGHT - MARGIN]], corners).clipExtent([[-2, -2], [WIDTH + 2, HEIGHT + 2]]);
  const path = geoPath(projection).digits(0);
  const at = ({ lat, lon }: { lat: number; lon: number }): [number, number] => {
    const [x, y] = projection(mercator([lon, lat])) ?? [0, 0];
    return [Math.round(x), Math.round(y)];
  };
  const homeAt = here && home.kind !== "mrc" && home.kind !== "region" && home.kind !== "province" ? at(here) : null;
  // The best are drawn last, above the others.
  const drawn = [...points].sort((a, b) => (b.rank ?? 99) - (a.rank ?? 99));
  return (
    <figure className="map">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t.map}>
        <path className="land" d={path(shapes(territory, around(territory, home, box))) ?? ""} />
        {home.within.municipality && <path className="town" d={path(shapes(territory, [home.within.municipality])) ?? ""} />}
        {homeAt && <circle className="home" cx={homeAt[0]} cy={homeAt[1]} r="9" />}
        {drawn.map((point) => {
          const [x, y] = at(point);
          if (point.rank === null) return <circle key={`${x}-${y}`} className="dot" cx={x} cy={y} r="6" />;
          return (
            <g key={`${x}-${y}-${point.rank}`}>
              <circle className="dot-best" cx={x} cy={y} r="15" />
              <text x={x} y={y}>
                {point.rank}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption>
        {homeAt && <>{t.mapHome(home.name)}. </>}
        {t.mapCaption}
      </figcaption>
    </figure>
  );
}
