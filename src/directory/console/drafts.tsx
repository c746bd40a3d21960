import type { ReactElement } from "react";
import { DataTable, EmptyState, Fault, Link, Loading, PageTitle, useApi, useFormat, useLang, useMessages, type Column } from "../../console/ui/index.ts";
import { otherLang } from "../../platform/i18n/lang.ts";
import type { Draft } from "../editing/editing.contract.ts";
import { recordsMessages } from "./records.messages.ts";

/** What the team is preparing; what waits for a reading comes first. */
export default function Drafts(): ReactElement {
  const t = useMessages(recordsMessages);
  const lang = useLang();
  const format = useFormat();
  const { data, error, loading, reload } = useApi<{ drafts: Draft[] }>("/api/console/drafts");
  const nameOf = ({ body: { texts } }: Draft) => texts[lang]?.name || texts[otherLang(lang)]?.name || t.unnamed;
  const columns: Column<Draft>[] = [
    {
      key: "name",
      label: t.name,
      isHeading: true,
      render: (draft) => (
        <>
          <Link href={`/console/records/${draft.recordId}/edit`}>{nameOf(draft)}</Link>
          <small>{draft.body.organization.texts[lang]?.name ?? draft.body.organization.texts[otherLang(lang)]?.name}</small>
        </>
      ),
    },
    { key: "state", label: t.state, render: ({ state }) => <span className={`badge ${state === "inReview" ? "warning" : ""}`}>{state === "inReview" ? t.inReview : t.inDraft}</span> },
    { key: "note", label: t.fields.notes, render: ({ note }) => note ?? "–" },
    { key: "updated", label: t.updated, render: ({ updatedAt }) => format.moment(updatedAt) },
  ];
  const drafts = data?.drafts.toSorted((a, b) => Number(b.state === "inReview") - Number(a.state === "inReview")) ?? [];
  return (
    <>
      <PageTitle title={t.draftsTitle} lead={t.draftsLead} />
      <Fault error={error} retry={reload} />
      {loading && !data && <Loading />}
      {data && <DataTable caption={t.draftsTitle} columns={columns} rows={drafts} rowKey={({ recordId }) => recordId} empty={<EmptyState title={t.draftsNone}>{t.draftsNoneLead}</EmptyState>} />}
    </>
  );
}
