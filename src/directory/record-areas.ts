import type { Territory } from "../territory/index.ts";
import type { ServiceRecord } from "./directory.contract.ts";

/** Everything that holds a record, as `kind:code`: its places; where it has none, the areas whose people it accepts. */
export function areasOf(territory: Pick<Territory, "area">, record: Pick<ServiceRecord, "at" | "areas">): string[] {
  const towns = record.at.flatMap(({ location }) => (location.municipalityCode === null ? [] : [{ kind: "municipality" as const, code: location.municipalityCode }]));
  const found = (towns.length > 0 ? towns : record.areas).flatMap(({ kind, code }) => Object.entries(territory.area(kind, code)?.within ?? {}));
  return [...new Set(found.map(([kind, code]) => `${kind}:${code}`))];
}
