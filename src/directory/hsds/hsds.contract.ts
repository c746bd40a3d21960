import type { Lang } from "../../platform/i18n/lang.ts";

/*
 * HSDS 3.x objects as they come (https://docs.openreferral.org): every field may be missing, and
 * numbers may be texts. Only the fields that fanal reads or writes; `x_…`: fanal's own (hsds-profile.ts).
 */

/** An object's texts in each language it has. */
export type HsdsTranslations = Partial<Record<Lang, Record<string, string | null | undefined> | null>>;

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
  x_translations?: HsdsTranslations | null;
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
  x_translations?: HsdsTranslations;
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

export interface HsdsAccessibility {
  id?: string;
  description?: string | null;
  x_translations?: HsdsTranslations | null;
}

export interface HsdsRequiredDocument {
  id?: string;
  document?: string | null;
  x_translations?: HsdsTranslations | null;
}

export interface HsdsLocation {
  id?: string;
  location_type?: string | null;
  name?: string | null;
  transportation?: string | null;
  latitude?: string | number | null;
  longitude?: string | number | null;
  addresses?: HsdsAddress[] | null;
  accessibility?: HsdsAccessibility[] | null;
  phones?: HsdsPhone[] | null;
  schedules?: HsdsSchedule[] | null;
  x_translations?: HsdsTranslations | null;
  x_confidential?: boolean;
  x_withheld_reason?: string;
  x_municipality_code?: string | null;
  x_point_source?: string | null;
  x_approximate_latitude?: string | number | null;
  x_approximate_longitude?: string | number | null;
}

export interface HsdsServiceArea {
  id?: string;
  name?: string | null;
  description?: string | null;
  uri?: string | null;
  x_assumed?: boolean;
}

export interface HsdsServiceAtLocation {
  id?: string;
  location?: HsdsLocation | null;
  phones?: HsdsPhone[] | null;
  schedules?: HsdsSchedule[] | null;
  service_areas?: HsdsServiceArea[] | null;
  x_hours?: unknown;
  x_translations?: HsdsTranslations | null;
  /** Lists and single answers of the API say what is offered there. */
  service?: HsdsService;
}

export interface HsdsTaxonomy {
  id?: string;
  name?: string | null;
  description?: string | null;
  uri?: string | null;
  x_translations?: HsdsTranslations;
}

export interface HsdsTaxonomyTerm {
  id?: string;
  code?: string | null;
  name?: string | null;
  description?: string | null;
  taxonomy?: string | null;
  parent_id?: string | null;
  taxonomy_id?: string | null;
  taxonomy_detail?: HsdsTaxonomy;
  x_sensitive?: boolean;
  x_translations?: HsdsTranslations;
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
  x_government?: boolean;
  x_translations?: HsdsTranslations | null;
}

/** Where a record comes from; its `assured_date` is the service's. */
export interface HsdsProvenance {
  source?: string | null;
  source_id?: string | null;
  urls?: string[] | null;
  as_of?: string | null;
  verified_by?: string | null;
  next_due?: string | null;
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
  required_documents?: HsdsRequiredDocument[] | null;
  attributes?: HsdsAttribute[] | null;
  x_profile?: string | null;
  x_notice?: string | null;
  x_sensitive?: boolean;
  x_provenance?: HsdsProvenance | null;
  x_translations?: HsdsTranslations | null;
}

/** How fanal writes a service area's official code in HSDS, so that it can be read back: `urn:fanal:area:mrc:53`. */
export const AREA_URN = "urn:fanal:area:";
/** Marks a service that carries all of fanal's facts in its `x_…` fields, so that nothing is guessed when it is read back. */
export const PROFILE = "urn:fanal:hsds-profile:1";
/** The name of the need taxonomy in HSDS. */
export const NEED_TAXONOMY = "fanal needs";
