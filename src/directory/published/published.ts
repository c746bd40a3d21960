import { fold } from "../../platform/i18n/fold.ts";
import type { DirectoryChange, Location, Organization, PublishedDirectory, PublishedService, Retired, ServiceRecord } from "../directory.contract.ts";

/** A record as stored, with the instant of its last change. */
export interface StoredRecord {
  record: ServiceRecord;
  updatedAt: string;
}

/** What changed in the directory since the last time, ready for the outside. */
export interface PublishedChange {
  services: PublishedService[];
  /** Ids that are no longer published. */
  removed: string[];
  retired: Retired[];
  asOf: string | null;
}

/** A published directory that can be filled and kept fresh. */
export interface FillablePublishedDirectory extends PublishedDirectory {
  /** Replaces everything. */
  load(change: Omit<PublishedChange, "removed">): void;
  apply(change: PublishedChange): void;
  allRetired(): Iterable<Retired>;
}

function withoutWhereabouts(location: Location): Location {
  return {
    ...location,
    texts: { fr: null, en: null },
    address: null,
    city: null,
    postalCode: null,
    municipalityCode: null,
    lat: null,
    lon: null,
    pointSource: "none",
  };
}

type Texts = Record<string, unknown>;

/** Free text sometimes repeats what must stay unknown: such a field goes, whole. */
function withoutMentions<T extends Texts>(text: T | null, secrets: string[]): T | null {
  if (text === null) return null;
  const entries = Object.entries(text).map(([key, value]) => [key, key !== "name" && typeof value === "string" && secrets.some((secret) => fold(value).includes(secret)) ? null : value]);
  return Object.fromEntries(entries) as T;
}

function secretsOf(record: ServiceRecord): string[] {
  const hidden = record.at.filter(({ location }) => location.confidential).flatMap(({ location }) => [location.address, location.postalCode]);
  return hidden.filter((secret) => secret !== null).map(fold);
}

/** A record without anything that tells where its confidential places are. */
function withoutSecrets(record: ServiceRecord): ServiceRecord {
  if (record.at.every(({ location }) => !location.confidential)) return record;
  const secrets = secretsOf(record);
  const clean = <T extends Texts>(texts: { fr: T | null; en: T | null }) => ({ fr: withoutMentions(texts.fr, secrets), en: withoutMentions(texts.en, secrets) });
  return {
    ...record,
    texts: clean(record.texts),
    organization: { ...record.organization, texts: clean(record.organization.texts) },
    // A page that the record was read from may name the address: no link to it.
    provenance: { ...record.provenance, urls: [] },
    at: record.at.map((place) => ({
      ...place,
      hoursNote: withoutMentions(place.hoursNote, secrets)!,
      location: place.location.confidential ? withoutWhereabouts(place.location) : place.location,
    })),
  };
}

/** A record as it leaves the server: null when it is not published; confidential locations say nothing of where they are. */
export function toPublished({ record, updatedAt }: StoredRecord, isSensitive: (needs: readonly string[]) => boolean): PublishedService | null {
  const { visibility, ...open } = withoutSecrets(record);
  if (visibility !== "published" && visibility !== "publicWithNotice") return null;
  return { ...open, sensitive: isSensitive(record.needs), updatedAt };
}

function nameOf(service: PublishedService): string {
  return service.texts.fr?.name ?? service.texts.en?.name ?? "";
}

const byName = new Intl.Collator("fr-CA", { sensitivity: "base", ignorePunctuation: true, numeric: true }).compare;

/** The in-memory published directory. */
export function createPublishedDirectory(): FillablePublishedDirectory {
  const services = new Map<string, PublishedService>();
  const organizations = new Map<string, { organization: Organization; ids: Set<string> }>();
  const retired = new Map<string, Retired>();
  const listeners: ((change: DirectoryChange) => void)[] = [];
  let version = 0;
  let asOf: string | null = null;

  /** What was known under an id, if anything. */
  const forget = (id: string): PublishedService[] => {
    const known = services.get(id);
    if (!known) return [];
    services.delete(id);
    const entry = organizations.get(known.organization.id);
    entry?.ids.delete(id);
    if (entry?.ids.size === 0) organizations.delete(known.organization.id);
    return [known];
  };

  const put = (service: PublishedService) => {
    retired.delete(service.id);
    const entry = organizations.get(service.organization.id) ?? { organization: service.organization, ids: new Set<string>() };
    entry.organization = service.organization;
    entry.ids.add(service.id);
    organizations.set(service.organization.id, entry);
    services.set(service.id, service);
  };

  const take = (change: PublishedChange, whole: boolean) => {
    const ids = [...change.removed, ...change.services.map(({ id }) => id), ...change.retired.map(({ id }) => id)];
    const removed = ids.flatMap(forget);
    for (const service of change.services) put(service);
    for (const gone of change.retired) retired.set(gone.id, gone);
    if (change.asOf !== null && (asOf === null || change.asOf > asOf)) asOf = change.asOf;
    version += 1;
    for (const listener of listeners) listener({ version, whole, removed: whole ? [] : removed, added: whole ? [] : change.services });
  };

  return {
    load: (change) => {
      services.clear();
      organizations.clear();
      retired.clear();
      asOf = null;
      take({ ...change, removed: [] }, true);
    },
    apply: (change) => {
      if (change.services.length + change.removed.length + change.retired.length > 0) take(change, false);
    },
    version: () => version,
    size: () => services.size,
    all: () => services.values(),
    service: (id) => services.get(id) ?? null,
    organization: (id) => {
      const entry = organizations.get(id);
      if (!entry) return null;
      const own = [...entry.ids].map((serviceId) => services.get(serviceId)!);
      return { organization: entry.organization, services: own.sort((a, b) => byName(nameOf(a), nameOf(b))) };
    },
    organizations: () => [...organizations.values()].map(({ organization }) => organization),
    retired: (id) => retired.get(id) ?? null,
    allRetired: () => retired.values(),
    asOf: () => asOf,
    onChange: (listener) => void listeners.push(listener),
  };
}
