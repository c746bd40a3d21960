import type { ReactElement } from "react";
import { EmptyState, Fault, Loading, PageTitle, useApi, useMay, useMessages, useParams } from "../../console/ui/index.ts";
import type { CampaignDefaults, CampaignView, Wire } from "../console.contract.ts";
import { CampaignBuilder } from "./campaign-builder.tsx";
import { CampaignProgress } from "./campaign-progress.tsx";
import { campaignsMessages } from "./campaigns.messages.ts";

function Draft({ campaign, reload }: { campaign: Wire<CampaignView>; reload: () => void }): ReactElement {
  const { data, error } = useApi<CampaignDefaults>("/api/console/campaigns/defaults");
  const { id, name, audience, schedule, letters, perDay, opensOn } = campaign;
  if (!data) return error ? <Fault error={error} /> : <Loading />;
  return <CampaignBuilder id={id} defaults={data} plan={{ name, audience, schedule, letters, perDay, opensOn }} onStarted={reload} />;
}

/** One campaign: while it is a draft, its building; then where it stands. */
export default function Campaign(): ReactElement {
  const t = useMessages(campaignsMessages);
  const may = useMay();
  const { id } = useParams() as { id: string };
  const { data, error, reload } = useApi<Wire<CampaignView>>(`/api/console/campaigns/${id}`);
  if (!data) return error ? <Fault error={error} retry={reload} /> : <Loading />;
  if (data.state !== "draft") return <CampaignProgress campaign={data} reload={reload} />;
  if (may("campaign.build")) return <Draft campaign={data} reload={reload} />;
  return (
    <>
      <PageTitle title={data.name} crumbs={[{ label: t.title, href: "/console/campaigns" }]} />
      <EmptyState icon="pencil" title={t.notYours}>
        {t.notYoursLead}
      </EmptyState>
    </>
  );
}
