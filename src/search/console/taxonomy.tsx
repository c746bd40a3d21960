import { useState, type ReactElement } from "react";
import { Fault, Loading, PageTitle, Tabs, useApi, useMessages } from "../../console/ui/index.ts";
import type { Need } from "../../directory/directory.contract.ts";
import type { NeedChange, NeedEdit } from "../../directory/taxonomy/taxonomy.contract.ts";
import { EffectDialog } from "./effect-dialog.tsx";
import { LocalChanges } from "./local-changes.tsx";
import { NeedForms } from "./need-forms.tsx";
import { OutsideTaxonomies } from "./outside-taxonomies.tsx";
import { taxonomyScreenMessages } from "./taxonomy-screen.messages.ts";

/** The taxonomy: its terms and words, what this installation changed, taxonomies from elsewhere. */
export default function TaxonomyScreen(): ReactElement {
  const t = useMessages(taxonomyScreenMessages);
  const { data, error, loading, reload } = useApi<{ terms: Need[]; edits: NeedEdit[] }>("/api/console/taxonomy");
  const [change, setChange] = useState<NeedChange | null>(null);
  const saved = () => {
    setChange(null);
    reload();
  };
  return (
    <>
      <PageTitle title={t.title} lead={t.lead} />
      <Fault error={error} retry={reload} />
      {loading && !data && <Loading />}
      {data && (
        <Tabs
          label={t.title}
          tabs={[
            { id: "terms", label: t.terms, content: <NeedForms terms={data.terms} onChange={setChange} /> },
            { id: "local", label: `${t.local} (${data.edits.length})`, content: <LocalChanges edits={data.edits} terms={data.terms} onTakenBack={reload} /> },
            { id: "outside", label: t.outside, content: <OutsideTaxonomies terms={data.terms} /> },
          ]}
        />
      )}
      {data && change && <EffectDialog change={change} terms={data.terms} onClose={() => setChange(null)} onSaved={saved} />}
    </>
  );
}
