import { isDeepStrictEqual } from "node:util";
import { Type, type Static } from "typebox";
import { actorOf, may, recordAudit, staff } from "../../accounts/index.ts";
import { areasOf, type ServiceRecord } from "../../directory/index.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import type { Server } from "../../platform/http/http.ts";
import { campaignFault } from "../campaigns/campaign-faults.ts";
import { idOf, mayTo, namesOf, recordsById, type ConsoleDeps } from "../console.ts";
import type { InboxItem, ReviewItem } from "../console.contract.ts";
import { decide } from "./review.ts";
import { readInbox, readInboxItem } from "./review.store.ts";

const Query = Type.Object({ record: Type.Optional(Type.String({ format: "uuid" })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })) });
const Decision = Type.Object({ accept: Type.Boolean() }, { additionalProperties: false });

const USUAL_LIMIT = 200;

/** The entity that a field belongs to, as it is now. */
function entityNow(record: ServiceRecord, { entity, entityId }: InboxItem): unknown {
  if (entity === "service") return record;
  if (entity === "organization") return record.organization;
  const at = record.at.find((one) => one.id === entityId || one.location.id === entityId);
  return entity === "location" ? at?.location : at;
}

function valueNow(record: ServiceRecord | undefined, item: InboxItem): unknown {
  if (!record || item.field === null) return null;
  return item.field.split(".").reduce<unknown>((part, name) => (part as Record<string, unknown> | null | undefined)?.[name] ?? null, entityNow(record, item)) ?? null;
}

/** An item with what a reviewer compares: what the field says now. */
function shown(item: InboxItem, record: ServiceRecord | undefined): ReviewItem {
  const now = valueNow(record, item);
  return {
    ...item,
    record: record ? namesOf(record) : null,
    now,
    // The record moved on since they saw it.
    movedOn: item.kind === "field" && !isDeepStrictEqual(now, item.seen ?? null),
  };
}

/** One inbox for what the public reports, organisations correct, and imports would change. */
export function reviewRoutes(app: Server, deps: ConsoleDeps): void {
  const { pool, clock } = deps.platform;
  app.get("/api/console/proposals", { config: { access: staff("proposal.review") }, schema: { querystring: Query } }, async (request) => {
    const { record, limit = USUAL_LIMIT } = request.query as Static<typeof Query>;
    const items = await readInbox(pool, { recordId: record ?? null, limit });
    const records = await recordsById(deps, items.flatMap(({ recordId }) => (recordId === null ? [] : [recordId])));
    const actor = actorOf(request);
    const mine = items.filter(({ recordId }) => {
      const of = recordId === null ? undefined : records.get(recordId);
      return may(actor, "proposal.review", of ? { within: areasOf(deps.territory, of) } : {});
    });
    return { items: mine.map((item) => shown(item, item.recordId === null ? undefined : records.get(item.recordId))) } satisfies { items: ReviewItem[] };
  });

  app.post("/api/console/proposals/:id", { config: { access: staff("proposal.review") }, schema: { body: Decision } }, async (request) => {
    const { accept } = request.body as Static<typeof Decision>;
    const item = await readInboxItem(pool, idOf(request));
    if (!item) throw campaignFault("proposal", 409);
    const record = item.recordId === null ? undefined : (await recordsById(deps, [item.recordId])).get(item.recordId);
    const actor = mayTo(deps, request, "proposal.review", record);
    await decide(deps, item, accept, actor.id);
    await inTransaction(pool, (client) => recordAudit(client, { actor: actor.id, action: accept ? "proposal.accepted" : "proposal.refused", target: `record:${item.recordId}`, details: { field: item.field ?? item.topic ?? "" } }, clock.now()));
    return { done: true };
  });
}
