import { fold } from "../../../platform/i18n/fold.ts";
import type { Organization, PublishedDirectory, PublishedService, ServiceAtLocation } from "../../directory.contract.ts";
import type { Needs } from "../../needs.ts";
import { termId } from "../hsds-taxonomy.ts";

/*
 * The published directory in the order of ids, with what each filter of the API needs. Made once a
 * version of the directory.
 */

export interface Offer {
  service: PublishedService;
  at: ServiceAtLocation;
}

export interface HsdsIndex {
  services(): readonly PublishedService[];
  organizations(): readonly Organization[];
  offers(): readonly Offer[];
  /** Services that meet a need or one within it; none for an unknown term. */
  ofTerm(id: string): readonly PublishedService[];
  service(id: string): PublishedService | null;
  offer(id: string): Offer | null;
  servicesOf(organizationId: string): readonly PublishedService[];
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function servicesByTerm(services: readonly PublishedService[], needs: Needs): Map<string, PublishedService[]> {
  const byTerm = new Map<string, PublishedService[]>(needs.all().map(({ code }) => [termId(code), []]));
  const withParents = new Map(needs.all().map(({ code, parent }) => [code, parent === null ? [termId(code)] : [termId(code), termId(parent)]]));
  for (const service of services) for (const term of new Set(service.needs.flatMap((code) => withParents.get(code) ?? []))) byTerm.get(term)!.push(service);
  return byTerm;
}

/** Made when first asked for. */
function later<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** Each part is made when a request first needs it. */
export function indexForHsds(published: PublishedDirectory, needs: Needs): HsdsIndex {
  const services = later(() => [...published.all()].sort(byId));
  const organizations = later(() => [...published.organizations()].sort(byId));
  const offers = later(() => services().flatMap((service) => service.at.map((at): Offer => ({ service, at }))));
  const offerById = later(() => new Map(offers().map((offer) => [offer.at.id, offer])));
  const byTerm = later(() => servicesByTerm(services(), needs));
  return {
    services,
    organizations,
    offers,
    ofTerm: (id) => byTerm().get(id) ?? [],
    service: (id) => published.service(id),
    offer: (id) => offerById().get(id) ?? null,
    servicesOf: (id) => (published.organization(id)?.services ?? []).toSorted(byId),
  };
}

/** Folded texts of objects, kept as long as the object lives: one that does not change is folded once. */
const folded = new WeakMap<object, string>();

function wordsIn(object: object, texts: readonly (string | null | undefined)[]): string {
  const known = folded.get(object) ?? fold(texts.filter(Boolean).join(" \n "));
  folded.set(object, known);
  return known;
}

export function organizationWords(organization: Organization): string {
  return wordsIn(organization, [organization.texts.fr, organization.texts.en].flatMap((text) => [text?.name, text?.description]));
}

/** The names and descriptions of a service and the names of its organisation. */
export function serviceWords(service: PublishedService): string {
  const { texts, organization } = service;
  return wordsIn(service, [texts.fr, texts.en].flatMap((text) => [text?.name, text?.description]).concat([organization.texts.fr?.name, organization.texts.en?.name]));
}

/** Those, and the name, address and town of the place. */
export function offerWords({ service, at }: Offer): string {
  const { texts, address, city } = at.location;
  return `${serviceWords(service)} ${wordsIn(at, [texts.fr?.name, texts.en?.name, address, city])}`;
}
