import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../platform/config.ts";

/*
 * Cookies of staff: HttpOnly, sent to our own site only. Over https they are `__Host-`: no other host and no
 * plain-http page can set them. Without https (a laptop) the prefix would make browsers refuse them.
 */

/** `""`: the session; `device`: a browser someone signed in from; `step`: half-way through something. */
type Purpose = "" | "device" | "step";

function isHttps({ publicUrl }: Config): boolean {
  return publicUrl.startsWith("https:");
}

export function cookieName(config: Config, purpose: Purpose = ""): string {
  return `${isHttps(config) ? "__Host-" : ""}fanal${purpose && `-${purpose}`}`;
}

/** The value that the browser sent, or null. */
export function readCookie(config: Config, request: FastifyRequest, purpose: Purpose = ""): string | null {
  const name = `${cookieName(config, purpose)}=`;
  const pair = (request.headers.cookie ?? "").split(";").map((one) => one.trim()).find((one) => one.startsWith(name));
  return pair?.slice(name.length) || null;
}

function addCookie(config: Config, reply: FastifyReply, purpose: Purpose, value: string, age: string): void {
  const cookie = `${cookieName(config, purpose)}=${value}; Path=/; HttpOnly; SameSite=Lax${isHttps(config) ? "; Secure" : ""}${age}`;
  // Several calls add up: Fastify keeps every `set-cookie`.
  void reply.header("set-cookie", cookie);
}

/** Sets a cookie; without `seconds` it ends with the browser. */
export function setCookie(config: Config, reply: FastifyReply, purpose: Purpose, value: string, seconds?: number): void {
  addCookie(config, reply, purpose, value, seconds === undefined ? "" : `; Max-Age=${seconds}`);
}

export function clearCookie(config: Config, reply: FastifyReply, purpose: Purpose): void {
  addCookie(config, reply, purpose, "", "; Max-Age=0");
}
