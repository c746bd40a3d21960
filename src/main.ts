import { checks, createApp, featureCommands } from "./app.ts";
import { checkCommand } from "./platform/cli/check.command.ts";
import { migrateCommand } from "./platform/cli/migrate.command.ts";
import { runProgram } from "./platform/cli/program.ts";
import { startCommand } from "./platform/cli/start.command.ts";

/** The `fanal` program. Returns the exit code. */
export function main(args: string[], environment: Record<string, string | undefined>): Promise<number> {
  const commands = [startCommand(createApp), migrateCommand, ...featureCommands, checkCommand(checks)];
  return runProgram(commands, args, environment);
}
