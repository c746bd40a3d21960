import { Type } from "typebox";
import { actorOf, staff } from "../../accounts/index.ts";
import type { Server } from "../../platform/http/http.ts";
import { isUuid } from "../../platform/ids.ts";
import type { Territory } from "../../territory/index.ts";
import { previewBulk, runBulk } from "./bulk-edit.ts";
import { BulkBody, BulkRun, PAGE_SIZE, RecordListQuery, ViewBody, type RecordFilter, type RecordList } from "./editing.contract.ts";
import { editingFault } from "./editing-faults.ts";
import type { EditingDeps } from "./record-access.ts";
import { dropView, findRecordIds, listRecords, readTranslationQueue, readViews, saveView, type ListFilter } from "./record-list.store.ts";
import { undoBatch } from "./undo-batch.ts";

const READ = { access: staff("record.read") };
const BULK = { access: staff("record.bulkEdit") };
const MOST_AT_ONCE = 2000;
const lang = Type.Unsafe<"fr" | "en">(Type.Union([Type.Literal("fr"), Type.Literal("en")]));
const page = Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 }));

/** Towns of a municipality, an MRC or a region. */
function townsIn(territory: Territory, within: string): string[] {
  const [kind, code] = within.split(":") as ["region" | "mrc" | "municipality", string];
  return territory.municipalities().filter((town) => town.within[kind] === code).map((town) => town.code);
}

function filterOf({ within, ...filter }: RecordFilter, account: string, territory: Territory): ListFilter {
  return { ...filter, account, municipalities: within ? townsIn(territory, within) : null };
}

/** Records by the many: lists, saved views, translations, bulk changes and their undoing. */
export function recordListRoutes(server: Server, { platform, territory }: EditingDeps): void {
  const { pool, clock } = platform;

  const idsOf = async ({ ids, filter }: BulkBody, account: string): Promise<string[]> => {
    const found = ids ?? (await findRecordIds(pool, filterOf(filter ?? {}, account, territory), MOST_AT_ONCE + 1));
    if (found.length > MOST_AT_ONCE) throw editingFault("tooMany", 400);
    return found;
  };

  server.get<{ Querystring: RecordListQuery }>("/api/console/records", { config: READ, schema: { querystring: RecordListQuery } }, async (request): Promise<RecordList> => {
    const { sort = "stalest", page: number = 1, ...filter } = request.query;
    const { records, total } = await listRecords(pool, filterOf(filter, actorOf(request).id, territory), sort, number);
    return { records, total, page: number, pages: Math.max(1, Math.ceil(total / PAGE_SIZE)) };
  });
  server.get<{ Querystring: { lang: "fr" | "en"; page?: number } }>("/api/console/translations", { config: READ, schema: { querystring: Type.Object({ lang, page }) } }, ({ query }) => readTranslationQueue(pool, query.lang, query.page ?? 1));

  server.get("/api/console/views", { config: READ }, async (request) => ({ views: await readViews(pool, actorOf(request).id) }));
  server.post<{ Body: { name: string; query: RecordListQuery } }>("/api/console/views", { config: READ, schema: { body: ViewBody } }, async (request, reply) => reply.status(201).send(await saveView(pool, actorOf(request).id, request.body, clock.now())));
  server.delete<{ Params: { id: string } }>("/api/console/views/:id", { config: READ }, async (request, reply) => {
    if (isUuid(request.params.id)) await dropView(pool, actorOf(request).id, request.params.id);
    return reply.status(204).send();
  });

  server.post<{ Body: BulkBody }>("/api/console/records/bulk/preview", { config: BULK, schema: { body: BulkBody } }, async (request) => {
    const actor = actorOf(request);
    return previewBulk(pool, { ids: await idsOf(request.body, actor.id), change: request.body.change, actor, territory });
  });
  server.post<{ Body: BulkRun }>("/api/console/records/bulk", { config: BULK, schema: { body: BulkRun } }, async (request) => {
    const actor = actorOf(request);
    return runBulk(pool, { ids: await idsOf(request.body, actor.id), change: request.body.change, actor, territory }, request.body.expected, clock.now());
  });
  server.post<{ Params: { batch: string } }>("/api/console/changes/:batch/undo", { config: { access: staff("record.edit") }, schema: { params: Type.Object({ batch: Type.String({ format: "uuid" }) }) } }, (request) => undoBatch(pool, request.params.batch, actorOf(request), territory, clock.now()));
}
