import type { Command, CommandInput } from "../../src/platform/cli/command.ts";
import type { Platform } from "../../src/platform/platform.ts";

/** Runs one of these commands in this process, on a database of the test. Returns its exit code and what it printed. */
export async function runCommand(commands: readonly Command[], platform: Platform, [name, ...words]: readonly string[], options: CommandInput["options"] = {}) {
  const printed: string[] = [];
  const command = commands.find((one) => one.name === name)!;
  const code = await command.run({ words, options, config: platform.config, open: () => Promise.resolve(platform), print: (line) => void printed.push(line) });
  return { code, printed: printed.join("\n") };
}
