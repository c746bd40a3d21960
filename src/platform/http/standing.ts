/** What a node can do now, as its pages and `/health/ready` tell it. Known without asking the database. */
export interface Standing {
  /** There is a directory to answer from. */
  ready: boolean;
  /** Whether what people send can be stored. */
  database: "up" | "down";
  /** ISO instant up to which the records are known to be right, while the database is away; null when it is not, or nothing is known. */
  asOf: string | null;
  /** Another number whenever the records are others. */
  version: number;
}

declare module "fastify" {
  interface FastifyInstance {
    standing(): Standing;
  }
}

/** A server that no directory stands behind: commands, tests of the server itself. */
export function alwaysWell(): Standing {
  return { ready: true, database: "up", asOf: null, version: 0 };
}
