import { useState, type ReactElement } from "react";
import { Form } from "react-aria-components";
import { api, AreaPicker, Button, type Column, DataTable, Dialog, EmptyState, Fault, Field, Link, Loading, navigate, NeedSelect, Pager, PageTitle, SelectField, useAction, useAddress, useApi, useFormat, useMay, useMessages, useNeeds, useToast } from "../../console/ui/index.ts";
import type { RecordLine, RecordList, SavedView } from "../editing/editing.contract.ts";
import { BulkDialog } from "./bulk-dialog.tsx";
import { StateBadge, WorkBadges } from "./record-badges.tsx";
import { filterOf, NO_WORDS, queryOf, viewWords, wordsOf, type ListWords } from "./record-query.ts";
import { recordsMessages } from "./records.messages.ts";

const HERE = "/console/records";

function go(words: ListWords, page = 1): void {
  navigate(HERE + queryOf(words, page), { replace: true });
}

function options<Key extends string>(any: string, labels: Record<Key, string>): { value: string; label: string }[] {
  return [{ value: "", label: any }, ...Object.entries<string>(labels).map(([value, label]) => ({ value, label }))];
}

function Filters({ words }: { words: ListWords }): ReactElement {
  const t = useMessages(recordsMessages);
  const needs = useNeeds();
  const [q, setQ] = useState(words.q);
  const set = (word: keyof ListWords) => (value: string) => go({ ...words, q, [word]: value });
  return (
    <Form
      className="filters card"
      aria-label={t.filters}
      onSubmit={(event) => {
        event.preventDefault();
        go({ ...words, q });
      }}
    >
      <Field label={t.search} value={q} onChange={setQ} type="search" />
      <SelectField label={t.visibility} value={words.visibility} onChange={set("visibility")} options={options(t.any, t.visibilities)} />
      <SelectField label={t.lacks} value={words.lacks} onChange={set("lacks")} options={options("–", t.lacking)} />
      <NeedSelect label={t.need} terms={needs} none={t.any} value={words.need} onChange={set("need")} level="all" />
      <SelectField label={t.draft} value={words.draft} onChange={set("draft")} options={options("–", t.drafts)} />
      <SelectField label={t.sort} value={words.sort || "stalest"} onChange={set("sort")} options={Object.entries(t.sorts).map(([value, label]) => ({ value, label }))} />
      <AreaPicker label={t.within} areas={words.within === "" ? [] : [words.within]} onChange={(areas) => set("within")(areas.at(-1) ?? "")} />
      <div className="row">
        <Button type="submit" icon="search">
          {t.filters}
        </Button>
        <Button kind="bare" onPress={() => (setQ(""), go({ ...NO_WORDS, sort: words.sort }))}>
          {t.clear}
        </Button>
      </div>
    </Form>
  );
}

function SaveView({ words, onSaved }: { words: ListWords; onSaved: () => void }): ReactElement {
  const t = useMessages(recordsMessages);
  const [name, setName] = useState("");
  const save = useAction(async () => {
    await api("POST", "/api/console/views", { name: name.trim(), query: { ...filterOf(words), ...(words.sort ? { sort: words.sort } : {}) } });
    onSaved();
  });
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        void save.run();
      }}
    >
      <Fault error={save.error} />
      <Field label={t.viewName} value={name} onChange={setName} isRequired maxLength={80} autoFocus />
      <Button type="submit" kind="main" busy={save.busy} isDisabled={name.trim() === ""}>
        {t.save}
      </Button>
    </Form>
  );
}

/** What the person looks at again and again, one press away. */
function Views({ words }: { words: ListWords }): ReactElement {
  const t = useMessages(recordsMessages);
  const toast = useToast();
  const [naming, setNaming] = useState(false);
  const { data, reload } = useApi<{ views: SavedView[] }>("/api/console/views");
  const drop = useAction(async (id: string) => {
    await api("DELETE", `/api/console/views/${id}`);
    reload();
  });
  const views = data?.views ?? [];
  return (
    <div className="row views">
      {views.length > 0 && (
        <ul className="chips" aria-label={t.views}>
          {views.map(({ id, name, query }) => (
            <li key={id} className="chip">
              <Link href={HERE + queryOf(viewWords(query))}>{name}</Link>
              <Button kind="bare" icon="x" onPress={() => void drop.run(id)}>
                <span className="vh">{t.dropView(name)}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Button kind="bare" icon="bookmark" onPress={() => setNaming(true)}>
        {t.saveView}
      </Button>
      <Dialog title={t.saveView} isOpen={naming} onClose={() => setNaming(false)}>
        <SaveView
          words={words}
          onSaved={() => {
            setNaming(false);
            reload();
            toast(t.viewSaved);
          }}
        />
      </Dialog>
    </div>
  );
}

function useColumns(): Column<RecordLine>[] {
  const t = useMessages(recordsMessages);
  const format = useFormat();
  return [
    {
      key: "name",
      label: t.name,
      isHeading: true,
      render: ({ id, name, organization }) => (
        <>
          <Link href={`${HERE}/${id}`}>{name || t.unnamed}</Link>
          <small>{organization}</small>
        </>
      ),
    },
    { key: "town", label: t.town, render: ({ town }) => town ?? "–" },
    {
      key: "state",
      label: t.state,
      render: ({ visibility, draft, proposals }) => (
        <>
          <StateBadge visibility={visibility} /> <WorkBadges draft={draft} proposals={proposals} />
        </>
      ),
    },
    { key: "verified", label: t.verified, render: ({ verifiedOn }) => (verifiedOn ? format.date(verifiedOn) : t.never) },
    { key: "due", label: t.due, render: ({ nextDue }) => (nextDue ? format.date(nextDue) : "–") },
  ];
}

function NewRecord(): ReactElement {
  const t = useMessages(recordsMessages);
  const make = useAction(async () => {
    const { id } = await api<{ id: string }>("POST", "/api/console/records");
    navigate(`${HERE}/${id}/edit`);
  });
  return (
    <Button kind="main" icon="plus" busy={make.busy} onPress={() => void make.run()}>
      {t.newRecord}
    </Button>
  );
}

/** Every record that the address asks for. */
export default function Records(): ReactElement {
  const t = useMessages(recordsMessages);
  const format = useFormat();
  const may = useMay();
  const { query } = useAddress();
  const [isBulk, setBulk] = useState(false);
  const words = wordsOf(query);
  const page = Math.max(1, Number(query.get("page")) || 1);
  const { data, error, loading, reload } = useApi<RecordList>(`/api/console/records${queryOf(words, page)}`);
  const columns = useColumns();
  const total = data ? (data.total === 1 ? t.foundOne : t.found(format.count(data.total))) : "";
  return (
    <>
      <PageTitle title={t.title} lead={t.lead}>
        {may("record.edit") && <NewRecord />}
      </PageTitle>
      <Views words={words} />
      <Filters key={queryOf({ ...words, sort: "" })} words={words} />
      <Fault error={error} retry={reload} />
      <div className="row between">
        <p role="status">
          <strong>{total}</strong>
        </p>
        {may("record.bulkEdit") && data && data.total > 0 && <Button onPress={() => setBulk(true)}>{t.bulk}</Button>}
      </div>
      {loading && !data && <Loading />}
      {data && <DataTable caption={t.caption} columns={columns} rows={data.records} rowKey={({ id }) => id} empty={<EmptyState icon="search" title={t.none}>{t.noneLead}</EmptyState>} />}
      {data && <Pager page={page} last={data.pages} onPage={(next) => go(words, next)} />}
      {data && <BulkDialog isOpen={isBulk} onClose={() => setBulk(false)} filter={filterOf(words)} total={data.total} onDone={reload} />}
    </>
  );
}
