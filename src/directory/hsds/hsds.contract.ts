/*
 * HSDS 3.x objects as they come (https://docs.openreferral.org): every field may be missing, and
 * numbers may be texts. Only the fields that fanal reads or writes.
 */

export interface HsdsLanguage {
  id?: string;
  code?: string | null;
  name?: string | null;
}

export interface HsdsPhone {
  id?: string;
  number?: string | null;
  extension?: string | number | null;
  type?: string | null;
  description?: string | null;
  languages?: HsdsLanguage[] | null;
}

export interface HsdsSchedule {
  id?: string;
  freq?: string | null;
  interval?: string | number | null;
  byday?: string | null;
  byweekno?: string | null;
  bymonthday?: string | null;
  byyearday?: string | null;
  opens_at?: string | null;
  closes_at?: string | null;
  valid_from?: string | null;
  valid_to?: string | null;
  wkst?: string | null;
  description?: string | null;
}

export interface HsdsAddress {
  id?: string;
  address_1?: string | null;
  address_2?: string | null;
  city?: string | null;
  state_province?: string | null;
  postal_code?: string | null;
  country?: string | null;
  address_type?: string | null;
}

export interface HsdsLocation {
  id?: string;
  location_type?: string | null;
  name?: string | null;
  transportation?: string | null;
  latitude?: string | number | null;
  longitude?: string | number | null;
  addresses?: HsdsAddress[] | null;
  accessibility?: { id?: string; description?: string | null }[] | null;
  phones?: HsdsPhone[] | null;
  schedules?: HsdsSchedule[] | null;
}

export interface HsdsServiceArea {
  id?: string;
  name?: string | null;
  description?: string | null;
  uri?: string | null;
}

export interface HsdsServiceAtLocation {
  id?: string;
  location?: HsdsLocation | null;
  phones?: HsdsPhone[] | null;
  schedules?: HsdsSchedule[] | null;
  service_areas?: HsdsServiceArea[] | null;
}

export interface HsdsTaxonomyTerm {
  id?: string;
  code?: string | null;
  name?: string | null;
  description?: string | null;
  taxonomy?: string | null;
}

export interface HsdsAttribute {
  id?: string;
  label?: string | null;
  value?: string | null;
  taxonomy_term?: HsdsTaxonomyTerm | null;
}

export interface HsdsOrganization {
  id?: string;
  name?: string | null;
  description?: string | null;
  email?: string | null;
  website?: string | null;
  /** 3.0 and before. */
  url?: string | null;
  phones?: HsdsPhone[] | null;
  organization_identifiers?: { id?: string; identifier_type?: string | null; identifier_scheme?: string | null; identifier?: string | null }[] | null;
  services?: HsdsService[] | null;
}

export interface HsdsService {
  id?: string;
  name?: string | null;
  description?: string | null;
  url?: string | null;
  email?: string | null;
  status?: string | null;
  interpretation_services?: string | null;
  application_process?: string | null;
  fees_description?: string | null;
  eligibility_description?: string | null;
  minimum_age?: string | number | null;
  maximum_age?: string | number | null;
  assured_date?: string | null;
  alert?: string | null;
  last_modified?: string | null;
  organization?: HsdsOrganization | null;
  phones?: HsdsPhone[] | null;
  schedules?: HsdsSchedule[] | null;
  service_areas?: HsdsServiceArea[] | null;
  service_at_locations?: HsdsServiceAtLocation[] | null;
  languages?: HsdsLanguage[] | null;
  cost_options?: { id?: string; option?: string | null; amount?: string | number | null; amount_description?: string | null }[] | null;
  required_documents?: { id?: string; document?: string | null }[] | null;
  attributes?: HsdsAttribute[] | null;
}

/** How fanal writes a service area's official code in HSDS, so that it can be read back: `urn:fanal:area:mrc:53`. */
export const AREA_URN = "urn:fanal:area:";
/** The name of the need taxonomy in HSDS. */
export const NEED_TAXONOMY = "fanal needs";
