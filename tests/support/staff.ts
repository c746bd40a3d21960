import type { Grant, Role } from "../../src/accounts/accounts.contract.ts";
import { createAccount } from "../../src/accounts/accounts.store.ts";
import { cookieName } from "../../src/accounts/cookies.ts";
import { startSession } from "../../src/accounts/sessions.store.ts";
import { newId } from "../../src/platform/ids.ts";
import type { Platform } from "../../src/platform/platform.ts";

export interface TestStaff {
  /** The account's id. */
  id: string;
  /** For a `cookie` header. */
  cookie: string;
  /** Headers of a write from our own pages. */
  headers: { cookie: string; "sec-fetch-site": string };
  sessionId: string;
}

/** Someone of staff, just signed in: an account with these roles (in these areas; none: everywhere) and a whole session. */
export async function signedInAs({ config, pool, clock }: Platform, roles: readonly Role[], areas: Grant["areas"] = []): Promise<TestStaff> {
  const id = newId();
  const now = clock.now();
  await createAccount(pool, { id, email: `staff-${id}@example.org`, name: "Personne Test", lang: "fr", state: "active" }, roles.map((role) => ({ role, areas })), now);
  const session = await startSession(pool, { accountId: id, needs: null, device: "Test" }, now);
  const cookie = `${cookieName(config)}=${session.token}`;
  return { id, cookie, headers: { cookie, "sec-fetch-site": "same-origin" }, sessionId: session.id };
}
