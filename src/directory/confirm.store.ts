import type pg from "pg";
import type { Provenance } from "./directory.contract.ts";
import { inWriteTransaction, ring } from "./directory.store.ts";
import { entityChanges, type ServiceEntity } from "./entities.ts";
import { readEntities, writeChanges, writeServices, type Client } from "./entities.store.ts";

/** Someone said that a record is right. */
export interface Confirmation {
  /** A role or a command, never a person's name. */
  actor: string;
  at: Date;
  /** The day it was said, as Québec counts days (`YYYY-MM-DD`). */
  on: string;
  method: NonNullable<Provenance["verifiedBy"]>;
  /** When it is to be asked again. */
  nextDue: string;
  /** The notice that nobody has verified it comes off. */
  liftNotice: boolean;
}

function confirmed(service: ServiceEntity, { on, method, nextDue, liftNotice }: Confirmation): ServiceEntity {
  const provenance = { ...service.provenance, verifiedOn: on, verifiedBy: method, nextDue };
  if (!liftNotice || service.visibility !== "publicWithNotice") return { ...service, provenance };
  return { ...service, provenance, visibility: "published", notice: null };
}

async function confirm(client: Client, id: string, confirmation: Confirmation): Promise<boolean> {
  const before = (await readEntities(client, "service", [id])).get(id);
  if (!before || before.visibility === "closed") return false;
  const after = confirmed(before, confirmation);
  const by = { actor: confirmation.actor, at: confirmation.at.toISOString(), imported: false, sourceOf: () => before.provenance.source };
  await writeServices(client, [after], by);
  await writeChanges(client, entityChanges("service", before, after), by);
  await ring(client, [id], confirmation.at);
  return true;
}

/** Notes that a record was confirmed, with its history; its page says so within a second. False when there is no such record, or it is closed. */
export function confirmRecord(pool: pg.Pool, id: string, confirmation: Confirmation): Promise<boolean> {
  return inWriteTransaction(pool, (client) => confirm(client, id, confirmation));
}
