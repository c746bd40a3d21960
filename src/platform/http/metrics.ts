import { collectDefaultMetrics, Histogram, Registry } from "prom-client";
import type { FastifyRequest } from "fastify";
import type { Server } from "./http.ts";

/** Request times in seconds; a search should fall in the first ones. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/**
 * `/metrics` (Prometheus text), `/health/live` (the process answers) and `/health/ready`
 * (it can serve readers; `database` says whether it can also take writes). None asks the database.
 */
export function createMetrics(app: Server, routeOf: (request: FastifyRequest) => string): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({ name: "fanal_http_request_seconds", help: "Time to answer, by route.", labelNames: ["route", "method", "status"], buckets: BUCKETS, registers: [registry] });
  app.addHook("onResponse", async (request, reply) => {
    seconds.observe({ route: routeOf(request), method: request.method, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
  });
  app.get("/metrics", { config: { access: "operator" } }, async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  app.get("/health/live", { config: { access: "operator" } }, async () => ({ live: true }));
  app.get("/health/ready", { config: { access: "operator" } }, async (_request, reply) => {
    const { ready, database } = app.standing();
    return reply.status(ready ? 200 : 503).send({ ready, database });
  });
}
