import { useState, type ReactElement } from "react";
import { Button, Choice, Dialog, useMessages } from "../../console/ui/index.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import type { Conflict } from "../editing/editing.contract.ts";
import { shownValue, useFieldName } from "./change-lines.tsx";
import { editorMessages } from "./editor.messages.ts";

/** A value set at a dotted path. */
function setAt<T>(body: T, [first, ...rest]: readonly string[], value: unknown): T {
  if (first === undefined) return value as T;
  const object = (body ?? {}) as Record<string, unknown>;
  return { ...object, [first]: setAt(object[first], rest, value) } as T;
}

/** The record with the other's words where they were chosen. */
function takingTheirs(record: ServiceRecord, { entity, entityId, field, theirs }: Conflict): ServiceRecord {
  if (field === null) return record;
  const path = field.split(".");
  if (entity === "service") return setAt(record, path, theirs);
  if (entity === "organization") return setAt(record, ["organization", ...path], theirs);
  return { ...record, at: record.at.map((place) => {
    if (entity === "serviceAtLocation") return place.id === entityId ? setAt(place, path, theirs) : place;
    return place.location.id === entityId ? { ...place, location: setAt(place.location, path, theirs) } : place;
  }) };
}

type Side = "mine" | "theirs";

interface ConflictDialogProps {
  title: string;
  lead: string;
  body: ServiceRecord;
  conflicts: readonly Conflict[];
  onSettled: (body: ServiceRecord) => void;
}

/** Two people changed the same fields: each is shown with both, and one is chosen. */
export function ConflictDialog({ title, lead, body, conflicts, onSettled }: ConflictDialogProps): ReactElement {
  const t = useMessages(editorMessages);
  const nameOf = useFieldName();
  const [sides, setSides] = useState<Record<string, Side>>({});
  const keyOf = ({ entityId, field }: Conflict) => `${entityId} ${field}`;
  const settle = () => onSettled(conflicts.filter((conflict) => sides[keyOf(conflict)] === "theirs").reduce(takingTheirs, body));
  return (
    <Dialog title={title} isOpen onClose={settle} alert wide>
      <p>{conflicts.length === 0 ? t.conflictNone : lead}</p>
      {conflicts.map((conflict) => (
        <Choice<Side>
          key={keyOf(conflict)}
          label={nameOf(conflict)}
          value={sides[keyOf(conflict)] ?? "mine"}
          onChange={(side) => setSides({ ...sides, [keyOf(conflict)]: side })}
          options={[
            { value: "mine", label: t.mine, hint: shownValue(conflict.mine) || "–" },
            { value: "theirs", label: t.theirs, hint: shownValue(conflict.theirs) || "–" },
          ]}
        />
      ))}
      <Button kind="main" onPress={settle}>
        {t.goOn}
      </Button>
    </Dialog>
  );
}
