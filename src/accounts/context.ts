import type { FastifyRequest } from "fastify";
import type { Config } from "../platform/config.ts";
import type { Platform } from "../platform/platform.ts";
import { openSecretKey, type SecretKey } from "./secret-key.ts";

/** What the accounts' routes work with. */
export interface AccountsContext extends Pick<Platform, "config" | "pool" | "clock" | "log"> {
  key: SecretKey;
  now(): Date;
}

/** Opens the secret key (made now at the first start). */
export function openContext({ config, pool, clock, log }: Platform): AccountsContext {
  return { config, pool, clock, log, key: openSecretKey(config), now: () => clock.now() };
}

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * The site as browsers name it. On one's own machine that is `localhost` (passkeys need a name, not a number)
 * with the port that was asked for; anywhere else only the configuration counts, never what a request says.
 */
export function siteOf({ publicUrl }: Pick<Config, "publicUrl">, request?: Pick<FastifyRequest, "host">): URL {
  const site = new URL(publicUrl);
  if (!LOOPBACK.has(site.hostname)) return site;
  const asked = `http://${request?.host ?? site.host}`;
  const port = URL.canParse(asked) && LOOPBACK.has(new URL(asked).hostname) ? new URL(asked).port : site.port;
  return new URL(`http://localhost:${port || "80"}`);
}

/** Where an invitation is opened: the token is after the `#`, which browsers send to no server and no log. */
export function invitationLink(site: URL, token: string): string {
  return `${site.href.replace(/\/$/, "")}/console/invite#${token}`;
}
