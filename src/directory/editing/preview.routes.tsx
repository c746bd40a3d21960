import { Type } from "typebox";
import { actorOf, staff } from "../../accounts/index.ts";
import { PageNotice } from "../../platform/html/page-notice.tsx";
import { renderPage } from "../../platform/html/render.tsx";
import { notFound, type Server } from "../../platform/http/http.ts";
import type { Lang, PerLang } from "../../platform/i18n/lang.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import { recordFaults } from "../imports/record-check.ts";
import { servicePage } from "../pages/service.page.tsx";
import { toPublished } from "../published/published.ts";
import { readDraft } from "./drafts.store.ts";
import { editingFault } from "./editing-faults.ts";
import { requireSight, storedOf, type EditingDeps } from "./record-access.ts";

const NOTICE: PerLang<string> = {
  fr: "Aperçu : voici ce que le public verra une fois la fiche publiée.",
  en: "Preview: this is what the public will see once the record is published.",
};

interface Preview {
  Params: { id: string };
  Querystring: { lang?: Lang };
}

const schema = { params: Type.Object({ id: Type.String({ format: "uuid" }) }), querystring: Type.Object({ lang: Type.Optional(Type.Union([Type.Literal("fr"), Type.Literal("en")])) }) };

/** What is shown needs to be whole: a place without a name, an hour that is none, cannot be drawn. */
function requireDrawable(record: ServiceRecord): void {
  if (recordFaults({ ...record, visibility: "draft" }).length > 0) throw editingFault("recordFaults", 422);
}

/** A record's draft, or the record where it has none, as the public page shows it. */
export function previewRoutes(server: Server, deps: EditingDeps): void {
  const { config, pool, clock } = deps.platform;
  server.get<Preview>("/console/preview/:id", { config: { access: staff("record.read") }, schema }, async (request, reply) => {
    const { params, query } = request;
    const [stored, draft] = [await storedOf(deps, params.id), await readDraft(pool, params.id)];
    const record = draft?.body ?? stored?.record;
    if (!record) throw notFound();
    if (draft) requireSight(actorOf(request), stored);
    requireDrawable(record);
    const service = toPublished({ record: { ...record, visibility: "published" }, hidden: stored?.hidden ?? [], updatedAt: draft?.updatedAt ?? stored!.updatedAt }, deps.needs.isSensitive)!;
    const lang = query.lang ?? "fr";
    const page = servicePage({ deps: { config, clock, needs: deps.needs, published: deps.published, territory: deps.territory }, lang, service, home: null, back: null });
    return reply.header("x-robots-tag", "noindex").type("text/html; charset=utf-8").send(renderPage(<PageNotice.Provider value={NOTICE[lang]}>{page}</PageNotice.Provider>));
  });
}
