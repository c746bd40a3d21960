import { UsageError, type Command } from "../../platform/cli/command.ts";
import { isUuid } from "../../platform/ids.ts";
import { acceptProposal, readProposals, refuseProposal, type OpenProposal } from "./proposals.store.ts";

/** A value as one short line. */
function short(value: unknown): string {
  if (value === null) return "nothing";
  const text = typeof value === "string" ? `"${value.replaceAll("\n", " ")}"` : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

function proposalLines({ id, entity, entityId, name, field, current, proposed, source, at }: OpenProposal): string[] {
  return [`${id}  ${name ?? entity} (${entity} ${entityId})`, `  ${field}: ${short(current)} → ${short(proposed)}  [${source}, ${at.slice(0, 10)}]`];
}

/** `fanal proposals`: what imports would have written over an editor's or a better source's words. */
export const proposalsCommand: Command = {
  name: "proposals",
  usage: ["proposals [--json]", "proposals accept <id>", "proposals refuse <id>"],
  summary: "what imports propose for fields that others keep; accept or refuse one",
  options: { json: { type: "boolean", what: "print the list as JSON" } },
  run: async ({ words, options, open, print }) => {
    const [what, id, surplus] = words;
    if (surplus !== undefined) throw new UsageError(`"${surplus}" is one word too many`);
    if (what === undefined) {
      const { pool } = await open();
      const proposals = await readProposals(pool);
      if (options["json"] === true) print(JSON.stringify(proposals, null, 2));
      else for (const line of [...proposals.flatMap(proposalLines), `${proposals.length} proposals to review.`]) print(line);
      return 0;
    }
    if (what !== "accept" && what !== "refuse") throw new UsageError(`"${what}" is not something to do with a proposal; say accept <id> or refuse <id>`);
    if (id === undefined || !isUuid(id)) throw new UsageError(`say which proposal: proposals ${what} <id> (fanal proposals lists them)`);
    const { pool, clock } = await open();
    const found = what === "accept" ? await acceptProposal(pool, id, { actor: "proposal accepted", at: clock.now() }) : await refuseProposal(pool, id);
    print(found ? `${what === "accept" ? "Accepted: the record says so now" : "Refused: it is not proposed again while the source says the same"}.` : "There is no open proposal of this id.");
    return found ? 0 : 1;
  },
};
