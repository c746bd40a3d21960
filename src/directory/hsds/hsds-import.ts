import { open, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { codeOf } from "../../platform/errors.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Territory } from "../../territory/index.ts";
import type { HsdsOrganization, HsdsService } from "./hsds.contract.ts";
import { packageFiles, type PackageFiles } from "./hsds-package.ts";
import { statedDates, type StatedDates } from "./hsds-dates.store.ts";
import { isProfiled } from "./hsds-profiled.ts";
import { hsdsRecord, type HsdsContext } from "./hsds-service.ts";
import { readTabularServices } from "./hsds-tabular.store.ts";
import type { ImportItem, ImportReport, Origin } from "../imports/import-report.ts";
import { importRecords } from "../imports/import-run.ts";
import { IdSet } from "../imports/id-set.ts";
import { jsonItems, jsonLayout } from "./json-items.ts";
import { createNeedGuesser } from "../need-guess.ts";
import { readTaxonomy } from "../taxonomy/need-edits.store.ts";
import { readOutsideMap } from "../taxonomy/outside-terms.store.ts";
import type { SourceCard } from "../protection.store.ts";

/** An HSDS input that exists and can be read. */
export type HsdsInput = { kind: "json"; path: string; layout: "lines" | "list" } | { kind: "tabular"; files: PackageFiles };

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Looks at a path before anything starts: what it is, or one line on why it cannot be imported. */
export async function openHsds(path: string): Promise<HsdsInput | { reason: string }> {
  try {
    const found = await stat(path);
    if (found.isDirectory() || basename(path) === "datapackage.json") {
      const folder = found.isDirectory() ? path : dirname(path);
      const files = await packageFiles(folder);
      return files.has("services.csv") && files.has("organizations.csv") ? { kind: "tabular", files } : { reason: `${folder} holds no services.csv and organizations.csv` };
    }
    const start = await firstBytes(path);
    if (start.length === 0) return { reason: `${path} is empty` };
    const layout = jsonLayout(start, path);
    return layout ? { kind: "json", path, layout } : { reason: `${path} is not JSON in UTF-8 (give a .json or .ndjson file, or the folder of a CSV package)` };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return { reason: `there is no file or folder ${path}` };
    if (codeOf(error) === "EACCES") return { reason: `${path} may not be read` };
    throw error;
  }
}

/** An organization_full holds its services; a service_full holds its organization. */
function servicesOf(value: unknown): HsdsService[] {
  const { services, ...organization } = value as HsdsOrganization;
  return Array.isArray(services) ? services.map((service) => ({ ...service, organization })) : [value as HsdsService];
}

/** What an import remembers of the file while it is read. */
interface Reading {
  context: HsdsContext;
  dates: StatedDates;
  /** Services and places already read: one id cannot be two services' place. */
  services: IdSet;
  places: IdSet;
}

/** A service as a record, its stated date noted. */
async function itemOf(service: HsdsService, origin: Origin, { context, dates, services, places }: Reading): Promise<ImportItem> {
  const read = hsdsRecord(service, context);
  if ("faults" in read) return { origin, ...read };
  const { id, at } = read.record;
  const taken = services.has(id) ? undefined : at.find((place) => places.has(place.id));
  if (taken) return { origin, faults: [{ field: "service_at_locations.id", reason: `${taken.id} was already read, with another service` }] };
  services.add(id);
  for (const place of at) places.add(place.id);
  if (isProfiled(service) && typeof service.last_modified === "string") await dates.note(id, service.last_modified);
  return { origin, record: read.record };
}

async function* itemsOf(value: unknown, origin: Origin, reading: Reading): AsyncGenerator<ImportItem> {
  if (value === null || typeof value !== "object" || Array.isArray(value)) yield { origin, faults: [{ field: "record", reason: "not an object" }] };
  else for (const service of servicesOf(value)) yield await itemOf(service, origin, reading);
}

async function* jsonRecords(path: string, layout: "lines" | "list", reading: Reading): AsyncGenerator<ImportItem> {
  const file = basename(path);
  for await (const item of jsonItems(path, layout)) {
    const origin = { file, line: item.line };
    if ("reason" in item) yield { origin, faults: [{ field: "record", reason: item.reason }] };
    else yield* itemsOf(item.value, origin, reading);
  }
}

async function* tabularRecords(platform: Platform, files: PackageFiles, reading: Reading): AsyncGenerator<ImportItem> {
  for await (const item of readTabularServices(platform.pool, files)) {
    if ("faults" in item) yield item;
    else yield await itemOf(item.service, item.origin, reading);
  }
}

export interface HsdsImportOptions {
  progress?: (report: ImportReport) => void;
  /** Whose records they are. */
  card?: SourceCard;
  dryRun?: boolean;
}

/**
 * Imports HSDS 3.x. Plain HSDS is read in one language, and texts of the other stay; services that carry
 * fanal's profile come whole. Streams: memory does not grow with the file.
 */
export async function importHsds(platform: Platform, territory: Territory, input: HsdsInput, lang: Lang, { card = { id: "hsds" }, ...options }: HsdsImportOptions = {}): Promise<ImportReport> {
  const needs = await readTaxonomy(platform.pool);
  const at = platform.clock.now();
  const dates = await statedDates(platform.pool);
  try {
    const context: HsdsContext = { lang, territory, guess: createNeedGuesser(needs, await readOutsideMap(platform.pool)), source: card.id };
    const reading: Reading = { context, dates, services: new IdSet(), places: new IdSet() };
    const items = input.kind === "json" ? jsonRecords(input.path, input.layout, reading) : tabularRecords(platform, input.files, reading);
    const report = await importRecords(platform.pool, items, { source: card.id, card, actor: "import hsds", at, needs, keepTexts: true, ...options });
    if (options.dryRun !== true) await dates.keep(at);
    return report;
  } finally {
    dates.close();
  }
}
