import type { Platform } from "../platform/platform.ts";
import type { Lang } from "../platform/i18n/lang.ts";
import type { Territory } from "../territory/index.ts";
import type { ImportReport } from "./import-report.ts";
export async function openHsds(_path: string): Promise<{ reason: string } | { path: string }> { return { reason: "" }; }
export async function importHsds(_p: Platform, _t: Territory, _i: { path: string }, _l: Lang, _pr: (r: ImportReport) => void): Promise<ImportReport> { throw new Error("soon"); }
