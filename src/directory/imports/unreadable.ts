import { codeOf } from "../../platform/errors.ts";

/** Why a file cannot be read, as a sentence; throws what is not the file's fault. */
export function unreadable(path: string, error: unknown): { reason: string } {
  if (codeOf(error) === "ENOENT") return { reason: `there is no file ${path}` };
  if (codeOf(error) === "EACCES") return { reason: `${path} may not be read` };
  if (codeOf(error) === "EISDIR") return { reason: `${path} is a folder` };
  throw error;
}
