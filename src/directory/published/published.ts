import type { DirectoryChange, Organization, PublishedDirectory, PublishedService, Retired, ServiceRecord } from "../directory.contract.ts";
import { withoutSecrets, type HiddenPlace } from "./withheld.ts";

/** A record as stored, with what its organisation hides and the instant of its last change. */
export interface StoredRecord {
  record: ServiceRecord;
  hidden: readonly HiddenPlace[];
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

/** The record's own confidential places: hidden even from who did not ask what its organisation hides. */
function ownPlaces({ at }: ServiceRecord): HiddenPlace[] {
  const hidden = at.filter(({ location }) => location.confidential);
  return hidden.map(({ location: { address, city, postalCode, lat, lon, pointSource, texts } }) => ({
    own: true,
    address,
    city,
    postalCode,
    point: pointSource === "exact" ? { lat: lat!, lon: lon! } : null,
    directions: [texts.fr?.directions, texts.en?.directions].filter((text) => typeof text === "string"),
  }));
}

/** A record as it leaves the server: null when it is not published; nothing in it says where its organisation's confidential places are. */
export function toPublished({ record, hidden, updatedAt }: StoredRecord, isSensitive: (needs: readonly string[]) => boolean): PublishedService | null {
  const { visibility, ...open } = withoutSecrets(record, [...hidden, ...ownPlaces(record)]);
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
