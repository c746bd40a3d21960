import type { Territory } from "../../territory/index.ts";
import type { Location } from "../directory.contract.ts";

export interface FoundPoint {
  lat: number;
  lon: number;
  source: Location["pointSource"];
}

/** An FSA whose second character is 0 is rural: its centre says little. */
function isRural(fsa: string): boolean {
  return fsa[1] === "0";
}

/** The finest point that open data gives for a place; null when there is none. */
export function findPoint(
  territory: Pick<Territory, "area" | "postalPoint">,
  at: { postalCode: string | null; borough?: string | null; municipality: string | null },
): FoundPoint | null {
  const observed = at.postalCode === null ? null : territory.postalPoint(at.postalCode);
  if (observed) return { lat: observed.lat, lon: observed.lon, source: "postalCode" };
  const fsa = at.postalCode?.slice(0, 3) ?? null;
  const ladder: ["fsa" | "borough" | "municipality", string | null][] = [
    ["fsa", fsa !== null && !isRural(fsa) ? fsa : null],
    ["borough", at.borough ?? null],
    ["municipality", at.municipality],
  ];
  for (const [source, code] of ladder) {
    const area = code === null ? null : territory.area(source, code);
    if (area && area.lat !== null && area.lon !== null) return { lat: area.lat, lon: area.lon, source };
  }
  return null;
}
