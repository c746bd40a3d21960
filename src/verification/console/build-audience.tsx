import type { ReactElement } from "react";
import { AreaPicker, Button, Check, Field, NeedSelect, useFormat, useMessages, useNeedName, useNeeds } from "../../console/ui/index.ts";
import { recordMessages } from "../../directory/pages/record.messages.ts";
import type { Audience } from "../campaigns/campaign.contract.ts";
import type { CampaignDefaults, Estimate, Wire } from "../console.contract.ts";
import { campaignsMessages } from "./campaigns.messages.ts";

interface BuildAudienceProps {
  audience: Audience;
  onChange: (audience: Audience) => void;
  sources: CampaignDefaults["sources"];
  estimate: Wire<Estimate> | null;
}

/** An audience without what says nothing: the server takes a missing condition as "all". */
function compact(audience: { [Key in keyof Audience]: Audience[Key] | undefined }): Audience {
  const isSaid = (value: unknown) => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(audience).filter(([, value]) => isSaid(value))) as Audience;
}

function Needs({ needs, onChange }: { needs: readonly string[]; onChange: (needs: string[]) => void }): ReactElement {
  const t = useMessages(campaignsMessages);
  const nameOf = useNeedName();
  const terms = useNeeds();
  return (
    <div>
      <NeedSelect label={t.need} terms={terms} none={t.addNeed} value="" level="all" onChange={(code) => code !== "" && !needs.includes(code) && onChange([...needs, code])} />
      {needs.length > 0 && (
        <ul className="chips">
          {needs.map((code) => (
            <li key={code} className="chip">
              {nameOf(code)}
              <Button kind="bare" icon="x" onPress={() => onChange(needs.filter((one) => one !== code))}>
                <span className="vh">{t.dropNeed(nameOf(code))}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Records({ estimate: { shown, records } }: { estimate: Wire<Estimate> }): ReactElement {
  const t = useMessages(campaignsMessages);
  const format = useFormat();
  return (
    <details className="found">
      <summary>{t.seeRecords}</summary>
      <p className="fine">{t.recordsShown(format.count(shown.length), format.count(records))}</p>
      <ol className="plain-list">
        {shown.map(({ id, name, organization }) => (
          <li key={id}>
            <a href={`/console/records/${id}`}>{name}</a>
            <small>{organization}</small>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** Step 1: whom the campaign asks. */
export function BuildAudience({ audience, onChange, sources, estimate }: BuildAudienceProps): ReactElement {
  const t = useMessages(campaignsMessages);
  const names = useMessages(recordMessages);
  const { areas = [], needs = [], staleSince = "", sources: chosen = [], drafts, unverified, mostUsed } = audience;
  const set = (fields: { [Key in keyof Audience]?: Audience[Key] | undefined }) => onChange(compact({ ...audience, ...fields }));
  const toggle = (id: string, on: boolean) => set({ sources: on ? [...chosen, id] : chosen.filter((one) => one !== id) });
  const setMost = (typed: string) => set({ mostUsed: Number.parseInt(typed, 10) > 0 ? Math.min(20_000, Number.parseInt(typed, 10)) : undefined });
  return (
    <section className="card step" aria-labelledby="whom">
      <h2 id="whom">{t.whom}</h2>
      <p className="fine">{t.whomLead}</p>
      <AreaPicker label={t.areas} areas={areas} onChange={(next) => set({ areas: next })} />
      <Needs needs={needs} onChange={(next) => set({ needs: next })} />
      <div className="pair level">
        <Field label={t.staleSince} hint={t.staleHint} type="date" value={staleSince} onChange={(day) => set({ staleSince: day })} />
        <Field label={t.mostUsed} hint={t.mostUsedHint} inputMode="numeric" value={mostUsed === undefined ? "" : String(mostUsed)} onChange={setMost} />
      </div>
      <div className="conditions">
        <Check checked={unverified === true} onChange={(on) => set({ unverified: on || undefined })}>
          {t.unverified}
        </Check>
        <Check checked={drafts === true} onChange={(on) => set({ drafts: on || undefined })}>
          {t.drafts}
        </Check>
      </div>
      <fieldset>
        <legend>{t.sources}</legend>
        <p className="fine">{t.sourcesHint}</p>
        <div className="sources">
          {sources.map(({ id, name }) => (
            <Check key={id} checked={chosen.includes(id)} onChange={(on) => toggle(id, on)}>
              {names.sourceNames[id] ?? name}
            </Check>
          ))}
        </div>
      </fieldset>
      {estimate && estimate.records > 0 && <Records estimate={estimate} />}
    </section>
  );
}
