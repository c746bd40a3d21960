import { fold } from "../../platform/i18n/fold.ts";
import { uuidFor } from "../../platform/ids.ts";
import type { ServiceArea, Territory } from "../../territory/index.ts";
import type { Location, ServiceRecord } from "../directory.contract.ts";
import { FACILITY_KINDS, type FacilityKindName } from "./facility-kinds.ts";
import { isGovernment } from "./government.ts";
import { phone, phoneNumber } from "./phone-numbers.ts";
import { findPoint } from "./points.ts";
import { recordFaults, type Fault } from "./record-check.ts";

/*
 * Places of open data as records: one service at one place, with what can honestly be said of it.
 */

export interface Facility {
  source: "odhf" | "odcaf" | "mamh" | "quebec-city" | "meq";
  /** The row's own id in that source. */
  sourceId: string;
  kinds: FacilityKindName[];
  name: string;
  /** Null: its French name is used in both languages. */
  nameEn: string | null;
  /** Name of the body that runs it; null: unknown, its own name stands for it. */
  organization: string | null;
  address: string | null;
  city: string | null;
  postalCode: string | null;
  municipalityCode: string | null;
  lat: number | null;
  lon: number | null;
  phone: string | null;
  website: string | null;
  asOf: string;
}

type FacilityTerritory = Pick<Territory, "area" | "postalPoint">;

/** Words that do not tell two names apart. */
const EMPTY_WORDS = new Set(["de", "du", "des", "la", "le", "les", "l", "d", "et", "en", "a", "au", "aux", "centre", "hopital", "clinique", "medicale", "clsc", "chsld", "st", "ste", "saint", "sainte"]);

function tellingWords(name: string): Set<string> {
  const words = fold(name).split(" ");
  const telling = words.filter((word) => !EMPTY_WORDS.has(word));
  return new Set(telling.length > 0 ? telling : words);
}

/** Do two names of the same kind at the same postal code mean the same place? */
function similar(a: Set<string>, b: Set<string>): boolean {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / Math.min(a.size, b.size) >= 0.75;
}

/** Keeps the first of each place: same main kind and postal code, same or very similar name. */
export function mergeEditions(facilities: readonly Facility[]): { kept: Facility[]; merged: number } {
  const byPlace = new Map<string, Set<string>[]>();
  const kept = facilities.filter(({ name, postalCode, kinds }) => {
    if (postalCode === null) return true;
    const words = tellingWords(name);
    const place = `${postalCode}|${kinds[0]}`;
    const known = byPlace.get(place) ?? [];
    byPlace.set(place, [...known, words]);
    return !known.some((other) => similar(words, other));
  });
  return { kept, merged: facilities.length - kept.length };
}

function areaOf(facility: Facility, territory: FacilityTerritory): ServiceArea[] {
  const { area, assumed } = FACILITY_KINDS[facility.kinds[0]!];
  const within = facility.municipalityCode === null ? null : territory.area("municipality", facility.municipalityCode)?.within;
  const code = within?.[area];
  return code === undefined ? [] : [{ kind: area, code, assumed }];
}

function locationOf(facility: Facility, territory: FacilityTerritory): Location {
  const { address, postalCode, municipalityCode, lat, lon } = facility;
  const point = lat !== null && lon !== null ? { lat, lon, source: "exact" as const } : findPoint(territory, { postalCode, municipality: municipalityCode });
  return {
    id: uuidFor(facility.source, "location", facility.sourceId),
    kind: "physical",
    confidential: false,
    texts: { fr: null, en: null },
    address,
    city: facility.city ?? (municipalityCode === null ? null : (territory.area("municipality", municipalityCode)?.name ?? null)),
    postalCode,
    municipalityCode,
    lat: point?.lat ?? null,
    lon: point?.lon ?? null,
    pointSource: point?.source ?? "none",
  };
}

function websiteOf(text: string | null): string | null {
  return text === null ? null : /^https?:\/\//.test(text) ? text : `https://${text}`;
}

/** Municipalities may share a name; other bodies are told apart by theirs. */
function organizationKey({ source, sourceId, organization }: Facility): string {
  return organization === null || source === "mamh" ? sourceId : fold(organization);
}

/** An open-data place as a record; a draft when neither phone, address nor exact point lets anyone reach it. */
export function facilityRecord(facility: Facility, territory: FacilityTerritory): { record: ServiceRecord } | { faults: Fault[] } {
  const { source, sourceId, name, nameEn, kinds } = facility;
  const body = facility.organization ?? name;
  const description = FACILITY_KINDS[kinds[0]!].description;
  const number = facility.phone === null ? null : phoneNumber(facility.phone);
  const location = locationOf(facility, territory);
  const empty = { eligibility: null, fees: null, documents: null, application: null, notes: null };
  const reachable = number !== null || facility.website !== null || facility.address !== null || location.pointSource === "exact";
  const record: ServiceRecord = {
    id: uuidFor(source, "service", sourceId),
    organization: {
      id: uuidFor(source, "organization", organizationKey(facility)),
      texts: { fr: { name: body, description: null, state: "written" }, en: null },
      website: websiteOf(facility.website),
      email: null,
      phones: [],
      government: facility.kinds[0] === "townHall" || facility.kinds[0] === "boroughOffice" || isGovernment(body) || isGovernment(name),
      externalIds: {},
    },
    texts: { fr: { name, description: description.fr, ...empty, state: "written" }, en: { name: nameEn ?? name, description: description.en, ...empty, state: "translated" } },
    needs: [...new Set(kinds.flatMap((kind) => FACILITY_KINDS[kind].needs))],
    languages: [],
    website: null,
    email: null,
    areas: areaOf(facility, territory),
    at: [{ id: uuidFor(source, "at", sourceId), location, phones: number === null ? [] : [phone(number)], hours: null, hoursNote: { fr: null, en: null } }],
    visibility: reachable ? "publicWithNotice" : "draft",
    notice: "openData",
    provenance: { source, sourceId, urls: [], asOf: facility.asOf, verifiedOn: null, verifiedBy: null, nextDue: null },
  };
  const faults = recordFaults(record);
  return faults.length > 0 ? { faults } : { record };
}
