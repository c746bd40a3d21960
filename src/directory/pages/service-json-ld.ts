import { address } from "../../platform/html/addresses.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Territory } from "../../territory/index.ts";
import type { Location, Organization, PublishedService } from "../directory.contract.ts";
import { areaNames } from "./area-names.ts";
import { phonesOf } from "./phones.tsx";
import { field, organizationName, serviceName } from "./record-text.ts";

type JsonLd = Record<string, unknown>;

function postalAddress(location: Location): JsonLd | null {
  if (location.confidential || (!location.address && !location.city)) return null;
  return { "@type": "PostalAddress", streetAddress: location.address ?? undefined, addressLocality: location.city ?? undefined, addressRegion: "QC", postalCode: location.postalCode ?? undefined, addressCountry: "CA" };
}

/** The organisation in schema.org's words; only governments are called governments. */
export function organizationJsonLd(publicUrl: string, organization: Organization, lang: Lang): JsonLd {
  return {
    "@type": organization.government ? "GovernmentOrganization" : "NGO",
    "@id": publicUrl + address("organization", lang, { id: organization.id }),
    name: organizationName(organization, lang).text,
    url: organization.website ?? undefined,
    email: organization.email ?? undefined,
    telephone: organization.phones[0]?.number,
  };
}

/** The service in schema.org's words (Service, or GovernmentService for a government). Never a confidential address. */
export function serviceJsonLd(publicUrl: string, territory: Territory, service: PublishedService, lang: Lang): JsonLd {
  const places = service.at.flatMap(({ location }) => postalAddress(location) ?? []);
  return {
    "@context": "https://schema.org",
    "@type": service.organization.government ? "GovernmentService" : "Service",
    "@id": publicUrl + address("service", lang, { id: service.id }),
    name: serviceName(service, lang).text,
    description: field(service.texts, "description", lang)?.text,
    provider: organizationJsonLd(publicUrl, service.organization, lang),
    areaServed: areaNames(territory, service.areas, lang).map((name) => ({ "@type": "AdministrativeArea", name })),
    availableChannel: {
      "@type": "ServiceChannel",
      servicePhone: phonesOf(service, service.at[0]).map(({ number }) => ({ "@type": "ContactPoint", telephone: number })),
      serviceLocation: places.length > 0 ? places.map((place) => ({ "@type": "Place", address: place })) : undefined,
      availableLanguage: service.languages.length > 0 ? service.languages : undefined,
    },
  };
}
