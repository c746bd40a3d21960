import { useState, type ReactElement, type ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { useLang, useMessages } from "./lang.tsx";
import { uiMessages } from "./ui.messages.ts";

export interface Column<Row> {
  key: string;
  label: string;
  render: (row: Row) => ReactNode;
  /** What the column is sorted by; without it, it is not. */
  sortBy?: (row: Row) => string | number;
  /** The row's own name: read before its other cells. */
  isHeading?: boolean;
}

interface DataTableProps<Row> {
  /** What the table holds, for who cannot see it. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Shown instead of an empty table. */
  empty: ReactNode;
}

type Order = { key: string; down: boolean } | null;

function sorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], order: Order, lang: string): readonly Row[] {
  const by = order && columns.find(({ key }) => key === order.key)?.sortBy;
  if (!by) return rows;
  const compare = new Intl.Collator(lang, { numeric: true, sensitivity: "base" }).compare;
  const up = (a: Row, b: Row) => {
    const [left, right] = [by(a), by(b)];
    return typeof left === "number" && typeof right === "number" ? left - right : compare(String(left), String(right));
  };
  return rows.toSorted((a, b) => (order.down ? up(b, a) : up(a, b)));
}

function HeadCell<Row>({ column, order, onSort }: { column: Column<Row>; order: Order; onSort: (key: string) => void }): ReactElement {
  const isSorted = order?.key === column.key;
  const direction = isSorted ? (order.down ? "descending" : "ascending") : undefined;
  return (
    <th scope="col" aria-sort={direction}>
      {column.sortBy ? (
        <AriaButton className={`sort ${direction ?? ""}`} onPress={() => onSort(column.key)}>
          {column.label}
          <Icon name="chevron-down" size={16} />
        </AriaButton>
      ) : (
        column.label
      )}
    </th>
  );
}

/** A table to read: a plain one, so that every way of reading tables works; on narrow screens each row becomes a card. */
export function DataTable<Row>({ caption, columns, rows, rowKey, empty }: DataTableProps<Row>): ReactElement {
  const lang = useLang();
  const [order, setOrder] = useState<Order>(null);
  if (rows.length === 0) return <>{empty}</>;
  const sort = (key: string) => setOrder((before) => (before?.key === key ? { key, down: !before.down } : { key, down: false }));
  return (
    <div className="table-box">
      <table className="table">
        <caption className="vh">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} order={order} onSort={sort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted(rows, columns, order, lang).map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ key, label, render, isHeading }) =>
                isHeading ? (
                  <th key={key} scope="row">
                    {render(row)}
                  </th>
                ) : (
                  <td key={key} data-label={label}>
                    {render(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** From one page of many rows to the next. */
export function Pager({ page, last, onPage }: { page: number; last: number; onPage: (page: number) => void }): ReactElement | null {
  const t = useMessages(uiMessages);
  if (last <= 1) return null;
  return (
    <nav className="pager row" aria-label={t.pages}>
      <Button icon="arrow-left" isDisabled={page <= 1} onPress={() => onPage(page - 1)}>
        {t.previous}
      </Button>
      <span>{t.pageOf(page, last)}</span>
      <Button icon="arrow-right" isDisabled={page >= last} onPress={() => onPage(page + 1)}>
        {t.next}
      </Button>
    </nav>
  );
}
