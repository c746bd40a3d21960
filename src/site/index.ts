export { siteRoutes } from "./site.routes.ts";
export type { SiteDeps } from "./site.ts";
export { exportSiteCommand } from "./site.commands.ts";
