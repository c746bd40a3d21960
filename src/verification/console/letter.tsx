import type { ReactElement } from "react";
import { api, Button, EmptyState, Fault, Loading, PageTitle, Tabs, useAction, useApi, useFormat, useMay, useMessages, useParams, useToast } from "../../console/ui/index.ts";
import type { LetterView, Wire } from "../console.contract.ts";
import { LetterBadge } from "./letter-badge.tsx";
import { outboxMessages } from "./outbox.messages.ts";

type View = Wire<LetterView>;

function Facts({ letter }: { letter: View }): ReactElement {
  const t = useMessages(outboxMessages);
  const format = useFormat();
  const { kind, to, writtenAt, dueAt, sentAt, attempts, reply, bounce, state } = letter;
  const facts: [string, string | null][] = [
    [t.kind, t.kinds[kind] ?? kind],
    [t.to, to],
    [t.written, format.moment(writtenAt)],
    [t.dueAt, state === "waiting" ? format.moment(dueAt) : null],
    [t.sentAt, sentAt && format.moment(sentAt)],
    [t.attempts, attempts > 0 ? format.count(attempts) : null],
    [t.said, reply],
    [t.bounce, bounce && (t.bounces[bounce] ?? bounce)],
  ];
  return (
    <dl className="facts">
      <div>
        <dt>{t.state}</dt>
        <dd>
          <LetterBadge state={state} />
        </dd>
      </div>
      {facts.map(([term, said]) =>
        said ? (
          <div key={term}>
            <dt>{term}</dt>
            <dd className="address">{said}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

/** Nobody but a person can tell whether it left. */
function Settle({ id, onSettled }: { id: string; onSettled: () => void }): ReactElement {
  const t = useMessages(outboxMessages);
  const toast = useToast();
  const settle = useAction(async (was: "sent" | "notSent") => {
    await api("POST", `/api/console/letters/${id}/settle`, { was });
    toast(t.settled);
    onSettled();
  });
  return (
    <section className="card" aria-labelledby="settle">
      <h2 id="settle">{t.isUncertain}</h2>
      <p>{t.isUncertainLead}</p>
      <Fault error={settle.error} />
      <div className="row">
        <Button icon="check" busy={settle.busy} onPress={() => void settle.run("sent")}>
          {t.wasSent}
        </Button>
        <Button icon="mail" busy={settle.busy} onPress={() => void settle.run("notSent")}>
          {t.sendAgain}
        </Button>
      </div>
    </section>
  );
}

function Words({ letter: { id, text, lang } }: { letter: View }): ReactElement {
  const t = useMessages(outboxMessages);
  if (text === null) {
    return (
      <EmptyState icon="key-round" title={t.secret}>
        {t.secretLead}
      </EmptyState>
    );
  }
  const tabs = [
    { id: "text", label: t.text, content: <p className="letter-text card" lang={lang}>{text}</p> },
    // No script, no form, no link to anywhere: a picture of the letter.
    { id: "html", label: t.html, content: <iframe className="letter-html" title={t.html} sandbox="" src={`/api/console/letters/${id}/page`} /> },
  ];
  return (
    <>
      {text.includes("/v/…") && <p className="fine">{t.linksHidden}</p>}
      <Tabs label={t.parts} tabs={tabs} />
    </>
  );
}

/** One letter: what became of it, and its words. */
export default function Letter(): ReactElement {
  const t = useMessages(outboxMessages);
  const may = useMay();
  const { id } = useParams() as { id: string };
  const { data, error, reload } = useApi<View>(`/api/console/letters/${id}`);
  if (!data) return error ? <Fault error={error} retry={reload} /> : <Loading />;
  return (
    <>
      <PageTitle title={data.subject || (t.kinds[data.kind] ?? data.kind)} crumbs={[{ label: t.title, href: "/console/outbox" }]} />
      {data.state === "uncertain" && may("campaign.send") && <Settle id={id} onSettled={reload} />}
      <Facts letter={data} />
      <Words letter={data} />
    </>
  );
}
