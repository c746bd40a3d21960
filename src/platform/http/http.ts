import type { FastifyInstance } from "fastify";
import { FanalError } from "../errors.ts";

/** Staff who may do this; the accounts say who they are. `link` routes are opened by a capability in their address or cookie. */
export interface StaffAccess {
  staff: string;
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may call the route. There is no default: a route without it stops the server from starting. */
    access?: "public" | "operator" | "link" | StaffAccess;
  }
  interface FastifyRequest {
    /** The accounts' guard let it in. */
    admitted: boolean;
  }
}

export type Server = FastifyInstance;

export function notFound(): FanalError {
  return new FanalError("notFound", 404, {
    fr: "Cette page n’existe pas, ou elle a changé d’adresse.",
    en: "This page does not exist, or it has moved.",
  });
}
