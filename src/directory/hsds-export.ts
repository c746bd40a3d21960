import type { Platform } from "../platform/platform.ts";
import type { Lang } from "../platform/i18n/lang.ts";
import type { Territory } from "../territory/index.ts";
export async function exportHsds(_p: Platform, _t: Territory, _folder: string, _lang: Lang): Promise<number> { return 0; }
