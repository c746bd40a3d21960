import type { ReactElement } from "react";
import { Link, useApi, useMessages } from "../../console/ui/index.ts";
import type { ReviewItem, Wire } from "../console.contract.ts";
import { reviewMessages } from "./review.messages.ts";

/** As many as the server tells at once. */
const MOST = 500;

/** What people said of records, and nobody has decided on yet. */
export default function ReviewCard(): ReactElement | null {
  const t = useMessages(reviewMessages);
  const { data } = useApi<{ items: Wire<ReviewItem>[] }>(`/api/console/proposals?limit=${MOST}`);
  const waiting = data?.items.length ?? 0;
  if (waiting === 0) return null;
  return (
    <section className="card" aria-labelledby="proposals-waiting">
      <h2 id="proposals-waiting">{waiting >= MOST ? t.waitingMany(waiting) : t.waiting(waiting)}</h2>
      <Link href="/console/review">{t.title}</Link>
    </section>
  );
}
