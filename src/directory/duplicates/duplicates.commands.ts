import { UsageError, type Command } from "../../platform/cli/command.ts";
import { isUuid } from "../../platform/ids.ts";
import { candidateLine, findAllDuplicates } from "./duplicates.ts";
import { mergeRecords, readHistory } from "./merge.store.ts";
import { markDifferent } from "./profiles.store.ts";

function twoIds(words: readonly string[], how: string): [string, string] {
  const [one, other, surplus] = words.map((word) => word.toLowerCase());
  if (one === undefined || other === undefined || surplus !== undefined || !isUuid(one) || !isUuid(other)) throw new UsageError(`say two ids: ${how}`);
  return [one, other];
}

/** `fanal duplicates`: pairs that are likely the same, with why. */
const duplicatesCommand: Command = {
  name: "duplicates",
  usage: ["duplicates [--json]", "duplicates different <id> <id>"],
  summary: "organizations and locations that are likely told twice, with why; nothing is merged",
  options: { json: { type: "boolean", what: "print the list as JSON" } },
  run: async ({ words, options, open, print }) => {
    const [what, ...ids] = words;
    if (what === "different") {
      const [one, other] = twoIds(ids, "duplicates different <id> <id>");
      const found = await markDifferent((await open()).pool, one, other);
      print(found ? "Noted: they are not listed again." : "These two were never listed as duplicates.");
      return found ? 0 : 1;
    }
    if (what !== undefined) throw new UsageError(`"${what}" is not known; say duplicates, or duplicates different <id> <id>`);
    const { pool, clock } = await open();
    const found = await findAllDuplicates(pool, clock.now());
    if (options["json"] === true) print(JSON.stringify(found, null, 2));
    else for (const line of [...found.map(candidateLine), `${found.length} pairs are likely the same. Merge with fanal merge <keep> <gone>; the rest: fanal duplicates different <id> <id>.`]) print(line);
    return 0;
  },
};

/** `fanal merge`: the second becomes part of the first. */
const mergeCommand: Command = {
  name: "merge",
  usage: ["merge <keep-id> <gone-id>"],
  summary: "merge two organizations, locations or services; the old id leads to the kept one",
  run: async ({ words, open, print }) => {
    const [keep, gone] = twoIds(words, "merge <keep-id> <gone-id>");
    const { pool, clock } = await open();
    const result = await mergeRecords(pool, keep, gone, { actor: "merge", at: clock.now() });
    print("reason" in result ? `Nothing was merged: ${result.reason}.` : `Merged: this ${result.entity} and the ${result.services} services that show it are told under ${keep}; ${gone} leads there.`);
    return "reason" in result ? 1 : 0;
  },
};

function short(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return text.length > 160 ? `${text.slice(0, 157)}…` : text;
}

/** `fanal history`: who changed what, merged records included. */
const historyCommand: Command = {
  name: "history",
  usage: ["history <id>"],
  summary: "every change of a record and of those merged into it; holds confidential values",
  run: async ({ words, open, print }) => {
    const [id, surplus] = words;
    if (id === undefined || surplus !== undefined || !isUuid(id.toLowerCase())) throw new UsageError("say whose: history <id>");
    const lines = await readHistory((await open()).pool, id.toLowerCase());
    for (const { at, actor, entity, entityId, field, before, after } of lines) print(`${at.slice(0, 16)} ${actor}: ${entity} ${entityId} ${field ?? (before === null ? "created" : "removed")} ${field === null ? "" : `${short(before)} → ${short(after)}`}`.trimEnd());
    if (lines.length === 0) print("Nothing is known of this id.");
    return lines.length > 0 ? 0 : 1;
  },
};

export const duplicatesCommands: Command[] = [duplicatesCommand, mergeCommand, historyCommand];
