import type { Generated } from "kysely";
import type { Database } from "../platform/db/database.ts";
import type { Report } from "./verification.contract.ts";

type VerificationTables = {
  proposal: {
    id: string;
    record_id: string;
    received_at: Generated<Date>;
    lang: string;
    topic: string;
    message: string | null;
    reply_to: string | null;
    state: Generated<string>;
  };
};

/** Stores a report for review; safe to repeat: a form sent again after "try again" may have been stored the first time. */
export async function saveReport(db: Database, { id, recordId, lang, topic, message, replyTo }: Report): Promise<void> {
  await db
    .withTables<VerificationTables>()
    .insertInto("proposal")
    .values({ id, record_id: recordId, lang, topic, message, reply_to: replyTo })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}
