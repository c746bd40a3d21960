/** The only door of verification for other features. */
export { organizationPageRoutes } from "./organization-page/organization.routes.ts";
export { verificationRoutes } from "./verification.routes.ts";
