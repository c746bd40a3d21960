import type { ReactElement } from "react";
import { Icon, useFormat, useMessages } from "../../console/ui/index.ts";
import type { Progress } from "../console.contract.ts";
import { Bar } from "./bar.tsx";
import { campaignsMessages } from "./campaigns.messages.ts";

/** The one question of a campaign: has a majority answered? */
export function MajorityCard({ progress: { figures, majority, opensOn }, daysLeft }: { progress: Progress; daysLeft: number | null }): ReactElement {
  const t = useMessages(campaignsMessages);
  const format = useFormat();
  const { records, answered } = figures;
  const share = records === 0 ? 0 : Math.floor((100 * answered) / records);
  const needed = Math.floor(records / 2) + 1 - answered;
  const title = majority ? (answered === records ? t.everyone : t.majority) : t.noMajority;
  return (
    <section className={`card majority${majority ? " yes" : ""}`} aria-labelledby="majority">
      <h2 id="majority">
        <Icon name={majority ? "check" : "clock"} size={32} />
        {title}
      </h2>
      <Bar part={answered} whole={records} large>
        {records === 0 ? t.nobodyAsked : t.standing(format.count(answered), format.count(records), share)}
        {!majority && records > 0 && <> {t.stillNeeded(format.count(needed), needed === 1)}</>}
      </Bar>
      <p className="half" aria-hidden="true">
        {t.half}
      </p>
      {opensOn !== null && daysLeft !== null && <p>{daysLeft >= 0 ? t.opensIn(format.date(opensOn), daysLeft) : t.opened(format.date(opensOn))}</p>}
    </section>
  );
}
