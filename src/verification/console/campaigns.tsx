import type { ReactElement } from "react";
import { DataTable, EmptyState, Fault, Link, LinkButton, Loading, PageTitle, useApi, useFormat, useMay, useMessages, type Column } from "../../console/ui/index.ts";
import type { CampaignLine, Wire } from "../console.contract.ts";
import { Bar } from "./bar.tsx";
import { campaignsMessages } from "./campaigns.messages.ts";
import { CampaignBadge } from "./state-badge.tsx";

type Line = Wire<CampaignLine>;

function useColumns(): Column<Line>[] {
  const t = useMessages(campaignsMessages);
  const format = useFormat();
  return [
    { key: "name", label: t.name, isHeading: true, render: ({ id, name }) => <Link href={`/console/campaigns/${id}`}>{name}</Link> },
    { key: "state", label: t.state, render: ({ state }) => <CampaignBadge state={state} /> },
    {
      key: "answered",
      label: t.answered,
      render: ({ state, records, answered }) =>
        state === "draft" ? (
          ""
        ) : (
          <Bar part={answered} whole={records}>
            {t.answeredOf(format.count(answered), format.count(records))}
          </Bar>
        ),
    },
    { key: "started", label: t.started, render: ({ startedAt }) => (startedAt ? format.day(startedAt) : "") },
    { key: "created", label: t.created, render: ({ createdAt }) => format.day(createdAt) },
  ];
}

/** Every campaign, and what each has come to. */
export default function Campaigns(): ReactElement {
  const t = useMessages(campaignsMessages);
  const may = useMay();
  const columns = useColumns();
  const { data, error, loading, reload } = useApi<{ campaigns: Line[] }>("/api/console/campaigns");
  return (
    <>
      <PageTitle title={t.title} lead={t.lead}>
        {may("campaign.build") && (
          <LinkButton kind="main" icon="plus" href="/console/campaigns/new">
            {t.newCampaign}
          </LinkButton>
        )}
      </PageTitle>
      <Fault error={error} retry={reload} />
      {loading && !data && <Loading />}
      {data && <DataTable caption={t.caption} columns={columns} rows={data.campaigns} rowKey={({ id }) => id} empty={<EmptyState icon="mail" title={t.none}>{t.noneLead}</EmptyState>} />}
    </>
  );
}
