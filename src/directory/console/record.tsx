import { useState, type ReactElement, type ReactNode } from "react";
import { Form } from "react-aria-components";
import { api, Button, DataTable, Dialog, Fault, Field, Link, LinkButton, Loading, Notice, PageTitle, Tabs, useAction, useApi, useAreaNames, useFormat, useLang, useMe, useMessages, useNeedName, useParams, useToast, type Column } from "../../console/ui/index.ts";
import { LANGS, otherLang } from "../../platform/i18n/lang.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import type { Advice, RecordView } from "../editing/editing.contract.ts";
import { History } from "./history.tsx";
import { Planned } from "./planned.tsx";
import { QualityCard } from "./quality-card.tsx";
import { StateBadge } from "./record-badges.tsx";
import { recordName } from "./record-name.ts";
import { recordMessages } from "./record.messages.ts";
import { recordsMessages } from "./records.messages.ts";

const TEXT_FIELDS = ["name", "description", "eligibility", "fees", "documents", "application", "notes"] as const;

function Facts({ facts }: { facts: readonly [string, ReactNode][] }): ReactElement {
  return (
    <dl className="facts">
      {facts.map(([term, said]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{said || "–"}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Both languages of every text, side by side. */
function Texts({ record }: { record: ServiceRecord }): ReactElement {
  const t = useMessages(recordMessages);
  const fields = TEXT_FIELDS.filter((field) => record.texts.fr?.[field] || record.texts.en?.[field]);
  const columns: Column<(typeof TEXT_FIELDS)[number]>[] = [
    { key: "field", label: t.texts, isHeading: true, render: (field) => t.fields[field] },
    ...LANGS.map((lang) => ({ key: lang, label: t.langs[lang], render: (field: (typeof TEXT_FIELDS)[number]) => <span lang={lang}>{record.texts[lang]?.[field] ?? "–"}</span> })),
  ];
  return <DataTable caption={t.texts} columns={columns} rows={fields} rowKey={(field) => field} empty={null} />;
}

function phoneText({ kind, number, extension }: ServiceRecord["at"][number]["phones"][number]): string {
  return `${number}${extension ? ` #${extension}` : ""}${kind === "voice" ? "" : ` (${kind})`}`;
}

function Places({ record, hours }: { record: ServiceRecord; hours: Advice["hours"] }): ReactElement {
  const t = useMessages(recordMessages);
  const lang = useLang();
  return (
    <ul className="plain-list">
      {record.at.map((at, index) => {
        const { location } = at;
        const where = [location.address, location.city, location.postalCode].filter(Boolean).join(", ");
        const note = at.hoursNote[lang] ?? at.hoursNote[otherLang(lang)];
        return (
          <li key={at.id}>
            <strong>{location.texts[lang]?.name ?? t.place(index + 1)}</strong>
            {location.confidential && <Notice kind="warning">{t.hiddenPlace}</Notice>}
            <p>{where}</p>
            <p>{at.phones.map(phoneText).join(", ")}</p>
            <p>{[hours.find((one) => one.at === at.id)?.sentence[lang], note].filter(Boolean).join(" – ")}</p>
          </li>
        );
      })}
    </ul>
  );
}

function Outside({ href }: { href: string | null }): ReactElement {
  return href ? <a href={href} rel="noreferrer">{href}</a> : <>–</>;
}

function ServiceFacts({ record }: { record: ServiceRecord }): ReactElement {
  const t = useMessages(recordMessages);
  const format = useFormat();
  const needName = useNeedName();
  const areaName = useAreaNames(record.areas.map(({ kind, code }) => `${kind}:${code}`));
  const { needs, areas, languages, website, email, provenance } = record;
  const area = ({ kind, code, assumed }: ServiceRecord["areas"][number]) => `${areaName(`${kind}:${code}`)}${assumed ? ` (${t.assumed})` : ""}`;
  const facts: [string, ReactNode][] = [
    [t.needs, needs.map(needName).join(", ")],
    [t.areas, areas.map(area).join(", ")],
    [t.languages, languages.join(", ")],
    [t.website, <Outside key="website" href={website} />],
    [t.email, email],
    [t.source, [provenance.source, provenance.asOf].filter(Boolean).join(", ")],
    [t.verified, provenance.verifiedOn ? format.date(provenance.verifiedOn) : t.never],
    [t.due, provenance.nextDue && format.date(provenance.nextDue)],
  ];
  return <Facts facts={facts} />;
}

function OrganizationFacts({ organization: { texts, website, email, phones } }: { organization: ServiceRecord["organization"] }): ReactElement {
  const t = useMessages(recordMessages);
  return <Facts facts={[[t.langs.fr, texts.fr?.name], [t.langs.en, texts.en?.name], [t.website, <Outside key="website" href={website} />], [t.email, email], [t.changedFields.phones, phones.map(phoneText).join(", ")]]} />;
}

function Whole({ record, hours }: { record: ServiceRecord; hours: Advice["hours"] }): ReactElement {
  const t = useMessages(recordMessages);
  return (
    <>
      <Texts record={record} />
      <ServiceFacts record={record} />
      <h2>{t.places}</h2>
      <Places record={record} hours={hours} />
      <h2>{t.organization}</h2>
      <OrganizationFacts organization={record.organization} />
    </>
  );
}

function Retire({ id, onDone }: { id: string; onDone: () => void }): ReactElement {
  const t = useMessages(recordMessages);
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const [to, setTo] = useState("");
  const retire = useAction(async () => {
    await api("POST", `/api/console/records/${id}/retire`, { replacedBy: to.trim() || null });
    setOpen(false);
    toast(t.retired);
    onDone();
  });
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t.retire}</Button>
      <Dialog title={t.retire} isOpen={open} onClose={() => setOpen(false)} alert>
        <p>{t.retireLead}</p>
        <Form
          onSubmit={(event) => {
            event.preventDefault();
            void retire.run();
          }}
        >
          <Fault error={retire.error} />
          <Field label={t.replacedBy} value={to} onChange={setTo} autoFocus />
          <div className="row">
            <Button type="submit" kind="danger" busy={retire.busy}>
              {t.retireNow}
            </Button>
            <Button onPress={() => setOpen(false)}>{t.cancel}</Button>
          </div>
        </Form>
      </Dialog>
    </>
  );
}

function Retired({ replacedBy }: { replacedBy: string | null }): ReactElement {
  const t = useMessages(recordMessages);
  return (
    <Notice kind="warning" title={t.retiredTitle}>
      {replacedBy ? (
        <>
          {t.retiredTo} <Link href={`/console/records/${replacedBy}`}>{replacedBy}</Link>
        </>
      ) : (
        t.retiredNowhere
      )}
    </Notice>
  );
}

function DraftNotice({ draft }: { draft: NonNullable<RecordView["draft"]> }): ReactElement {
  const t = useMessages(recordMessages);
  const format = useFormat();
  const { person } = useMe();
  return <Notice>{t.someoneDrafts(draft.editor === person.id ? t.byYou : t.byOther, format.moment(draft.updatedAt))}</Notice>;
}

function Head({ id, view, reload }: { id: string; view: RecordView; reload: () => void }): ReactElement {
  const t = useMessages(recordMessages);
  const lists = useMessages(recordsMessages);
  const lang = useLang();
  const { record, draft, may } = view;
  const { texts, visibility, organization } = record ?? draft!.body;
  const isPublic = record !== null && ["published", "publicWithNotice"].includes(record.visibility);
  const lead = (
    <>
      <StateBadge visibility={visibility} /> {recordName({ texts: organization.texts }, lang, "")}
    </>
  );
  return (
    <PageTitle title={recordName({ texts }, lang, t.unnamed)} crumbs={[{ label: lists.title, href: "/console/records" }]} lead={lead}>
      {isPublic && <LinkButton icon="external-link" href={`/${lang}/services/${id}`}>{t.publicPage}</LinkButton>}
      {may.retire && record && <Retire id={id} onDone={reload} />}
      {may.edit && <LinkButton kind="main" icon="pencil" href={`/console/records/${id}/edit`}>{draft ? t.editDraft : t.edit}</LinkButton>}
    </PageTitle>
  );
}

function Body({ id, view, reload }: { id: string; view: RecordView; reload: () => void }): ReactElement {
  const t = useMessages(recordMessages);
  const { record, draft, history, scheduled, hours, may } = view;
  const tabs = [
    { id: "record", label: t.record, content: <Whole record={record ?? draft!.body} hours={hours} /> },
    { id: "history", label: `${t.history} (${history.length})`, content: <History history={history} mayUndo={may.edit} onUndone={reload} /> },
    { id: "planned", label: `${t.planned} (${scheduled.length})`, content: <Planned recordId={id} scheduled={scheduled} mayCancel={may.publish} onCancelled={reload} /> },
  ];
  return (
    <div className="with-side">
      <div>
        <Tabs label={t.tabs} tabs={tabs} />
      </div>
      {view.quality && <QualityCard quality={view.quality} />}
    </div>
  );
}

/** Everything that is known of a record. */
export default function Record(): ReactElement {
  const { id } = useParams() as { id: string };
  const { data, error, loading, reload } = useApi<RecordView>(`/api/console/records/${id}`);
  if (!data) return loading ? <Loading /> : <Fault error={error} retry={reload} />;
  return (
    <>
      <Head id={id} view={data} reload={reload} />
      <Fault error={error} retry={reload} />
      {data.retired && <Retired {...data.retired} />}
      {data.draft && <DraftNotice draft={data.draft} />}
      <Body id={id} view={data} reload={reload} />
    </>
  );
}
