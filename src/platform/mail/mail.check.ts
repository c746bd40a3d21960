import { access, constants } from "node:fs/promises";
import type { Finding } from "../cli/check.command.ts";
import type { Platform } from "../platform.ts";
import { countLetters } from "./letters.store.ts";

/** What `fanal check` looks at: where letters go, whether they can be signed, whether any waits for a person. */
export async function checkMail({ config, pool }: Platform): Promise<Finding[]> {
  const { smtpUrl, redirect, dkim } = config.mail;
  const way = smtpUrl === null ? "no server: letters stay in the outbox" : redirect === null ? "letters leave" : `every letter goes to ${redirect}`;
  const signed = dkim === null || (await access(dkim.keyFile, constants.R_OK).then(() => true, () => false));
  const { uncertain = 0 } = await countLetters(pool);
  return [
    { what: "mail", ok: true, found: way },
    { what: "mail signature", ok: signed, found: dkim === null ? "none" : signed ? `selector ${dkim.selector}` : "no key", todo: "make FANAL_DKIM_KEY_FILE readable" },
    { what: "uncertain letters", ok: uncertain === 0, found: String(uncertain), todo: "decide on them in the console's outbox" },
  ];
}
