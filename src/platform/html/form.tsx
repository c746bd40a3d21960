import type { ReactElement, ReactNode } from "react";

/** A fault of a form: the field it is about and a sentence that says what to do. */
export interface Fault {
  field: string;
  say: string;
}

/** The faults at the top of a form, each leading to its field (GOV.UK error summary). */
export function ErrorSummary({ title, faults }: { title: string; faults: readonly Fault[] }): ReactElement | null {
  if (faults.length === 0) return null;
  return (
    <div className="summary" role="alert" aria-labelledby="summary-title" tabIndex={-1}>
      <h2 id="summary-title">{title}</h2>
      <ul>
        {faults.map(({ field, say }) => (
          <li key={field}>
            <a href={`#${field}`}>{say}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface FieldProps {
  id: string;
  fault: Fault | undefined;
  children: ReactNode;
}

/** One field with its fault said beside it. */
export function Field({ id, fault, children }: FieldProps): ReactElement {
  return (
    <div className={fault ? "field wrong" : "field"}>
      {fault && (
        <p className="fault" id={`${id}-fault`}>
          {fault.say}
        </p>
      )}
      {children}
    </div>
  );
}
