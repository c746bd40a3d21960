import type { FastifyRequest } from "fastify";
import { Type, type Static } from "typebox";
import { actorOf, authorize, recordAudit, staff, type Action, type SignedIn } from "../../accounts/index.ts";
import { messageOf } from "../../platform/errors.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import type { Server } from "../../platform/http/http.ts";
import { LANGS } from "../../platform/i18n/lang.ts";
import { newId } from "../../platform/ids.ts";
import { changeWaiting } from "../../platform/mail/letters.store.ts";
import type { AreaKind, Territory } from "../../territory/index.ts";
import type { CampaignDefaults, CampaignLine, CampaignView, LetterPreview, ToldFault } from "../console.contract.ts";
import { idOf, recordsById, type ConsoleDeps } from "../console.ts";
import { LINK_DAYS, revokeLinks } from "../links.store.ts";
import { askingLetter } from "./asked-letter.ts";
import { tick } from "./asking.ts";
import { CampaignPlan, DEFAULT_SCHEDULE, Letters, type Campaign, type CampaignState } from "./campaign.contract.ts";
import { campaignFault } from "./campaign-faults.ts";
import { campaignMessages, DEFAULT_LETTERS } from "./campaign.messages.ts";
import { changePlan, createCampaign, deleteDraft, moveCampaign, readCampaign, readCampaigns, readSources } from "./campaigns.store.ts";
import { letterFaults, MERGE_FIELDS, type LetterFault } from "./letter-text.ts";
import { estimate, startCampaign } from "./planning.ts";

const Estimated = Type.Pick(CampaignPlan, ["audience", "perDay"]);
const Previewed = Type.Object(
  {
    letters: Letters,
    letter: Type.Union([Type.Literal("first"), Type.Literal("reminder")]),
    lang: Type.Union(LANGS.map((lang) => Type.Literal(lang))),
    recordId: Type.String({ format: "uuid" }),
  },
  { additionalProperties: false },
);

/** How a campaign moves on: from where, to where, and what becomes of letters that wait. */
const MOVES = {
  pause: { from: ["running"], to: "paused", letters: "hold" },
  resume: { from: ["paused"], to: "running", letters: "release" },
  stop: { from: ["running", "paused"], to: "stopped", letters: "cancel" },
} as const satisfies Record<string, { from: readonly CampaignState[]; to: CampaignState; letters: "hold" | "release" | "cancel" }>;

/** An area, and the wider ones that hold it. */
function holding(territory: Territory, area: string): string[] {
  const [kind, code] = area.split(":") as [AreaKind, string];
  return [area, ...Object.entries(territory.area(kind, code)?.within ?? {}).map(([wider, of]) => `${wider}:${of}`)];
}

/** Whoever may do this to a campaign: in all the areas that it asks, or everywhere. */
function mayCampaign({ territory }: ConsoleDeps, request: FastifyRequest, action: Action, { audience }: Pick<CampaignPlan, "audience">): SignedIn {
  const actor = actorOf(request);
  const areas = audience.areas ?? [];
  if (areas.length === 0) authorize(actor, action);
  for (const area of areas) authorize(actor, action, { within: holding(territory, area) });
  return actor;
}

async function campaignOf({ platform }: ConsoleDeps, request: FastifyRequest): Promise<Campaign> {
  const campaign = await readCampaign(platform.pool, idOf(request));
  if (!campaign) throw campaignFault("unknown", 404);
  return campaign;
}

/** A fault of a letter, with its sentence in both languages. */
function told(fault: LetterFault): ToldFault {
  return { ...fault, say: { fr: campaignMessages.fr[fault.fault](fault.word), en: campaignMessages.en[fault.fault](fault.word) } };
}

function planningRoutes(app: Server, deps: ConsoleDeps): void {
  const { pool, clock, config } = deps.platform;
  const build = { access: staff("campaign.build") };
  app.get("/api/console/campaigns/defaults", { config: build }, async () => ({ schedule: DEFAULT_SCHEDULE, letters: DEFAULT_LETTERS, mergeFields: MERGE_FIELDS, linkDays: LINK_DAYS, sources: await readSources(pool) }) satisfies CampaignDefaults);

  app.post("/api/console/campaigns", { config: build, schema: { body: CampaignPlan } }, async (request, reply) => {
    const plan = request.body as CampaignPlan;
    const actor = mayCampaign(deps, request, "campaign.build", plan);
    const id = newId();
    await createCampaign(pool, id, plan, actor.id, clock.now());
    return reply.status(201).send({ id });
  });

  app.put("/api/console/campaigns/:id", { config: build, schema: { body: CampaignPlan } }, async (request) => {
    const plan = request.body as CampaignPlan;
    mayCampaign(deps, request, "campaign.build", await campaignOf(deps, request));
    mayCampaign(deps, request, "campaign.build", plan);
    if (!(await changePlan(pool, idOf(request), plan))) throw campaignFault("state", 409);
    return { done: true };
  });

  app.delete("/api/console/campaigns/:id", { config: build }, async (request) => {
    mayCampaign(deps, request, "campaign.build", await campaignOf(deps, request));
    if (!(await deleteDraft(pool, idOf(request)))) throw campaignFault("state", 409);
    return { done: true };
  });

  app.post("/api/console/campaigns/estimate", { config: build, schema: { body: Estimated } }, async (request) => estimate(deps, request.body as Static<typeof Estimated>));

  app.post("/api/console/campaigns/preview", { config: build, schema: { body: Previewed } }, async (request) => {
    const { letters, letter, lang, recordId } = request.body as Static<typeof Previewed>;
    const record = (await recordsById(deps, [recordId])).get(recordId);
    if (!record) throw campaignFault("nobody", 422);
    const link = `${config.publicUrl}/v/…`;
    const expiresAt = new Date(clock.now().getTime() + LINK_DAYS * 86_400_000);
    const { subject, text, html } = askingLetter({ asked: [{ record, link }], letters, step: letter === "first" ? 0 : 1, lang: lang as "fr" | "en", config, expiresAt, stop: `${link}/stop` });
    return { subject, text, html, faults: letterFaults(letters).map(told) } satisfies LetterPreview;
  });
}

function runningRoutes(app: Server, deps: ConsoleDeps): void {
  const { pool, clock } = deps.platform;
  const send = { access: staff("campaign.send") };
  const audit = (actor: SignedIn, action: string, id: string) => inTransaction(pool, (client) => recordAudit(client, { actor: actor.id, action: `campaign.${action}`, target: `campaign:${id}` }, clock.now()));

  app.post("/api/console/campaigns/:id/start", { config: send }, async (request) => {
    const campaign = await campaignOf(deps, request);
    const actor = mayCampaign(deps, request, "campaign.send", campaign);
    await startCampaign(deps, campaign);
    await audit(actor, "started", campaign.id);
    // The first letters need not wait for the next minute, nor whoever pressed the button for the last of them.
    tick(deps).catch((error: unknown) => deps.platform.log.warn({ err: messageOf(error) }, "first letters wait for the next tick"));
    return { done: true };
  });

  for (const [word, { from, to, letters }] of Object.entries(MOVES)) {
    app.post(`/api/console/campaigns/:id/${word}`, { config: send }, async (request) => {
      const campaign = await campaignOf(deps, request);
      const actor = mayCampaign(deps, request, "campaign.send", campaign);
      await inTransaction(pool, async (client) => {
        if (!(await moveCampaign(client, campaign.id, from, to, clock.now()))) throw campaignFault("state", 409);
        await changeWaiting(client, `campaign:${campaign.id}:`, letters);
        if (to === "stopped") await revokeLinks(client, campaign.id, null, clock.now());
      });
      await audit(actor, to, campaign.id);
      return { done: true };
    });
  }

  app.post("/api/console/campaigns/:id/records/:record/revoke", { config: send }, async (request) => {
    const campaign = await campaignOf(deps, request);
    mayCampaign(deps, request, "campaign.send", campaign);
    return { revoked: await revokeLinks(pool, campaign.id, idOf(request, "record"), clock.now()) };
  });
}

/** Campaigns: build, estimate, preview, start, pause, resume, stop. */
export function campaignRoutes(app: Server, deps: ConsoleDeps): void {
  const { pool } = deps.platform;
  const read = { access: staff("campaign.read") };
  app.get("/api/console/campaigns", { config: read }, async () => ({ campaigns: await readCampaigns(pool) }) satisfies { campaigns: CampaignLine[] });
  app.get("/api/console/campaigns/:id", { config: read }, async (request) => {
    const campaign = await campaignOf(deps, request);
    return { ...campaign, faults: letterFaults(campaign.letters).map(told) } satisfies CampaignView;
  });
  planningRoutes(app, deps);
  runningRoutes(app, deps);
}
