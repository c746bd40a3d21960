import { geoMercator, geoPath } from "d3-geo";
import type { FeatureCollection, Geometry } from "geojson";
import type { ReactElement } from "react";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Place, Territory } from "../../territory/index.ts";
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

function pointOf(hit: SearchHit, index: number): Point[] {
  const { lat, lon } = hit.at.location;
  if (lat === null || lon === null || (hit.distanceKm !== null && hit.distanceKm > FAR)) return [];
  return [{ lat, lon, rank: index < 3 ? index + 1 : null }];
}

/** The box around every point shown, as a shape that the projection can fit. */
function frame(points: { lat: number; lon: number }[]): Geometry {
  const lats = points.map(({ lat }) => lat);
  const lons = points.map(({ lon }) => lon);
  const [south, north, west, east] = [Math.min(...lats) - LEAST, Math.max(...lats) + LEAST, Math.min(...lons) - LEAST * 1.4, Math.max(...lons) + LEAST * 1.4];
  return { type: "MultiPoint", coordinates: [[west, south], [east, north]] };
}

function landAround(territory: Territory, home: Place | null, points: Point[]): FeatureCollection {
  const codes = new Set(points.map(({ lat, lon }) => territory.areasAt(lat, lon).municipality).filter((code) => code !== undefined));
  if (home?.within.municipality) codes.add(home.within.municipality);
  const shapes = [...codes].flatMap((code) => territory.outline("municipality", code) ?? []);
  return { type: "FeatureCollection", features: shapes.map((geometry) => ({ type: "Feature", properties: {}, geometry })) };
}

/**
 * The results on a map drawn by the server: the municipalities around, home, the three best numbered.
 * A picture beside the list, which says the same in words; null when no result has a point.
 */
export function ResultsMap({ territory, home, hits, lang }: { territory: Territory; home: Place | null; hits: readonly SearchHit[]; lang: Lang }): ReactElement | null {
  const t = resultsMessages[lang];
  const points = hits.flatMap(pointOf);
  if (points.length === 0) return null;
  const here = home?.lat != null && home.lon != null ? { lat: home.lat, lon: home.lon } : null;
  const projection = geoMercator().fitExtent([[MARGIN, MARGIN], [WIDTH - MARGIN, HEIGHT - MARGIN]], frame(here ? [...points, here] : points)).clipExtent([[-2, -2], [WIDTH + 2, HEIGHT + 2]]);
  const path = geoPath(projection).digits(0);
  const at = ({ lat, lon }: { lat: number; lon: number }) => projection([lon, lat]) ?? [0, 0];
  const homeAt = here ? at(here) : null;
  // The best are drawn last, above the others.
  const drawn = [...points].sort((a, b) => (b.rank ?? 99) - (a.rank ?? 99));
  return (
    <figure className="map">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t.map}>
        <path className="land" d={path(landAround(territory, home, points)) ?? ""} />
        {homeAt && <circle className="home" cx={Math.round(homeAt[0])} cy={Math.round(homeAt[1])} r="15" />}
        {drawn.map((point) => {
          const [x, y] = at(point).map(Math.round) as [number, number];
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
        {home && homeAt && <>{t.mapHome(home.name)}. </>}
        {t.mapCaption}
      </figcaption>
    </figure>
  );
}
