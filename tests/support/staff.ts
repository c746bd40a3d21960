import type { Grant, Role } from "../../src/accounts/accounts.contract.ts";
import { createAccount } from "../../src/accounts/accounts.store.ts";
import { cookieName } from "../../src/accounts/cookies.ts";
import { startSession } from "../../src/accounts/sessions.store.ts";
import type { Server } from "../../src/platform/http/http.ts";
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

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
  /** The `id` of a refusal. */
  refused: string | undefined;
  headers: Record<string, unknown>;
}

/** A browser as the server sees it: keeps its cookies, says that it comes from our own pages. */
export interface ConsoleVisitor {
  call<T = Record<string, unknown>>(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: object): Promise<Answer<T>>;
  cookies: Map<string, string>;
}

/** Someone at the console's JSON (`path` after `/api/console`), from a network of their own. */
export function consoleVisitor(server: Server, remoteAddress = "192.0.2.1"): ConsoleVisitor {
  const cookies = new Map<string, string>();
  return {
    cookies,
    call: async <T>(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: object) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const { statusCode, headers, payload } = await server.inject({ method, url: `/api/console${path}`, remoteAddress, headers: { cookie, "sec-fetch-site": "same-origin" }, ...(body && { payload: body }) });
      for (const line of [headers["set-cookie"] ?? []].flat()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (/Max-Age=0/.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
      const read = payload && /json/.test(String(headers["content-type"])) ? JSON.parse(payload) : payload;
      return { status: statusCode, body: read as T, refused: (read as { error?: { id: string } }).error?.id, headers };
    },
  };
}
