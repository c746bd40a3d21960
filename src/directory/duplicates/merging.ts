import type { Location, Organization, Phone } from "../directory.contract.ts";
import { filled, filledTexts } from "../emptied.ts";
import type { AtEntity, ServiceEntity } from "../entities.ts";

/*
 * What the kept one becomes when another is merged into it: it keeps all it says, and takes what only the other knows.
 */

function phones(kept: readonly Phone[], gone: readonly Phone[]): Phone[] {
  const known = new Set(kept.map(({ number, extension, kind }) => `${kind}${number}${extension}`));
  return [...kept, ...gone.filter(({ number, extension, kind }) => !known.has(`${kind}${number}${extension}`))].slice(0, 20);
}

export function mergedOrganization(kept: Organization, gone: Organization): Organization {
  return {
    ...kept,
    texts: filledTexts(kept.texts, gone.texts),
    website: kept.website ?? gone.website,
    email: kept.email ?? gone.email,
    phones: phones(kept.phones, gone.phones),
    government: kept.government || gone.government,
    externalIds: { ...gone.externalIds, ...kept.externalIds },
  };
}

/** Confidential as soon as one of the two is. */
export function mergedLocation(kept: Location, gone: Location): Location {
  const point = kept.lat === null ? gone : kept;
  return {
    ...kept,
    confidential: kept.confidential || gone.confidential,
    texts: filledTexts(kept.texts, gone.texts),
    address: kept.address ?? gone.address,
    city: kept.city ?? gone.city,
    postalCode: kept.postalCode ?? gone.postalCode,
    municipalityCode: kept.municipalityCode ?? gone.municipalityCode,
    lat: point.lat,
    lon: point.lon,
    pointSource: point.pointSource,
  };
}

export function mergedService(kept: ServiceEntity, gone: ServiceEntity): ServiceEntity {
  const areas = new Map([...gone.areas, ...kept.areas].map((area) => [`${area.kind}:${area.code}`, area]));
  return {
    ...kept,
    texts: filledTexts(kept.texts, gone.texts),
    needs: [...new Set([...kept.needs, ...gone.needs])].slice(0, 20),
    languages: [...new Set([...kept.languages, ...gone.languages])],
    website: kept.website ?? gone.website,
    email: kept.email ?? gone.email,
    areas: [...areas.values()],
    provenance: { ...kept.provenance, urls: [...new Set([...kept.provenance.urls, ...gone.provenance.urls])].slice(0, 30) },
  };
}

/** The same service told twice at the same place. */
export function mergedAt(kept: AtEntity, gone: AtEntity): AtEntity {
  return { ...kept, phones: phones(kept.phones, gone.phones), hours: kept.hours ?? gone.hours, hoursNote: filled(kept.hoursNote, gone.hoursNote)! };
}
