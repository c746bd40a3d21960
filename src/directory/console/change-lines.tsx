import type { ReactElement } from "react";
import { Diff, useLang, useMessages } from "../../console/ui/index.ts";
import type { Change } from "../editing/editing.contract.ts";
import { recordMessages } from "./record.messages.ts";

/** A value of a record as a person reads it: texts as they are, everything else as lines of it. */
export function shownValue(value: unknown): string {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map(shownValue).filter(Boolean).join("; ");
  return Object.entries(value).map(([key, inner]) => [key, shownValue(inner)]).filter(([, inner]) => inner !== "").map(([key, inner]) => `${key}: ${inner}`).join(", ");
}

/** The field of a change, in words. */
export function useFieldName(): (change: Pick<Change, "entity" | "field">) => string {
  const t = useMessages(recordMessages);
  // French writes its languages in lower case, English does not.
  const langName = useLang() === "fr" ? (name: string) => name.toLowerCase() : (name: string) => name;
  return ({ entity, field }) => {
    if (field === null) return t.entities[entity];
    const parts = field.split(".");
    const [lang, name] = parts[0] === "texts" ? [parts[1] as "fr" | "en", parts[2]] : [null, parts.at(-1)];
    const word = (t.changedFields as Record<string, string>)[name ?? ""] ?? name ?? "";
    const where = entity === "service" ? "" : ` (${t.entities[entity].toLowerCase()})`;
    return lang && t.langs[lang] ? `${word || t.langs[lang]}, ${langName(t.langs[lang])}${where}` : `${word}${where}`;
  };
}

/** What changed, field by field, word by word. */
export function ChangeLines({ changes }: { changes: readonly Change[] }): ReactElement {
  const nameOf = useFieldName();
  return (
    <dl className="changes">
      {changes.map((change) => (
        <div key={`${change.entityId}${change.field}`}>
          <dt>{nameOf(change)}</dt>
          <dd>
            <Diff before={shownValue(change.before)} after={shownValue(change.after)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
