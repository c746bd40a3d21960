import type { ReactElement } from "react";
import { useMessages } from "../../console/ui/index.ts";
import type { CampaignState } from "../campaigns/campaign.contract.ts";
import { campaignsMessages } from "./campaigns.messages.ts";

/** Where a campaign stands, in a word. */
export function CampaignBadge({ state }: { state: CampaignState }): ReactElement {
  const t = useMessages(campaignsMessages);
  return state === "running" ? <span className="state active">{t.states.running}</span> : <span className="badge">{t.states[state]}</span>;
}
