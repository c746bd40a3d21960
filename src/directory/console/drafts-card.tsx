import type { ReactElement } from "react";
import { Link, useApi, useMessages } from "../../console/ui/index.ts";
import type { Draft } from "../editing/editing.contract.ts";
import { recordsMessages } from "./records.messages.ts";

/** Drafts that wait for someone else to read them. */
export default function DraftsCard(): ReactElement | null {
  const t = useMessages(recordsMessages);
  const { data } = useApi<{ drafts: Draft[] }>("/api/console/drafts");
  const waiting = data?.drafts.filter(({ state }) => state === "inReview").length ?? 0;
  if (waiting === 0) return null;
  return (
    <section className="card" aria-labelledby="drafts-waiting">
      <h2 id="drafts-waiting">{t.reviewWaits(waiting)}</h2>
      <Link href="/console/drafts">{t.draftsTitle}</Link>
    </section>
  );
}
