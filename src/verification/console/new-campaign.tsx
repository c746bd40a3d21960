import type { ReactElement } from "react";
import { Fault, Loading, useApi } from "../../console/ui/index.ts";
import type { CampaignDefaults } from "../console.contract.ts";
import { CampaignBuilder } from "./campaign-builder.tsx";

/** A campaign that is not written yet, with the words and days that most begin with. */
export default function NewCampaign(): ReactElement {
  const { data, error, reload } = useApi<CampaignDefaults>("/api/console/campaigns/defaults");
  if (!data) return error ? <Fault error={error} retry={reload} /> : <Loading />;
  const { schedule, letters } = data;
  return <CampaignBuilder id={null} defaults={data} plan={{ name: "", audience: {}, schedule, letters, perDay: null, opensOn: null }} onStarted={() => undefined} />;
}
