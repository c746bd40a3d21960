import type { Server } from "../../platform/http/http.ts";
import { choiceRoutes } from "./choices.routes.ts";
import { recordRoutes } from "./editing.routes.ts";
import { previewRoutes } from "./preview.routes.tsx";
import type { EditingDeps } from "./record-access.ts";
import { recordListRoutes } from "./record-lists.routes.ts";

export { seenBy } from "./seen-by.ts";

/** Everything that staff do with records. */
export function editingRoutes(server: Server, deps: EditingDeps): void {
  choiceRoutes(server, deps);
  recordListRoutes(server, deps);
  recordRoutes(server, deps);
  previewRoutes(server, deps);
}
