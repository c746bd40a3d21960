import type { ReactElement } from "react";
import { api, Button, EmptyState, Fault, Notice, useAction, useFormat, useMessages, useToast } from "../../console/ui/index.ts";
import type { PlannedChange } from "../editing/editing.contract.ts";
import { ChangeLines } from "./change-lines.tsx";
import { recordMessages } from "./record.messages.ts";

/** Changes that wait for their day. */
export function Planned({ recordId, scheduled, mayCancel, onCancelled }: { recordId: string; scheduled: readonly PlannedChange[]; mayCancel: boolean; onCancelled: () => void }): ReactElement {
  const t = useMessages(recordMessages);
  const format = useFormat();
  const toast = useToast();
  const cancel = useAction(async (id: string) => {
    await api("DELETE", `/api/console/records/${recordId}/scheduled/${id}`);
    toast(t.calledOff);
    onCancelled();
  });
  if (scheduled.length === 0) return <EmptyState icon="clock" title={t.nothingPlanned}>{t.nothingPlannedLead}</EmptyState>;
  return (
    <>
      <Fault error={cancel.error} />
      <ol className="plain-list">
        {scheduled.map(({ id, dueAt, note, state, changes }) => (
          <li key={id}>
            <div className="row between">
              <p>
                <strong>{t.plannedFor(format.moment(dueAt))}</strong>
              </p>
              {mayCancel && (
                <Button kind="bare" icon="x" busy={cancel.busy} onPress={() => void cancel.run(id)}>
                  {t.callOff}
                </Button>
              )}
            </div>
            {state === "conflict" && <Notice kind="warning">{t.plannedConflict}</Notice>}
            {note && <p>{note}</p>}
            <ChangeLines changes={changes} />
          </li>
        ))}
      </ol>
    </>
  );
}
