import type { Server } from "../platform/http/http.ts";
import { campaignRoutes } from "./campaigns/campaigns.routes.ts";
import type { ConsoleDeps } from "./console.ts";
import { followUpRoutes } from "./follow-ups.routes.ts";
import { letterRoutes } from "./letters.routes.ts";
import { progressRoutes } from "./progress.routes.ts";
import { reviewRoutes } from "./review/review.routes.ts";

/** Everything of verification that the console calls. */
export function verificationConsole(app: Server, deps: ConsoleDeps): void {
  campaignRoutes(app, deps);
  progressRoutes(app, deps);
  followUpRoutes(app, deps);
  letterRoutes(app, deps);
  reviewRoutes(app, deps);
}
