import { useState, type ReactElement } from "react";
import { Button as AriaButton } from "react-aria-components";
import { Fault, Field, Icon, useMessages, type ConsoleIcon } from "../../console/ui/index.ts";
import type { useAction } from "../../console/ui/index.ts";
import type { CallOutcome, CallReport } from "../campaigns/campaign.contract.ts";
import { callsMessages } from "./calls.messages.ts";

const SIGNS: Record<CallOutcome, ConsoleIcon> = { confirmed: "check", corrected: "pencil", noAnswer: "clock", wrongNumber: "circle-alert", refuses: "x", closed: "triangle-alert" };
const OUTCOMES = Object.keys(SIGNS) as CallOutcome[];

/** How the call went: one press each. */
export function CallOutcomes({ report }: { report: ReturnType<typeof useAction<[CallReport]>> }): ReactElement {
  const t = useMessages(callsMessages);
  const [note, setNote] = useState("");
  const [again, setAgain] = useState("");
  const press = (outcome: CallOutcome) =>
    void report.run({
      outcome,
      ...(note.trim() === "" ? {} : { note: note.trim() }),
      ...(outcome === "noAnswer" && again !== "" ? { again: new Date(again).toISOString() } : {}),
    });
  return (
    <section className="card" aria-labelledby="outcome">
      <h2 id="outcome">{t.outcome}</h2>
      <p className="fine">{t.outcomeLead}</p>
      <Field label={t.note} hint={t.noteHint} value={note} onChange={setNote} lines={2} maxLength={2000} />
      <Field label={t.again} hint={t.againHint} type="datetime-local" value={again} onChange={setAgain} />
      <Fault error={report.error} />
      <div className="outcomes">
        {OUTCOMES.map((outcome) => (
          <AriaButton key={outcome} className={`btn quiet outcome${report.busy ? " busy" : ""}`} onPress={() => press(outcome)}>
            <Icon name={SIGNS[outcome]} />
            <span>
              {t.outcomes[outcome]}
              <small>{t.outcomeHints[outcome]}</small>
            </span>
          </AriaButton>
        ))}
      </div>
    </section>
  );
}
