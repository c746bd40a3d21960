import type { ReactElement } from "react";
import { EmptyState, Fault, Link, LinkButton, Loading, PageTitle, useAddress, useApi, useLang, useMay, useMessages } from "../../console/ui/index.ts";
import type { ReviewItem, Wire } from "../console.contract.ts";
import { ReviewLine } from "./review-line.tsx";
import { reviewMessages } from "./review.messages.ts";

type Item = Wire<ReviewItem>;

/** What is said of one record is read together, in the order in which it came. */
function byRecord(items: readonly Item[]): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(item.recordId ?? item.id, [...(groups.get(item.recordId ?? item.id) ?? []), item]);
  return [...groups.values()];
}

function RecordGroup({ items }: { items: readonly Item[] }): ReactElement {
  const t = useMessages(reviewMessages);
  const lang = useLang();
  const may = useMay();
  const { record } = items[0]!;
  const heading = `of-${items[0]!.id}`;
  return (
    <section className="card review" aria-labelledby={heading}>
      <div className="row between">
        <div>
          <h2 id={heading}>{record ? <Link href={`/console/records/${record.id}`}>{record.name}</Link> : t.noRecord}</h2>
          {record && <small>{record.organization}</small>}
        </div>
        {record && (
          <div className="row">
            <LinkButton kind="bare" icon="external-link" href={`/${lang}/services/${record.id}`}>
              {t.publicPage} <span className="vh">{record.name}</span>
            </LinkButton>
            {may("record.edit") && (
              <LinkButton icon="pencil" href={`/console/records/${record.id}/edit`}>
                {t.editRecord} <span className="vh">{record.name}</span>
              </LinkButton>
            )}
          </div>
        )}
      </div>
      <ol className="said-list">
        {items.map((item) => (
          <ReviewLine key={item.id} item={item} />
        ))}
      </ol>
    </section>
  );
}

/** One inbox for what the public, organisations and imports say. What was decided stays in sight until one leaves. */
export default function Review(): ReactElement {
  const t = useMessages(reviewMessages);
  const { query } = useAddress();
  const record = query.get("record");
  const { data, error, loading, reload } = useApi<{ items: Item[] }>(`/api/console/proposals${record ? `?record=${record}` : ""}`);
  const groups = byRecord(data?.items ?? []);
  return (
    <>
      <PageTitle title={t.title} lead={t.lead} />
      <Fault error={error} retry={reload} />
      {loading && !data && <Loading />}
      {data && groups.length === 0 && <EmptyState title={t.none}>{t.noneLead}</EmptyState>}
      {data && groups.length > 0 && <p className="fine">{t.waitingOn(data.items.length, groups.length)}</p>}
      <div className="cards">
        {groups.map((items) => (
          <RecordGroup key={items[0]!.id} items={items} />
        ))}
      </div>
    </>
  );
}
