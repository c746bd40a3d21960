import { useState, type ReactElement } from "react";
import { Choice, DataTable, EmptyState, Fault, Link, Loading, PageTitle, Pager, useApi, useFormat, useMessages, type Column } from "../../console/ui/index.ts";
import { LANGS, type Lang } from "../../platform/i18n/lang.ts";
import type { TranslationLine } from "../editing/editing.contract.ts";
import { recordsMessages } from "./records.messages.ts";

const PER_PAGE = 50;

/** What is to be written or mended in a language. */
export default function Translations(): ReactElement {
  const t = useMessages(recordsMessages);
  const format = useFormat();
  const [wanted, setWanted] = useState<Lang>("en");
  const [page, setPage] = useState(1);
  const { data, error, loading, reload } = useApi<{ lines: TranslationLine[]; total: number }>(`/api/console/translations?lang=${wanted}&page=${page}`);
  const columns: Column<TranslationLine>[] = [
    { key: "name", label: t.name, isHeading: true, render: ({ id, name }) => <Link href={`/console/records/${id}/edit`}>{name}</Link> },
    { key: "state", label: t.state, render: ({ state }) => <span className="badge warning">{t.translationStates[state]}</span> },
    { key: "changed", label: t.changed, render: ({ changedAt }) => format.day(changedAt) },
  ];
  return (
    <>
      <PageTitle title={t.translations} lead={t.translationsLead} />
      <Choice label={t.bulkLang} value={wanted} onChange={(lang) => (setWanted(lang), setPage(1))} options={LANGS.map((value) => ({ value, label: t.langs[value] }))} inline />
      <Fault error={error} retry={reload} />
      {loading && !data && <Loading />}
      {data && <DataTable caption={t.translations} columns={columns} rows={data.lines} rowKey={({ id }) => id} empty={<EmptyState title={t.translationsNone} />} />}
      {data && <Pager page={page} last={Math.max(1, Math.ceil(data.total / PER_PAGE))} onPage={setPage} />}
    </>
  );
}
