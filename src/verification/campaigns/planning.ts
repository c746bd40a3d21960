import type pg from "pg";
import { areasOf, readAllRecords, type ServiceRecord } from "../../directory/index.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { newId } from "../../platform/ids.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Territory } from "../../territory/index.ts";
import { addressOf, byImportance, isMeant, isSample, langOf, type AudienceFacts } from "./audience.ts";
import { namesOf } from "../console.ts";
import type { Estimate } from "../console.contract.ts";
import type { Audience, Campaign } from "./campaign.contract.ts";
import { campaignFault } from "./campaign-faults.ts";
import { moveCampaign, readUsage, type Db } from "./campaigns.store.ts";
import { isDue } from "./freshness.ts";
import { letterFaults } from "./letter-text.ts";
import { addFollowUps, addRecipients, countAdded, recordsBeingAsked, refusingAmong, type Recipient } from "./recipients.store.ts";
import { dayHere, isSendingTime, lastLetterAt, nextSendingTime } from "./sending-hours.ts";

/** What campaigns need. */
export interface CampaignDeps {
  platform: Platform;
  territory: Territory;
}

const YEAR_MS = 365 * 86_400_000;

async function audienceFacts({ platform, territory }: CampaignDeps): Promise<AudienceFacts> {
  const searches = await readUsage(platform.pool, new Date(platform.clock.now().getTime() - YEAR_MS));
  const areas = (record: ServiceRecord) => areasOf(territory, record);
  return {
    areasOf: areas,
    usage: (record) => {
      const mrcs = areas(record).filter((area) => area.startsWith("mrc:")).map((area) => area.slice(4));
      return record.needs.reduce((sum, need) => sum + mrcs.reduce((more, mrc) => more + (searches.get(`${need} ${mrc}`) ?? 0), 0), 0);
    },
  };
}

/** The records that an audience means now, the most important first; `except`: not these. */
export async function findAudience(deps: CampaignDeps, audience: Audience, except: (record: ServiceRecord) => boolean = () => false): Promise<ServiceRecord[]> {
  const facts = await audienceFacts(deps);
  const found: ServiceRecord[] = [];
  await readAllRecords(deps.platform.pool, (page) => {
    for (const { record } of page) if (isMeant(audience, record, facts) && !except(record)) found.push(record);
  });
  found.sort(byImportance(facts));
  return audience.mostUsed === undefined ? found : found.slice(0, audience.mostUsed);
}

/** Orders records by how much people use them. */
export async function importance(deps: CampaignDeps): Promise<(a: ServiceRecord, b: ServiceRecord) => number> {
  return byImportance(await audienceFacts(deps));
}

interface Split {
  written: { record: ServiceRecord; address: string }[];
  withoutAddress: string[];
  unwilling: string[];
}

async function split(db: Db, records: readonly ServiceRecord[]): Promise<Split> {
  const addressed = records.flatMap((record) => {
    const address = addressOf(record);
    return address === null ? [] : [{ record, address }];
  });
  const refusing = await refusingAmong(db, [...new Set(addressed.map(({ address }) => address))]);
  return {
    written: addressed.filter(({ address }) => !refusing.has(address)),
    withoutAddress: records.filter((record) => addressOf(record) === null).map(({ id }) => id),
    unwilling: addressed.filter(({ address }) => refusing.has(address)).map(({ record }) => record.id),
  };
}

/** The records of an address, for one letter: few enough to read. */
const MOST_IN_A_LETTER = 10;

/** Puts records of one address and language together. */
function grouped(written: Split["written"]): { record: ServiceRecord; address: string; groupId: string }[] {
  const groups = new Map<string, { id: string; size: number }>();
  return written.map(({ record, address }) => {
    const key = `${langOf(record)} ${isSample(record)} ${address.toLowerCase()}`;
    let group = groups.get(key);
    if (!group || group.size >= MOST_IN_A_LETTER) groups.set(key, (group = { id: newId(), size: 0 }));
    group.size += 1;
    return { record, address, groupId: group.id };
  });
}

/** How many records an estimate names. */
const SHOWN = 50;

export async function estimate(deps: CampaignDeps, campaign: Pick<Campaign, "audience" | "perDay">): Promise<Estimate> {
  const { pool, clock, config } = deps.platform;
  const all = await findAudience(deps, campaign.audience);
  const records = campaign.perDay === null ? all : all.slice(0, campaign.perDay);
  const { written, withoutAddress, unwilling } = await split(pool, records);
  const letters = new Set(grouped(written).map(({ groupId }) => groupId)).size;
  const firstAt = nextSendingTime(clock.now());
  return {
    records: records.length,
    organizations: new Set(records.map(({ organization }) => organization.id)).size,
    letters,
    withoutAddress: withoutAddress.length,
    unwilling: unwilling.length,
    sample: written.filter(({ record }) => isSample(record)).length,
    redirectedTo: config.mail.redirect,
    leaves: config.mail.smtpUrl !== null,
    firstAt,
    lastAt: lastLetterAt(firstAt, letters, config.mail.perMinute),
    shown: records.slice(0, SHOWN).map(namesOf),
  };
}

/** Adds records to a running campaign: those that can be written to wait for their letter, the others for a call. */
async function ask(client: pg.PoolClient, campaignId: string, records: readonly ServiceRecord[], now: Date): Promise<void> {
  const { written, withoutAddress, unwilling } = await split(client, records);
  const base = (record: ServiceRecord, groupId: string, address: string | null): Recipient => ({ campaignId, recordId: record.id, groupId, address, lang: langOf(record), sample: isSample(record), step: 0, firstAskedAt: null });
  const called = new Set([...withoutAddress, ...unwilling]);
  await addRecipients(client, [
    ...grouped(written).map(({ record, address, groupId }) => ({ ...base(record, groupId, address), state: "waiting" as const, nextAt: nextSendingTime(now) })),
    ...records.filter(({ id }) => called.has(id)).map((record) => ({ ...base(record, newId(), addressOf(record)), state: "telephone" as const, nextAt: null })),
  ], now);
  await addFollowUps(client, campaignId, withoutAddress, "noAddress", nextSendingTime(now), now);
  await addFollowUps(client, campaignId, unwilling, "unsubscribed", nextSendingTime(now), now);
}

/** Refuses what must not start: letters with a fault, nobody to ask, the sample's real addresses. */
function requireSafe({ platform }: CampaignDeps, campaign: Campaign, records: readonly ServiceRecord[]): void {
  if (letterFaults(campaign.letters).length > 0) throw campaignFault("letters", 422);
  if (records.length === 0) throw campaignFault("nobody", 422);
  const sample = records.filter((record) => isSample(record) && addressOf(record) !== null).length;
  if (sample > 0 && platform.config.mail.redirect === null) throw campaignFault("sample", 422, sample);
}

/** Records that a campaign without an end may ask now: due, and not asked by any campaign. */
async function standingRecords(deps: CampaignDeps, campaign: Campaign, limit: number): Promise<ServiceRecord[]> {
  const { pool, clock, config } = deps.platform;
  const [busy, today] = [await recordsBeingAsked(pool), dayHere(clock.now())];
  const passed = (record: ServiceRecord) => busy.has(record.id) || !isDue(record.provenance.nextDue, today) || (isSample(record) && config.mail.redirect === null);
  return (await findAudience(deps, campaign.audience, passed)).slice(0, limit);
}

/** Starts a campaign: everyone of the audience waits for a letter or a call. */
export async function startCampaign(deps: CampaignDeps, campaign: Campaign): Promise<void> {
  const { pool, clock } = deps.platform;
  const now = clock.now();
  const all = await findAudience(deps, campaign.audience);
  requireSafe(deps, campaign, campaign.perDay === null ? all : all.slice(0, campaign.perDay));
  // A campaign without an end begins on a working day, with that day's number.
  const first = campaign.perDay !== null && isSendingTime(now) ? campaign.perDay : 0;
  const records = campaign.perDay === null ? all : await standingRecords(deps, campaign, first);
  await inTransaction(pool, async (client) => {
    if (!(await moveCampaign(client, campaign.id, ["draft"], "running", now))) throw campaignFault("state", 409);
    if (records.length > 0) await ask(client, campaign.id, records, now);
  });
}

/** The start of the day here, as an instant: what was added today counts against the day's number. */
function today(now: Date): Date {
  const noon = new Date(`${dayHere(now)}T12:00:00Z`);
  let start = new Date(noon.getTime() - 12 * 3_600_000);
  while (dayHere(start) < dayHere(now)) start = new Date(start.getTime() + 3_600_000);
  return start;
}

/** Adds today's records to a campaign without an end. */
export async function addToday(deps: CampaignDeps, campaign: Campaign): Promise<void> {
  const { pool, clock } = deps.platform;
  const now = clock.now();
  if (campaign.perDay === null || !isSendingTime(now)) return;
  const left = campaign.perDay - (await countAdded(pool, campaign.id, today(now)));
  if (left <= 0) return;
  const records = await standingRecords(deps, campaign, left);
  if (records.length > 0) await inTransaction(pool, (client) => ask(client, campaign.id, records, now));
}
