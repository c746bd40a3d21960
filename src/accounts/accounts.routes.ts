import rateLimit from "@fastify/rate-limit";
import type { Server } from "../platform/http/http.ts";
import type { Platform } from "../platform/platform.ts";
import { auditRoutes } from "./audit.routes.ts";
import { openContext } from "./context.ts";
import { factorRoutes } from "./factors.routes.ts";
import { fault } from "./faults.ts";
import { inviteRoutes } from "./invite.routes.ts";
import { oidcRoutes } from "./oidc.routes.ts";
import { ownRoutes } from "./own.routes.ts";
import { signInRoutes } from "./sign-in.routes.ts";
import { staffRoutes } from "./staff.routes.ts";
import { sweepSessions } from "./sessions.store.ts";
import { sweepSteps } from "./steps.store.ts";
import { sweepTries } from "./tries.store.ts";

/** Steps of signing in from one network address in a minute: a whole team arrives at eight. The address is held in memory only. */
const MOST_A_MINUTE = 300;
/** What has ended is removed this often (ms). */
const SWEEP = 600_000;

function sweepRegularly(server: Server, { pool, clock, log }: Platform): void {
  const sweep = () => {
    const now = clock.now();
    Promise.all([sweepSessions(pool, now), sweepSteps(pool, now), sweepTries(pool, now)]).catch((error: Error) => log.debug({ err: error.message }, "sweep later"));
  };
  const timer = setInterval(sweep, SWEEP).unref();
  server.addHook("onClose", async () => clearInterval(timer));
}

/** Everything of the accounts under `/api/console`; `guardStaff` comes first. */
export async function accountsRoutes(server: Server, platform: Platform): Promise<void> {
  const context = openContext(platform);
  await server.register(async (app) => {
    await app.register(rateLimit, { max: MOST_A_MINUTE, timeWindow: "1 minute", allowList: ({ routeOptions }) => routeOptions.url === "/api/console/me", errorResponseBuilder: () => fault("tooManyTries", 429) });
    signInRoutes(app, context);
    oidcRoutes(app, context);
    inviteRoutes(app, context);
  });
  factorRoutes(server, context);
  ownRoutes(server, context);
  staffRoutes(server, context);
  auditRoutes(server, context);
  sweepRegularly(server, platform);
}
