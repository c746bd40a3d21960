/*
 * Distances by points on the unit sphere in single precision: good to a metre, without trigonometry
 * for each document.
 */

const EARTH_KM = 6371;
const RADIANS = Math.PI / 180;

/** The point of a latitude and longitude; NaN where unknown. */
export function unitVector(lat: number | null, lon: number | null): [x: number, y: number, z: number] {
  if (lat === null || lon === null) return [Number.NaN, Number.NaN, Number.NaN];
  const flat = Math.cos(lat * RADIANS);
  return [Math.fround(flat * Math.cos(lon * RADIANS)), Math.fround(flat * Math.sin(lon * RADIANS)), Math.fround(Math.sin(lat * RADIANS))];
}

/** Square of the straight line between two points of the sphere. */
export function squaredChord(ax: number, ay: number, az: number, bx: number, by: number, bz: number): number {
  return (ax - bx) * (ax - bx) + (ay - by) * (ay - by) + (az - bz) * (az - bz);
}

/** Great-circle distance of a squared chord, km. */
export function chordKm(squared: number): number {
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(squared) / 2));
}
