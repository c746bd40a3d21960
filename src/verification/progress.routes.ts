import { actorOf, staff } from "../accounts/index.ts";
import { areasOf, type ServiceRecord } from "../directory/index.ts";
import type { Server } from "../platform/http/http.ts";
import { sheetCell } from "../platform/sheet.ts";
import { campaignFault } from "./campaigns/campaign-faults.ts";
import { readCampaign } from "./campaigns/campaigns.store.ts";
import { importance } from "./campaigns/planning.ts";
import { idOf, namesOf, organizationNameOf, recordName, recordsById, recordsSeenBy, type ConsoleDeps } from "./console.ts";
import type { Progress } from "./console.contract.ts";
import { readOpenCalls } from "./follow-ups.store.ts";
import { answersByDay, figuresBy, figuresOf, isMajority } from "./progress.ts";
import { readProgress, type ProgressRow } from "./progress.store.ts";

/** How many of the missing are told. */
const MISSING = 50;

const COLUMNS: readonly [string, (row: ProgressRow, record: ServiceRecord | undefined) => string | number | null][] = [
  ["id", ({ recordId }) => recordId],
  ["service", (_, record) => recordName(record)],
  ["organization", (_, record) => organizationNameOf(record)],
  ["city", (_, record) => record?.at[0]?.location.city ?? null],
  ["state", ({ state }) => state],
  ["letters", ({ step }) => step],
  ["sent", ({ sent }) => (sent ? "yes" : "no")],
  ["bounced", ({ bounced }) => (bounced ? "yes" : "no")],
  ["calls", ({ calls }) => calls],
  ["answer", ({ answer }) => answer],
  ["answered_by", ({ answeredBy }) => answeredBy],
  ["answered_at", ({ answeredAt }) => answeredAt?.toISOString() ?? null],
];

/** Where a campaign stands: figures by area, need and day, who is missing, and all of it as a sheet. */
export function progressRoutes(app: Server, deps: ConsoleDeps): void {
  const { pool } = deps.platform;
  const read = { access: staff("campaign.read") };

  app.get("/api/console/campaigns/:id/progress", { config: read }, async (request) => {
    const campaign = await readCampaign(pool, idOf(request));
    if (!campaign) throw campaignFault("unknown", 404);
    const rows = await readProgress(pool, campaign.id);
    const records = await recordsById(deps, rows.map(({ recordId }) => recordId));
    const areas = ({ recordId }: ProgressRow) => {
      const record = records.get(recordId);
      return record ? areasOf(deps.territory, record).filter((area) => /^(mrc|municipality):/.test(area)) : [];
    };
    const figures = figuresOf(rows);
    const unanswered = new Set(rows.filter(({ answer }) => answer === null).map(({ recordId }) => recordId));
    const missing = [...records.values()].filter(({ id }) => unanswered.has(id)).sort(await importance(deps)).slice(0, MISSING);
    const calls = await readOpenCalls(pool, campaign.id);
    return {
      figures,
      majority: isMajority(figures),
      opensOn: campaign.opensOn,
      byArea: figuresBy(rows, areas).map((one) => ({ ...one, name: areaName(deps, one.key) })),
      byNeed: figuresBy(rows, ({ recordId }) => records.get(recordId)?.needs ?? []).map((one) => ({ ...one, name: deps.needs.need(one.key)?.label ?? null })),
      byDay: answersByDay(rows),
      missing: missing.map((record) => ({ ...namesOf(record), followUpId: calls.get(record.id) ?? null })),
    } satisfies Progress;
  });

  app.get("/api/console/campaigns/:id/progress.csv", { config: read }, async (request, reply) => {
    const rows = await readProgress(pool, idOf(request));
    const records = await recordsSeenBy(deps, actorOf(request), rows.map(({ recordId }) => recordId));
    const lines = rows.map((row) => COLUMNS.map(([, value]) => sheetCell(value(row, records.get(row.recordId)))).join(","));
    const sheet = [COLUMNS.map(([name]) => name).join(","), ...lines].map((line) => `${line}\r\n`).join("");
    return reply.header("content-disposition", 'attachment; filename="campaign.csv"').type("text/csv; charset=utf-8").send(`\uFEFF${sheet}`);
  });
}

function areaName({ territory }: ConsoleDeps, key: string): string | null {
  const [kind, code = ""] = key.split(":");
  return kind === "mrc" || kind === "municipality" ? (territory.area(kind, code)?.name ?? null) : null;
}
