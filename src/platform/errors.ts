import type { PerLang } from "./i18n/lang.ts";

/**
 * An error as a value: `id` for machines, one sentence per language for the reader (what to do),
 * `cause` for the log. Never holds personal data.
 */
export class FanalError extends Error {
  readonly id: string;
  readonly status: number;
  readonly say: PerLang<string>;

  constructor(id: string, status: number, say: PerLang<string>, cause?: unknown) {
    super(say.en, cause === undefined ? undefined : { cause });
    this.name = "FanalError";
    this.id = id;
    this.status = status;
    this.say = say;
  }
}

/** The sentence of an unknown thrown value, for logs and the terminal. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The `code` of a Node or PostgreSQL error (ENOENT, 23505…), or null. */
export function codeOf(thrown: unknown): string | null {
  const code = (thrown as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : null;
}
