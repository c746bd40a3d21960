import { useState, type ReactElement } from "react";
import { api, Choice, EmptyState, Fault, LinkButton, Loading, navigate, PageTitle, useAction, useAddress, useApi, useFormat, useLang, useMessages, useParams, useToast } from "../../console/ui/index.ts";
import { typographic } from "../../platform/i18n/format.ts";
import type { CallOutcome, CallReport } from "../campaigns/campaign.contract.ts";
import type { CallList, FollowUpView, Wire } from "../console.contract.ts";
import { CallOutcomes } from "./call-outcomes.tsx";
import { CallRecord } from "./call-record.tsx";
import { callsMessages } from "./calls.messages.ts";
import { serviceLine } from "./service-line.ts";
import { PhoneLinks } from "./phone-links.tsx";

type View = Wire<FollowUpView>;

function Script({ call: { lang, script } }: { call: View }): ReactElement {
  const t = useMessages(callsMessages);
  const [spoken, setSpoken] = useState(lang);
  return (
    <section className="card" aria-labelledby="script">
      <h2 id="script">{t.script}</h2>
      <Choice label={t.scriptLang} value={spoken} onChange={setSpoken} options={[{ value: "fr", label: t.inLang.fr }, { value: "en", label: t.inLang.en }]} inline />
      <ol className="script" lang={spoken}>
        {script[spoken].map((line) => (
          <li key={line}>{typographic(line, spoken)}</li>
        ))}
      </ol>
    </section>
  );
}

function Dial({ call }: { call: View }): ReactElement {
  const t = useMessages(callsMessages);
  const lang = useLang();
  return (
    <section className="card" aria-labelledby="dial">
      <h2 id="dial">{t.dial}</h2>
      <PhoneLinks numbers={call.numbers} large />
      <dl className="facts tight">
        <div>
          <dt>{t.bestHours}</dt>
          <dd>{call.bestHours?.[lang] ?? t.unknownHours}</dd>
        </div>
        <div>
          <dt>{t.why}</dt>
          <dd>{t.reasons[call.reason]}</dd>
        </div>
        {call.campaign && (
          <div>
            <dt>{t.campaign}</dt>
            <dd>{call.campaign}</dd>
          </div>
        )}
      </dl>
      <p className="fine">{t.attemptsOf(call.attempts)}</p>
    </section>
  );
}

function Before({ calls }: { calls: View["calls"] }): ReactElement | null {
  const t = useMessages(callsMessages);
  const format = useFormat();
  if (calls.length === 0) return null;
  return (
    <section className="card" aria-labelledby="before">
      <h2 id="before">{t.before}</h2>
      <ol className="plain-list">
        {calls.map(({ at, outcome, note }) => (
          <li key={at}>
            <strong>{t.outcomes[outcome]}</strong> – {format.moment(at)}
            {note && <small>{note}</small>}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Reports a call, then goes to the next one of the same list. */
function useReport(id: string, suffix: string) {
  const t = useMessages(callsMessages);
  const toast = useToast();
  return useAction(async (report: CallReport) => {
    await api("POST", `/api/console/follow-ups/${id}/calls`, report);
    const { followUps } = await api<Wire<CallList>>("GET", `/api/console/follow-ups?limit=2${suffix.replace("?", "&")}`);
    const next = followUps.find((one) => one.id !== id);
    const outcome: CallOutcome = report.outcome;
    toast(next ? t.noted(t.outcomes[outcome]) : `${t.noted(t.outcomes[outcome])} ${t.notedLast}`);
    navigate(next ? `/console/calls/${next.id}${suffix}` : `/console/calls${suffix}`);
  });
}

function OpenCall({ call, suffix }: { call: View; suffix: string }): ReactElement {
  const report = useReport(call.id, suffix);
  return (
    <div className="call">
      <div className="call-do">
        <Dial call={call} />
        <Script call={call} />
        <CallOutcomes report={report} />
        <Before calls={call.calls} />
      </div>
      {call.whole && <CallRecord record={call.whole} hours={call.hours} />}
    </div>
  );
}

/** One call: the number, the words, the record beside them, and how it went. */
export default function Call(): ReactElement {
  const t = useMessages(callsMessages);
  const { id } = useParams() as { id: string };
  const { query } = useAddress();
  const suffix = query.has("campaign") ? `?campaign=${query.get("campaign")}` : "";
  const { data, error, reload } = useApi<View>(`/api/console/follow-ups/${id}`);
  if (!data) return error ? <Fault error={error} retry={reload} /> : <Loading />;
  const title = data.record?.organization ?? data.record?.name ?? t.gone;
  return (
    <>
      <PageTitle title={title} crumbs={[{ label: t.title, href: `/console/calls${suffix}` }]} lead={data.record && serviceLine(data.record)} />
      {data.state === "open" ? (
        <OpenCall key={id} call={data} suffix={suffix} />
      ) : (
        <>
          <EmptyState title={t.closed}>{t.closedStates[data.state]}</EmptyState>
          <p className="row">
            <LinkButton href={`/console/calls${suffix}`}>{t.toList}</LinkButton>
          </p>
          <Before calls={data.calls} />
        </>
      )}
    </>
  );
}
