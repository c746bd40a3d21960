import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig, SETTINGS, type Config } from "../config.ts";
import { migrate } from "../db/migrate.ts";
import { ROOT_DIR } from "../paths.ts";
import { joinRuntime, type Runtime } from "../runtime.ts";
import type { Command } from "./command.ts";
import { faultLine, programHelp, runCommand } from "./terminal.ts";

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** The version of this fanal. */
export function version(): string {
  return (JSON.parse(readFileSync(join(ROOT_DIR, "package.json"), "utf8")) as { version: string }).version;
}

function sayFaults(faults: string[]): number {
  complain(`fanal: ${faults.length === 1 ? "one setting is wrong" : `${faults.length} settings are wrong`}. Correct, then try again:`);
  for (const fault of faults) complain(`  ${fault}`);
  return 2;
}

async function runWith(config: Config, command: Command, args: string[]): Promise<number> {
  const opened: Runtime[] = [];
  const open = async () => {
    const runtime = await joinRuntime(config);
    opened.push(runtime);
    await migrate(runtime.platform.pool);
    return runtime.platform;
  };
  try {
    return await runCommand(command, args, { config, open, print }, complain);
  } finally {
    for (const runtime of opened) await runtime.close();
  }
}

/** Features may share a command's name (`export hsds`, `export site`): the next word says which is meant. */
function commandFor(commands: readonly Command[], name: string, word: string | undefined): Command | undefined {
  const named = commands.filter((candidate) => candidate.name === name);
  return named.find(({ usage }) => usage.some((line) => line.split(" ")[1] === word)) ?? named[0];
}

/** Runs `fanal <command> …`. Returns the exit code: 0 done, 1 failed, 2 wrong arguments or settings. */
export async function runProgram(commands: readonly Command[], args: string[], environment: Record<string, string | undefined>): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    print(programHelp(commands, SETTINGS));
    return name === undefined ? 2 : 0;
  }
  if (name === "--version" || name === "-v") {
    print(version());
    return 0;
  }
  const command = commandFor(commands, name, rest[0]);
  if (!command) {
    complain(`fanal: there is no command "${name}" (fanal --help)`);
    return 2;
  }
  const read = readConfig(environment);
  if ("faults" in read) return sayFaults(read.faults);
  try {
    return await runWith(read.config, command, rest);
  } catch (error) {
    complain(faultLine(error));
    return 1;
  }
}
