import { dayHere } from "./campaigns/sending-hours.ts";
import type { DayOfAnswers, Figures } from "./console.contract.ts";
import type { ProgressRow } from "./progress.store.ts";

const TESTS: { [F in keyof Figures]: (row: ProgressRow) => boolean } = {
  records: () => true,
  sent: ({ sent }) => sent,
  delivered: ({ sent, bounced }) => sent && !bounced,
  bounced: ({ bounced, refusedByServer }) => bounced || refusedByServer,
  answered: ({ answer }) => answer !== null,
  confirmed: ({ answer }) => answer === "confirmed",
  corrected: ({ answer }) => answer === "corrected",
  called: ({ calls }) => calls > 0,
  unreached: ({ followUp }) => followUp === "unreached",
};

export function figuresOf(rows: readonly ProgressRow[]): Figures {
  return Object.fromEntries(Object.entries(TESTS).map(([name, test]) => [name, rows.filter(test).length])) as unknown as Figures;
}

/** The figures of each key that a record has (an area, a need), the largest first. */
export function figuresBy(rows: readonly ProgressRow[], keysOf: (row: ProgressRow) => readonly string[]): ({ key: string } & Figures)[] {
  const groups = new Map<string, ProgressRow[]>();
  for (const row of rows) for (const key of keysOf(row)) groups.set(key, [...(groups.get(key) ?? []), row]);
  return [...groups].map(([key, of]) => ({ key, ...figuresOf(of) })).sort((a, b) => b.records - a.records || a.key.localeCompare(b.key));
}

/** Answers of each day, and all until then. */
export function answersByDay(rows: readonly ProgressRow[]): DayOfAnswers[] {
  const days = rows.flatMap(({ answeredAt }) => (answeredAt === null ? [] : [dayHere(answeredAt)])).sort();
  let total = 0;
  return [...new Set(days)].map((day) => {
    const answered = days.filter((one) => one === day).length;
    return { day, answered, total: (total += answered) };
  });
}

/** Have more than half answered? */
export function isMajority({ answered, records }: Figures): boolean {
  return records > 0 && answered * 2 > records;
}
