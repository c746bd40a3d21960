import { useState, type ReactElement } from "react";
import { Choice, Field, useMessages } from "../../console/ui/index.ts";
import type { CampaignPlan } from "../campaigns/campaign.contract.ts";
import { campaignsMessages } from "./campaigns.messages.ts";
import { readDays, wholeNumber } from "./typed-numbers.ts";

/** Of a campaign without an end, before someone says otherwise. */
const USUAL_PER_DAY = 25;

/** Step 2: when. */
export function BuildSchedule({ plan, onChange }: { plan: CampaignPlan; onChange: (fields: Partial<CampaignPlan>) => void }): ReactElement {
  const t = useMessages(campaignsMessages);
  const { schedule, perDay, opensOn } = plan;
  const [typed, setTyped] = useState(schedule.reminders.join(", "));
  const [perDayTyped, setPerDay] = useState(String(perDay ?? USUAL_PER_DAY));
  const [callTyped, setCall] = useState(String(schedule.callAfter));
  const setReminders = (next: string) => {
    setTyped(next);
    const reminders = readDays(next);
    if (reminders) onChange({ schedule: { ...schedule, reminders } });
  };
  return (
    <section className="card step" aria-labelledby="when">
      <h2 id="when">{t.when}</h2>
      <p className="fine">{t.whenLead}</p>
      <Choice
        label={t.pace}
        value={perDay === null ? "once" : "always"}
        onChange={(pace) => onChange({ perDay: pace === "once" ? null : wholeNumber(perDayTyped, 10_000, USUAL_PER_DAY) })}
        options={(["once", "always"] as const).map((value) => ({ value, label: t.paces[value], hint: t.pacesHint[value] }))}
      />
      {perDay !== null && (
        <Field
          label={t.perDay}
          narrow
          inputMode="numeric"
          value={perDayTyped}
          onChange={(next) => {
            setPerDay(next);
            onChange({ perDay: wholeNumber(next, 10_000, USUAL_PER_DAY) });
          }}
        />
      )}
      <div className="pair level">
        <Field label={t.reminders} hint={t.remindersHint} value={typed} onChange={setReminders} fault={readDays(typed) ? null : t.remindersFault} />
        <Field
          label={t.callAfter}
          inputMode="numeric"
          value={callTyped}
          onChange={(next) => {
            setCall(next);
            onChange({ schedule: { ...schedule, callAfter: wholeNumber(next, 60, 7) } });
          }}
        />
      </div>
      <div className="pair">
        <Field label={t.opensOn} hint={t.opensHint} type="date" value={opensOn ?? ""} onChange={(day) => onChange({ opensOn: day || null })} />
      </div>
    </section>
  );
}
