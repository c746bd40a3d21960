import type { Lang } from "../../../platform/i18n/lang.ts";
import type { Organization, PublishedService } from "../../directory.contract.ts";
import type { HsdsOrganization, HsdsService, HsdsServiceAtLocation } from "../hsds.contract.ts";
import { hsdsAt, hsdsOrganization, toHsds } from "../hsds-published.ts";
import type { HsdsView } from "../hsds-view.ts";
import type { HsdsIndex, Offer } from "./hsds-index.ts";

/*
 * HSDS objects as JSON texts, in the forms that the API gives them: full, with all that belongs to
 * them; listed, with what there is one of; minimal. Texts are kept until the directory changes.
 */

/** Characters kept in memory at most; what comes after is made each time. */
const MOST_KEPT = 48 * 1024 * 1024;

export type Form = "full" | "listed" | "minimal";

/** The parts that there is one of: what lists give. */
function onlyOnes<T extends object>(object: T): T {
  const ones = Object.entries(object).filter(([, value]) => !Array.isArray(value));
  return Object.fromEntries(ones.map(([name, value]) => [name, NESTED.has(name) ? onlyOnes(value as object) : (value as unknown)])) as T;
}
const NESTED = new Set(["organization", "location", "service"]);

function offerOf({ service, at }: Offer, view: HsdsView): HsdsServiceAtLocation {
  const { service_at_locations: _, ...own } = toHsds(service, view);
  return { ...hsdsAt(at, view), service: own };
}

function servicesOf(services: readonly PublishedService[], view: HsdsView, whole: boolean): HsdsService[] {
  return services.map((service) => {
    const { organization: _, ...own } = toHsds(service, view);
    return whole ? own : onlyOnes(own);
  });
}

export interface Bodies {
  service(service: PublishedService, lang: Lang, form: Form): string;
  offer(offer: Offer, lang: Lang, form: "full" | "listed"): string;
  organization(organization: Organization, lang: Lang, form: "full" | "listed", wholeServices: boolean): string;
}

/** Bodies of one version of the directory. */
export function createBodies(views: Record<Lang, HsdsView>, index: HsdsIndex): Bodies {
  const kept = new Map<string, string>();
  let size = 0;
  const once = (key: string, make: () => object): string => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = JSON.stringify(make());
    if (size + made.length <= MOST_KEPT) {
      kept.set(key, made);
      size += made.length;
    }
    return made;
  };
  const organizationOf = (organization: Organization, view: HsdsView, form: "full" | "listed", whole: boolean): HsdsOrganization => {
    const own = hsdsOrganization(organization, view);
    return form === "listed" ? onlyOnes(own) : { ...own, services: servicesOf(index.servicesOf(organization.id), view, whole) };
  };
  return {
    service: (service, lang, form) => {
      if (form === "minimal") return JSON.stringify({ id: service.id, modified_date: service.updatedAt });
      return once(`${form}${lang}${service.id}`, () => (form === "full" ? toHsds(service, views[lang]) : onlyOnes(toHsds(service, views[lang]))));
    },
    offer: (offer, lang, form) => once(`${form}${lang}${offer.at.id}`, () => (form === "full" ? offerOf(offer, views[lang]) : onlyOnes(offerOf(offer, views[lang])))),
    organization: (organization, lang, form, whole) => once(`${form}${String(whole)}${lang}${organization.id}`, () => organizationOf(organization, views[lang], form, whole)),
  };
}
