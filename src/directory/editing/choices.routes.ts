import { Type } from "typebox";
import { staff } from "../../accounts/index.ts";
import { notFound, type Server } from "../../platform/http/http.ts";
import { areaMap } from "./area-map.ts";
import type { NeedChoice } from "./editing.contract.ts";
import type { EditingDeps } from "./record-access.ts";

const READ = { access: staff("record.read") };
const MapQuery = Type.Object({ region: Type.Optional(Type.String({ maxLength: 10 })) });

/** What the editor chooses from: needs, and areas on a map. */
export function choiceRoutes(server: Server, { needs, territory }: EditingDeps): void {
  server.get("/api/console/needs", { config: READ }, async () => ({ needs: needs.all().map(({ code, parent, label }): NeedChoice => ({ code, parent, label })) }));
  server.get<{ Querystring: { region?: string } }>("/api/console/area-map", { config: READ, schema: { querystring: MapQuery } }, async ({ query }) => {
    const { region } = query;
    if (region !== undefined && !territory.area("region", region)) throw notFound();
    return areaMap(territory, region ?? null);
  });
}
