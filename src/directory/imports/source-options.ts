import { UsageError, type CommandInput } from "../../platform/cli/command.ts";
import type { SourceCard } from "../protection.store.ts";

/** Options of an import whose file does not say whose it is. */
export const SOURCE_OPTIONS = {
  source: { type: "string", what: "whose records these are: a short id (letters, digits, -)" },
  owner: { type: "string", what: "who keeps that source" },
  licence: { type: "string", what: "licence of that source, e.g. CC-BY-4.0" },
  priority: { type: "string", what: "0 to 100; a higher source wins over a lower one (50)" },
} as const;

/** What is wrong with a source's id or priority; null when nothing is. */
export function sourceFault({ id, priority }: Pick<SourceCard, "id" | "priority">): string | null {
  if (!/^[a-z0-9-]{1,60}$/.test(id)) return `a source is named with small letters, digits and hyphens, not "${id}"`;
  if (priority !== undefined && !(Number.isInteger(priority) && priority >= 0 && priority <= 100)) return "a priority is a whole number from 0 to 100";
  return null;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The source that the options of a command describe; `fallback` without --source. */
export function sourceFromOptions(options: CommandInput["options"], fallback: string): SourceCard {
  const priority = text(options["priority"]);
  const card: SourceCard = { id: text(options["source"]) ?? fallback, owner: text(options["owner"]), licence: text(options["licence"]), priority: priority === undefined ? undefined : Number(priority) };
  const fault = sourceFault(card);
  if (fault !== null) throw new UsageError(fault);
  return card;
}
