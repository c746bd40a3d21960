import { authorize, actorOf, type Action, type SignedIn } from "../accounts/index.ts";
import { areasOf, readRecords, seenBy, type Needs, type ServiceRecord } from "../directory/index.ts";
import { notFound } from "../platform/http/http.ts";
import { isUuid } from "../platform/ids.ts";
import type { FastifyRequest } from "fastify";
import type { CampaignDeps } from "./campaigns/planning.ts";
import type { RecordName } from "./console.contract.ts";

/** What the console's routes of verification need. */
export interface ConsoleDeps extends CampaignDeps {
  needs: Needs;
}

/** The id in the address. */
export function idOf(request: FastifyRequest, name = "id"): string {
  const id = (request.params as Record<string, string>)[name]!.toLowerCase();
  if (!isUuid(id)) throw notFound();
  return id;
}

/** Records by id, as they are now. */
export async function recordsById({ platform }: CampaignDeps, ids: readonly string[]): Promise<Map<string, ServiceRecord>> {
  const stored = await readRecords(platform.pool, [...new Set(ids)]);
  return new Map(stored.map(({ record }) => [record.id, record]));
}

/** Records by id, as this person may see them: a place that an organisation hides stays hidden to whoever may not know it. */
export async function recordsSeenBy({ platform }: CampaignDeps, actor: SignedIn, ids: readonly string[]): Promise<Map<string, ServiceRecord>> {
  const stored = await readRecords(platform.pool, [...new Set(ids)]);
  return new Map(stored.map((one) => [one.record.id, seenBy(actor, one)]));
}

/** Whoever asks, once it is known that they may do this to that record (or to what has none). */
export function mayTo({ territory }: CampaignDeps, request: FastifyRequest, action: Action, record: ServiceRecord | undefined): SignedIn {
  const actor = actorOf(request);
  authorize(actor, action, record ? { within: areasOf(territory, record), visibility: record.visibility } : {});
  return actor;
}

/** A record's name, French first. */
export function recordName(record: ServiceRecord | undefined): string | null {
  return record?.texts.fr?.name ?? record?.texts.en?.name ?? null;
}

/** A record by its names. */
export function namesOf(record: ServiceRecord): RecordName {
  return { id: record.id, name: recordName(record), organization: organizationNameOf(record) };
}

export function organizationNameOf(record: ServiceRecord | undefined): string | null {
  return record?.organization.texts.fr?.name ?? record?.organization.texts.en?.name ?? null;
}
