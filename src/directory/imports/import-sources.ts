import type { Platform } from "../../platform/platform.ts";
import type { Territory } from "../../territory/index.ts";
import { facilityItems } from "./facilities-import.ts";
import type { ImportReport } from "./import-report.ts";
import { importRecords, type ImportOptions } from "./import-run.ts";
import { readNeeds } from "../needs.ts";
import { sampleItems } from "./sample-import.ts";

type Progress = ImportOptions["progress"];

function options(platform: Platform, source: string, progress: Progress, dryRun: boolean): ImportOptions {
  return { source, actor: `import ${source}`, at: platform.clock.now(), needs: readNeeds(), dryRun, ...(progress ? { progress } : {}) };
}

/** Imports the sample directory that ships with fanal. Safe to repeat. */
export async function importSample(platform: Platform, territory: Territory, progress?: Progress, dryRun = false): Promise<ImportReport> {
  return importRecords(platform.pool, await sampleItems(territory), options(platform, "sample", progress, dryRun));
}

/** Imports the open data on town halls, health facilities, libraries, community and adult education centres. Safe to repeat. */
export async function importFacilities(platform: Platform, territory: Territory, progress?: Progress, dryRun = false): Promise<ImportReport> {
  return importRecords(platform.pool, await facilityItems(territory), options(platform, "facilities", progress, dryRun));
}
