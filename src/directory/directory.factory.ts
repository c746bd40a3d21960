import { newId } from "../platform/ids.ts";
import type { Location, Organization, PublishedService, ServiceAtLocation, ServiceRecord } from "./directory.contract.ts";

/** For tests: a valid organisation; fields given win. */
export function buildOrganization(fields: Partial<Organization> = {}): Organization {
  return {
    id: newId(),
    texts: { fr: { name: "Centre d'entraide du Quai", description: null, state: "written" }, en: null },
    website: null,
    email: null,
    phones: [],
    government: false,
    externalIds: {},
    ...fields,
  };
}

/** For tests: a physical place in Sorel-Tracy. */
export function buildLocation(fields: Partial<Location> = {}): Location {
  return {
    id: newId(),
    kind: "physical",
    confidential: false,
    texts: { fr: null, en: null },
    address: "12, rue du Quai",
    city: "Sorel-Tracy",
    postalCode: "J3P 1A1",
    municipalityCode: "53052",
    lat: 46.04,
    lon: -73.11,
    pointSource: "municipality",
    ...fields,
  };
}

export function buildServiceAtLocation(fields: Partial<Omit<ServiceAtLocation, "location">> & { location?: Partial<Location> } = {}): ServiceAtLocation {
  const { location, ...rest } = fields;
  return {
    id: newId(),
    location: buildLocation(location),
    phones: [{ kind: "voice", number: "+14505550100", extension: null, language: null, note: { fr: null, en: null } }],
    hours: null,
    hoursNote: { fr: null, en: null },
    ...rest,
  };
}

type RecordFields = Partial<Omit<ServiceRecord, "organization">> & { organization?: Partial<Organization> };

/** For tests: a valid published record (a food bank in Sorel-Tracy) with fresh ids; fields given win. */
export function buildRecord(fields: RecordFields = {}): ServiceRecord {
  const { organization, ...rest } = fields;
  return {
    id: newId(),
    organization: buildOrganization(organization),
    texts: {
      fr: { name: "Dépannage alimentaire", description: "Un panier de nourriture pour finir le mois.", eligibility: null, fees: null, documents: null, application: null, notes: null, state: "written" },
      en: { name: "Food help", description: "A basket of food to get through the month.", eligibility: null, fees: null, documents: null, application: null, notes: null, state: "translated" },
    },
    needs: ["food.hamper"],
    languages: ["fr"],
    website: null,
    email: null,
    areas: [{ kind: "municipality", code: "53052", assumed: false }],
    at: [buildServiceAtLocation()],
    visibility: "published",
    notice: null,
    provenance: { source: "test", sourceId: null, urls: [], asOf: null, verifiedOn: null, verifiedBy: null, nextDue: null },
    ...rest,
  };
}

/** For tests: a service as it leaves the server. */
export function buildService(fields: Partial<Omit<PublishedService, "organization">> & { organization?: Partial<Organization> } = {}): PublishedService {
  const { sensitive = false, updatedAt = "2026-01-01T00:00:00.000Z", ...recordFields } = fields;
  const { visibility: _, ...open } = buildRecord(recordFields);
  return { ...open, sensitive, updatedAt };
}
