import { useState, type ReactElement } from "react";
import { Form } from "react-aria-components";
import { Button, DataTable, EmptyState, Fault, Field, LinkButton, Loading, navigate, Notice, PageTitle, Pager, SelectField, useAddress, useApi, useFormat, useMessages, type Column } from "../../console/ui/index.ts";
import type { AuditPage, StaffList } from "../console.contract.ts";
import { auditMessages } from "./audit.messages.ts";

type AuditEntry = AuditPage["entries"][number];

/** As many as the server gives on a page. */
const PER_PAGE = 50;
const FILTERS = ["q", "actor", "action", "from", "to"] as const;
type Filters = Record<(typeof FILTERS)[number], string>;

function filtersOf(query: URLSearchParams): Filters {
  return Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? ""])) as Filters;
}

/** Only what is filled in, as an address. */
function queryOf(filters: Filters, page: number): string {
  const words = Object.entries({ ...filters, page: page > 1 ? String(page) : "" }).filter(([, value]) => value !== "");
  return words.length === 0 ? "" : `?${new URLSearchParams(words).toString()}`;
}

type People = StaffList["people"];
const NOBODY: People = [];

function Search({ filters, people, onSearch }: { filters: Filters; people: People; onSearch: (filters: Filters) => void }): ReactElement {
  const t = useMessages(auditMessages);
  const [wanted, setWanted] = useState(filters);
  const set = (name: keyof Filters) => (value: string) => setWanted({ ...wanted, [name]: value });
  const whoever = [{ value: "", label: t.anyone }, ...people.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <Form
      className="filters card"
      aria-label={t.search}
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(wanted);
      }}
    >
      <Field label={t.words} value={wanted.q} onChange={set("q")} />
      <SelectField label={t.actor} value={wanted.actor} onChange={set("actor")} options={whoever} />
      <Field label={t.action} value={wanted.action} onChange={set("action")} />
      <Field label={t.from} type="date" value={wanted.from} onChange={set("from")} />
      <Field label={t.to} type="date" value={wanted.to} onChange={set("to")} />
      <div className="row">
        <Button type="submit" icon="search">
          {t.apply}
        </Button>
        <Button kind="bare" onPress={() => onSearch(filtersOf(new URLSearchParams()))}>
          {t.clear}
        </Button>
      </div>
    </Form>
  );
}

/** Said in the words of the log itself: names and values, as they were kept. */
function Details({ details }: { details: AuditEntry["details"] }): ReactElement | null {
  const entries = Object.entries(details ?? {});
  if (entries.length === 0) return null;
  return (
    <dl className="details">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === "string" ? value : JSON.stringify(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Entries({ entries, people }: { entries: readonly AuditEntry[]; people: People }): ReactElement {
  const t = useMessages(auditMessages);
  const format = useFormat();
  const whoOf = (actor: AuditEntry["actor"]) => (actor === null ? t.fanal : (actor.name ?? t.erased));
  // The log holds no name: who still has one is called by it.
  const targetOf = (target: string | null) => people.find(({ id }) => target === `account:${id}`)?.name ?? target;
  const columns: Column<AuditEntry>[] = [
    {
      key: "when",
      label: t.when,
      isHeading: true,
      render: ({ at, seq }) => (
        <>
          {format.moment(at)}
          <small>
            {t.number} {seq}
          </small>
        </>
      ),
    },
    { key: "who", label: t.who, render: ({ actor }) => whoOf(actor) },
    { key: "what", label: t.what, render: ({ action }) => <code>{action}</code> },
    { key: "on", label: t.on, render: ({ target }) => targetOf(target) },
    { key: "details", label: t.details, render: ({ details }) => <Details details={details} /> },
  ];
  return <DataTable caption={t.title} columns={columns} rows={entries} rowKey={({ seq }) => String(seq)} empty={<EmptyState title={t.none}>{t.noneLead}</EmptyState>} />;
}

/** The audit log: searched by what the address says, so that a search can be kept and sent. */
export default function Audit(): ReactElement {
  const t = useMessages(auditMessages);
  const format = useFormat();
  const { query } = useAddress();
  const filters = filtersOf(query);
  const page = Math.max(1, Number(query.get("page")) || 1);
  const asked = queryOf(filters, page);
  const { data, error, loading, reload } = useApi<AuditPage>(`/api/console/audit${asked}`);
  const people = useApi<StaffList>("/api/console/staff").data?.people ?? NOBODY;
  const go = (wanted: Filters, page = 1) => {
    navigate(`/console/audit${queryOf(wanted, page)}`);
    // The same search again: there may be new entries.
    reload();
  };
  return (
    <>
      <PageTitle title={t.title} lead={t.lead}>
        <LinkButton icon="download" download href="/api/console/audit.csv">
          {t.csv}
        </LinkButton>
      </PageTitle>
      <Search key={queryOf(filters, 1)} filters={filters} people={people} onSearch={(wanted) => go(wanted)} />
      <Fault error={error} retry={reload} />
      {data && !data.chain.intact && (
        <Notice kind="fault" title={t.broken}>
          {t.brokenLead}
        </Notice>
      )}
      {data?.chain.intact && <Notice kind="good">{t.intact(format.count(data.chain.checked))}</Notice>}
      {!data && loading && <Loading />}
      {data && (
        <div aria-busy={loading}>
          <p className="fine" role="status">
            {t.entries(format.count(data.total))}
          </p>
          <Entries entries={data.entries} people={people} />
          <Pager page={page} last={Math.ceil(data.total / PER_PAGE)} onPage={(page) => go(filters, page)} />
        </div>
      )}
    </>
  );
}
