import type { ReactElement } from "react";
import { api, Button, EmptyState, Fault, useAction, useFormat, useMe, useMessages, useToast } from "../../console/ui/index.ts";
import type { HistoryEntry } from "../editing/editing.contract.ts";
import { ChangeLines } from "./change-lines.tsx";
import { recordMessages } from "./record.messages.ts";

interface Moment {
  key: string;
  at: string;
  actor: string;
  source: string;
  batch: string | null;
  changes: HistoryEntry[];
}

/** Lines that were written together are read together. */
function moments(history: readonly HistoryEntry[]): Moment[] {
  const byKey = new Map<string, Moment>();
  for (const entry of history) {
    const key = entry.batch ?? `${entry.at} ${entry.actor}`;
    const moment = byKey.get(key) ?? { key, at: entry.at, actor: entry.actor, source: entry.source, batch: entry.batch, changes: [] };
    moment.changes.push(entry);
    byKey.set(key, moment);
  }
  return [...byKey.values()];
}

/** What happened to a record, the newest first; a change can be taken back. */
export function History({ history, mayUndo, onUndone }: { history: readonly HistoryEntry[]; mayUndo: boolean; onUndone: () => void }): ReactElement {
  const t = useMessages(recordMessages);
  const format = useFormat();
  const toast = useToast();
  const { person } = useMe();
  const undo = useAction(async (batch: string) => {
    const { undone, left } = await api<{ undone: string[]; left: object[] }>("POST", `/api/console/changes/${batch}/undo`);
    toast(undone.length === 0 ? t.undoneNothing : `${t.undone} ${left.length > 0 ? t.undoneLeft : ""}`);
    onUndone();
  });
  const who = (actor: string, source: string) => {
    if (actor === `staff ${person.id}`) return t.you;
    if (actor.startsWith("staff ")) return t.historyBy.staff;
    return actor.startsWith("import") ? `${t.historyBy.import} (${source})` : actor;
  };
  if (history.length === 0) return <EmptyState icon="clock" title={t.noHistory} />;
  return (
    <>
      <Fault error={undo.error} />
      <ol className="plain-list history">
        {moments(history).map(({ key, at, actor, source, batch, changes }) => {
          const told = changes.filter(({ field }) => field !== null);
          const whole = changes.filter(({ field }) => field === null);
          return (
            <li key={key}>
              <div className="row between">
                <p>
                  <strong>{format.moment(at)}</strong> – {who(actor, source)}
                </p>
                {mayUndo && batch && told.length > 0 && (
                  <Button kind="bare" icon="undo-2" busy={undo.busy} onPress={() => void undo.run(batch)}>
                    {t.undo}
                  </Button>
                )}
              </div>
              {told.length > 0 && <ChangeLines changes={told} />}
              {whole.length > 0 && <p>{whole.map(({ entity, before }) => `${before === null ? t.created : t.removed} : ${t.entities[entity].toLowerCase()}`).join(", ")}</p>}
            </li>
          );
        })}
      </ol>
    </>
  );
}
