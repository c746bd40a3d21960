import { fold } from "../../platform/i18n/fold.ts";
import type { PerLang } from "../../platform/i18n/lang.ts";
import { nameFacts, type NameFacts } from "./names.ts";
import { addressFacts, type AddressFacts } from "./places.ts";

/** What is known of an organisation or a location, to know it again. */
export interface Known {
  id: string;
  /** Several in one language: any of them may be the name. */
  names: PerLang<string[]>;
  address: string | null;
  city: string | null;
  /** With or without its space. */
  postalCode: string | null;
  /** Only a point that stands for this very place. */
  point: { lat: number; lon: number } | null;
  /** E.164 or short numbers. */
  phones: string[];
  /** Web addresses. */
  websites: string[];
  /** Québec enterprise number. */
  neq: string | null;
}

/** The same, ready to be compared. */
export interface Profile extends Omit<Known, "names" | "address" | "websites"> {
  names: PerLang<NameFacts[]>;
  address: AddressFacts | null;
  hosts: string[];
}

/** Sites where many organisations have a page: the same host says nothing. */
const SHARED_HOSTS = /(^|\.)(facebook|instagram|linkedin|twitter|x|google|wordpress|wixsite|sites\.google|canada|quebec|gouv\.qc|gouv)\.(com|ca|org)$|\.gouv\.qc\.ca$|\.gc\.ca$|quebec\.ca$/;

function hostOf(website: string): string | null {
  if (!URL.canParse(website)) return null;
  const host = new URL(website).hostname.replace(/^www\./, "");
  return SHARED_HOSTS.test(host) ? null : host;
}

export function profileOf({ names, address, websites, ...rest }: Known): Profile {
  return {
    ...rest,
    city: rest.city === null ? null : fold(rest.city).replace(/\bsainte?\b/g, "st"),
    postalCode: rest.postalCode === null ? null : rest.postalCode.replace(/\s/g, "").toUpperCase() || null,
    names: { fr: names.fr.flatMap(nameFacts), en: names.en.flatMap(nameFacts) },
    address: address === null || address.trim() === "" ? null : addressFacts(address),
    hosts: [...new Set(websites.map(hostOf).filter((host) => host !== null))],
  };
}

/** Every name, French first. */
export function allNames({ names }: Pick<Profile, "names">): NameFacts[] {
  return [...names.fr, ...names.en];
}
