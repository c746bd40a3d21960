import type { ParseArgsOptionsConfig } from "node:util";
import type { Config } from "../config.ts";
import type { Platform } from "../platform.ts";

export interface CommandInput {
  /** Words after the command's name. */
  words: string[];
  options: Record<string, string | boolean | undefined>;
  config: Config;
  /** Starts what the command needs: configuration, database (migrated). Closed when the command ends. */
  open(): Promise<Platform>;
  print(line: string): void;
}

/** A subcommand of `fanal`. `run` returns the exit code: 0 done, 1 done with faults, 2 wrong arguments. */
export interface Command {
  name: string;
  /** Words and options after `fanal`, e.g. `import hsds <path> [--dry-run]`. */
  usage: string[];
  summary: string;
  options?: Record<string, ParseArgsOptionsConfig[string] & { what: string }>;
  run(input: CommandInput): Promise<number>;
}

/** Wrong arguments: one line, exit 2. */
export class UsageError extends Error {}
