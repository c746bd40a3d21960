/** The console's only door: the staff application. What it is made of for browsers is in `app/`, `ui/` and each feature's `console/`. */
export { consoleRoutes } from "./console.routes.ts";
