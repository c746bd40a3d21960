import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { actorOf, may, noteAudit, staff } from "../../accounts/index.ts";
import { FanalError } from "../../platform/errors.ts";
import { langOf } from "../../platform/http/error-answers.ts";
import { notFound, type Server } from "../../platform/http/http.ts";
import { isUuid, newId } from "../../platform/ids.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import { retire } from "../directory.store.ts";
import { ofTaxonomy } from "../needs.ts";
import { createNeedGuesser } from "../need-guess.ts";
import { adviseOn } from "./advice.ts";
import { isRecordShaped } from "./draft-shape.ts";
import { dropDraft, readDraft, readDrafts, saveDraft, sendDraft } from "./drafts.store.ts";
import { CheckBody, DraftBody, MergeBody, PublishBody, RetireBody, ScheduleBody, type DraftMerge } from "./editing.contract.ts";
import { editingFault } from "./editing-faults.ts";
import { mergeRecord } from "./merge-record.ts";
import { actorName, publishDraft, scheduleDraft, type PublishResult } from "./publish.ts";
import { authorizeAll, requireSight, storedOf, targetOf, viewRecord, type EditingDeps } from "./record-access.ts";
import { createResemblance } from "./resemblance.ts";
import { cancelScheduled } from "./scheduled.store.ts";

/*
 * One record, for staff: read, draft, review, publication, schedule, end.
 */

/** A record with all its places and both languages (bytes). */
const RECORD_LIMIT = 512 * 1024;

const READ = { access: staff("record.read") };
const EDIT = { access: staff("record.edit") };
const PUBLISH = { access: staff("record.publish") };
const RETIRE = { access: staff("record.retire") };

const one = Type.Object({ id: Type.String({ format: "uuid" }) });
const seen = Type.Object({ revision: Type.Integer() });

interface One {
  Params: { id: string };
}
type Revised = One & { Body: { revision: number } };
type Handler<R extends One> = (request: FastifyRequest<R>, reply: FastifyReply, deps: EditingDeps) => Promise<FastifyReply>;

function notARecord(): FanalError {
  return new FanalError("notARecord", 400, {
    fr: "Ce brouillon n’a pas la forme d’une fiche. Rechargez la page, puis essayez encore.",
    en: "This draft does not have the shape of a record. Reload the page, then try again.",
  });
}

function refuse(request: FastifyRequest, reply: FastifyReply, error: FanalError, more: object): FastifyReply {
  return reply.status(error.status).send({ error: { id: error.id, message: error.say[langOf(request)] }, ...more });
}

/** Someone saved meanwhile: the answer carries what they saved, so that nothing is lost on either side. */
async function refuseMoved(request: FastifyRequest<One>, reply: FastifyReply, { platform }: EditingDeps): Promise<FastifyReply> {
  return refuse(request, reply, editingFault("draftMoved", 409), { draft: await readDraft(platform.pool, request.params.id) });
}

/** Refuses unless there is a draft, and this person may do this to the record as it is and as the draft has it. */
async function requireDraft(request: FastifyRequest<One>, action: "record.edit" | "record.publish", deps: EditingDeps): Promise<void> {
  const [draft, stored] = [await readDraft(deps.platform.pool, request.params.id), await storedOf(deps, request.params.id)];
  if (!draft) throw notFound();
  authorizeAll(actorOf(request), action, [stored?.record, draft.body], deps);
  requireSight(actorOf(request), stored);
}

const putDraft: Handler<One & { Body: DraftBody }> = async (request, reply, deps) => {
  const { params, body } = request;
  const actor = actorOf(request);
  if (!isRecordShaped(body.body) || body.body.id !== params.id) throw notARecord();
  const [stored, known] = [await storedOf(deps, params.id), await readDraft(deps.platform.pool, params.id)];
  authorizeAll(actor, "record.edit", [stored?.record, stored ? null : body.body, known?.body], deps);
  requireSight(actor, stored);
  const base = known && !body.rebase ? known.base : (stored?.record ?? null);
  const draft = await saveDraft(deps.platform.pool, { ...body, recordId: params.id, base, editor: actor.id, at: deps.platform.clock.now() });
  return draft ? reply.send({ draft }) : refuseMoved(request, reply, deps);
};

/** For whoever saved second: their words and what the draft became (published meanwhile: the record), brought together; nothing is written. */
const mergeDraft: Handler<One & { Body: MergeBody }> = async (request, reply, deps) => {
  const { seen: base, mine } = request.body;
  if (!isRecordShaped(base) || !isRecordShaped(mine)) throw notARecord();
  const [draft, stored] = [await readDraft(deps.platform.pool, request.params.id), await storedOf(deps, request.params.id)];
  const theirs = draft?.body ?? stored?.record;
  if (!theirs) throw notFound();
  authorizeAll(actorOf(request), "record.edit", [theirs, stored?.record], deps);
  requireSight(actorOf(request), stored);
  const { record, conflicts } = mergeRecord(base, mine, theirs);
  return reply.send({ body: record, conflicts, revision: draft?.revision ?? 0 } satisfies DraftMerge);
};

const deleteDraft: Handler<One & { Querystring: { revision: number } }> = async (request, reply, deps) => {
  await requireDraft(request, "record.edit", deps);
  const draft = await dropDraft(deps.platform.pool, request.params.id, request.query.revision);
  return draft ? reply.send({ draft }) : refuseMoved(request, reply, deps);
};

const reviewDraft: Handler<Revised> = async (request, reply, deps) => {
  await requireDraft(request, "record.edit", deps);
  const draft = await sendDraft(deps.platform.pool, request.params.id, request.body.revision, actorOf(request).id, deps.platform.clock.now());
  return draft ? reply.send({ draft }) : refuseMoved(request, reply, deps);
};

function answerPublished(request: FastifyRequest, reply: FastifyReply, result: PublishResult): FastifyReply {
  if ("conflicts" in result) return refuse(request, reply, editingFault("recordMoved", 409), { conflicts: result.conflicts, body: result.record });
  if ("faults" in result) return refuse(request, reply, editingFault("recordFaults", 422), { faults: result.faults });
  return reply.send({ batch: result.batch });
}

const publish: Handler<Revised> = async (request, reply, deps) => {
  await requireDraft(request, "record.publish", deps);
  const { pool, clock } = deps.platform;
  return answerPublished(request, reply, await publishDraft(pool, request.params.id, request.body.revision, actorOf(request).id, clock.now()));
};

const schedule: Handler<One & { Body: { revision: number; dueAt: string; note?: string } }> = async (request, reply, deps) => {
  await requireDraft(request, "record.publish", deps);
  const { pool, clock } = deps.platform;
  const { revision, note = null } = request.body;
  const dueAt = new Date(request.body.dueAt);
  if (dueAt <= clock.now()) throw editingFault("pastDate", 400);
  return reply.status(201).send({ id: await scheduleDraft(pool, { recordId: request.params.id, revision, dueAt, note, account: actorOf(request).id }, clock.now()) });
};

const cancel: Handler<{ Params: { id: string; change: string } }> = async (request, reply, deps) => {
  const { id, change } = request.params;
  authorizeAll(actorOf(request), "record.publish", [(await storedOf(deps, id))?.record], deps);
  const cancelled = isUuid(change) ? await cancelScheduled(deps.platform.pool, change, id) : null;
  if (!cancelled) throw notFound();
  return reply.send({ cancelled });
};

const retireRecord: Handler<One & { Body: { replacedBy: string | null } }> = async (request, reply, deps) => {
  const stored = await storedOf(deps, request.params.id);
  if (!stored) throw notFound();
  authorizeAll(actorOf(request), "record.retire", [stored.record], deps);
  const { replacedBy } = request.body;
  if (replacedBy === stored.record.id) throw editingFault("replacedByItself", 400);
  if (replacedBy !== null && !deps.published.service(replacedBy)) throw notFound();
  const { pool, clock } = deps.platform;
  await retire(pool, stored.record.id, replacedBy, { actor: actorName(actorOf(request).id), at: clock.now() });
  await noteAudit(pool, { actor: actorOf(request).id, action: "record.retired", target: `record:${stored.record.id}`, details: { replacedBy: replacedBy ?? "" } }, clock.now());
  return reply.status(204).send();
};

export function recordRoutes(server: Server, deps: EditingDeps): void {
  const { pool, clock } = deps.platform;
  const resemblance = createResemblance(deps.published);
  const guesser = ofTaxonomy(deps.needs, createNeedGuesser);
  const on = <R extends One>(handler: Handler<R>) => (request: FastifyRequest<R>, reply: FastifyReply) => handler(request, reply, deps);
  const path = "/api/console/records/:id";

  server.get<One>(path, { config: READ, schema: { params: one } }, (request) => viewRecord(actorOf(request), request.params.id, deps));
  server.put(`${path}/draft`, { config: EDIT, bodyLimit: RECORD_LIMIT, schema: { params: one, body: DraftBody } }, on(putDraft));
  server.post(`${path}/draft/merge`, { config: EDIT, bodyLimit: 2 * RECORD_LIMIT, schema: { params: one, body: MergeBody } }, on(mergeDraft));
  server.delete(`${path}/draft`, { config: EDIT, schema: { params: one, querystring: seen } }, on(deleteDraft));
  server.post(`${path}/draft/review`, { config: EDIT, schema: { params: one, body: PublishBody } }, on(reviewDraft));
  server.post(`${path}/draft/publish`, { config: PUBLISH, schema: { params: one, body: PublishBody } }, on(publish));
  server.post(`${path}/draft/schedule`, { config: PUBLISH, schema: { params: one, body: ScheduleBody } }, on(schedule));
  server.delete(`${path}/scheduled/:change`, { config: PUBLISH }, on(cancel));
  server.post(`${path}/retire`, { config: RETIRE, schema: { params: one, body: RetireBody } }, on(retireRecord));

  server.get("/api/console/drafts", { config: EDIT }, async (request) => ({ drafts: (await readDrafts(pool)).filter(({ body }) => may(actorOf(request), "record.edit", targetOf(body, deps))) }));
  // An id for a record that does not exist yet: its draft is the first that is kept of it.
  server.post("/api/console/records", { config: EDIT }, async (_request, reply) => reply.status(201).send({ id: newId() }));
  server.post<{ Body: { body: ServiceRecord } }>("/api/console/records/check", { config: EDIT, bodyLimit: RECORD_LIMIT, schema: { body: CheckBody } }, async ({ body }) => {
    if (!isRecordShaped(body.body)) throw notARecord();
    return adviseOn(body.body, { guesser: guesser(), resemblance, now: clock.now() });
  });
}
