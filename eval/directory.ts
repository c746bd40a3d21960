import { createPublishedDirectory, facilityItems, readNeeds, sampleItems, toPublished, type PublishedDirectory } from "../src/directory/index.ts";
import type { Territory } from "../src/territory/index.ts";

/** The shipped sample and open data as published, straight through the import mappings, without a database. */
export async function shippedDirectory(territory: Territory): Promise<PublishedDirectory> {
  const needs = readNeeds();
  const items = [...(await sampleItems(territory)), ...(await facilityItems(territory))];
  const published = createPublishedDirectory();
  const records = items.flatMap((item) => ("record" in item ? [item.record] : []));
  const services = records.flatMap((record) => toPublished({ record, hidden: [], updatedAt: "2026-01-01T00:00:00.000Z" }, (codes) => needs.isSensitive(codes)) ?? []);
  published.load({ services, retired: [], asOf: null });
  return published;
}
