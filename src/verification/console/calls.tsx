import type { ReactElement } from "react";
import { Check, DataTable, EmptyState, Fault, Link, LinkButton, Loading, navigate, PageTitle, serverNow, useAddress, useApi, useFormat, useLang, useMessages, type Column } from "../../console/ui/index.ts";
import type { CallList, FollowUpLine, Wire } from "../console.contract.ts";
import { callsMessages } from "./calls.messages.ts";
import { serviceLine } from "./service-line.ts";
import { PhoneLinks } from "./phone-links.tsx";

type Line = Wire<FollowUpLine>;

function useColumns(suffix: string, later: boolean): Column<Line>[] {
  const t = useMessages(callsMessages);
  const lang = useLang();
  const format = useFormat();
  return [
    {
      key: "whom",
      label: t.whom,
      isHeading: true,
      render: ({ id, record }) => (
        <>
          <Link href={`/console/calls/${id}${suffix}`}>{record?.organization ?? record?.name ?? t.gone}</Link>
          <small>{record && serviceLine(record)}</small>
        </>
      ),
    },
    {
      key: "number",
      label: t.number,
      render: ({ numbers, bestHours }) => (
        <>
          <PhoneLinks numbers={numbers.slice(0, 1)} />
          <small>{bestHours?.[lang]}</small>
        </>
      ),
    },
    {
      key: "why",
      label: t.why,
      render: ({ reason, campaign }) => (
        <>
          {t.reasons[reason]}
          <small>{suffix === "" ? campaign : null}</small>
        </>
      ),
    },
    {
      key: "when",
      label: t.when,
      render: ({ callAt, attempts }) => (
        <>
          {later && Date.parse(callAt) > serverNow() ? format.moment(callAt) : t.now}
          <small>{t.attempts(attempts)}</small>
        </>
      ),
    },
  ];
}

/** Whom to call, the longest waiting first. */
export default function Calls(): ReactElement {
  const t = useMessages(callsMessages);
  const { query } = useAddress();
  const [campaign, later] = [query.get("campaign"), query.has("later")];
  const words = (withLater: boolean) => new URLSearchParams({ ...(campaign ? { campaign } : {}), ...(withLater ? { later: "true" } : {}) }).toString();
  const { data, error, loading, reload } = useApi<Wire<CallList>>(`/api/console/follow-ups?${words(later)}`);
  const suffix = campaign ? `?campaign=${campaign}` : "";
  const columns = useColumns(suffix, later);
  const [first] = data?.followUps ?? [];
  return (
    <>
      <PageTitle title={t.title} lead={t.lead}>
        {first && (
          <LinkButton kind="main" icon="phone" href={`/console/calls/${first.id}${suffix}`}>
            {t.first}
          </LinkButton>
        )}
      </PageTitle>
      <Check checked={later} onChange={(on) => navigate(`/console/calls?${words(on)}`, { replace: true })}>
        {t.later}
      </Check>
      <Fault error={error} retry={reload} />
      {loading && !data && <Loading />}
      {data && <DataTable caption={t.caption} columns={columns} rows={data.followUps} rowKey={({ id }) => id} empty={<EmptyState title={t.none}>{t.noneLead}</EmptyState>} />}
    </>
  );
}
