import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A fresh folder that others may pass through: as root, PostgreSQL then lives inside it and goes with it. */
export function openFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `fanal-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}
