import type { FastifyReply, FastifyRequest } from "fastify";
import { createHash } from "node:crypto";
import type { Readable } from "node:stream";

/** A weak entity tag (RFC 9110 §8.8.3): the same content may be compressed differently. */
export function tagOf(content: string): string {
  return `W/"${createHash("sha1").update(content).digest("base64url")}"`;
}

function isHeld(request: FastifyRequest, tag: string): boolean {
  const held = request.headers["if-none-match"];
  const opaque = (text: string) => text.trim().replace(/^W\//, "");
  return held !== undefined && (held.trim() === "*" || held.split(",").some((one) => opaque(one) === opaque(tag)));
}

/** Sends a body with its tag, or 304 to a caller that holds it already: the body is then not made. */
export function sendTagged(request: FastifyRequest, reply: FastifyReply, { type, tag, body }: { type: string; tag: string; body: () => string | Readable }): FastifyReply {
  void reply.header("etag", tag);
  if (isHeld(request, tag)) return reply.status(304).send();
  return reply.type(type).send(body());
}
