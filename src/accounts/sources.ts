import type { FastifyRequest } from "fastify";
import type { AccountsContext } from "./context.ts";
import { readCookie } from "./cookies.ts";
import { fault } from "./faults.ts";
import { isKnownDevice, takeTry } from "./tries.store.ts";

/*
 * Where a try comes from: a browser that this account was signed in from, else the network. Each source of each
 * account waits for itself, so no stranger's failures keep anyone out.
 */

export interface Source {
  known: boolean;
  name: string;
}

/** A household's or an office's worth of addresses: /24 of IPv4, /56 of IPv6. Kept as a keyed hash only, for a day. */
export function networkOf(ip: string): string {
  const v4 = /^(?:::ffff:)?(\d+)\.(\d+)\.(\d+)\.\d+$/i.exec(ip);
  if (v4) return v4.slice(1, 4).join(".");
  const [head = "", tail = ""] = ip.toLowerCase().split("%")[0]!.split("::");
  const [first, last] = [head.split(":").filter(Boolean), tail.split(":").filter(Boolean)];
  const groups = [...first, ...Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => "0"), ...last].map((group) => group.padStart(4, "0"));
  return groups.slice(0, 4).join("").slice(0, 14);
}

export async function sourceOf({ config, pool }: AccountsContext, request: FastifyRequest, accountId: string | null): Promise<Source> {
  const device = readCookie(config, request, "device");
  const known = device !== null && accountId !== null && (await isKnownDevice(pool, accountId, device));
  return { known, name: known ? `device ${device}` : `network ${networkOf(request.ip)}` };
}

/** Codes of one account tried from strangers' browsers, all together, before they wait: only who has the first factor gets there. */
const CODES_FROM_ANYWHERE = 20;

/** Counts a try at a password; throws `tooManyTries`. Returns what to forget when it succeeds. */
export async function tryPassword({ key, pool, now }: AccountsContext, email: string, source: Source): Promise<Buffer[]> {
  const own = key.keyed("password", email, source.name);
  if (!(await takeTry(pool, own, now()))) throw fault("tooManyTries", 429);
  return [own];
}

/** Counts a try at a code; throws `tooManyTries`. Returns what to forget when it succeeds. */
export async function tryCode({ key, pool, now }: AccountsContext, accountId: string, source: Source): Promise<Buffer[]> {
  const own = key.keyed("code", accountId, source.name);
  const anywhere = key.keyed("code", accountId, "anywhere");
  if (!(await takeTry(pool, own, now())) || (!source.known && !(await takeTry(pool, anywhere, now(), CODES_FROM_ANYWHERE)))) throw fault("tooManyTries", 429);
  return [own, anywhere];
}
