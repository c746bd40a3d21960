import { generateSync } from "otplib";
import { guardStaff } from "../../src/accounts/guard.ts";
import { accountsRoutes } from "../../src/accounts/accounts.routes.ts";
import { createServer } from "../../src/platform/http/server.ts";
import type { Server } from "../../src/platform/http/http.ts";
import type { Platform } from "../../src/platform/platform.ts";
import type { Role } from "../../src/accounts/accounts.contract.ts";
import { invite } from "../../src/accounts/invitations.store.ts";
import type { ConsoleVisitor } from "./staff.ts";

/** A password that nobody would try first. */
export const PASSWORD = "brume fanal quatre cerises";

/** The accounts by themselves, without a directory. */
export async function accountsServer(platform: Platform): Promise<Server> {
  const server = await createServer(platform);
  guardStaff(server, platform);
  await accountsRoutes(server, platform);
  return server;
}

/** The code that an application shows at that time. */
export function codeAt(secret: string, now: Date): string {
  return generateSync({ secret, epoch: Math.floor(now.getTime() / 1000) });
}

export interface Enrolled {
  email: string;
  secret: string;
  recoveryCodes: string[];
}

/** Accepts an invitation with a password and codes, as the console's pages do; the visitor is then signed in. */
export async function enrol({ pool, clock }: Platform, visitor: ConsoleVisitor, roles: readonly Role[] = ["administrator"], email = "test@example.org"): Promise<Enrolled> {
  const { token } = await invite(pool, { email, lang: "fr", grants: roles.map((role) => ({ role, areas: [] })), invitedBy: null }, clock.now());
  await visitor.call("POST", "/invite/accept", { token, name: "Personne Test", lang: "fr", password: PASSWORD });
  const { body } = await visitor.call<{ secret: string }>("POST", "/factors/totp/start");
  const confirmed = await visitor.call<{ recoveryCodes: string[] }>("POST", "/factors/totp/confirm", { code: codeAt(body.secret, clock.now()) });
  return { email, secret: body.secret, recoveryCodes: confirmed.body.recoveryCodes };
}
