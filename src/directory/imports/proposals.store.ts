import type pg from "pg";
import { inWriteTransaction, keepingHidden, ring } from "../directory.store.ts";
import { entityChanges, type AtEntity, type Entities, type EntityName } from "../entities.ts";
import { readEntities, removeAts, servicesShowing, writeAts, writeChanges, writeLocations, writeOrganizations, writeServices, type ChangedBy, type Client } from "../entities.store.ts";
import { fieldsWith, settingField, type FieldProposal } from "../protection.ts";
import { withTranslationStates } from "../translation-state.ts";

/** A proposal waiting for someone to decide. */
export interface OpenProposal extends FieldProposal {
  id: string;
  /** ISO instant it was first made. */
  at: string;
  /** A name to know the record by. */
  name: string | null;
}

const COLUMNS = `p.id, p.entity, p.entity_id AS "entityId", p.field, p.current, p.proposed, p.source, to_json(p.at) #>> '{}' AS at`;
const NAMES = `coalesce(
  (SELECT t.name FROM service_text t WHERE t.service_id = p.entity_id ORDER BY t.lang DESC LIMIT 1),
  (SELECT t.name FROM organization_text t WHERE t.organization_id = p.entity_id ORDER BY t.lang DESC LIMIT 1),
  (SELECT t.name FROM service_text t JOIN service_at_location a ON a.service_id = t.service_id WHERE a.id = p.entity_id OR a.location_id = p.entity_id ORDER BY t.lang DESC LIMIT 1)) AS name`;

/** Proposals that nobody decided on yet, oldest first. */
export async function readProposals(pool: pg.Pool): Promise<OpenProposal[]> {
  const { rows } = await pool.query<OpenProposal>(`SELECT ${COLUMNS}, ${NAMES} FROM field_proposal p WHERE state = 'new' ORDER BY p.at, p.entity_id, p.field, p.id`);
  return rows;
}

async function openOnes(client: Client, id: string): Promise<FieldProposal[]> {
  const { rows } = await client.query<FieldProposal>(`SELECT ${COLUMNS} FROM field_proposal p WHERE id = $1 AND state = 'new' FOR UPDATE`, [id]);
  const [asked] = rows;
  if (!asked) return [];
  const together = await client.query<FieldProposal>(`SELECT ${COLUMNS} FROM field_proposal p WHERE entity_id = $1 AND source = $2 AND field = ANY($3::text[]) AND state = 'new'`, [asked.entityId, asked.source, fieldsWith(asked.field)]);
  return together.rows;
}

async function settle(client: Client, proposals: readonly FieldProposal[], state: "accepted" | "refused"): Promise<void> {
  const [{ entityId, source }] = proposals as [FieldProposal];
  await client.query("UPDATE field_proposal SET state = $4 WHERE entity_id = $1 AND source = $2 AND field = ANY($3::text[]) AND state = 'new'", [entityId, source, proposals.map(({ field }) => field), state]);
}

const WRITE: { [E in EntityName]: (client: Client, entity: Entities[E], by: ChangedBy) => Promise<void> } = {
  organization: (client, entity) => writeOrganizations(client, [entity]),
  location: (client, entity) => writeLocations(client, [entity]),
  service: (client, entity, by) => writeServices(client, [entity], by),
  serviceAtLocation: (client, entity) => writeAts(client, [entity]),
};

/** A record that becomes public with a notice needs one. */
function withNotice<E extends object>(entity: E): E {
  return "visibility" in entity && "notice" in entity && entity.visibility === "publicWithNotice" && entity.notice === null ? { ...entity, notice: "unverified" } : entity;
}

async function writeFields<E extends EntityName>(client: Client, entity: E, proposals: readonly FieldProposal[], by: ChangedBy): Promise<void> {
  const current = await readEntities(client, entity, [proposals[0]!.entityId]);
  const before = current.get(proposals[0]!.entityId);
  if (before === undefined) return;
  const wanted = withNotice(proposals.reduce<Entities[E]>((body, { field, proposed }) => settingField(body, field, proposed), before));
  const stated = entity === "organization" || entity === "service" ? (withTranslationStates([wanted] as Entities["organization"][], current as Map<string, Entities["organization"]>)[0] as unknown as Entities[E]) : wanted;
  await WRITE[entity](client, stated, by);
  await writeChanges(client, entityChanges(entity, before, stated), by);
}

async function writePlace(client: Client, { current, proposed }: FieldProposal, by: ChangedBy): Promise<void> {
  const [before, after] = [current as AtEntity | null, proposed as AtEntity | null];
  if (before) await removeAts(client, [before.id]);
  if (after) await writeAts(client, [after]);
  await writeChanges(client, entityChanges("serviceAtLocation", before, after), by);
}

async function servicesOf(client: Client, { entity, entityId }: FieldProposal): Promise<string[]> {
  if (entity === "service") return [entityId];
  if (entity === "organization") return servicesShowing(client, [entityId], []);
  if (entity === "location") return servicesShowing(client, [], [entityId]);
  return [...(await readEntities(client, "serviceAtLocation", [entityId])).values()].map(({ serviceId }) => serviceId);
}

/**
 * Writes what a proposal says, as the change of whoever accepts it, with the proposals that mean something only
 * together with it. False when there is no such open proposal.
 */
export function acceptProposal(pool: pg.Pool, id: string, { actor, at }: { actor: string; at: Date }): Promise<boolean> {
  return inWriteTransaction(pool, async (client) => {
    const proposals = await openOnes(client, id);
    const [first] = proposals;
    if (!first) return false;
    const by: ChangedBy = { actor, at: at.toISOString(), imported: false, sourceOf: () => first.source };
    await keepingHidden(client, at, () => (first.field.startsWith("at.") ? writePlace(client, first, by) : writeFields(client, first.entity, proposals, by)));
    await settle(client, proposals, "accepted");
    await ring(client, await servicesOf(client, first), at);
    return true;
  });
}

/** Refuses a proposal: its source does not make it again as long as it says the same. False when there is none. */
export function refuseProposal(pool: pg.Pool, id: string): Promise<boolean> {
  return inWriteTransaction(pool, async (client) => {
    const proposals = await openOnes(client, id);
    if (proposals.length > 0) await settle(client, proposals, "refused");
    return proposals.length > 0;
  });
}
