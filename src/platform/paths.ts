import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";

/** Folders of the installed product. */
export const ROOT_DIR = dirname(findPackageJSON(import.meta.url)!);
export const DATA_DIR = join(ROOT_DIR, "data");
export const MIGRATIONS_DIR = join(ROOT_DIR, "migrations");
