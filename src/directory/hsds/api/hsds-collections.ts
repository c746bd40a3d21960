import type { Lang } from "../../../platform/i18n/lang.ts";
import type { Territory } from "../../../territory/index.ts";
import { fold } from "../../../platform/i18n/fold.ts";
import type { Organization, PublishedService } from "../../directory.contract.ts";
import type { Needs } from "../../needs.ts";
import type { HsdsTaxonomy, HsdsTaxonomyTerm } from "../hsds.contract.ts";
import { hsdsTaxonomy, TAXONOMY_ID } from "../hsds-taxonomy.ts";
import type { HsdsView } from "../hsds-view.ts";
import type { Bodies } from "./hsds-bodies.ts";
import { nearHome } from "./hsds-home.ts";
import { offerWords, organizationWords, serviceWords, type HsdsIndex, type Offer } from "./hsds-index.ts";
import type { HsdsQuery, ParameterName } from "./hsds-query.ts";

/*
 * The five lists of the HSDS API: what each can be asked, what it finds, how it writes it.
 */

/** One version of the directory, ready to answer. */
export interface HsdsState {
  index: HsdsIndex;
  bodies: Bodies;
  views: Record<Lang, HsdsView>;
  needs: Needs;
  territory: Territory;
}

export interface Collection<T> {
  /** Of the list. */
  parameters: readonly ParameterName[];
  /** Of the answer for a single one. */
  singleParameters: readonly ParameterName[];
  select(state: HsdsState, query: HsdsQuery): readonly T[];
  find(state: HsdsState, id: string): T | null;
  /** One item of the list, as JSON. */
  listed(state: HsdsState, item: T, query: HsdsQuery, lang: Lang): string;
  /** A single one, as JSON. */
  single(state: HsdsState, item: T, query: HsdsQuery, lang: Lang): string;
  /** Must not be kept by caches: it tells what a person is looking for. */
  isSensitive(state: HsdsState, item: T): boolean;
}

const PAGES = ["page", "per_page", "format"] as const;
const ABOUT_SERVICES = ["search", ...PAGES, "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after"] as const;

function hasWords(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

/** The narrowest list that holds all services that can match. */
function candidates({ index }: HsdsState, { organization_id, taxonomy_term_id }: HsdsQuery): readonly PublishedService[] {
  if (organization_id !== null) return index.servicesOf(organization_id);
  return taxonomy_term_id === null ? index.services() : index.ofTerm(taxonomy_term_id);
}

/** Services that match everything but words and home. */
function servicesFor(state: HsdsState, query: HsdsQuery): readonly PublishedService[] {
  const { taxonomy_id, taxonomy_term_id, organization_id, modified_after } = query;
  if (taxonomy_id !== null && taxonomy_id !== TAXONOMY_ID) return [];
  const found = candidates(state, query);
  const ofTerm = organization_id !== null && taxonomy_term_id !== null ? new Set(state.index.ofTerm(taxonomy_term_id)) : null;
  if (ofTerm === null && modified_after === null && taxonomy_id === null) return found;
  return found.filter((service) => (ofTerm === null || ofTerm.has(service)) && (modified_after === null || Date.parse(service.updatedAt) >= modified_after) && (taxonomy_id === null || service.needs.length > 0));
}

const services: Collection<PublishedService> = {
  parameters: [...ABOUT_SERVICES, "minimal", "full"],
  singleParameters: [],
  select: (state, query) => {
    const found = servicesFor(state, query);
    return query.search.length === 0 ? found : found.filter((service) => hasWords(serviceWords(service), query.search));
  },
  find: ({ index }, id) => index.service(id),
  listed: ({ bodies }, service, { minimal, full }, lang) => bodies.service(service, lang, minimal ? "minimal" : full ? "full" : "listed"),
  single: ({ bodies }, service, _query, lang) => bodies.service(service, lang, "full"),
  isSensitive: (_state, { sensitive }) => sensitive,
};

const serviceAtLocations: Collection<Offer> = {
  parameters: [...ABOUT_SERVICES, "full", "postcode", "proximity"],
  singleParameters: [],
  select: (state, query) => {
    const { organization_id, taxonomy_term_id, taxonomy_id, modified_after, search } = query;
    const all = [organization_id, taxonomy_term_id, taxonomy_id, modified_after].every((filter) => filter === null);
    const offers = all ? state.index.offers() : servicesFor(state, query).flatMap((service) => service.at.map((at) => ({ service, at })));
    const near = nearHome(state.territory, query);
    return offers.filter((offer) => near(offer.service, offer.at) && (search.length === 0 || hasWords(offerWords(offer), search)));
  },
  find: ({ index }, id) => index.offer(id),
  listed: ({ bodies }, offer, { full }, lang) => bodies.offer(offer, lang, full ? "full" : "listed"),
  single: ({ bodies }, offer, _query, lang) => bodies.offer(offer, lang, "full"),
  isSensitive: (_state, { service }) => service.sensitive,
};

const organizations: Collection<Organization> = {
  parameters: ["search", ...PAGES, "taxonomy_term_id", "taxonomy_id", "full", "full_service"],
  singleParameters: ["full_service"],
  select: (state, query) => {
    const { taxonomy_term_id, taxonomy_id, search } = query;
    const narrowed = taxonomy_term_id !== null || taxonomy_id !== null;
    const ids = narrowed ? new Set(servicesFor(state, query).map(({ organization }) => organization.id)) : null;
    return state.index.organizations().filter((organization) => (ids === null || ids.has(organization.id)) && (search.length === 0 || hasWords(organizationWords(organization), search)));
  },
  find: ({ index }, id) => index.servicesOf(id)[0]?.organization ?? null,
  listed: ({ bodies }, organization, { full, full_service }, lang) => bodies.organization(organization, lang, full || full_service ? "full" : "listed", full_service),
  single: ({ bodies }, organization, { full_service }, lang) => bodies.organization(organization, lang, "full", full_service),
  isSensitive: ({ index }, { id }) => index.servicesOf(id).some(({ sensitive }) => sensitive),
};

function bothLanguages(translations: HsdsTaxonomy["x_translations"]): string {
  return fold(Object.values(translations ?? {}).flatMap((text) => Object.values(text ?? {})).join(" "));
}

const taxonomies: Collection<HsdsTaxonomy> = {
  parameters: ["search", ...PAGES],
  singleParameters: [],
  select: (_state, { search }) => [hsdsTaxonomy("fr")].filter(({ name, x_translations }) => hasWords(`${fold(name ?? "")} ${bothLanguages(x_translations)}`, search)),
  find: (_state, id) => (id === TAXONOMY_ID ? hsdsTaxonomy("fr") : null),
  listed: (_state, _taxonomy, _query, lang) => JSON.stringify(hsdsTaxonomy(lang)),
  single: (_state, _taxonomy, _query, lang) => JSON.stringify(hsdsTaxonomy(lang)),
  isSensitive: () => false,
};

function termsOf({ views }: HsdsState): HsdsTaxonomyTerm[] {
  return [...views.fr.terms.values()];
}

function writeTerm({ views }: HsdsState, { code }: HsdsTaxonomyTerm, lang: Lang): string {
  return JSON.stringify({ ...views[lang].terms.get(code!), taxonomy_detail: hsdsTaxonomy(lang) });
}

const taxonomyTerms: Collection<HsdsTaxonomyTerm> = {
  parameters: ["search", ...PAGES, "taxonomy_id", "top_only", "parent_id"],
  singleParameters: [],
  select: (state, { search, taxonomy_id, top_only, parent_id }) => {
    if (taxonomy_id !== null && taxonomy_id !== TAXONOMY_ID) return [];
    return termsOf(state).filter((term) => (!top_only || term.parent_id === undefined) && (parent_id === null || term.parent_id === parent_id) && hasWords(bothLanguages(term.x_translations), search));
  },
  find: (state, id) => termsOf(state).find((term) => term.id === id) ?? null,
  listed: (state, term, _query, lang) => writeTerm(state, term, lang),
  single: (state, term, _query, lang) => writeTerm(state, term, lang),
  isSensitive: () => false,
};

export const COLLECTIONS = { services, organizations, service_at_locations: serviceAtLocations, taxonomies, taxonomy_terms: taxonomyTerms };
export type CollectionName = keyof typeof COLLECTIONS;
