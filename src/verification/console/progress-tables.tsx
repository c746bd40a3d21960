import type { ReactElement } from "react";
import { DataTable, EmptyState, Link, LinkButton, useFormat, useLang, useMay, useMessages, type Column } from "../../console/ui/index.ts";
import type { Figures, Progress } from "../console.contract.ts";
import { Bar } from "./bar.tsx";
import { campaignsMessages } from "./campaigns.messages.ts";

type Row = Progress["byArea"][number] | Progress["byNeed"][number];

/** Figures of each territory, or need. */
export function FiguresTable({ heading, kind, rows }: { heading: string; kind: "area" | "need"; rows: readonly Row[] }): ReactElement {
  const t = useMessages(campaignsMessages);
  const lang = useLang();
  const format = useFormat();
  const nameOf = ({ name, key }: Row) => (name === null ? key : typeof name === "string" ? name : name[lang]);
  const figure = (name: keyof Figures): Column<Row> => ({ key: name, label: t.figures[name], render: (row) => format.count(row[name]), sortBy: (row) => row[name] });
  const columns: Column<Row>[] = [
    {
      key: "name",
      label: heading,
      isHeading: true,
      sortBy: nameOf,
      render: (row) => (
        <>
          {nameOf(row)}
          {kind === "area" && <small>{t.kinds[row.key.split(":")[0]!]}</small>}
        </>
      ),
    },
    {
      key: "answered",
      label: t.answered,
      sortBy: ({ answered, records }) => answered / records,
      render: ({ answered, records }) => (
        <Bar part={answered} whole={records}>
          {t.answeredOf(format.count(answered), format.count(records))}
        </Bar>
      ),
    },
    figure("sent"),
    figure("bounced"),
    figure("confirmed"),
    figure("corrected"),
    figure("called"),
  ];
  return (
    <div className="figures-table">
      <DataTable caption={heading} columns={columns} rows={rows} rowKey={({ key }) => key} empty={<EmptyState title={t.nobodyAsked} />} />
    </div>
  );
}

/** Who has not answered, the most important first, and what can be done about it. */
export function Missing({ missing, total }: { missing: Progress["missing"]; total: number }): ReactElement {
  const t = useMessages(campaignsMessages);
  const format = useFormat();
  const may = useMay();
  const columns: Column<Progress["missing"][number]>[] = [
    {
      key: "name",
      label: t.record,
      isHeading: true,
      render: ({ id, name, organization }) => (
        <>
          <Link href={`/console/records/${id}`}>{name}</Link>
          <small>{organization}</small>
        </>
      ),
    },
    {
      key: "toDo",
      label: t.toDo,
      render: ({ followUpId, name }) =>
        followUpId !== null && may("followUp.call") ? (
          <LinkButton kind="bare" icon="phone" href={`/console/calls/${followUpId}`}>
            {t.call} <span className="vh">{name}</span>
          </LinkButton>
        ) : (
          t.waits
        ),
    },
  ];
  return (
    <>
      {missing.length > 0 && <p className="fine">{t.missingLead(format.count(missing.length), format.count(total))}</p>}
      <DataTable caption={t.missing} columns={columns} rows={missing} rowKey={({ id }) => id} empty={<EmptyState title={t.noneMissing} />} />
    </>
  );
}
