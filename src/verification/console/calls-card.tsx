import type { ReactElement } from "react";
import { Link, useApi, useMessages } from "../../console/ui/index.ts";
import type { FollowUpLine, Wire } from "../console.contract.ts";
import { callsMessages } from "./calls.messages.ts";

/** Calls whose time has come. */
export default function CallsCard(): ReactElement | null {
  const t = useMessages(callsMessages);
  const { data } = useApi<{ followUps: Wire<FollowUpLine>[] }>("/api/console/follow-ups?limit=500");
  const due = data?.followUps.length ?? 0;
  if (due === 0) return null;
  return (
    <section className="card" aria-labelledby="calls-due">
      <h2 id="calls-due">{t.due(due)}</h2>
      <Link href="/console/calls">{t.cardLink}</Link>
    </section>
  );
}
