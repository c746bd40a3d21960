import type { Place, Territory } from "../../../territory/index.ts";
import type { Location, PublishedService, ServiceAtLocation } from "../../directory.contract.ts";
import { postcodeUnknown, postcodeWithoutPoint } from "./hsds-errors.ts";
import type { HsdsQuery } from "./hsds-query.ts";

/*
 * `postcode` and `proximity`: what accepts a home, and what is near it.
 */

interface Point {
  lat: number;
  lon: number;
}

/** The Earth's mean radius (m). */
const RADIUS = 6_371_008.8;

/** Metres between two points, on a sphere. */
function metresBetween(a: Point, b: Point): number {
  const [lat1, lat2] = [(a.lat * Math.PI) / 180, (b.lat * Math.PI) / 180];
  const half = Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin(((b.lon - a.lon) * Math.PI) / 360) ** 2;
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** What a service's areas are, as a text: many services accept the same people. Kept as long as the service lives. */
const areaTexts = new WeakMap<PublishedService, string>();

function areaText(service: PublishedService): string {
  const known = areaTexts.get(service) ?? service.areas.map(({ kind, code }) => `${kind}:${code}`).join();
  areaTexts.set(service, known);
  return known;
}

/** A whole code that was never observed stands for its first half. */
function homeOf(territory: Territory, postcode: string): Place {
  const place = (postcode.length === 7 ? territory.place("postal_code", postcode) : null) ?? territory.place("fsa", postcode.slice(0, 3));
  if (!place) throw postcodeUnknown(postcode);
  return place;
}

function publicPoint({ lat, lon, pointSource }: Location): Point | null {
  const stated = pointSource === "exact" || pointSource === "postalCode";
  return stated && lat !== null && lon !== null ? { lat, lon } : null;
}

/** Whether a service at a location is for someone of a postal code: accepted there and, with `proximity`, near. */
export function nearHome(territory: Territory, { postcode, proximity }: HsdsQuery): (service: PublishedService, at: ServiceAtLocation) => boolean {
  if (postcode === null) return () => true;
  const home = homeOf(territory, postcode);
  const accepted = new Map<string, boolean>();
  const accepts = (service: PublishedService) => {
    const areas = areaText(service);
    const answer = accepted.get(areas) ?? territory.serves(service.areas, home) !== "no";
    accepted.set(areas, answer);
    return answer;
  };
  if (proximity === null) return accepts;
  const { lat, lon } = home;
  if (lat === null || lon === null) throw postcodeWithoutPoint(postcode);
  return (service, at) => {
    const point = publicPoint(at.location);
    return point !== null && metresBetween({ lat, lon }, point) <= proximity && accepts(service);
  };
}
