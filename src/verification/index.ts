import type { Server } from "../platform/http/http.ts";
import { returnsRoute } from "../platform/mail/returns.ts";
import { letterBounced } from "./campaigns/asking.ts";
import { verificationConsole } from "./console.routes.ts";
import { organizationPageRoutes, type OrganizationPageDeps } from "./organization-page/organization.routes.ts";
import { verificationRoutes as reportRoutes } from "./verification.routes.ts";

/** The only door of verification for other features. */
export { heldKinds, verificationJobs } from "./work.ts";

/** Reports, the organisation's page, the console's routes, and the door for what comes back of letters. */
export async function verificationRoutes(server: Server, deps: OrganizationPageDeps): Promise<void> {
  await reportRoutes(server, deps);
  await organizationPageRoutes(server, deps);
  verificationConsole(server, deps);
  returnsRoute(server, deps.platform, (cause) => letterBounced(deps, cause));
}
