import { isLang } from "../platform/i18n/lang.ts";
import { inTransaction } from "../platform/db/transaction.ts";
import type { Check } from "../platform/cli/check.command.ts";
import { UsageError, type Command, type CommandInput } from "../platform/cli/command.ts";
import { ROLES, type Role } from "./accounts.contract.ts";
import { isEmail, normalEmail } from "./accounts.ts";
import { accountByEmail, erasePerson, hasAdministrator } from "./accounts.store.ts";
import { auditCheck, forgetInAudit, recordAudit } from "./audit.store.ts";
import { openContext, siteOf } from "./context.ts";
import { clearFactors, sealMarks } from "./factors.store.ts";
import { inviteByLetter } from "./inviting.ts";

function readRole(value: unknown): Role {
  const role = ROLES.find((one) => one === (value ?? "administrator"));
  if (!role) throw new UsageError(`"${String(value)}" is not a role; use ${ROLES.join(", ")}`);
  return role;
}

function readAddress(word: string | undefined): string {
  if (word === undefined || !isEmail(normalEmail(word))) throw new UsageError(word === undefined ? "say whose e-mail address" : `"${word}" is not an e-mail address`);
  return normalEmail(word);
}

async function inviteFromTerminal({ options, open, print }: CommandInput, email: string): Promise<number> {
  const [role, lang] = [readRole(options["role"]), options["lang"] ?? "fr"];
  if (!isLang(lang)) throw new UsageError("--lang is fr or en");
  const context = openContext(await open());
  const link = await inTransaction(context.pool, (client) => inviteByLetter(client, context, { email, lang, grants: [{ role, areas: [] }], invitedBy: null }, siteOf(context.config)));
  print(`Good once, for 7 days; a letter with it waits to be sent:\n  ${link}`);
  return 0;
}

/** Name, address and every factor go; what the log holds of the person means nothing any more. */
async function erase({ open, print }: CommandInput, email: string): Promise<number> {
  const { pool, clock } = await open();
  const account = await accountByEmail(pool, email);
  if (!account) {
    print("Nobody has that address.");
    return 1;
  }
  await inTransaction(pool, async (client) => {
    await clearFactors(client, account.id);
    await erasePerson(client, account.id, account.email);
    await forgetInAudit(client, account.id);
    await recordAudit(client, { actor: null, action: "staff.erased", target: `account:${account.id}` }, clock.now());
  });
  print("Erased. What this person did stays in the history, under a number only.");
  return 0;
}

const adminCommand: Command = {
  name: "admin",
  usage: ["admin invite <email> [--role administrator] [--lang fr|en]", "admin erase <email>"],
  summary: "invite someone to the staff (also anew, when they lost what they sign in with); erase someone",
  options: { role: { type: "string", what: `role of the person invited (administrator): ${ROLES.join(", ")}` }, lang: { type: "string", what: "language of the letter (fr)" } },
  run: async (input) => {
    const [what, word, surplus] = input.words;
    if (surplus !== undefined || (what !== "invite" && what !== "erase")) throw new UsageError("say: admin invite <email>, or admin erase <email>");
    return what === "invite" ? inviteFromTerminal(input, readAddress(word)) : erase(input, readAddress(word));
  },
};

/** What the accounts add to `fanal`. */
export const accountsCommands: readonly Command[] = [adminCommand];

const staffCheck: Check = async ({ pool }) => {
  const managed = await hasAdministrator(pool);
  return [{ what: "staff", ok: true, found: managed ? "someone manages accounts" : "nobody yet: a start prints the link for the first administrator" }];
};

const keyCheck: Check = async (platform) => {
  const { key, config } = openContext(platform);
  const readable = (await sealMarks(platform.pool)).every((mark) => mark.equals(key.mark));
  return [{ what: "secret key", ok: readable, found: readable ? (config.secretKey ? "yours (FANAL_SECRET_KEY)" : "secret.key in the data folder") : "not the one that stored codes were sealed with", todo: "put back the file secret.key, or FANAL_SECRET_KEY" }];
};

/** What `fanal check` looks at in the accounts. */
export const accountsChecks: readonly Check[] = [staffCheck, keyCheck, auditCheck];
