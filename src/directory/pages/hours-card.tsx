import type { ReactElement } from "react";
import { Icon } from "../../platform/html/icon.tsx";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Hours, HoursRule, ServiceAtLocation } from "../directory.contract.ts";
import { dayName, exceptionDays, hoursProse, seasonWords, spansWords } from "../hours/hours-prose.ts";
import { weekTable, type OpenState, type WeekTable } from "../hours/hours.ts";
import { hoursMessages } from "./hours.messages.ts";
import { openStateOf, openWords, weekdayAt, zoneOfSite } from "./opening.ts";
import { note, type Spoken } from "./record-text.ts";
import { Say } from "./spoken.tsx";

function State({ words, open }: { words: string; open: boolean }): ReactElement {
  return (
    <span className={open ? "ok" : "no"}>
      {open ? "●" : "○"} {words}
    </span>
  );
}

/** Open or closed, as a fact of a result; nothing when it is not known. */
export function OpenFact({ at, state, now, lang }: { at: ServiceAtLocation; state: OpenState; now: Date; lang: Lang }): ReactElement | null {
  const words = openWords(state, now, zoneOfSite(at), lang);
  if (!words) return null;
  return (
    <li className={state.now ? "ok" : "no"}>
      <Icon name="clock" />
      {words}
    </li>
  );
}

/** Spans that never break in their middle at the end of a line. */
function Spans({ spans, lang }: { spans: HoursRule["spans"]; lang: Lang }): ReactElement {
  if (spans.length === 0) return <>{spansWords(spans, lang)}</>;
  return (
    <>
      {spans.map((span, index) => (
        <span key={span.opens}>
          {index > 0 && ", "}
          <span className="whole">{spansWords([span], lang)}</span>
        </span>
      ))}
    </>
  );
}

function holidayWords(table: WeekTable, lang: Lang): string | null {
  const t = hoursMessages[lang];
  if (table.holidaySpans) return spansWords(table.holidaySpans, lang);
  if (table.holidays === "closed") return t.holidaysClosed;
  return table.holidays === "usual" && !table.always ? t.holidaysUsual : null;
}

function Week({ hours, today, lang }: { hours: Hours; today: number; lang: Lang }): ReactElement | null {
  const t = hoursMessages[lang];
  const table = weekTable(hours);
  const holidays = holidayWords(table, lang);
  if (table.days.length === 0 && table.exceptions.length === 0 && !holidays) return null;
  return (
    <table className="hours">
      <caption className="vh">{t.hours}</caption>
      <tbody>
        {table.days.map(({ day, spans }) => (
          <tr key={day} className={day === today ? "today" : undefined}>
            <th scope="row">{capital(dayName(day, lang))}</th>
            <td>
              <Spans spans={spans} lang={lang} />
            </td>
          </tr>
        ))}
        {table.exceptions.map((rule) => (
          <tr key={JSON.stringify(rule)}>
            <th scope="row">{capital([seasonWords(rule, lang), exceptionDays(rule, lang)].filter(Boolean).join(", "))}</th>
            <td>
              <Spans spans={rule.spans} lang={lang} />
            </td>
          </tr>
        ))}
        {holidays && (
          <tr>
            <th scope="row">{t.holidays}</th>
            <td>{holidays}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase("fr") + text.slice(1);
}

/** The note on hours, unless it only repeats the table. */
function noteBeyondTable(at: ServiceAtLocation, lang: Lang): Spoken | null {
  const written = note(at.hoursNote, lang);
  return written && at.hours && written.text === hoursProse(at.hours, written.lang) ? null : written;
}

function saysNothingOfHolidays(hours: Hours): boolean {
  return !hours.always && hours.rules.length > 0 && weekTable(hours).holidays === "unknown";
}

/** The hours of a service at a place: open now, the week, what departs from it. */
export function HoursCard({ at, now, lang }: { at: ServiceAtLocation; now: Date; lang: Lang }): ReactElement {
  const t = hoursMessages[lang];
  const state = openStateOf(at, now);
  const words = openWords(state, now, zoneOfSite(at), lang);
  const said = noteBeyondTable(at, lang);
  return (
    <div className="card">
      <h2>{t.hours}</h2>
      {words && (
        <p className="no-print">
          <State words={words} open={state.now === true} />
        </p>
      )}
      {at.hours && <Week hours={at.hours} today={weekdayAt(at, now)} lang={lang} />}
      {at.hours?.byAppointment && <p>{t.byAppointment}</p>}
      {said && (
        <p>
          <Say said={said} lang={lang} />
        </p>
      )}
      {at.hours && saysNothingOfHolidays(at.hours) && <p className="fine">{t.holidaysUnknown}</p>}
      {!at.hours && !said && <p>{t.unknown}</p>}
    </div>
  );
}
