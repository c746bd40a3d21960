import { useState, type ReactElement } from "react";
import { api, Button, Dialog, Fault, LinkButton, Loading, Notice, PageTitle, serverNow, Tabs, useAction, useApi, useFormat, useMay, useMessages, useToast } from "../../console/ui/index.ts";
import type { CampaignView, Figures, Progress, Wire } from "../console.contract.ts";
import { AnswersByDay } from "./answers-by-day.tsx";
import { campaignsMessages } from "./campaigns.messages.ts";
import { dayHere, daysFrom } from "./days.ts";
import { MajorityCard } from "./majority-card.tsx";
import { FiguresTable, Missing } from "./progress-tables.tsx";
import { CampaignBadge } from "./state-badge.tsx";

interface Moving {
  campaign: Wire<CampaignView>;
  reload: () => void;
}

function Stop({ campaign: { id }, reload }: Moving): ReactElement {
  const t = useMessages(campaignsMessages);
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const stop = useAction(async () => {
    await api("POST", `/api/console/campaigns/${id}/stop`);
    setOpen(false);
    toast(t.stopped);
    reload();
  });
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t.stop}</Button>
      <Dialog title={t.stopTitle} isOpen={open} onClose={() => setOpen(false)} alert>
        <p>{t.stopLead}</p>
        <Fault error={stop.error} />
        <div className="row">
          <Button kind="danger" busy={stop.busy} onPress={() => void stop.run()}>
            {t.stopNow}
          </Button>
          <Button onPress={() => setOpen(false)}>{t.cancel}</Button>
        </div>
      </Dialog>
    </>
  );
}

/** Pause, resume, stop. */
function Moves({ campaign, reload }: Moving): ReactElement | null {
  const t = useMessages(campaignsMessages);
  const toast = useToast();
  const move = useAction(async (word: "pause" | "resume") => {
    await api("POST", `/api/console/campaigns/${campaign.id}/${word}`);
    toast(word === "pause" ? t.paused : t.resumed);
    reload();
  });
  const { state } = campaign;
  if (state !== "running" && state !== "paused") return null;
  return (
    <>
      <Fault error={move.error} />
      <Button busy={move.busy} onPress={() => void move.run(state === "running" ? "pause" : "resume")}>
        {state === "running" ? t.pause : t.resume}
      </Button>
      <Stop campaign={campaign} reload={reload} />
    </>
  );
}

const SHOWN = ["sent", "delivered", "bounced", "answered", "confirmed", "corrected", "called", "unreached"] as const satisfies readonly (keyof Figures)[];

function FiguresRow({ figures }: { figures: Figures }): ReactElement {
  const t = useMessages(campaignsMessages);
  const format = useFormat();
  return (
    <>
      <dl className="figures">
        {SHOWN.map((name) => (
          <div key={name}>
            <dt>{t.figures[name]}</dt>
            <dd>{format.count(figures[name])}</dd>
          </div>
        ))}
      </dl>
      <p className="fine">{t.notOpened}</p>
    </>
  );
}

function Details({ campaign, progress }: { campaign: Wire<CampaignView>; progress: Progress }): ReactElement {
  const t = useMessages(campaignsMessages);
  const { byArea, byNeed, byDay, missing, figures, opensOn } = progress;
  const startedOn = dayHere(campaign.startedAt ?? serverNow());
  const tabs = [
    { id: "missing", label: `${t.missing} (${figures.records - figures.answered})`, content: <Missing missing={missing} total={figures.records - figures.answered} /> },
    { id: "area", label: t.byArea, content: <FiguresTable heading={t.area} kind="area" rows={byArea} /> },
    { id: "need", label: t.byNeed, content: <FiguresTable heading={t.need} kind="need" rows={byNeed} /> },
    { id: "day", label: t.byDay, content: <AnswersByDay days={byDay} records={figures.records} startedOn={startedOn} opensOn={opensOn} /> },
  ];
  return <Tabs label={t.parts} tabs={tabs} />;
}

/** Its name and state, and what can be done with it. */
function Head({ campaign, reload, hasCalls }: Moving & { hasCalls: boolean }): ReactElement {
  const t = useMessages(campaignsMessages);
  const format = useFormat();
  const may = useMay();
  const { id, name, state, startedAt, endedAt } = campaign;
  const lead = (
    <>
      <CampaignBadge state={state} /> {startedAt && t.since(format.day(startedAt))}
      {endedAt && `, ${t.ended(format.day(endedAt))}`}
    </>
  );
  return (
    <PageTitle title={name} crumbs={[{ label: t.title, href: "/console/campaigns" }]} lead={lead}>
      {may("campaign.send") && <Moves campaign={campaign} reload={reload} />}
      <LinkButton icon="download" href={`/api/console/campaigns/${id}/progress.csv`} download>
        {t.sheet}
      </LinkButton>
      {hasCalls && may("followUp.call") && (
        <LinkButton kind="main" icon="phone" href={`/console/calls?campaign=${id}`}>
          {t.callNow}
        </LinkButton>
      )}
    </PageTitle>
  );
}

/** Where a campaign stands, in one look first. */
export function CampaignProgress({ campaign, reload }: Moving): ReactElement {
  const t = useMessages(campaignsMessages);
  const { data, error, loading, reload: readAgain } = useApi<Progress>(`/api/console/campaigns/${campaign.id}/progress`);
  const both = () => (reload(), readAgain());
  const isAlive = campaign.state === "running" || campaign.state === "done";
  return (
    <>
      <Head campaign={campaign} reload={both} hasCalls={isAlive && (data?.missing.some(({ followUpId }) => followUpId !== null) ?? false)} />
      <Fault error={error} retry={readAgain} />
      {campaign.state === "paused" && <Notice kind="warning">{t.paused}</Notice>}
      {!data && loading && <Loading />}
      {data && (
        <>
          <MajorityCard progress={data} daysLeft={data.opensOn ? daysFrom(dayHere(serverNow()), data.opensOn) : null} />
          <FiguresRow figures={data.figures} />
          <Details campaign={campaign} progress={data} />
        </>
      )}
    </>
  );
}
