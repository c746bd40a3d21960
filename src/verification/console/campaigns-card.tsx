import type { ReactElement } from "react";
import { Link, useApi, useFormat, useMessages } from "../../console/ui/index.ts";
import type { CampaignLine, Wire } from "../console.contract.ts";
import { Bar } from "./bar.tsx";
import { campaignsMessages } from "./campaigns.messages.ts";

/** Campaigns that run, with the share that has answered. */
export default function CampaignsCard(): ReactElement | null {
  const t = useMessages(campaignsMessages);
  const format = useFormat();
  const { data } = useApi<{ campaigns: Wire<CampaignLine>[] }>("/api/console/campaigns");
  const running = data?.campaigns.filter(({ state }) => state === "running") ?? [];
  if (running.length === 0) return null;
  return (
    <section className="card" aria-labelledby="campaigns-running">
      <h2 id="campaigns-running">{t.cardTitle(running.length)}</h2>
      <ul>
        {running.map(({ id, name, records, answered }) => (
          <li key={id}>
            <Link href={`/console/campaigns/${id}`}>{name}</Link>
            <Bar part={answered} whole={records}>
              {t.answeredOf(format.count(answered), format.count(records))}
            </Bar>
          </li>
        ))}
      </ul>
    </section>
  );
}
