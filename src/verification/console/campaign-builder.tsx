import { useState, type ReactElement } from "react";
import { api, Button, Dialog, Fault, Field, navigate, PageTitle, useAction, useMessages, useToast } from "../../console/ui/index.ts";
import type { CampaignPlan } from "../campaigns/campaign.contract.ts";
import type { CampaignDefaults, Estimate, LetterPreview, ToldFault, Wire } from "../console.contract.ts";
import { BuildAudience } from "./build-audience.tsx";
import { BuildEstimate } from "./build-estimate.tsx";
import { BuildLetters, isWritten } from "./build-letters.tsx";
import { BuildSchedule } from "./build-schedule.tsx";
import { campaignsMessages } from "./campaigns.messages.ts";
import { StartDialog } from "./start-dialog.tsx";
import { usePosted } from "./use-posted.ts";

const NO_FAULTS: readonly ToldFault[] = [];

interface CampaignBuilderProps {
  /** Null: not saved yet. */
  id: string | null;
  plan: CampaignPlan;
  defaults: CampaignDefaults;
  onStarted: () => void;
}

function DropDraft({ id }: { id: string }): ReactElement {
  const t = useMessages(campaignsMessages);
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const drop = useAction(async () => {
    await api("DELETE", `/api/console/campaigns/${id}`);
    toast(t.dropped);
    navigate("/console/campaigns", { replace: true });
  });
  return (
    <>
      <Button kind="bare" icon="trash-2" onPress={() => setOpen(true)}>
        {t.drop}
      </Button>
      <Dialog title={t.dropTitle} isOpen={open} onClose={() => setOpen(false)} alert>
        <Fault error={drop.error} />
        <div className="row">
          <Button kind="danger" busy={drop.busy} onPress={() => void drop.run()}>
            {t.drop}
          </Button>
          <Button onPress={() => setOpen(false)}>{t.cancel}</Button>
        </div>
      </Dialog>
    </>
  );
}

/** Saves a draft: the first time it gets its id, and its own address. */
function useSaving(firstId: string | null, first: CampaignPlan, plan: CampaignPlan) {
  const [id, setId] = useState(firstId);
  const [saved, setSaved] = useState(firstId === null ? "" : JSON.stringify(first));
  const save = async (): Promise<string> => {
    if (id !== null && saved === JSON.stringify(plan)) return id;
    const own = id ?? (await api<{ id: string }>("POST", "/api/console/campaigns", plan)).id;
    if (id !== null) await api("PUT", `/api/console/campaigns/${id}`, plan);
    setId(own);
    setSaved(JSON.stringify(plan));
    return own;
  };
  return { id, save, isSaved: saved === JSON.stringify(plan) };
}

/** What starting a plan would do, whom it asks, and what is wrong with its letters. */
function useConsequences({ audience, perDay, letters }: CampaignPlan) {
  const estimate = usePosted<Wire<Estimate>>("/api/console/campaigns/estimate", { audience, perDay });
  const [sampled] = estimate.data?.shown ?? [];
  const checked = usePosted<LetterPreview>("/api/console/campaigns/preview", sampled && isWritten(letters) ? { letters, letter: "first", lang: "fr", recordId: sampled.id } : null);
  const faults = checked.data?.faults ?? NO_FAULTS;
  return { estimate, faults, isReady: faults.length === 0 && isWritten(letters) && Boolean(estimate.data?.records) };
}

/** A campaign, step by step on one page; beside it, what starting it would do. */
export function CampaignBuilder({ id: firstId, plan: first, defaults, onStarted }: CampaignBuilderProps): ReactElement {
  const t = useMessages(campaignsMessages);
  const toast = useToast();
  const [plan, setPlan] = useState(first);
  const [nameless, setNameless] = useState(false);
  const [starting, setStarting] = useState<string | null>(null);
  const { id, save, isSaved } = useSaving(firstId, first, plan);
  const change = (fields: Partial<CampaignPlan>) => setPlan((before) => ({ ...before, ...fields }));
  const { estimate, faults, isReady } = useConsequences(plan);
  const isNamed = plan.name.trim() !== "";
  const named = () => {
    setNameless(!isNamed);
    if (!isNamed) document.querySelector<HTMLInputElement>(".campaign-name input")?.focus();
    return isNamed;
  };
  const opened = (own: string) => (firstId === null ? navigate(`/console/campaigns/${own}`, { replace: true }) : onStarted());
  const keep = useAction(async () => {
    const own = await save();
    toast(t.saved);
    if (firstId === null) navigate(`/console/campaigns/${own}`, { replace: true });
  });
  const prepare = useAction(async () => setStarting(await save()));
  return (
    <>
      <PageTitle title={plan.name || t.newCampaign} crumbs={[{ label: t.title, href: "/console/campaigns" }]} />
      <div className="with-side">
        <div className="editor steps">
          <div className="campaign-name">
            <Field label={t.name} value={plan.name} onChange={(name) => change({ name })} maxLength={200} fault={nameless && !isNamed ? t.nameFault : null} />
          </div>
          <BuildAudience audience={plan.audience} onChange={(next) => change({ audience: next })} sources={defaults.sources} estimate={estimate.data} />
          <BuildSchedule plan={plan} onChange={change} />
          <BuildLetters letters={plan.letters} onChange={(letters) => change({ letters })} defaults={defaults} records={estimate.data?.shown ?? []} faults={faults} />
        </div>
        <BuildEstimate estimate={estimate.data} fresh={estimate.fresh} error={estimate.error} faults={faults} isSaved={isSaved}>
          <Fault error={keep.error ?? prepare.error} />
          <Button kind="main" icon="mail" busy={prepare.busy} isDisabled={!isReady} onPress={() => void (named() && prepare.run())}>
            {t.start}
          </Button>
          <Button busy={keep.busy} onPress={() => void (named() && keep.run())}>
            {t.save}
          </Button>
          {id !== null && <DropDraft id={id} />}
        </BuildEstimate>
      </div>
      <StartDialog id={starting} estimate={estimate.data} onClose={() => setStarting(null)} onStarted={opened} />
    </>
  );
}
