import { parseArgs } from "node:util";
import { FanalError, messageOf } from "../errors.ts";
import { UsageError, type Command, type CommandInput } from "./command.ts";

const INDENT = 34;

function optionLines(command: Command): string[] {
  return Object.entries(command.options ?? {}).map(([name, option]) => `  ${`--${name}${option.type === "string" ? " <value>" : ""}`.padEnd(INDENT)}${option.what}`);
}

/** Help of one command. */
export function commandHelp(command: Command): string {
  const usage = command.usage.map((line) => `  fanal ${line}`);
  const options = optionLines(command);
  return [command.summary, "", "Usage:", ...usage, ...(options.length > 0 ? ["", "Options:", ...options] : [])].join("\n");
}

/** Help of the whole program. */
export function programHelp(commands: readonly Command[], settings: Record<string, { fallback: string; what: string }>): string {
  const lines = commands.flatMap((command) => command.usage.map((usage, index) => `  ${usage.padEnd(INDENT)}${index === 0 ? command.summary : ""}`.trimEnd()));
  const environment = Object.entries(settings).map(([name, { fallback, what }]) => `  ${name.padEnd(INDENT)}${what}${fallback ? ` [${fallback}]` : ""}`);
  return ["fanal: an open platform that runs a whole 211.", "", "Usage: fanal <command> [options]", "", ...lines, "", "Every command has --help. Settings, by environment variable:", "", ...environment].join("\n");
}

function parse(command: Command, args: string[]): Pick<CommandInput, "words" | "options"> {
  try {
    const { values, positionals } = parseArgs({ args, options: command.options ?? {}, allowPositionals: true });
    return { words: positionals, options: values as CommandInput["options"] };
  } catch (error) {
    throw new UsageError(messageOf(error).split(". ")[0]);
  }
}

/** What a fault says on the terminal: one sentence, never a stack. */
export function faultLine(error: unknown): string {
  const cause = error instanceof FanalError && error.cause ? ` (${messageOf(error.cause).split("\n")[0]})` : "";
  return `fanal: ${messageOf(error)}${cause}`;
}

/** Runs one command with its words. Returns the exit code; wrong arguments give one line and 2. */
export async function runCommand(command: Command, args: string[], context: Omit<CommandInput, "words" | "options">, complain: (line: string) => void): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    context.print(commandHelp(command));
    return 0;
  }
  try {
    return await command.run({ ...parse(command, args), ...context });
  } catch (error) {
    if (error instanceof UsageError) {
      complain(`fanal ${command.name}: ${error.message} (fanal ${command.name} --help)`);
      return 2;
    }
    complain(faultLine(error));
    return 1;
  }
}
