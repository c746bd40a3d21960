import { fileURLToPath } from "node:url";

/** Folders of the installed product. */
export const ROOT_DIR = fileURLToPath(new URL("../../", import.meta.url));
export const DATA_DIR = fileURLToPath(new URL("../../data/", import.meta.url));
export const MIGRATIONS_DIR = fileURLToPath(new URL("../../migrations/", import.meta.url));
