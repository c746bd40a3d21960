import type { ReactElement } from "react";
import { Link, useApi, useMessages } from "../../console/ui/index.ts";
import type { CallList, Wire } from "../console.contract.ts";
import { callsMessages } from "./calls.messages.ts";

/** Calls whose time has come. */
export default function CallsCard(): ReactElement | null {
  const t = useMessages(callsMessages);
  const { data } = useApi<Wire<CallList>>("/api/console/follow-ups?limit=1");
  const due = data?.due ?? 0;
  if (due === 0) return null;
  return (
    <section className="card" aria-labelledby="calls-due">
      <h2 id="calls-due">{t.due(due)}</h2>
      <Link href="/console/calls">{t.cardLink}</Link>
    </section>
  );
}
