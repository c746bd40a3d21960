export { siteRoutes } from "./site.routes.ts";
export type { SiteDeps } from "./site.ts";
