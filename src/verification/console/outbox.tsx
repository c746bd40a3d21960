import type { ReactElement } from "react";
import { DataTable, EmptyState, Fault, Link, LinkButton, Loading, navigate, Notice, PageTitle, SelectField, useAddress, useApi, useFormat, useMessages, type Column } from "../../console/ui/index.ts";
import type { LetterState, Outbox as OutboxAnswer, Wire } from "../console.contract.ts";
import { LetterBadge } from "./letter-badge.tsx";
import { outboxMessages } from "./outbox.messages.ts";

type Answer = Wire<OutboxAnswer>;
type Letter = Answer["letters"][number];

const HERE = "/console/outbox";
const A_PAGE = 50;

function useColumns(): Column<Letter>[] {
  const t = useMessages(outboxMessages);
  const format = useFormat();
  return [
    {
      key: "subject",
      label: t.subject,
      isHeading: true,
      render: ({ id, subject, kind }) => (
        <>
          <Link href={`${HERE}/${id}`}>{subject || (t.kinds[kind] ?? kind)}</Link>
          <small>{subject ? (t.kinds[kind] ?? kind) : null}</small>
        </>
      ),
    },
    { key: "to", label: t.to, render: ({ to }) => <span className="address">{to}</span> },
    {
      key: "state",
      label: t.state,
      render: ({ state, bounce }) => (
        <>
          <LetterBadge state={state} />
          {bounce && <small>{t.bounces[bounce]}</small>}
        </>
      ),
    },
    { key: "when", label: t.when, render: ({ sentAt, writtenAt }) => format.moment(sentAt ?? writtenAt) },
    { key: "said", label: t.said, render: ({ reply }) => <span className="address">{reply}</span> },
  ];
}

function Standing({ outbox: { leaves, redirectedTo, counts } }: { outbox: Answer }): ReactElement {
  const t = useMessages(outboxMessages);
  const uncertain = counts.uncertain ?? 0;
  return (
    <>
      {!leaves && <Notice title={t.staysTitle}>{t.stays}</Notice>}
      {leaves && redirectedTo !== null && (
        <Notice kind="warning" title={t.redirectedTitle}>
          {t.redirected(redirectedTo)}
        </Notice>
      )}
      {uncertain > 0 && (
        <Notice kind="warning" title={t.uncertainTitle(uncertain)}>
          {t.uncertain} <Link href={`${HERE}?state=uncertain`}>{t.uncertainSee}</Link>
        </Notice>
      )}
    </>
  );
}

/** Every letter, and what became of it. */
export default function Outbox(): ReactElement {
  const t = useMessages(outboxMessages);
  const format = useFormat();
  const { query } = useAddress();
  const [state, after] = [query.get("state"), query.get("after")];
  const words = new URLSearchParams({ ...(state ? { state } : {}), ...(after ? { after } : {}) });
  const { data, error, loading, reload } = useApi<Answer>(`/api/console/letters?limit=${A_PAGE}&${words}`);
  const columns = useColumns();
  const older = (last: string) => `${HERE}?${new URLSearchParams({ ...(state ? { state } : {}), after: last })}`;
  const options = (Object.keys(t.states) as LetterState[]).map((value) => ({ value: value as string, label: t.withCount(t.states[value], format.count(data?.counts[value] ?? 0)) }));
  return (
    <>
      <PageTitle title={t.title} lead={t.lead} />
      <Fault error={error} retry={reload} />
      {loading && !data && <Loading />}
      {data && (
        <>
          <Standing outbox={data} />
          <div className="state-filter">
            <SelectField label={t.state} value={state ?? ""} onChange={(next) => navigate(next ? `${HERE}?state=${next}` : HERE, { replace: true })} options={[{ value: "", label: t.all }, ...options]} />
          </div>
          <DataTable caption={t.caption} columns={columns} rows={data.letters} rowKey={({ id }) => id} empty={<EmptyState icon="mail" title={t.none}>{t.noneLead}</EmptyState>} />
          <div className="row pager">
            {after && <LinkButton href={state ? `${HERE}?state=${state}` : HERE}>{t.newest}</LinkButton>}
            {data.letters.length === A_PAGE && (
              <LinkButton icon="arrow-right" href={older(data.letters.at(-1)!.id)}>
                {t.older}
              </LinkButton>
            )}
          </div>
        </>
      )}
    </>
  );
}
