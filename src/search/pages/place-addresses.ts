import { address, slug } from "../../platform/html/addresses.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Area, Territory } from "../../territory/index.ts";

/** Code first (it never changes), then the name for people: `16-monteregie`. */
function part(area: Area): string {
  return `${area.code}-${slug(area.name)}`;
}

/** The code that an address part leads with. */
export function codeOfPart(text: string): string {
  return /^\d+/.exec(text)?.[0] ?? "";
}

export function regionParams(region: Area): Record<string, string> {
  return { region: part(region) };
}

export function mrcParams(territory: Territory, mrc: Area): Record<string, string> {
  const region = territory.area("region", mrc.within.region ?? "");
  return { ...(region ? regionParams(region) : { region: "0" }), mrc: part(mrc) };
}

export function municipalityParams(territory: Territory, municipality: Area): Record<string, string> {
  const mrc = territory.area("mrc", municipality.within.mrc ?? "");
  return { ...(mrc ? mrcParams(territory, mrc) : { region: "0", mrc: "0" }), municipality: part(municipality) };
}

export function regionAddress(region: Area, lang: Lang): string {
  return address("region", lang, regionParams(region));
}

export function mrcAddress(territory: Territory, mrc: Area, lang: Lang): string {
  return address("mrc", lang, mrcParams(territory, mrc));
}

export function municipalityAddress(territory: Territory, municipality: Area, lang: Lang): string {
  return address("municipality", lang, municipalityParams(territory, municipality));
}
