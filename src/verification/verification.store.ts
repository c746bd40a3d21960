import type { Generated } from "kysely";
import type { Database } from "../platform/db/database.ts";
import { newId } from "../platform/ids.ts";
import type { Report } from "./verification.contract.ts";

type VerificationTables = {
  proposal: {
    id: string;
    record_id: string;
    received_at: Generated<Date>;
    lang: string;
    topic: string;
    message: string | null;
    state: Generated<string>;
  };
};

/** Stores a report for review. Returns its id. */
export async function saveReport(db: Database, report: Report): Promise<string> {
  const id = newId();
  await db
    .withTables<VerificationTables>()
    .insertInto("proposal")
    .values({ id, record_id: report.recordId, lang: report.lang, topic: report.topic, message: report.message })
    .execute();
  return id;
}
