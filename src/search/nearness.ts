import type { PublishedService, ServiceAtLocation } from "../directory/index.ts";
import type { Place } from "../territory/index.ts";

/** Where a service is offered, seen from a home. */
export interface Nearness {
  /** Index of the nearest place in `service.at`. */
  at: number;
  /** Kilometres to show; null when unknown, or when both are known to their municipality only. */
  shownKm: number | null;
  /** Kilometres to rank by; null: distance does not matter. */
  rankKm: number | null;
}

const EARTH_KM = 6371;
const RADIANS = Math.PI / 180;
/** Within one municipality, when nothing finer is known (km). */
const SAME_TOWN_KM = 2;
/** Beyond this nobody goes to a place that also helps from afar (km). */
const EVERYWHERE_SHOWN_KM = 50;

/** Great-circle distance (haversine), km. */
export function kilometres(aLat: number, aLon: number, bLat: number, bLon: number): number {
  const halfLat = Math.sin(((bLat - aLat) * RADIANS) / 2);
  const halfLon = Math.sin(((bLon - aLon) * RADIANS) / 2);
  const chord = halfLat * halfLat + Math.cos(aLat * RADIANS) * Math.cos(bLat * RADIANS) * halfLon * halfLon;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(Math.min(1, chord)));
}

/** Both in one municipality, and one of them is known no finer: its middle is not somewhere to measure from. */
function isSameTown({ location }: ServiceAtLocation, home: Place): boolean {
  const isCoarse = location.pointSource === "municipality" || home.kind === "municipality";
  return isCoarse && location.municipalityCode !== null && location.municipalityCode === home.within.municipality;
}

function kmTo({ location }: ServiceAtLocation, home: Place): number | null {
  if (location.lat === null || location.lon === null || home.lat === null || home.lon === null) return null;
  return kilometres(home.lat, home.lon, location.lat, location.lon);
}

/** A home this wide is not somewhere to measure from. */
function isTooWide(home: Place): boolean {
  return home.kind === "province" || home.kind === "region";
}

function everywhere(service: PublishedService): boolean {
  return service.areas.some(({ kind }) => kind === "province");
}

function nearestPlace(service: PublishedService, home: Place): { at: number; km: number | null } {
  let best = { at: 0, km: kmTo(service.at[0]!, home) };
  for (let at = 1; at < service.at.length; at++) {
    const km = kmTo(service.at[at]!, home);
    if (km !== null && (best.km === null || km < best.km)) best = { at, km };
  }
  return best;
}

/** The place of a service that is nearest to a home, and how far it is. */
export function nearnessOf(service: PublishedService, home: Place | null): Nearness {
  if (home === null || isTooWide(home)) return { at: 0, shownKm: null, rankKm: null };
  const { at, km } = nearestPlace(service, home);
  if (km === null) return { at, shownKm: null, rankKm: null };
  if (isSameTown(service.at[at]!, home)) return { at, shownKm: null, rankKm: SAME_TOWN_KM };
  if (everywhere(service) && km > EVERYWHERE_SHOWN_KM) return { at, shownKm: null, rankKm: null };
  return { at, shownKm: km, rankKm: km };
}
