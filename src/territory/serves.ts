import { REACH_KINDS, type Fsa } from "./fsa.ts";
import { AREA_KINDS, type AreaCodes, type AreaKind, type Place, type Serves, type ServiceArea } from "./territory.contract.ts";

/** What `serves` must know of areas. */
export interface AreaFacts {
  /** The areas that contain an area, itself included; null for an unknown code. */
  within(kind: AreaKind, code: string): AreaCodes | null;
  fsa(code: string): Fsa | null;
}

type Holds = "yes" | "no" | "unknown";

/** Could an FSA and areas around something overlap? Only what is known to be apart is. */
function apart(fsa: Fsa, codes: AreaCodes): boolean {
  return REACH_KINDS.some((kind) => {
    const code = codes[kind];
    const reach = fsa.reach[kind];
    return code !== undefined && reach !== null && !reach.has(code);
  });
}

function holds(facts: AreaFacts, area: ServiceArea, home: Place): Holds {
  const around = facts.within(area.kind, area.code);
  if (!around) return "unknown";
  const code = home.within[area.kind];
  if (code !== undefined) return code === area.code ? "yes" : "no";
  const differs = AREA_KINDS.some((kind) => around[kind] !== undefined && home.within[kind] !== undefined && around[kind] !== home.within[kind]);
  if (differs) return "no";
  const homeFsa = home.within.fsa ? facts.fsa(home.within.fsa) : null;
  const areaFsa = area.kind === "fsa" ? facts.fsa(area.code) : null;
  return (homeFsa && apart(homeFsa, around)) || (areaFsa && apart(areaFsa, home.within)) ? "no" : "unknown";
}

/**
 * Does a service with these areas accept this home? An area that surely contains the home says yes;
 * one deduced by whoever made the record says "assumed"; a home wider than an area, or an FSA that
 * only touches it, leaves it unknown.
 */
export function serves(facts: AreaFacts, areas: readonly ServiceArea[], home: Place): Serves {
  if (areas.length === 0) return "unknown";
  const answers = areas.map((area) => ({ assumed: area.assumed, held: holds(facts, area, home) }));
  if (answers.some(({ held, assumed }) => held === "yes" && !assumed)) return "yes";
  if (answers.some(({ held }) => held === "yes")) return "assumed";
  return answers.some(({ held }) => held === "unknown") ? "unknown" : "no";
}
