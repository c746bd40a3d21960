import type { FastifyReply } from "fastify";

/** Lets any site frame this answer: for pages that hold nothing to press but a search and links that leave the frame. */
export function allowFraming(reply: FastifyReply): FastifyReply {
  const policy = String(reply.getHeader("content-security-policy"));
  return reply.removeHeader("x-frame-options").header("content-security-policy", policy.replace("frame-ancestors 'none'", "frame-ancestors *"));
}
