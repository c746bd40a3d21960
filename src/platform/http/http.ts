import type { FastifyInstance } from "fastify";
import { FanalError } from "../errors.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may call the route. There is no default: a route without it stops the server from starting. */
    access?: "public" | "operator";
  }
}

export type Server = FastifyInstance;

export function notFound(): FanalError {
  return new FanalError("notFound", 404, {
    fr: "Cette page n’existe pas, ou elle a changé d’adresse.",
    en: "This page does not exist, or it has moved.",
  });
}
