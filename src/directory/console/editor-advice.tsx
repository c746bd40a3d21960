import type { ReactElement } from "react";
import { Link, Notice, useMessages } from "../../console/ui/index.ts";
import type { Advice } from "../editing/editing.contract.ts";
import { editorMessages } from "./editor.messages.ts";
import { recordMessages } from "./record.messages.ts";

/** Dotted path of a fault, in words: `at.0.phones.1.number` → "Téléphones". */
function useFaultName(): (fault: Advice["faults"][number]) => string {
  const t = useMessages(editorMessages);
  const words = useMessages(recordMessages);
  return ({ field }) => {
    const known = (t.faultWords as Record<string, string>)[field];
    if (known) return known;
    const parts = field.split(".").filter((part) => !/^\d+$/.test(part));
    const place = /^at\.(\d+)\./.exec(field);
    const name = parts.findLast((part) => part in words.changedFields);
    return [place ? t.place(Number(place[1]) + 1) : null, name ? (words.changedFields as Record<string, string>)[name] : field].filter(Boolean).join(" : ");
  };
}

/** What is not right yet, what it looks like, what would be better. */
export function EditorAdvice({ advice }: { advice: Advice | null }): ReactElement | null {
  const t = useMessages(editorMessages);
  const words = useMessages(recordMessages);
  const nameOf = useFaultName();
  if (!advice) return null;
  const { faults, duplicates, quality } = advice;
  return (
    <section className="editor-advice" aria-label={t.advice} aria-live="polite">
      {faults.length > 0 && (
        <Notice kind="fault" title={t.faults}>
          <ul>
            {faults.map((fault) => (
              <li key={fault.field}>{nameOf(fault)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {duplicates.length > 0 && (
        <Notice kind="warning" title={t.lookAlikes}>
          <p>{t.lookAlikesLead}</p>
          <ul>
            {duplicates.map(({ id, name }) => (
              <li key={id}>
                <Link href={`/console/records?q=${encodeURIComponent(name)}`}>{name}</Link>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <p>
        {words.quality} : <strong>{words.qualityOf(quality.score)}</strong>
      </p>
      <ul className="fine">
        {quality.missing.slice(0, 4).map(({ criterion, points }) => (
          <li key={criterion}>
            {words.criteria[criterion]} ({words.points(points)})
          </li>
        ))}
      </ul>
    </section>
  );
}
