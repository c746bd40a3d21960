import { useState, type ReactElement } from "react";
import { api, Button, type Column, DataTable, EmptyState, Fault, needName, NeedSelect, SelectField, useAction, useApi, useFormat, useLang, useMessages } from "../../console/ui/index.ts";
import type { Need } from "../../directory/directory.contract.ts";
import type { OutsideTaxonomy, OutsideTerm } from "../../directory/taxonomy/taxonomy.contract.ts";
import { otherLang } from "../../platform/i18n/lang.ts";
import { taxonomyScreenMessages } from "./taxonomy-screen.messages.ts";

function Mapping({ id, terms }: { id: string; terms: readonly Need[] }): ReactElement {
  const t = useMessages(taxonomyScreenMessages);
  const lang = useLang();
  const path = `/api/console/taxonomies/${id}`;
  const { data, error, reload } = useApi<{ terms: OutsideTerm[] }>(path);
  const map = useAction(async (code: string, need: string | null) => {
    await api("PUT", `${path}/terms/${encodeURIComponent(code)}`, { need });
    reload();
  });
  const nameOf = ({ name }: OutsideTerm) => name[lang] ?? name[otherLang(lang)] ?? "";
  const columns: Column<OutsideTerm>[] = [
    {
      key: "term",
      label: t.term,
      isHeading: true,
      render: (term) => (
        <>
          {nameOf(term)}
          <small>{term.code}</small>
        </>
      ),
    },
    {
      key: "need",
      label: t.need,
      render: (term) => (
        <>
          <NeedSelect label={`${t.need} – ${nameOf(term)}`} terms={terms} value={term.need ?? ""} onChange={(code) => void map.run(term.code, code || null)} none={t.notMapped} level="all" />
          {term.suggested.map((code) => (
            <Button key={code} kind="bare" icon="plus" onPress={() => void map.run(term.code, code)}>
              {t.suggested} {needName(terms, code, lang)}
            </Button>
          ))}
        </>
      ),
    },
  ];
  return (
    <>
      <Fault error={error ?? map.error} retry={reload} />
      {data && <DataTable caption={t.outside} columns={columns} rows={data.terms} rowKey={({ code }) => code} empty={null} />}
    </>
  );
}

/** Taxonomies from elsewhere, and what each of their terms is here. */
export function OutsideTaxonomies({ terms }: { terms: readonly Need[] }): ReactElement {
  const t = useMessages(taxonomyScreenMessages);
  const format = useFormat();
  const { data, error, reload } = useApi<{ taxonomies: OutsideTaxonomy[] }>("/api/console/taxonomies");
  const [chosen, setChosen] = useState("");
  if (!data) return <Fault error={error} retry={reload} />;
  if (data.taxonomies.length === 0) return <EmptyState icon="book-open" title={t.noOutside}>{t.noOutsideLead}</EmptyState>;
  const id = chosen || data.taxonomies[0]!.id;
  return (
    <>
      <SelectField label={t.outside} value={id} onChange={setChosen} options={data.taxonomies.map(({ id: value, name, mapped, terms: count }) => ({ value, label: `${name} – ${t.mapped(format.count(mapped), format.count(count))}` }))} />
      <Mapping key={id} id={id} terms={terms} />
    </>
  );
}
