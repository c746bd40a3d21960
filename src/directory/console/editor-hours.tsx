import type { ReactElement } from "react";
import { Button, Check, Field, SelectField, useLang, useMessages } from "../../console/ui/index.ts";
import { LANGS } from "../../platform/i18n/lang.ts";
import type { Hours, HoursRule, ServiceAtLocation } from "../directory.contract.ts";
import type { HoursSaid } from "../editing/editing.contract.ts";
import { orNull } from "./draft-body.ts";
import { editorMessages } from "./editor.messages.ts";

const WEEKDAYS = [1, 2, 3, 4, 5];
const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7];
const USUAL_SPAN = { opens: "09:00", closes: "16:30" };
const USUAL_RULE: HoursRule = { days: WEEKDAYS, holidays: false, weeks: null, from: null, to: null, spans: [USUAL_SPAN] };
const NO_HOURS: Hours = { always: false, byAppointment: false, closedOnHolidays: true, rules: [USUAL_RULE] };

type HoursState = "unknown" | "known" | "always" | "appointment";

function stateOf(hours: Hours | null): HoursState {
  if (hours === null) return "unknown";
  if (hours.always) return "always";
  return hours.byAppointment && hours.rules.length === 0 ? "appointment" : "known";
}

const STATES: Record<HoursState, (hours: Hours | null) => Hours | null> = {
  unknown: () => null,
  known: (hours) => ({ ...NO_HOURS, ...hours, always: false, rules: hours && hours.rules.length > 0 ? hours.rules : [USUAL_RULE] }),
  always: () => ({ always: true, byAppointment: false, closedOnHolidays: false, rules: [] }),
  appointment: () => ({ always: false, byAppointment: true, closedOnHolidays: null, rules: [] }),
};

interface RuleProps {
  rule: HoursRule;
  number: number;
  onChange: (rule: HoursRule) => void;
  onRemove: () => void;
}

function Days({ rule, onChange }: Pick<RuleProps, "rule" | "onChange">): ReactElement {
  const t = useMessages(editorMessages);
  const toggle = (day: number) => onChange({ ...rule, days: rule.days.includes(day) ? rule.days.filter((one) => one !== day) : [...rule.days, day].sort() });
  return (
    <fieldset className="days">
      <legend>{t.days}</legend>
      <div className="row">
        {ALL_DAYS.map((day) => (
          <Check key={day} checked={rule.days.includes(day)} onChange={() => toggle(day)}>
            {t.dayNames[day - 1]}
          </Check>
        ))}
        <Check checked={rule.holidays} onChange={(holidays) => onChange({ ...rule, holidays })}>
          {t.onHolidays}
        </Check>
      </div>
    </fieldset>
  );
}

function Spans({ rule, onChange }: Pick<RuleProps, "rule" | "onChange">): ReactElement {
  const t = useMessages(editorMessages);
  const set = (at: number, fields: Partial<HoursRule["spans"][number]>) => onChange({ ...rule, spans: rule.spans.map((span, index) => (index === at ? { ...span, ...fields } : span)) });
  return (
    <>
      {rule.spans.length === 0 && <p>{t.closedThen}</p>}
      {rule.spans.map((span, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- spans have nothing else to be told apart by
        <div key={at} className="row">
          <Field label={t.opens} type="time" value={span.opens} onChange={(opens) => set(at, { opens })} narrow />
          <Field label={t.closes} type="time" value={span.closes} onChange={(closes) => set(at, { closes })} narrow />
          <Button kind="bare" icon="x" onPress={() => onChange({ ...rule, spans: rule.spans.filter((_, index) => index !== at) })}>
            <span className="vh">{t.removeSpan}</span>
          </Button>
        </div>
      ))}
      <Button kind="bare" icon="plus" onPress={() => onChange({ ...rule, spans: [...rule.spans, USUAL_SPAN] })}>
        {t.addSpan}
      </Button>
    </>
  );
}

function Rule({ rule, number, onChange, onRemove }: RuleProps): ReactElement {
  const t = useMessages(editorMessages);
  return (
    <fieldset className="card rule">
      <legend>{t.line(number)}</legend>
      <Days rule={rule} onChange={onChange} />
      <Spans rule={rule} onChange={onChange} />
      <details open={rule.from !== null || rule.weeks !== null}>
        <summary>{`${t.weeks}, ${t.season.toLowerCase()}…`}</summary>
        <SelectField label={t.weeks} value={String(rule.weeks?.[0] ?? "")} onChange={(week) => onChange({ ...rule, weeks: week === "" ? null : [Number(week)] })} options={[{ value: "", label: t.everyWeek }, ...Object.entries(t.weekNames).map(([value, label]) => ({ value, label }))]} />
        <div className="row">
          <Field label={t.season} hint={t.seasonHint} value={rule.from ?? ""} onChange={(from) => onChange({ ...rule, from: orNull(from) })} narrow />
          <Field label={t.seasonTo} value={rule.to ?? ""} onChange={(to) => onChange({ ...rule, to: orNull(to) })} narrow />
        </div>
      </details>
      <Button kind="bare" icon="trash-2" onPress={onRemove}>
        {t.removeLine}
      </Button>
    </fieldset>
  );
}

/** How the hours will read: the sentence in both languages, and the week. */
function Said({ said }: { said: HoursSaid }): ReactElement {
  const t = useMessages(editorMessages);
  const lang = useLang();
  return (
    <div className="said" aria-live="polite">
      <p>
        <strong>{t.willRead}</strong>
      </p>
      {LANGS.map((one) => (
        <p key={one} lang={one}>
          {said.sentence[one] || "–"}
        </p>
      ))}
      {said.week.length > 0 && (
        <table className="week">
          <caption className="vh">{t.week}</caption>
          <tbody>
            {said.week.map((day) => (
              <tr key={day.day}>
                <th scope="row">{t.dayNames[day.day - 1]}</th>
                <td>{day[lang]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

interface EditorHoursProps {
  place: ServiceAtLocation;
  onChange: (fields: Partial<ServiceAtLocation>) => void;
  said: HoursSaid | undefined;
}

/** Hours of one place, and how they will read. */
export function EditorHours({ place, onChange, said }: EditorHoursProps): ReactElement {
  const t = useMessages(editorMessages);
  const { hours, hoursNote } = place;
  const state = stateOf(hours);
  const set = (fields: Partial<Hours>) => hours && onChange({ hours: { ...hours, ...fields } });
  const holidays = hours?.closedOnHolidays;
  return (
    <>
      <SelectField<HoursState> label={t.hoursState} value={state} onChange={(next) => onChange({ hours: STATES[next](hours) })} options={(Object.entries(t.hoursStates) as [HoursState, string][]).map(([value, label]) => ({ value, label }))} />
      {hours && state === "known" && (
        <>
          {hours.rules.map((rule, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- lines have nothing else to be told apart by
            <Rule key={at} rule={rule} number={at + 1} onChange={(next) => set({ rules: hours.rules.map((one, index) => (index === at ? next : one)) })} onRemove={() => set({ rules: hours.rules.filter((_, index) => index !== at) })} />
          ))}
          <div className="row">
            <Button icon="plus" onPress={() => set({ rules: [...hours.rules, USUAL_RULE] })}>
              {t.addLine}
            </Button>
            <Button icon="plus" onPress={() => set({ rules: [...hours.rules, { ...USUAL_RULE, days: ALL_DAYS, from: "12-24", to: "12-26", spans: [] }] })}>
              {t.addClosure}
            </Button>
          </div>
          <SelectField label={t.holidays} value={holidays === true ? "closed" : holidays === false ? "usual" : "unknown"} onChange={(next) => set({ closedOnHolidays: next === "unknown" ? null : next === "closed" })} options={Object.entries(t.holidayStates).map(([value, label]) => ({ value, label }))} />
          <Check checked={hours.byAppointment} onChange={(byAppointment) => set({ byAppointment })}>
            {t.byAppointment}
          </Check>
        </>
      )}
      {said && hours && <Said said={said} />}
      <div className="pair">
        {LANGS.map((lang) => (
          <Field key={lang} label={t.note(t.langs[lang])} lines={2} value={hoursNote[lang] ?? ""} onChange={(note) => onChange({ hoursNote: { ...hoursNote, [lang]: orNull(note) } })} />
        ))}
      </div>
    </>
  );
}
