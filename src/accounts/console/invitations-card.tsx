import type { ReactElement } from "react";
import { Link, useApi, useMessages } from "../../console/ui/index.ts";
import { staffMessages } from "./staff.messages.ts";
import type { StaffList } from "../console.contract.ts";

/** Invitations that nobody has answered yet. */
export default function InvitationsCard(): ReactElement | null {
  const t = useMessages(staffMessages);
  const { data } = useApi<StaffList>("/api/console/staff");
  const waiting = data?.invitations.length ?? 0;
  if (waiting === 0) return null;
  return (
    <section className="card" aria-labelledby="invitations-waiting">
      <h2 id="invitations-waiting">{t.cardInvitations(waiting)}</h2>
      <p>{t.cardInvitationsLead}</p>
      <Link href="/console/staff">{t.cardGo}</Link>
    </section>
  );
}
