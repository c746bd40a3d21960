import type { ReactElement } from "react";
import { Check, Field, useMessages } from "../../console/ui/index.ts";
import { inclusionMessages } from "../editing/inclusion.messages.ts";

interface EditorInclusionProps {
  answers: Readonly<Record<string, string>>;
  onAnswer: (criterion: string, answer: string) => void;
}

/** The inclusion policy, question by question: yes, or why an exception is made. */
export function EditorInclusion({ answers, onAnswer }: EditorInclusionProps): ReactElement {
  const t = useMessages(inclusionMessages);
  return (
    <>
      <p>{t.lead}</p>
      <ul className="plain-list">
        {Object.entries(t.criteria).map(([criterion, { ask, text }]) => {
          const answer = answers[criterion] ?? "";
          return (
            <li key={criterion}>
              <p>
                <strong>{ask}</strong>
              </p>
              <p>{text}</p>
              <Check checked={answer === "yes"} onChange={(yes) => onAnswer(criterion, yes ? "yes" : "")}>
                {t.yes} <span className="vh">{ask}</span>
              </Check>
              {answer !== "yes" && <Field label={t.exception} aria-label={`${t.exception} – ${ask}`} value={answer} onChange={(why) => onAnswer(criterion, why)} maxLength={500} />}
            </li>
          );
        })}
      </ul>
    </>
  );
}
