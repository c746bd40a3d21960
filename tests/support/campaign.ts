import { createApp } from "../../src/app.ts";
import type { ServiceRecord } from "../../src/directory/index.ts";
import { saveRecords } from "../../src/directory/directory.store.ts";
import type { App } from "../../src/platform/cli/start.command.ts";
import type { Clock } from "../../src/platform/clock.ts";
import { newId } from "../../src/platform/ids.ts";
import type { Platform } from "../../src/platform/platform.ts";
import { loadTerritory } from "../../src/territory/index.ts";
import { tick } from "../../src/verification/campaigns/asking.ts";
import { DEFAULT_SCHEDULE, type CampaignPlan } from "../../src/verification/campaigns/campaign.contract.ts";
import { DEFAULT_LETTERS } from "../../src/verification/campaigns/campaign.messages.ts";
import { createCampaign, readCampaign } from "../../src/verification/campaigns/campaigns.store.ts";
import { startCampaign, type CampaignDeps } from "../../src/verification/campaigns/planning.ts";
import { testConfig, testDatabase, type TestDatabase } from "./database.ts";

/** A clock that tests move. */
export interface MovableClock extends Clock {
  set(iso: string): void;
}

export function movableClock(iso: string): MovableClock {
  let now = new Date(iso);
  return { now: () => now, set: (next) => void (now = new Date(next)) };
}

export interface CampaignApp {
  app: App;
  database: TestDatabase;
  platform: Platform;
  deps: CampaignDeps;
  url: string;
  close(): Promise<void>;
}

/** The whole application with these records (beside those of the template), and mail settings; nothing leaves unless `FANAL_SMTP_URL` is among them. */
export async function campaignApp(clock: Clock, records: readonly ServiceRecord[], environment: Record<string, string> = {}, template?: string): Promise<CampaignApp> {
  const database = await testDatabase(clock, template);
  const { dataDir, databaseUrl } = database.platform.config;
  const platform = { ...database.platform, config: testConfig({ FANAL_DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? "", FANAL_MAIL_FROM: "211 Test <bonjour@example.org>", FANAL_OPERATOR: "211 Test", ...environment }) };
  if (records.length > 0) await saveRecords(platform.pool, records, { actor: "test", source: "test", at: new Date("2026-01-01T00:00:00Z") });
  const app = await createApp(platform);
  await app.start();
  const url = await app.server.listen({ host: "127.0.0.1", port: 0 });
  const deps = { platform, territory: await loadTerritory() };
  return {
    app,
    database,
    platform,
    deps,
    url,
    close: async () => {
      await app.server.close();
      await app.stop();
      await database.close();
    },
  };
}

/** For tests: the plan of a campaign that asks everyone; fields given win. */
export function buildPlan(fields: Partial<CampaignPlan> = {}): CampaignPlan {
  return { name: "Essai", audience: {}, schedule: DEFAULT_SCHEDULE, letters: DEFAULT_LETTERS, perDay: null, opensOn: null, ...fields };
}

/** Starts a campaign and writes its first letters. Returns its id. */
export async function runCampaign(deps: CampaignDeps, fields: Partial<CampaignPlan> = {}): Promise<string> {
  const { pool, clock } = deps.platform;
  const id = newId();
  await createCampaign(pool, id, buildPlan(fields), newId(), clock.now());
  await startCampaign(deps, (await readCampaign(pool, id))!);
  await tick(deps);
  return id;
}

export interface WrittenLetter {
  id: string;
  cause: string;
  kind: string;
  to: string;
  subject: string;
  text: string;
  state: string;
  /** Paths of the links in it, `/v/…`. */
  links: string[];
}

/** Every letter written so far, in order. */
export async function writtenLetters({ pool }: Platform): Promise<WrittenLetter[]> {
  const { rows } = await pool.query<Omit<WrittenLetter, "links">>(`SELECT id, cause, kind, recipient AS "to", subject, body_text AS text, state FROM letter ORDER BY written_at, cause`);
  return rows.map((row) => ({ ...row, links: [...row.text.matchAll(/https?:\/\/[^/\s]+(\/v\/[\w-]+)(?:\?\S*)?$/gm)].map((found) => found[1]!) }));
}
