import type { Territory } from "./territory.contract.ts";
import { readTerritoryData } from "./territory.data.ts";
import { createTerritory } from "./territory.ts";

export type * from "./territory.contract.ts";
export { AREA_KINDS, PLACE_KINDS } from "./territory.contract.ts";
export { territoryRoutes } from "./territory.routes.ts";

/** Reads data/territory and makes the territory. Takes a few tenths of a second; polygons are read when first needed. */
export function loadTerritory(): Territory {
  return createTerritory(readTerritoryData());
}
