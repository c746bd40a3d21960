import type pg from "pg";
import { readRecords, type ServiceRecord } from "../../directory/index.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { changeWaiting, noteReturn, readRefused, writeLetter } from "../../platform/mail/letters.store.ts";
import { createLink } from "../links.store.ts";
import { askingLetter, CAMPAIGN_LETTER, type AskedRecord } from "./asked-letter.ts";
import type { Campaign, FollowUpReason } from "./campaign.contract.ts";
import { endWhatIsDone, readCampaign, readRunning } from "./campaigns.store.ts";
import { addToday, type CampaignDeps } from "./planning.ts";
import { addFollowUps, dueRecipients, moveRecipients, noteAsked, noteBounced, refuseMail, takeTurn, unansweredOf, type Recipient } from "./recipients.store.ts";
import { nextStep } from "./schedule.ts";
import { isSendingTime, nextSendingTime } from "./sending-hours.ts";

/*
 * What a campaign does by itself, a few groups a transaction: letters that are due, then calls. Asked at once by
 * several processes, or again after any of them was killed, it writes nothing twice: a step is written with the
 * letter that it caused, in one transaction.
 */

/** Groups a transaction. */
const BATCH = 25;

export function causeOf({ campaignId, groupId }: Pick<Recipient, "campaignId" | "groupId">, step: number | "" = ""): string {
  return `campaign:${campaignId}:${groupId}:${step}`;
}

/** The campaign and the group that a letter was for; null when it was another kind of letter. */
export function groupOfCause(cause: string): { campaignId: string; groupId: string } | null {
  const found = /^campaign:([0-9a-f-]{36}):([0-9a-f-]{36}):\d+$/.exec(cause);
  return found ? { campaignId: found[1]!, groupId: found[2]! } : null;
}

/** Leaves the letters to someone who calls. */
async function callInstead(client: pg.PoolClient, recipients: readonly Recipient[], reason: FollowUpReason, now: Date): Promise<void> {
  const [first] = recipients;
  if (!first) return;
  const ids = recipients.map(({ recordId }) => recordId);
  await moveRecipients(client, first.campaignId, ids, "telephone");
  await addFollowUps(client, first.campaignId, ids, reason, nextSendingTime(now), now);
  await changeWaiting(client, causeOf(first), "cancel");
}

/** Where letters about a record go: never to the real address of a sample. Null: nowhere, now. */
function recipientAddress({ platform }: CampaignDeps, { sample, address }: Recipient): string | null {
  return sample ? platform.config.mail.redirect : address;
}

async function writeStep(client: pg.PoolClient, deps: CampaignDeps, campaign: Campaign, group: readonly Recipient[], records: ReadonlyMap<string, ServiceRecord>, now: Date): Promise<boolean> {
  const [first] = group as [Recipient];
  const { config } = deps.platform;
  const to = recipientAddress(deps, first);
  if (to === null) return false;
  const asked: AskedRecord[] = [];
  const tokens: string[] = [];
  let expiresAt = now;
  for (const { recordId } of group) {
    const link = await createLink(client, campaign.id, recordId, now);
    expiresAt = link.expiresAt;
    tokens.push(link.token);
    asked.push({ record: records.get(recordId)!, link: `${config.publicUrl}/v/${link.token}` });
  }
  const letter = askingLetter({ asked, letters: campaign.letters, step: first.step, lang: first.lang, config, expiresAt, stop: `${config.publicUrl}/v/${tokens[0]}/stop` });
  await writeLetter(client, { ...letter, cause: causeOf(first, first.step), to, dueAt: now }, now);
  const after = nextStep(campaign.schedule, first.step + 1, first.firstAskedAt ?? now, now);
  await noteAsked(client, campaign.id, group.map(({ recordId }) => recordId), first.step + 1, after.at, now);
  return true;
}

/** One group whose turn has come: a letter, or calls. */
async function moveOn(client: pg.PoolClient, deps: CampaignDeps, campaign: Campaign, group: readonly Recipient[], records: ReadonlyMap<string, ServiceRecord>, now: Date): Promise<void> {
  const isOpen = ({ recordId }: Recipient) => records.has(recordId) && !["closed", "hidden"].includes(records.get(recordId)!.visibility);
  const gone = group.filter((recipient) => !isOpen(recipient)).map(({ recordId }) => recordId);
  if (gone.length > 0) await moveRecipients(client, campaign.id, gone, "stopped");
  const open = group.filter(isOpen);
  const [first] = open;
  if (!first) return;
  const next = nextStep(campaign.schedule, first.step, first.firstAskedAt, now);
  if (next.what === "letter" && (await writeStep(client, deps, campaign, open, records, now))) return;
  await callInstead(client, open, next.what === "call" ? "noAnswer" : "noAddress", now);
}

function groupsOf(recipients: readonly Recipient[]): Recipient[][] {
  return Object.values(Object.groupBy(recipients, ({ groupId }) => groupId)) as Recipient[][];
}

/** A few groups; false when none is due, or another process is at it. */
async function askSome(deps: CampaignDeps, now: Date): Promise<boolean> {
  const { pool } = deps.platform;
  return inTransaction(pool, async (client) => {
    if (!(await takeTurn(client))) return false;
    const due = await dueRecipients(client, now, BATCH);
    if (due.length === 0) return false;
    const stored = await readRecords(pool, [...new Set(due.map(({ recordId }) => recordId))]);
    const records = new Map(stored.map(({ record }) => [record.id, record]));
    const campaigns = new Map<string, Campaign>();
    for (const group of groupsOf(due)) {
      const { campaignId } = group[0]!;
      const campaign = campaigns.get(campaignId) ?? (await readCampaign(client, campaignId))!;
      campaigns.set(campaignId, campaign);
      await moveOn(client, deps, campaign, group, records, now);
    }
    return true;
  });
}

/** A letter that the server refused at once is one that came back for good. */
async function takeRefused(deps: CampaignDeps): Promise<void> {
  const { pool, clock } = deps.platform;
  for (const { id, cause } of await readRefused(pool, CAMPAIGN_LETTER)) {
    await letterBounced(deps, cause);
    await noteReturn(pool, id, "hard", clock.now());
  }
}

/** The recurring tick: whatever is due in all running campaigns, in sending hours only. */
export async function tick(deps: CampaignDeps): Promise<void> {
  const { pool, clock } = deps.platform;
  const now = clock.now();
  await takeRefused(deps);
  if (!isSendingTime(now)) return;
  while (await askSome(deps, now));
  await endWhatIsDone(pool, now);
}

/** The daily work of campaigns without an end. */
export async function askToday(deps: CampaignDeps): Promise<void> {
  for (const campaign of await readRunning(deps.platform.pool)) await addToday(deps, campaign);
}

/** A letter came back for good: someone calls. */
export async function letterBounced({ platform }: CampaignDeps, cause: string): Promise<void> {
  const group = groupOfCause(cause);
  if (!group) return;
  const now = platform.clock.now();
  await inTransaction(platform.pool, async (client) => {
    const recipients = await unansweredOf(client, group.campaignId, group.groupId);
    await noteBounced(client, group.campaignId, recipients.map(({ recordId }) => recordId), now);
    await callInstead(client, recipients, "bounced", now);
  });
}

/** Whoever reads these letters wants no more of them: someone calls instead, now and in later campaigns. */
export async function stopWriting({ platform }: CampaignDeps, { campaignId, groupId, address }: Pick<Recipient, "campaignId" | "groupId" | "address">): Promise<void> {
  const now = platform.clock.now();
  await inTransaction(platform.pool, async (client) => {
    if (address !== null) await refuseMail(client, address, now);
    await callInstead(client, await unansweredOf(client, campaignId, groupId), "unsubscribed", now);
  });
}
