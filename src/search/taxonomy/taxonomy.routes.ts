import { Type } from "typebox";
import { actorOf, recordAudit, staff } from "../../accounts/index.ts";
import { actorName, addNeedEdit, countRecordsOf, editTaxonomy, mapOutsideTerm, NeedChangeBody, readNeedEdits, readOutsideTaxonomies, readOutsideTerms, takeBackNeedEdit, taxonomyWith, wordsOf, readNeeds, type NeedChange, type NeedEdit, type Needs, type Taxonomy } from "../../directory/index.ts";
import { FanalError } from "../../platform/errors.ts";
import { notFound, type Server } from "../../platform/http/http.ts";
import { newId } from "../../platform/ids.ts";
import type { Platform } from "../../platform/platform.ts";
import type { RecentQuestions } from "../counting/recent-questions.ts";
import type { Search } from "../search.ts";
import { effectOf } from "./taxonomy-effect.ts";
import { taxonomyMessages } from "./taxonomy.messages.ts";

export interface TaxonomyDeps {
  platform: Platform;
  needs: Needs;
  search: Search;
  recent: Pick<RecentQuestions, "all">;
}

const EDIT = { access: staff("taxonomy.edit") };
const schema = { body: NeedChangeBody };
/** A term with all its everyday words (bytes). */
const LIMIT = 64 * 1024;

interface Asked {
  Body: { change: NeedChange };
}

/** As it is kept: this node may hear of the last change a moment later. */
function taxonomyOf(edits: readonly NeedEdit[]): Taxonomy {
  return taxonomyWith(readNeeds().all(), edits.map(({ change }) => change));
}

/** The taxonomy with the change, from what is kept now: another may have been made a moment ago. */
async function taxonomyAfter({ platform }: TaxonomyDeps, change: NeedChange): Promise<{ before: Taxonomy; after: Taxonomy }> {
  const before = taxonomyOf(await readNeedEdits(platform.pool));
  const after = editTaxonomy(before, change);
  if ("fault" in after) throw new FanalError(after.fault, 409, { fr: taxonomyMessages.fr.faults[after.fault], en: taxonomyMessages.en.faults[after.fault] });
  return { before, after };
}

/** The taxonomy, its local changes, and what they would do; taxonomies from elsewhere beside it. */
export function taxonomyRoutes(app: Server, deps: TaxonomyDeps): void {
  const { pool, clock } = deps.platform;

  app.get("/api/console/taxonomy", { config: EDIT }, async () => {
    const edits = await readNeedEdits(pool);
    return { terms: taxonomyOf(edits).terms, edits };
  });
  app.post<Asked>("/api/console/taxonomy/effect", { config: EDIT, bodyLimit: LIMIT, schema }, async ({ body: { change } }) => {
    const { before, after } = await taxonomyAfter(deps, change);
    const records = change.kind === "mergeTerms" ? await countRecordsOf(pool, change.code) : 0;
    return { ...effectOf(change, before.terms, after, deps.recent.all(), deps.search, wordsOf), records };
  });
  app.post<Asked>("/api/console/taxonomy", { config: EDIT, bodyLimit: LIMIT, schema }, async (request, reply) => {
    const { change } = request.body;
    await taxonomyAfter(deps, change);
    const { id } = actorOf(request);
    const at = clock.now();
    const records = await addNeedEdit(pool, change, { account: id, actor: actorName(id), batch: newId(), at }, (client, count) => recordAudit(client, { actor: id, action: "taxonomy.changed", target: `need:${change.code}`, details: { change: change.kind, records: count } }, at));
    return reply.status(201).send({ records });
  });
  app.delete<{ Params: { number: string } }>("/api/console/taxonomy/:number", { config: EDIT }, async (request, reply) => {
    const { id } = actorOf(request);
    const number = Number(request.params.number);
    const done = Number.isSafeInteger(number) && (await takeBackNeedEdit(pool, number, (client) => recordAudit(client, { actor: id, action: "taxonomy.takenBack", target: `needEdit:${number}` }, clock.now())));
    if (!done) throw new FanalError("notTakenBack", 409, { fr: taxonomyMessages.fr.notTakenBack, en: taxonomyMessages.en.notTakenBack });
    return reply.status(204).send();
  });

  app.get("/api/console/taxonomies", { config: EDIT }, async () => ({ taxonomies: await readOutsideTaxonomies(pool) }));
  app.get<{ Params: { id: string } }>("/api/console/taxonomies/:id", { config: EDIT }, async ({ params }) => ({ terms: await readOutsideTerms(pool, params.id, deps.needs) }));
  app.put<{ Params: { id: string; code: string }; Body: { need: string | null } }>("/api/console/taxonomies/:id/terms/:code", { config: EDIT, schema: { body: Type.Object({ need: Type.Union([Type.String({ maxLength: 60 }), Type.Null()]) }) } }, async ({ params, body }, reply) => {
    if (body.need !== null && !deps.needs.need(body.need)) throw notFound();
    if (!(await mapOutsideTerm(pool, params.id, params.code, body.need))) throw notFound();
    return reply.status(204).send();
  });
}
