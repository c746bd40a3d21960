import type { ReactElement } from "react";
import { DataTable, EmptyState, serverNow, useFormat, useMessages, type Column } from "../../console/ui/index.ts";
import type { DayOfAnswers } from "../console.contract.ts";
import { Bar } from "./bar.tsx";
import { campaignsMessages } from "./campaigns.messages.ts";
import { dayHere, daysFrom } from "./days.ts";

interface AnswersByDayProps {
  days: readonly DayOfAnswers[];
  records: number;
  startedOn: string;
  opensOn: string | null;
}

const [WIDTH, HEIGHT] = [640, 160];

/** Answers so far, day after day, to the half and to the opening. */
function Chart({ days, records, startedOn, opensOn }: AnswersByDayProps): ReactElement {
  const t = useMessages(campaignsMessages);
  const format = useFormat();
  const now = dayHere(serverNow());
  const end = opensOn !== null && opensOn > now ? opensOn : now;
  const span = Math.max(1, daysFrom(startedOn, end));
  const x = (day: string) => (WIDTH * Math.max(0, daysFrom(startedOn, day))) / span;
  const y = (total: number) => HEIGHT - (HEIGHT * total) / Math.max(1, records);
  const steps = days.map(({ day, total }) => `H${x(day)} V${y(total)}`).join(" ");
  const last = days.at(-1)!;
  const line = `M0 ${HEIGHT} ${steps} H${x(now)}`;
  return (
    <figure className="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={t.chart(format.date(startedOn), format.date(now), format.count(last.total), format.count(records))}>
        <line className="mark" x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
        <path className="area" d={`${line} V${HEIGHT} Z`} />
        <path className="line" d={line} />
        {opensOn !== null && opensOn >= startedOn && <line className="opening" x1={x(opensOn)} x2={x(opensOn)} y1="0" y2={HEIGHT} />}
      </svg>
      <span className="half-line" aria-hidden="true">
        {t.half}
      </span>
      <figcaption>
        <span>{format.date(startedOn)}</span>
        <span>{opensOn !== null && end === opensOn ? `${t.opening}, ${format.date(opensOn)}` : format.date(end)}</span>
      </figcaption>
    </figure>
  );
}

/** Answers of each day, against the day that the territory opens. */
export function AnswersByDay(props: AnswersByDayProps): ReactElement {
  const t = useMessages(campaignsMessages);
  const format = useFormat();
  const { days, records, opensOn } = props;
  if (days.length === 0) return <EmptyState icon="clock" title={t.noAnswers}>{t.noAnswersLead}</EmptyState>;
  const columns: Column<DayOfAnswers>[] = [
    {
      key: "day",
      label: t.day,
      isHeading: true,
      sortBy: ({ day }) => day,
      render: ({ day }) => (
        <>
          {format.date(day)}
          {opensOn !== null && <small>{t.beforeOpening(daysFrom(day, opensOn))}</small>}
        </>
      ),
    },
    { key: "answered", label: t.thatDay, render: ({ answered }) => format.count(answered), sortBy: ({ answered }) => answered },
    {
      key: "total",
      label: t.inAll,
      render: ({ total }) => (
        <Bar part={total} whole={records}>
          {t.answeredOf(format.count(total), format.count(records))}
        </Bar>
      ),
    },
  ];
  return (
    <>
      <Chart {...props} />
      <DataTable caption={t.byDay} columns={columns} rows={days.toReversed()} rowKey={({ day }) => day} empty={null} />
    </>
  );
}
